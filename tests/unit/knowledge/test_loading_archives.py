"""ZIP archives: what is in them comes out by name; nothing leads out of them, and nothing unpacks without end."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator

import pytest

from evals.faults.hostile import flagged, understated
from evals.faults.samples import archive
from knowledge.loading.archive import unpack
from knowledge.loading.content import Refusal
from knowledge.loading.formats import is_archive
from knowledge.loading.reader import Reader


@pytest.fixture
def reader() -> Iterator[Reader]:
    one = Reader()
    yield one
    one.close()


def test_documents_come_out_with_their_paths_and_the_rest_is_passed_over(reader: Reader) -> None:
    data = archive(
        {
            "docs/": b"", "docs/a.md": b"# A", "b.txt": b"B", "photo.png": b"x", "__MACOSX/docs/._a.md": b"x",
            "docs/.hidden.md": b"x", "~$b.docx": b"x", ".git/c.md": b"x", "./docs//d.md": b"# D",
        }
    )  # fmt: skip
    found = reader.unpack("all.zip", data)
    assert [(one.name, one.data) for one in found] == [("docs/a.md", b"# A"), ("b.txt", b"B"), ("docs/d.md", b"# D")]
    assert all(one.refusal is None for one in found)


def test_an_archive_is_known_by_its_ending() -> None:
    assert is_archive("Alles.ZIP")
    assert not is_archive("a.docx")


@pytest.mark.parametrize(
    "path", ["../a.md", "docs/../../a.md", "/etc/a.md", "C:/a.md", "c:\\docs\\a.md", "docs\\a.md", "..\\a.md"]
)
def test_a_path_that_leads_out_is_refused_by_name_and_the_others_go_on(reader: Reader, path: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        opened.writestr(zipfile.ZipInfo(path), b"# A")
        opened.writestr("good.md", b"# Good")
    bad, good = reader.unpack("all.zip", packed.getvalue())
    assert bad.data is None
    assert bad.refusal is not None
    assert "leads out of the archive" in bad.refusal.message
    assert bad.name.endswith("a.md")
    assert (good.name, good.data) == ("good.md", b"# Good")


def test_a_link_and_a_name_with_a_zero_are_refused(reader: Reader) -> None:
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        opened.writestr(link, b"/etc/passwd")
        opened.writestr("zeroXa.md", b"# A")
        opened.writestr("good.md", b"# Good")
    found = reader.unpack("all.zip", packed.getvalue().replace(b"zeroXa.md", b"a.md\x00a.md"))
    assert [one.data for one in found] == [None, None, b"# Good"]
    assert found[0].refusal is not None
    assert "link" in found[0].refusal.message


def test_a_locked_or_damaged_member_is_told_and_the_others_go_on(reader: Reader) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as opened:
        opened.writestr("a.md", b"# The words that will be damaged")
        opened.writestr("b.md", b"# B")
    damaged, good = reader.unpack("all.zip", packed.getvalue().replace(b"will be damaged", b"were damaged!!!"))
    assert damaged.refusal is not None
    assert "damaged" in damaged.refusal.message
    assert good.data == b"# B"
    locked = reader.unpack("all.zip", flagged(archive({"a.md": b"# A"}), None))
    assert locked[0].refusal is not None
    assert "password" in locked[0].refusal.message


def test_two_members_of_one_path_are_both_handed_out(reader: Reader) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        opened.writestr("a.md", b"# One")
        with pytest.warns(UserWarning, match="Duplicate"):
            opened.writestr("a.md", b"# Two")
    assert [(one.name, one.data) for one in reader.unpack("all.zip", packed.getvalue())] == [
        ("a.md", b"# One"), ("a.md", b"# Two"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Grüße/Öl.md", "日本/説明.md"])
def test_names_in_any_script_come_out_whether_marked_or_not(reader: Reader, name: str) -> None:
    data = archive({name: b"# A"})
    assert reader.unpack("all.zip", data)[0].name == name
    unmarked = bytearray(data)
    for signature, offset in ((b"PK\x01\x02", 9), (b"PK\x03\x04", 7)):
        unmarked[data.find(signature) + offset] &= ~0x08
    assert reader.unpack("all.zip", bytes(unmarked))[0].name == name


def test_an_archive_inside_an_archive_is_opened_once_and_a_deeper_one_is_refused(reader: Reader) -> None:
    deep = archive({"c.md": b"# C"})
    data = archive({"inner.zip": archive({"b.md": b"# B", "deep.zip": deep}), "a.md": b"# A"})
    found = reader.unpack("all.zip", data)
    assert [(one.name, one.data) for one in found] == [
        ("inner.zip/b.md", b"# B"), ("inner.zip/deep.zip", None), ("a.md", b"# A"),
    ]  # fmt: skip
    assert found[1].refusal is not None
    assert found[1].refusal.next_step == "Unpack it and add what is in it."


def zeros() -> dict[str, bytes]:
    return {f"{at}.txt": bytes(20_000_000) for at in range(12)}


@pytest.mark.parametrize("inside", [False, True], ids=["many zeros", "inside another"])
def test_a_zip_bomb_is_refused_whole_and_the_reader_lives(reader: Reader, inside: bool) -> None:
    bomb = archive({"1.zip": archive(zeros())}) if inside else archive(zeros())
    assert len(bomb) < 1_000_000
    with pytest.raises(Refusal, match="unpacks to over 200 MB") as refused:
        reader.unpack("bomb.zip", bomb)
    assert refused.value.next_step.startswith("Split it")
    assert reader.read("good.md", b"# Good\n\nStill here.").title == "Good"


def test_sizes_that_lie_are_not_believed(reader: Reader) -> None:
    found = reader.unpack("bomb.zip", understated(archive(zeros())))
    assert [one.data for one in found] == [None] * 12
    assert all(one.refusal is not None and "damaged" in one.refusal.message for one in found)


def test_a_member_that_is_too_large_is_refused_by_itself(reader: Reader) -> None:
    large, good = reader.unpack("all.zip", archive({"a.txt": bytes(31_000_000), "b.md": b"# B"}))
    assert large.refusal is not None
    assert "30 MB is the most" in large.refusal.message
    assert good.data == b"# B"


def test_more_documents_than_anybody_means_to_load_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.loading.limits.MOST_MEMBERS", 20)
    with pytest.raises(Refusal, match="more than 20 documents"):
        list(unpack(archive({f"{at}.md": b"# A" for at in range(21)})))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no archive", "damaged"),
        (archive({"a.md": b"# A"})[:40], "damaged"),
        (archive({"a.png": b"x"}), "no document"),
    ],
    ids=["no ZIP", "cut", "pictures only"],
)
def test_what_is_no_archive_of_documents_says_what_to_do(reader: Reader, data: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        reader.unpack("all.zip", data)
    assert refused.value.next_step.endswith(".")
