"""The child process that reads: memory, time, network and keys, and the files that are made to get round them."""

from __future__ import annotations

import http.server
import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.faults.hostile import part_replaced, understated
from evals.faults.samples import printed, samples
from knowledge.loading import limits
from knowledge.loading.content import Content, Refusal
from knowledge.loading.formats import read_document
from knowledge.loading.reader import Reader
from knowledge.loading.worker import Answers, answer

ROOT = Path(__file__).resolve().parents[3]
linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="reads /proc")


@pytest.fixture
def reader() -> Iterator[Reader]:
    one = Reader()
    yield one
    one.close()


def pid_of(reader: Reader) -> int:
    reader.read("a.md", b"# A\n\nText.")
    assert reader._child is not None
    return reader._child.pid


def in_limits(code: str) -> str:
    """What a process prints that runs ``code`` after it has limited itself as the worker does."""
    program = f"from knowledge.loading.worker import limit_itself\nlimit_itself()\n{code}"
    child = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    said = child.stdout.read()  # its standard input stays open: without a parent it would end itself
    child.communicate()
    return said.strip()


@linux
@pytest.mark.parametrize("ask", ["bytearray(2_000_000_000)", "[bytes(50_000_000) for _ in range(40)]"])
def test_two_gigabytes_are_more_than_the_child_gets(ask: str) -> None:
    assert in_limits(f"try:\n    {ask}\n    print('had it')\nexcept MemoryError:\n    print('refused')") == "refused"


@linux
def test_the_child_reaches_no_network() -> None:
    code = "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept PermissionError as error:\n    print(error)"
    assert in_limits(code) == "documents are read without a network"


def test_running_out_of_memory_is_a_refusal_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(name: str, data: bytes) -> Content:
        raise MemoryError

    monkeypatch.setattr("knowledge.loading.formats.read_document", greedy)
    refused = answer(b"R", "a.md", b"x", Answers(io.BytesIO()))["refused"]
    assert refused[0] == "The file needs more memory to read than it is allowed."


