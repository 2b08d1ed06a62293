"""`python -m guidelines check` with a model: judged rules are asked once a draft, and stand as not checked otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from guidelines.check import shipped_rules
from tests.faults.endpoint import closed_port, failed, said, stand_in

from .conftest import Answered, Company

JUDGED = {rule.id for rule in shipped_rules() if rule.needs_judge}
DRAFT = (
    "Dear Ms Lund,\n\nThe door of your oven can be cleaned with warm water. You are at the heart of what we do.\n\n"
    "Please write to me if it still does not close.\n\nKind regards,\nTom Aldous\n"
)


def check(company: Company, tmp_path: Any, url: str = "") -> Answered:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    settings = {"OPENAI_BASE_URL": url, "WELLPUT_MODEL": "stand-in"} if url else {}
    return company.door("guidelines", "check", str(draft), "--letter", company.path("letter.eml"), "--json", **settings)


def test_a_draft_is_judged_in_one_call_and_a_judge_that_fails_its_tests_is_not_believed(
    company: Company, tmp_path: Any
) -> None:
    with stand_in(said({"findings": []})) as endpoint:
        answered = check(company, tmp_path, endpoint.url)
        assert len(endpoint.requests) == 1
    assert JUDGED & set(answered.json["not_checked"])
    assert "failed its own test" in answered.json["notes"][0]


@pytest.mark.parametrize("away", [True, False], ids=["no endpoint", "an endpoint that errs"])
def test_without_its_judge_the_door_says_what_it_always_said(company: Company, tmp_path: Any, away: bool) -> None:
    alone = check(company, tmp_path)
    with stand_in(failed(500)) as endpoint:
        url = f"http://127.0.0.1:{closed_port()}/v1" if away else endpoint.url
        answered = check(company, tmp_path, url)
    assert answered.code == alone.code
    assert answered.json["findings"] == alone.json["findings"]
    assert answered.json["not_checked"] == alone.json["not_checked"]
    assert JUDGED & set(alone.json["not_checked"])
