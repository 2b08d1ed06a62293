"""Bad input, as people have it: one clear line that says what to do, exit code 2, nothing lost, nothing else touched."""

from __future__ import annotations

import importlib
import io
import json
import os
import socket
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from casework.case import Person
from casework.desk import Desk
from casework.errors import CaseworkError
from casework.opening import open_desk
from settings import load_settings

from .conftest import Answered, Company


def pdf(*, password: str = "") -> bytes:
    """A page with a picture's worth of nothing: no text at all; locked when there is a password."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def broken_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document><w:body><w:p>cut off")
    return out.getvalue()


def odd_charset() -> bytes:
    head = b"From: Ana <ana@mail.example>\r\nSubject: Oven\r\nMIME-Version: 1.0\r\nMessage-ID: <c@mail.example>\r\n"
    body = "My Ember 60 arrived without its door – can you send one?".encode("cp1252")
    return head + b"Content-Type: text/plain; charset=x-martian-7\r\n\r\n" + body + b"\r\n"


# name: (file, bytes, a word of what is said or of what to do)
UNREADABLE = {
    "an empty file": ("empty.eml", b"", "empty"),
    "a file of blanks": ("blank.txt", b"\n \n\t", "empty"),
    "a binary with a letter's ending": ("program.eml", bytes(range(256)) * 30, "not text"),
    "a picture with a PDF's ending": ("photo.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 900, "picture"),
    "text with a PDF's ending": ("letter.pdf", b"Dear all, my oven is cold.", "not one"),
    "a locked PDF": ("locked.pdf", pdf(password="secret"), "password"),
    "a scan with no text": ("scan.pdf", pdf(), "no text"),
    "a cut PDF": ("cut.pdf", b"%PDF-1.7\n1 0 obj <<", "damaged"),
    "a broken DOCX": ("broken.docx", broken_docx(), "damaged"),
    "a DOCX that is no archive": ("fake.docx", b"PK\x03\x04 not a document", "damaged"),
    "an archive": ("letters.zip", broken_docx().replace(b"word/", b"misc/"), "archive"),
    "an old Office file": ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office"),
    "an RTF file": ("letter.rtf", b"{\\rtf1 Dear all}", "RTF"),
    "30 MB": ("huge.eml", b"From: a@b.example\n\n" + b"x" * 30_000_000, "20 MB"),
}


def one_line(answered: Answered) -> str:
    """The one line of standard error; fails on anything else, a traceback above all."""
    lines = answered.err.strip().splitlines()
    assert len(lines) == 1, answered.err
    assert (answered.code, answered.out) == (2, "")
    assert "Traceback" not in lines[0]
    assert lines[0].rstrip().endswith((".", ".]")) or "line" in lines[0], lines[0]
    return lines[0]


@pytest.fixture(scope="module")
def spoken(company: Company, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the door of drafting says to every unreadable letter, in one process."""
    folder = tmp_path_factory.mktemp("letters")
    lines = []
    for name, (file, data, _) in UNREADABLE.items():
        (folder / file).write_bytes(data)
        lines.append(json.dumps({"id": name, "path": str(folder / file)}))
    drafted = company.door("drafting", "--jsonl", stdin="\n".join(lines))
    assert drafted.code == 2
    assert drafted.err == ""
    return {answer["id"]: answer for answer in drafted.lines}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_letter_is_said_in_words_that_tell_what_to_do(
    spoken: dict[str, dict[str, Any]], name: str
) -> None:
    said = spoken[name]["error"]
    assert UNREADABLE[name][2].casefold() in said.casefold()
    assert said.count(". ") >= 1, "what happened, and what to do"
    assert "\n" not in said


def test_one_unreadable_letter_is_one_line_and_exit_code_2(company: Company, own_company: Company) -> None:
    path = own_company.folder / "locked.pdf"
    path.write_bytes(pdf(password="secret"))
    assert "password" in one_line(company.door("drafting", str(path), "--json"))
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["no-such.eml", "documents", ""])
def test_a_letter_that_is_no_file_is_said(company: Company, name: str) -> None:
    path = company.path(name) if name else ""
    one_line(company.door("drafting", path, "--json"))


def test_a_letter_of_an_unknown_charset_is_read_and_said(company: Company, own_company: Company) -> None:
    path = own_company.folder / "odd.eml"
    path.write_bytes(odd_charset())
    drafted = company.door("drafting", str(path), "--json")
    assert drafted.code in (0, 1)
    assert "without its door" in drafted.json["letter"]["body"]
    assert drafted.json["letter"]["notices"]


