"""The doors as a shell sees them: one JSON value on standard output, an exit code, nothing else."""

from __future__ import annotations

from .conftest import Company


def test_search_prints_json_alone(company: Company) -> None:
    found = company.process("knowledge", "search", "How much is delivery of an oven?", "--json")
    assert found.code == 0
    assert found.json[0]["document"] == "delivery.txt"


def test_check_ends_with_1_where_something_must_be_mended(company: Company) -> None:
    checked = company.process("guidelines", "check", company.path("draft.txt"), "--json")
    assert checked.code == 1
    assert checked.json["findings"]


def test_drafting_prints_json_alone(company: Company) -> None:
    drafted = company.process("drafting", company.path("letter.eml"), "--json")
    assert drafted.json["reply"]["text"].startswith("Dear Mrs Amadi,")


def test_bad_input_ends_with_2_and_one_line(company: Company) -> None:
    answered = company.process("drafting", company.path("no-such.eml"))
    assert (answered.code, answered.out) == (2, "")
    assert len(answered.err.strip().splitlines()) == 1
