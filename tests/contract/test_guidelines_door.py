"""`python -m guidelines` keeps its promise: drafts are checked, rules are listed, explained and tested."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import DRAFT, ROOT, Company

Fits = Callable[[str, Any], bool]
LINTER_LINE = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<level>error|warning|suggestion): .+ \[P\d\d [\w-]+\]"
)
RULE = """title: We say parcel
practice: P17
why: It is what our customers call it.
level: error
check: {kind: phrase, any: ["shipments?"]}
message: Say parcel.
examples:
  bad:
    - {text: "The shipment is here.", marks: shipment, better: "The parcel is here."}
  good:
    - Your parcel is here.
"""


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


def put(company: Company, name: str, text: str) -> str:
    path = company.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_lines_for_people_are_a_linters(own_company: Company) -> None:
    path = put(own_company, "wrong.txt", "Dear Ann,\n\nGood day. Please calm down.\n\nKind regards,\nTom\n")
    checked = own_company.door("guidelines", "check", path)
    lines = [match for match in map(LINTER_LINE.fullmatch, checked.out.splitlines()) if match]
    assert [match["path"] for match in lines] == [path] * len(lines)
    errors = [(match["line"], match["column"]) for match in lines if match["level"] == "error"]
    assert errors == [("3", "18")]
    assert "    “calm down”" in checked.out.splitlines()
    assert checked.err == ""


def test_the_format_is_a_choice_and_json_its_short_name(company: Company) -> None:
    draft = company.path("draft.txt")
    chosen = company.door("guidelines", "check", draft, "--format", "json")
    assert chosen.json == company.door("guidelines", "check", draft, "--json").json
    assert (
        company.door("guidelines", "check", draft, "--format", "text").out
        == company.door("guidelines", "check", draft).out
    )
    assert company.door("guidelines", "check", draft, "--format", "xml").code == 2


def test_several_drafts_are_checked_in_one_call(own_company: Company, fits: Fits) -> None:
    good = put(own_company, "good.txt", "Thank you for your letter.")
    wrong = put(own_company, "wrong.txt", "Please calm down.")
    both = own_company.door("guidelines", "check", good, wrong, "--json")
    assert both.code == 1
    assert [row["path"] for row in both.json] == [good, wrong]
    assert all(fits("check", row) for row in both.json)
    assert f"{wrong}:1:8: error: " in own_company.door("guidelines", "check", good, wrong).out
    assert own_company.door("guidelines", "check", good, good).code == 0


def test_a_draft_that_can_not_be_read_does_not_hide_the_others(own_company: Company) -> None:
    wrong, gone = put(own_company, "wrong.txt", "Please calm down."), own_company.path("gone.txt")
    checked = own_company.door("guidelines", "check", gone, wrong, "--json")
    assert checked.code == 2
    assert [row["path"] for row in checked.json] == [gone, wrong]
    assert checked.json[0] == {"path": gone, "error": checked.err.strip()}
    assert checked.json[1]["findings"]


def test_the_rules_in_force_are_listed_with_whose_they_are(own_company: Company) -> None:
    put(own_company, "data/guidelines/rules/we-say-parcel.yaml", RULE)
    put(own_company, "data/guidelines/rules/calm-down.yaml", RULE)
    put(own_company, "data/guidelines/settings.yaml", "dismissive: {on: false}\nemoji: {level: error}\n")
    listed = own_company.door("guidelines", "rules", "--json")
    rows = {row["id"]: row for row in listed.json}
    assert len(rows) == len(listed.json) > 60
    assert rows["we-say-parcel"]["origin"] == "company"
    assert rows["calm-down"]["origin"] == "changed"
    assert rows["dismissive"]["on"] is False
    assert rows["emoji"]["level"] == "error"
    assert {row["practice"] for row in listed.json} >= {f"P{number:02}" for number in range(1, 19)}
    lines = own_company.door("guidelines", "rules").out.splitlines()
    assert len(lines) == len(rows)
    assert any(line.endswith("(the company's own)") for line in lines)


def test_a_rule_is_explained_with_its_reason_and_what_to_say(company: Company) -> None:
    explained = company.door("guidelines", "rules", "explain", "calm-down", "--json").json
    assert explained["practice"] == "P03"
    assert explained["why"]
    assert explained["examples"]["good"]
    told = company.door("guidelines", "rules", "calm-down").out
    assert told == company.door("guidelines", "rules", "explain", "calm-down").out
    for words in (explained["title"], explained["why"], "not: Please calm down.", "say: ", "good: ", "P03, error"):
        assert words in told


def test_every_rule_can_be_explained(company: Company) -> None:
    for row in company.door("guidelines", "rules", "--json").json:
        assert company.door("guidelines", "rules", row["id"]).code == 0


def test_a_folder_of_rules_is_tested_by_their_examples(own_company: Company) -> None:
    put(own_company, "own/we-say-parcel.yaml", RULE)
    tested = own_company.door("guidelines", "rules", "test", own_company.path("own"))
    assert (tested.code, tested.out) == (0, "1 rule, 2 examples: nothing to mend.\n")
    as_json = own_company.door("guidelines", "rules", "test", own_company.path("own"), "--json").json
    assert as_json == {"rules": ["we-say-parcel"], "examples": 2, "faults": [], "not_tried": []}


def test_every_faulty_rule_of_a_folder_is_named_at_its_place(own_company: Company) -> None:
    fails = put(own_company, "own/a-fails.yaml", RULE.replace("marks: shipment", "marks: The shipment"))
    faulty = put(own_company, "own/b-faulty.yaml", RULE.replace("level: error", "level: loud"))
    broken = put(own_company, "own/c-broken.yaml", "title: [")
    tested = own_company.door("guidelines", "rules", "test", own_company.path("own"))
    places = [line.split(": ")[0] for line in tested.out.splitlines()[:-1]]
    assert places == [f"{faulty}:4:1", f"{broken}:2:1", f"{fails}:9:7"]
    assert tested.code == 2
    alone = own_company.door("guidelines", "rules", "test", fails)
    assert alone.code == 1
    assert "“The shipment”" in alone.out


def test_without_a_folder_all_rules_in_force_are_tested(own_company: Company) -> None:
    put(own_company, "data/guidelines/rules/we-say-parcel.yaml", RULE)
    put(own_company, "data/guidelines/rules/broken.yaml", "title: [")
    tested = own_company.door("guidelines", "rules", "test", "--json")
    assert "we-say-parcel" in tested.json["rules"]
    assert len(tested.json["rules"]) > 60
    assert Path(tested.json["faults"][0]["path"]).name == "broken.yaml"
    assert tested.code == 2


def test_a_companys_folder_of_guidelines_is_tested_with_its_settings(own_company: Company) -> None:
    put(own_company, "data/guidelines/rules/we-say-parcel.yaml", RULE)
    put(own_company, "data/guidelines/settings.yaml", "nobody-knows: {on: false}\n")
    tested = own_company.door("guidelines", "rules", "test", own_company.path("data/guidelines"), "--json")
    assert tested.json["rules"] == ["we-say-parcel"]
    assert [fault["line"] for fault in tested.json["faults"]] == [1]
    assert "nobody-knows" in tested.json["faults"][0]["message"]


@pytest.mark.parametrize("beside", [(), ("--letter", "letter.eml")], ids=["alone", "beside a letter"])
def test_a_new_rule_is_a_file_and_no_python(own_company: Company, beside: tuple[str, ...]) -> None:
    draft = put(own_company, "parcel.txt", "Your shipment is on its way.")
    given = [own_company.path(word) if "." in word else word for word in beside]
    before = own_company.door("guidelines", "check", draft, *given, "--json")
    put(own_company, "data/guidelines/rules/we-say-parcel.yaml", RULE)
    after = own_company.door("guidelines", "check", draft, *given, "--json")
    assert "we-say-parcel" not in {finding["rule"] for finding in before.json["findings"]}
    found = next(finding for finding in after.json["findings"] if finding["rule"] == "we-say-parcel")
    assert (found["text"], found["level"], after.code) == ("shipment", "error", 1)


def test_the_drafting_door_checks_with_the_companys_rules(company: Company, own_company: Company) -> None:
    put(own_company, "data/guidelines/rules/we-greet.yaml", RULE.replace("shipments?", "~be"))
    drafted = own_company.door("drafting", own_company.path("letter.eml"), "--json")
    assert "we-greet" in {finding["rule"] for finding in drafted.json["findings"]}


def test_what_pre_commit_installs_checks_drafts_and_rules_by_itself(own_company: Company) -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    package = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    alone = own_company.folder / "installed"
    for name in package["packages"]:
        folder = name.replace(".", "/")
        for pattern in ("*.py", *package["package-data"].get(name, ())):
            for file in (ROOT / folder).glob(pattern):
                copied = alone / file.relative_to(ROOT)
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, copied)
    for name in package["py-modules"]:
        shutil.copy(ROOT / f"{name}.py", alone)
    draft = put(own_company, "wrong.txt", "Please calm down.")
    rule = put(own_company, "rules/we-say-parcel.yaml", RULE)
    assert re.search(hooks["wellput-rules"]["files"], "rules/we-say-parcel.yaml")
    for hook, given, code in (("wellput-check", draft, 1), ("wellput-rules", rule, 0)):
        python, *entry = hooks[hook]["entry"].split()
        assert python == "python"
        done = subprocess.run(
            [sys.executable, *entry, given],
            cwd=alone,
            env={**own_company.environment(OPENAI_API_KEY="a-developers-own"), "PYTHONPATH": ""},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (code, ""), done.stdout