@linux
def test_no_key_is_in_the_environment_of_the_child(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    known = Path(f"/proc/{pid_of(reader)}/environ").read_bytes()
    assert b"secret" not in known
    assert b"PYTHONPATH" in known


def ended(pid: int, within: float = 10.0) -> bool:
    """Whether a process that is no child of this one is gone, or a zombie that nobody has collected."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        os.sched_yield()
    return False


@linux
def test_the_child_ends_with_the_process_that_started_it() -> None:
    program = (
        "import sys\nfrom knowledge.loading.reader import Reader\nreader = Reader()\n"
        "reader.read('a.md', b'# A\\n\\nText.')\nprint(reader._child.pid, flush=True)\nsys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert ended(child)


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_is_read() -> None:
    hurried = Reader(seconds=0.0)
    with pytest.raises(Refusal, match="took longer"):
        hurried.read("slow.md", b"# A\n\nText.")
    hurried._seconds = 30.0
    assert hurried.read("next.md", b"# B\n\nText.").title == "B"
    hurried.close()


def test_a_reader_that_was_killed_is_replaced(reader: Reader) -> None:
    os.kill(pid_of(reader), 9)
    assert reader._child is not None
    reader._child.wait()
    assert reader.read("b.md", b"# B\n\nText.").title == "B"


def test_readers_in_threads_wait_for_each_other(reader: Reader) -> None:
    titles: list[str] = []
    threads = [
        threading.Thread(target=lambda at=at: titles.append(reader.read("a.md", f"# {at}\n\nText.".encode()).title))
        for at in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(titles) == [str(at) for at in range(8)]


def test_content_survives_the_way_between_the_processes() -> None:
    content = read_document("a.md", b"# A\n\n| M | P |\n|--|--|\n| x | y |\n\n3. one\n   - two\n")
    assert Content.from_json(json.loads(json.dumps(content.to_json()))) == content


def entities(declared: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    return f'<?xml version="1.0"?><!DOCTYPE w [{declared}]>{body}'.encode()


LAUGHS = '<!ENTITY z "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{of};" * 10}">' for name, of in zip("yxwvutsa", "zyxwvuts", strict=True)
)


@pytest.mark.parametrize(
    "body",
    [
        entities(LAUGHS),
        entities(f'<!ENTITY a "{"a" * 100_000}">'),
        entities('<!ENTITY a SYSTEM "file:///etc/passwd">'),
        entities(LAUGHS).decode().replace('"1.0"', '"1.0" encoding="utf-16"', 1).encode("utf-16"),
    ],
    ids=["billion laughs", "quadratic", "external", "in UTF-16"],
)
def test_xml_entities_of_an_office_file_are_refused(reader: Reader, body: bytes) -> None:
    for sample, part in (("boats.docx", "word/document.xml"), ("rates.xlsx", "xl/worksheets/sheet1.xml")):
        with pytest.raises(Refusal, match="declares XML entities") as refused:
            reader.read(sample, part_replaced(sample, part, body))
        assert refused.value.next_step.startswith("Open it in")


def test_an_office_part_in_an_encoding_that_hides_its_words_is_refused(reader: Reader) -> None:
    body = entities(LAUGHS).decode().replace('"1.0"', '"1.0" encoding="cp037"', 1).encode("cp037")
    with pytest.raises(Refusal, match="broken"):
        reader.read("boats.docx", part_replaced("boats.docx", "word/document.xml", body))


def test_what_an_office_file_unpacks_to_is_counted_and_not_believed(reader: Reader) -> None:
    liar = understated(part_replaced("boats.docx", "word/media/a.png", bytes(60_000_000), copies=4))
    with pytest.raises(Refusal) as refused:
        reader.read("liar.docx", liar)
    assert "broken" in refused.value.message or "unpacks to more than 200 MB" in refused.value.message
    with pytest.raises(Refusal, match="unpacks to more than 200 MB"):
        reader.read("large.xlsx", part_replaced("rates.xlsx", "xl/media/a.png", bytes(60_000_000), copies=4))


def test_a_word_file_of_a_million_paragraphs_or_of_endless_depth_is_refused(reader: Reader) -> None:
    space = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    many = space + b"<w:p/>" * 1_000_000 + b"</w:body></w:document>"
    with pytest.raises(Refusal, match="1,000,000 paragraphs"):
        reader.read("many.docx", part_replaced("boats.docx", "word/document.xml", many))
    deep = (
        space
        + b"<w:sdt><w:sdtContent>" * 30_000
        + b"<w:p/>"
        + b"</w:sdtContent></w:sdt>" * 30_000
        + b"</w:body></w:document>"
    )
    with pytest.raises(Refusal):
        reader.read("deep.docx", part_replaced("boats.docx", "word/document.xml", deep))


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and the paths that anybody asked it for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def test_no_address_in_a_document_is_ever_fetched(asked: tuple[str, list[str]]) -> None:
    here, paths = asked
    page = (
        f'<!DOCTYPE html SYSTEM "{here}/dtd"><html><head><base href="{here}/"><link rel=stylesheet href="{here}/style">'
        f'<style>@import url("{here}/import");</style></head><body><img src="{here}/image"><iframe src="{here}/frame"></iframe>'
        f'<object data="{here}/object"></object><p>We open at nine.</p></body></html>'
    )
    relation = (
        f'<Relationship Id="rIdX" Type="http://x/image" Target="{here}/image" TargetMode="External"/></Relationships>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples()["boats.docx"])) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body.replace(b"</Relationships>", relation.encode()) if name.endswith(".rels") else body)
    files = {
        "a.html": page.encode(),
        "a.md": f"# A\n\n![image]({here}/image) We open at nine.\n".encode(),
        "a.eml": f"Subject: A\nContent-Type: text/html\n\n{page}".encode(),
        "a.docx": packed.getvalue(),
        "a.pdf": printed(f'= A\n#link("{here}/link")[We open at nine.]'),
    }
    for name, data in files.items():
        assert read_document(name, data).blocks
    assert paths == []


def test_the_limits_are_those_that_the_documentation_names() -> None:
    assert (limits.SECONDS, limits.MEMORY) == (10.0, 512_000_000)