def test_a_letter_in_another_language_is_answered_or_explained(company: Company, own_company: Company) -> None:
    path = own_company.folder / "suomi.txt"
    path.write_text(
        "Hei, uunini Ember 60 ei lämpene enää. Mitä minun pitäisi tehdä? Kuinka pitkä takuu on?\n\nAino Korhonen\n",
        "utf-8",
    )
    drafted = company.door("drafting", str(path), "--json")
    assert drafted.code in (0, 1)
    assert drafted.json["enquiry"]["language"] == "fi"
    assert drafted.json["note"] or drafted.json["reply"] is None


def test_names_of_files_may_be_in_any_script_or_in_none(company: Company, own_company: Company) -> None:
    folder = os.fsencode(own_company.folder)
    for name in ("жалоба 1.txt".encode(), "lettre n°2 – été.txt".encode(), b"caf\xe9.txt", b"new\nline.txt"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(b"Hello, how long is the warranty of the Ember 60?\n\nBea Lund\n")
        drafted = company.door("drafting", os.fsdecode(os.path.join(folder, name)), "--json")
        assert drafted.code in (0, 1), drafted.err
        assert drafted.json["reply"]
    gone = company.door("drafting", os.fsdecode(os.path.join(folder, b"g\xf6ne.txt")), "--json")
    one_line(gone)


# name: (text of the policy, what is said)
POLICIES = {
    "an unknown key": ("company: {name: Ember}\nremedys: []\n", "remedys"),
    "an unknown key of a row": (
        "company: {name: Ember}\nremedies: [{id: a, what: b, authority: agent, colour: red}]\n",
        "colour",
    ),
    "no company": ("remedies: []\n", "company"),
    "a list": ("- a\n- b\n", "mapping"),
    "no YAML": ("company: {name: Ember\n", "YAML"),
    "nothing": ("", "mapping"),
    "a unit that does not exist": (
        "company: {name: Ember}\ntimescales: [{id: a, what: b, at_most: 3, unit: moons}]\n",
        "unit",
    ),
}


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("module", ["guidelines", "drafting"])
def test_a_policy_that_does_not_fit_names_its_place(
    company: Company, own_company: Company, module: str, name: str
) -> None:
    text, says = POLICIES[name]
    policy = own_company.folder / "odd.yaml"
    policy.write_text(text)
    arguments = ["check", company.path("draft.txt")] if module == "guidelines" else [company.path("letter.eml")]
    said = one_line(company.door(module, *arguments, "--json", WELLPUT_POLICY=str(policy)))
    assert "odd.yaml" in said
    assert says in said


@pytest.mark.parametrize("what", ["missing", "folder", "binary"])
def test_a_policy_that_is_no_file_is_said(company: Company, own_company: Company, what: str) -> None:
    policy = own_company.folder / "odd.yaml"
    if what == "folder":
        policy.mkdir()
    elif what == "binary":
        policy.write_bytes(b"\xff\xfe\x00\x81" * 40)
    said = one_line(company.door("guidelines", "check", company.path("draft.txt"), WELLPUT_POLICY=str(policy)))
    assert "odd.yaml" in said


RULE = """title: We say parcel
practice: P17
why: It is what our customers call it.
level: error
check: {kind: phrase, any: ["shipments?"]}
message: Say parcel.
"""
# name: (files of the company's guidelines, what is said, where)
RULES = {
    "no YAML": ({"rules/odd.yaml": "title: ["}, "not YAML", "odd.yaml:2:1"),
    "an unknown key": ({"rules/odd.yaml": RULE + "colour: red\n"}, "colour", "odd.yaml:7:1"),
    "a pattern that is none": ({"rules/odd.yaml": RULE.replace("ship", "(ship")}, "missing )", "odd.yaml:5:29"),
    "a pattern that asks for all memory": (
        {"rules/odd.yaml": RULE.replace("shipments?", "a{999999999}")},
        "repeats too much",
        "odd.yaml:5:29",
    ),
    "two rules of one id": ({"rules/odd.yaml": RULE, "rules/odd.yml": RULE}, "already a rule odd", "odd.yml:1:1"),
    "settings for no rule": ({"settings.yaml": "odd: {on: false}\n"}, "no rule odd", "settings.yaml:1:1"),
}


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("call", ["check", "rules", "drafting"])
def test_a_rule_of_the_company_that_does_not_fit_names_its_place(own_company: Company, call: str, name: str) -> None:
    files, says, where = RULES[name]
    for file, text in files.items():
        path = own_company.folder / "data" / "guidelines" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    calls = {
        "check": ("guidelines", "check", own_company.path("draft.txt")),
        "rules": ("guidelines", "rules"),
        "drafting": ("drafting", own_company.path("letter.eml")),
    }
    said = one_line(own_company.door(*calls[call], "--json"))
    assert f"/{where}: " in said
    assert says in said


def test_a_rule_that_nobody_knows_is_said_with_the_nearest_one(company: Company) -> None:
    assert "did you mean calm-down?" in one_line(company.door("guidelines", "rules", "calm-dwon"))
    assert "python -m guidelines rules" in one_line(company.door("guidelines", "rules", "explain", "zzzz"))
    one_line(company.door("guidelines", "rules", "calm-down", "emoji"))


@pytest.mark.parametrize("folder", ["nothing", "no-such", "draft.txt"])
def test_a_folder_without_rules_is_said(own_company: Company, folder: str) -> None:
    (own_company.folder / "nothing").mkdir()
    tested = own_company.door("guidelines", "rules", "test", own_company.path(folder))
    assert tested.code == 2
    assert folder in tested.out + tested.err
    assert "Traceback" not in tested.err


def test_a_pattern_that_runs_away_is_named_and_the_draft_is_checked_all_the_same(own_company: Company) -> None:
    rules = own_company.folder / "data" / "guidelines" / "rules"
    rules.mkdir(parents=True)
    (rules / "runs-away.yaml").write_text(RULE.replace("shipments?", "(x+x+)+y"))
    draft = own_company.folder / "long.txt"
    draft.write_text("Please calm down. " + "x" * 4_000)
    checked = own_company.door("guidelines", "check", str(draft), "--json")
    assert "calm-down" in {finding["rule"] for finding in checked.json["findings"]}
    assert ["runs-away" in note for note in checked.json["notes"]] == [True]
    told = own_company.door("guidelines", "check", str(draft)).out
    assert f"{draft}: note: The rule runs-away was skipped" in told


# name: the draft as bytes
DRAFTS = {
    "1 MB": b"We cannot help you with that. " * 36_000,
    "right to left": ("שלום, we cannot help you. مرحبا! " * 40).encode(),
    "mixed scripts": ("Мы cannot помочь. 我们不能 help you。We can’t, désolé. " * 40).encode(),
    "UTF-16": "We cannot help you, désolé.".encode("utf-16"),
    "Windows-1252": "We can’t help you, désolé.".encode("cp1252"),
    "bytes of no encoding": b"We cannot help you. \x81\x8d\x8f\xff",
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_of_any_script_and_size_is_checked(own_company: Company, name: str) -> None:
    draft = own_company.folder / "draft.txt"
    draft.write_bytes(DRAFTS[name])
    checked = own_company.door("guidelines", "check", str(draft), "--json")
    assert checked.code in (0, 1)
    assert checked.json["findings"]
    assert bool(checked.json["notes"]) is (name == "1 MB")
    lines = own_company.door("guidelines", "check", str(draft))
    assert (lines.code, lines.err) == (checked.code, "")


# name: (text of the facts, what is said)
FACTS = {
    "no YAML": ("facts: [", "YAML"),
    "a list": ("[1, 2]", "mapping"),
    "an unknown key": ("fact: []", "fact"),
    "a fact without a value": ("facts: [{name: order}]", "value"),
    "facts that are a text": ("facts: order 12", "list"),
    "actions that are a number": ("actions: 5", "actions"),
    "actions that are a text": ("actions: refunded", "actions"),
    "a binary": ("\x00\x01\x02", "YAML"),
}


@pytest.mark.parametrize("name", FACTS)
def test_facts_that_do_not_fit_are_said(company: Company, own_company: Company, name: str) -> None:
    text, says = FACTS[name]
    facts = own_company.folder / "facts.yaml"
    facts.write_text(text)
    said = one_line(company.door("guidelines", "check", company.path("draft.txt"), "--facts", str(facts)))
    assert "facts.yaml" in said
    assert says.casefold() in said.casefold()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("WELLPUT_TODAY", "soon"),
        ("WELLPUT_MODEL_TIMEOUT", "0"),
        ("WELLPUT_MODEL_TIMEOUT", "quick"),
        ("WELLPUT_STRUCTURED_OUTPUT", "xml"),
        ("WELLPUT_PORT", "99999"),
        ("WELLPUT_SMTP_SECURITY", "some"),
        ("WELLPUT_COUNTRY", "Britain"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(company: Company, setting: str, value: str) -> None:
    said = one_line(company.door("guidelines", "check", company.path("draft.txt"), **{setting: value}))
    assert said.startswith(setting)


@pytest.mark.parametrize("arguments", [("search", "How long?"), ("list",), ("add", "letter.eml")])
def test_a_data_folder_that_is_a_file_is_said(
    company: Company, own_company: Company, arguments: tuple[str, ...]
) -> None:
    place = own_company.folder / "data"
    place.write_text("not a folder")
    given = [own_company.path(word) if word.endswith(".eml") else word for word in arguments]
    said = one_line(own_company.door("knowledge", *given))
    assert "WELLPUT_DATA_DIR" in said
    assert place.read_text() == "not a folder"


# name: (file, bytes, a word of what is said)
DOCUMENTS = {
    "an empty document": ("empty.md", b"", "empty"),
    "a locked document": ("locked.pdf", pdf(password="secret"), "password"),
    "a scanned document": ("scan.pdf", pdf(), "text"),
    "a broken document": ("broken.docx", broken_docx(), "docx"),
    "a document of another kind": ("song.mp3", b"ID3" + b"\0" * 400, "md"),
    "a binary with a text's ending": ("notes.md", bytes(range(256)) * 20, "text"),
}


def test_documents_that_can_not_be_read_are_refused_and_the_rest_is_loaded(own_company: Company) -> None:
    folder = own_company.folder / "mixed"
    folder.mkdir()
    for file, data, _ in DOCUMENTS.values():
        (folder / file).write_bytes(data)
    (folder / "good.md").write_text("# Ember\n\nThe Ember 60 has a warranty of 36 months.\n")
    added = own_company.door("knowledge", "add", str(folder), "--json")
    assert added.code == 0
    rows = {row["document"].rpartition("/")[2]: row for row in added.json}
    assert rows["good.md"]["outcome"] == "added"
    for name, (file, _, says) in DOCUMENTS.items():
        if file not in rows:
            continue  # a kind that is no document is passed over in a folder
        assert rows[file]["outcome"] == "refused", name
        assert rows[file]["next_step"], name
        assert says.casefold() in f"{rows[file]['message']} {rows[file]['next_step']}".casefold(), name
    again = own_company.door("knowledge", "add", str(folder / "good.md"), "--json")
    assert [row["outcome"] for row in again.json] == ["unchanged"]


@pytest.fixture(scope="module")
def desk(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in company.environment(WELLPUT_DATA_DIR=str(folder)).items():
            patch.setenv(name, value)
        return open_desk(load_settings())


def responder(desk: Desk) -> Person:
    return next(person for person in desk.people() if "responder" in person.roles)


@pytest.mark.parametrize(
    "name", [name for name in UNREADABLE if name not in {"an empty file", "a file of blanks", "30 MB"}]
)
def test_the_desk_keeps_what_it_can_not_read_and_says_why(desk: Desk, name: str) -> None:
    file, data, says = UNREADABLE[name]
    case = desk.receive(file, data, responder(desk))
    assert case.state == "unreadable"
    assert says.casefold() in case.problem.casefold()
    assert desk.original(case.id) == data


@pytest.mark.parametrize("name", ["an empty file", "a file of blanks", "30 MB"])
def test_what_holds_nothing_or_too_much_opens_no_case(desk: Desk, name: str) -> None:
    before = len(desk.rows())
    with pytest.raises(CaseworkError) as raised:
        desk.receive(*UNREADABLE[name][:2], responder(desk))
    assert raised.value.next_step
    assert len(desk.rows()) == before


def test_the_same_letter_twice_is_one_case(desk: Desk) -> None:
    first = desk.receive("odd.eml", odd_charset(), responder(desk))
    second = desk.receive("again.eml", odd_charset(), responder(desk))
    assert second.already_here
    assert second.id == first.id


def test_an_odd_attachment_does_not_hold_up_its_letter(desk: Desk) -> None:
    message = EmailMessage()
    message["From"] = "Ana <ana@mail.example>"
    message["Subject"] = "My oven"
    message.set_content("My Ember 60 arrived scratched. What can be done?\n\nAna Ruiz")
    message.add_attachment(pdf(password="x"), maintype="application", subtype="pdf", filename="../../etc/locked.pdf")
    case = desk.receive("letter.eml", message.as_bytes(), responder(desk))
    assert case.state == "received"
    assert case.letter is not None
    assert len(case.letter.attachments) == 1
    assert case.letter.attachments[0].text is None


def test_the_page_does_not_start_on_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    way = importlib.import_module("ui.__main__")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("WELLPUT_PORT", str(port))
        said = way.what_is_in_the_way(load_settings())
    assert said is not None
    assert str(port) in said
    assert "WELLPUT_PORT" in said


def test_the_page_does_not_start_in_a_folder_that_can_not_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WELLPUT_DATA_DIR", str(tmp_path / "file" / "data"))
    with pytest.raises(SystemExit) as ended:
        importlib.import_module("ui.__main__").main()
    said = capsys.readouterr().err.strip()
    assert ended.value.code == 2
    assert "WELLPUT_DATA_DIR" in said
    assert "\n" not in said


def test_a_fault_that_nobody_foresaw_is_one_line_and_ends_no_other_line(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError("a bug")

    draft = json.dumps({"id": 1, "text": "Thank you for your letter."})
    monkeypatch.setattr("guidelines.__main__.check", spoilt)
    said = one_line(company.door("guidelines", "check", company.path("draft.txt")))
    assert "ZeroDivisionError" in said
    lines = company.door("guidelines", "check", "--jsonl", stdin=f"{draft}\n{draft}\n").lines
    assert ["ZeroDivisionError" in line["error"] for line in lines] == [True, True]
