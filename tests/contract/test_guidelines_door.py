"""`python -m guidelines check` keeps its promise."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .conftest import DRAFT, Company

Fits = Callable[[str, Any], bool]


def test_findings_point_at_the_text_they_quote(company: Company, fits: Fits) -> None:
    checked = company.door("guidelines", "check", company.path("draft.txt"), "--json")
    assert fits("check", checked.json)
    spans = [finding for finding in checked.json["findings"] if finding["start"] is not None]
    assert spans
    for finding in spans:
        assert DRAFT[finding["start"] : finding["end"]] == finding["text"]


def test_an_absolute_promise_is_an_error_and_exit_code_1(company: Company) -> None:
    checked = company.door("guidelines", "check", company.path("draft.txt"), "--json")
    errors = [finding for finding in checked.json["findings"] if finding["level"] == "error"]
    assert checked.code == 1
    assert any(finding["practice"] == "P12" for finding in errors)


def test_without_a_letter_what_needs_one_is_said_to_be_not_checked(company: Company) -> None:
    checked = company.door("guidelines", "check", company.path("draft.txt"), "--json")
    assert checked.json["answer_map"] is None
    assert checked.json["not_checked"]
    assert not any(finding["practice"] in {"P03", "P07"} for finding in checked.json["findings"])


def test_with_a_letter_every_point_stands_once_in_the_answer_map(company: Company, fits: Fits) -> None:
    checked = company.door(
        "guidelines", "check", company.path("draft.txt"), "--letter", company.path("letter.eml"), "--json"
    )
    assert fits("check", checked.json)
    points = [answer["point"]["text"] for answer in checked.json["answer_map"]]
    assert any("warranty" in point for point in points)
    assert len(points) == len(set(points))
    warranty = next(answer for answer in checked.json["answer_map"] if "warranty" in answer["point"]["text"])
    assert any("36 months" in DRAFT[start:end] for start, end in warranty["sentences"])


def test_a_figure_of_the_other_model_is_an_error_beside_a_letter(company: Company, own_company: Company) -> None:
    wrong = own_company.folder / "wrong.txt"
    wrong.write_text(DRAFT.replace("36 months", "24 months"), encoding="utf-8")
    checked = company.door("guidelines", "check", str(wrong), "--letter", company.path("letter.eml"), "--json")
    errors = [finding for finding in checked.json["findings"] if finding["level"] == "error"]
    assert any(finding["practice"] == "P07" and "24 months" in finding["text"] for finding in errors)


def test_the_role_decides_what_may_be_offered(company: Company, own_company: Company) -> None:
    draft = own_company.folder / "voucher.txt"
    draft.write_text("As a goodwill gesture I will send you a voucher for £40.", encoding="utf-8")
    agent = company.door("guidelines", "check", str(draft), "--json")
    supervisor = company.door("guidelines", "check", str(draft), "--role", "supervisor", "--json")
    assert "needs_approval" in {promise["verdict"] for promise in agent.json["promises"]}
    assert "needs_approval" not in {promise["verdict"] for promise in supervisor.json["promises"]}
    assert agent.code == 1


def test_json_lines_are_answered_in_order_and_a_bad_line_does_not_stop_the_rest(company: Company, fits: Fits) -> None:
    lines = [
        json.dumps({"id": 1, "text": "You should have read the manual."}),
        "[]",
        json.dumps({"id": 3, "text": DRAFT, "letter": company.path("letter.eml"), "agent": "Tom Aldous"}),
        json.dumps({"id": 4, "text": DRAFT, "letter": company.path("no-such.eml")}),
    ]
    checked = company.door("guidelines", "check", "--jsonl", stdin="\n".join(lines))
    first, second, third, fourth = checked.lines
    assert fits("check", first)
    assert first["findings"]
    assert "error" in second
    assert fits("check", third)
    assert third["answer_map"]
    assert fourth["id"] == 4
    assert "error" in fourth
    assert checked.code == 2


def test_bad_input_is_one_clear_line_and_exit_code_2(company: Company, own_company: Company) -> None:
    empty = own_company.folder / "empty.txt"
    empty.write_text(" \n", encoding="utf-8")
    binary = own_company.folder / "binary.txt"
    binary.write_bytes(b"\x00\x01\x02" * 50)
    draft = company.path("draft.txt")
    calls = [
        ["check", str(empty)],
        ["check", str(binary)],
        ["check", company.path("no-such.txt")],
        ["check", draft, "--role", "emperor"],
        ["check", draft, "--letter", str(empty)],
        ["check", draft, "--facts", str(binary)],
    ]
    for arguments in calls:
        answered = company.door("guidelines", *arguments)
        assert answered.code == 2, arguments
        assert len(answered.err.strip().splitlines()) == 1, answered.err
        assert answered.out == ""


def test_a_policy_with_an_unknown_key_names_its_line(company: Company, own_company: Company) -> None:
    policy = own_company.folder / "odd.yaml"
    policy.write_text("company: {name: Ember}\nremedys: []\n", encoding="utf-8")
    answered = company.door("guidelines", "check", company.path("draft.txt"), WELLPUT_POLICY=str(policy))
    assert answered.code == 2
    assert "odd.yaml, line 2" in answered.err
    assert "remedys" in answered.err


def test_a_setting_that_does_not_fit_is_named_in_one_line(company: Company) -> None:
    answered = company.door("guidelines", "check", company.path("draft.txt"), WELLPUT_TODAY="soon")
    assert answered.code == 2
    assert answered.err.startswith("WELLPUT_TODAY")
    assert len(answered.err.strip().splitlines()) == 1
