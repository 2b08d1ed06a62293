"""`python -m drafting` keeps its promise."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .conftest import Company

Fits = Callable[[str, Any], bool]


def test_a_letter_becomes_a_whole_reply_with_sources(company: Company, fits: Fits) -> None:
    drafted = company.door("drafting", company.path("letter.eml"), "--agent", "Tom Aldous", "--json")
    assert fits("drafting", drafted.json)
    reply = drafted.json["reply"]
    assert reply["text"].startswith("Dear Mrs Amadi,")
    assert "36 months" in reply["text"]
    assert "24 months" not in reply["text"]
    assert "Tom Aldous" in reply["text"]
    assert drafted.json["writer"] == "offline"
    passages = {passage["id"] for passage in drafted.json["passages"]}
    cited = {source for part in reply["parts"] for sentence in part["sentences"] for source in sentence["sources"]}
    assert cited & passages
    assert all(source in passages or source.startswith(("letter:", "policy:", "case:")) for source in cited)


def test_every_sentence_of_the_parts_stands_in_the_text(company: Company) -> None:
    reply = company.door("drafting", company.path("letter.eml"), "--json").json["reply"]
    assert all(s["text"] in reply["text"] for part in reply["parts"] for s in part["sentences"])


def test_points_are_spans_of_the_body(company: Company) -> None:
    drafted = company.door("drafting", company.path("letter.eml"), "--json").json
    body = drafted["letter"]["body"]
    points = drafted["enquiry"]["points"]
    assert len(points) >= 2
    assert all(body[point["start"] : point["end"]] == point["text"] for point in points)


def test_our_own_draft_has_no_error(company: Company) -> None:
    drafted = company.door("drafting", company.path("letter.eml"), "--agent", "Tom Aldous", "--json")
    assert [finding for finding in drafted.json["findings"] if finding["level"] == "error"] == []
    assert drafted.code == 0


def test_an_auto_reply_gets_no_reply(company: Company, own_company: Company, fits: Fits) -> None:
    letter = own_company.folder / "away.eml"
    letter.write_text(
        "From: Ann <ann@mail.example>\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nI am away until Monday.\n",
        encoding="utf-8",
    )
    drafted = company.door("drafting", str(letter), "--json")
    assert drafted.code == 0
    assert fits("drafting", drafted.json)
    assert drafted.json["reply"] is None
    assert drafted.json["answer_map"] is None
    assert drafted.json["findings"] == drafted.json["promises"] == drafted.json["passages"] == []
    assert drafted.json["enquiry"]["kind"] == "auto_reply"


def test_case_facts_are_used_and_named_as_sources(company: Company, own_company: Company) -> None:
    letter = own_company.folder / "refund.txt"
    letter.write_text(
        "Hello, I sent my Ember 60S back and asked for a refund. Has it been paid?\n\nOlu Bright\n", encoding="utf-8"
    )
    facts = own_company.folder / "facts.yaml"
    facts.write_text("actions: [refund of £729.00 on 2026-11-18]\n", encoding="utf-8")
    drafted = company.door("drafting", str(letter), "--facts", str(facts), "--json").json
    sentences = [s for part in drafted["reply"]["parts"] for s in part["sentences"]]
    assert any("£729" in s["text"] and any(x.startswith("case:") for x in s["sources"]) for s in sentences)


def test_json_lines_draft_several_letters_in_one_process(company: Company, fits: Fits) -> None:
    lines = [
        json.dumps({"id": "a", "path": company.path("letter.eml")}),
        json.dumps({"id": "b", "path": company.path("no-such.eml")}),
        json.dumps({"id": "c", "path": company.path("letter.eml"), "facts": {"facts": []}}),
    ]
    drafted = company.door("drafting", "--jsonl", stdin="\n".join(lines))
    first, second, third = drafted.lines
    assert fits("drafting", first)
    assert fits("drafting", third)
    assert second["id"] == "b"
    assert "error" in second
    assert drafted.code == 2


def test_unreadable_letters_are_one_clear_line_and_exit_code_2(company: Company, own_company: Company) -> None:
    for name, data in {
        "empty.txt": b"",
        "program.eml": bytes(range(256)) * 8,
        "broken.docx": b"PK\x03\x04 not really a document",
        "broken.pdf": b"%PDF-1.7 cut",
    }.items():
        letter = own_company.folder / name
        letter.write_bytes(data)
        answered = company.door("drafting", str(letter), "--json")
        assert answered.code == 2, name
        assert answered.out == ""
        assert len(answered.err.strip().splitlines()) == 1, answered.err
