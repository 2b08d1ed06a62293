"""The policy by text and by forms: the same validation, comments and order kept, every version there to come back to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import CaseworkError, NotAllowed
from casework.guidebook import Guidebook
from casework.policy_file import PolicyFile
from casework.policy_parts import LISTS, MAPPINGS, parts_of, with_part
from tests.unit.casework.conftest import REVIEWER, House

ROOT = Path(__file__).parents[3]
SHIPPED = (ROOT / "guidelines" / "policy.yaml").read_text("utf-8")
DEMO = (ROOT / "demo" / "policy.yaml").read_text("utf-8")
TEXT = """\
# What Harbour Kayaks allows.
company:
  name: Harbour Kayaks   # as on the sign
  currency: GBP

# Agreed with the shop in May.
remedies:
  # the usual one
  - id: refund
    what: refund of the price paid
    limit: {percent: 100}
    within_days: 30
    since: delivery
    authority: agent
  # only Sam
  - {id: gift, what: gift card, limit: {amount: 9.50, currency: GBP}, authority: supervisor}
  # until the autumn
  - id: paddle
    what: spare paddle
    authority: agent

# nothing yet
never: []
"""


@pytest.fixture
def book(house: House) -> Guidebook:
    house.desk.save_policy(TEXT, REVIEWER)
    return house.desk.guidebook


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_form_sees_every_part_with_every_key(book: Guidebook) -> None:
    parts = book.policy_parts()
    assert list(parts) == ["company", "remedies", "timescales", "teams", "never", "must_say", "review"]
    assert parts["remedies"][1]["limit"] == {"amount": 9.5, "currency": "GBP", "percent": None}
    assert parts["remedies"][2]["since"] is None
    assert parts["review"] == {"required": "always", "self_approval": False, "sample_percent": 10}


def test_a_changed_row_changes_its_own_lines_and_no_others(book: Guidebook, house: House) -> None:
    rows = book.policy_parts()["remedies"]
    rows[0]["within_days"] = 28
    rows[1]["limit"]["amount"] = 12
    policy = book.save_policy_part("remedies", rows, REVIEWER)
    assert policy.remedies[0].within_days == 28
    assert lines(TEXT, house.desk.policy_text) == (
        [
            "    within_days: 30",
            "  - {id: gift, what: gift card, limit: {amount: 9.50, currency: GBP}, authority: supervisor}",
        ],
        [
            "    within_days: 28",
            "  - {id: gift, what: gift card, limit: {amount: 12, currency: GBP}, authority: supervisor}",
        ],
    )


def test_rows_are_added_taken_out_and_moved_with_the_comments_above_them(book: Guidebook, house: House) -> None:
    refund, _, paddle = book.policy_parts()["remedies"]
    visit = {"id": "visit", "what": "a visit: at home", "authority": "agent", "also": ["call"], "condition": " "}
    book.save_policy_part("remedies", [paddle, visit, refund], REVIEWER)
    text = house.desk.policy_text
    assert [row.id for row in house.desk.policy.remedies] == ["paddle", "visit", "refund"]
    assert text.index("# until the autumn") < text.index("id: paddle") < text.index("# the usual one")
    assert "gift" not in text
    assert "only Sam" not in text
    assert "    what: 'a visit: at home'\n    authority: agent\n    also: [call]\n" in text
    assert "condition" not in text
    assert text.startswith("# What Harbour Kayaks allows.\ncompany:\n  name: Harbour Kayaks   # as on the sign\n")


def test_a_part_that_was_not_there_is_added_and_an_empty_one_is_filled(book: Guidebook, house: House) -> None:
    book.save_policy_part("teams", [{"name": "Repairs", "handles": "repairs"}], REVIEWER)
    book.save_policy_part("never", [{"promise": "a day at sea", "why": "the weather decides"}], REVIEWER)
    book.save_policy_part("review", {"required": "flagged", "self_approval": False, "sample_percent": 10}, REVIEWER)
    assert house.desk.policy.teams[0].name == "Repairs"
    assert "# nothing yet\nnever:\n  - promise: a day at sea\n" in house.desk.policy_text
    assert house.desk.policy_text.endswith("review: {required: flagged}\n")


def test_a_changed_key_of_the_company_leaves_the_others_as_they_are(book: Guidebook, house: House) -> None:
    company = book.policy_parts()["company"]
    company["contacts"] = [{"name": "Shop", "phone": "01632 960 001", "email": None, "hours": ""}]
    company["address"] = "3 Quay Street"
    book.save_policy_part("company", company, REVIEWER)
    assert lines(TEXT, house.desk.policy_text)[0] == []
    assert house.desk.policy.company.contacts[0].phone == "01632 960 001"


@pytest.mark.parametrize(
    ("part", "rows", "says"),
    [
        ("remedies", [{"id": "a", "what": "b", "authority": "wizard"}], "Remedies, row 1, authority: nobody has"),
        ("remedies", [{"id": "a", "what": "b", "authority": "agent", "limit": {"amount": -1}}], "row 1, amount"),
        ("remedies", [{"id": "a", "what": "", "authority": "agent"}], "needs the key 'what'"),
        ("timescales", [{"id": "a", "what": "b", "unit": "days", "at_least": 5, "at_most": 3}], "row 1, at_least"),
        ("must_say", [{"when": "legal", "text": "x", "who": "y"}], "Must say, row 1, who: 'who' is not a key"),
        ("company", {"name": ""}, "Company"),
        ("remedies", {"id": "a"}, "not what a form gives"),
        ("wishes", [], "no part wishes"),
    ],
)
def test_a_form_that_does_not_fit_is_refused_by_part_row_and_key_and_changes_nothing(
    book: Guidebook, house: House, part: str, rows: Any, says: str
) -> None:
    with pytest.raises(CaseworkError, match=says):
        book.save_policy_part(part, rows, REVIEWER)
    assert house.desk.policy_text == TEXT
    assert len(book.versions("policy")) == 2


def test_the_form_and_the_text_refuse_the_same(book: Guidebook, house: House) -> None:
    with pytest.raises(CaseworkError, match=r"line 16, column .*company's currency is GBP"):
        house.desk.save_policy(TEXT.replace("9.50, currency: GBP", "9.50, currency: EUR"), REVIEWER)
    rows = book.policy_parts()["remedies"]
    rows[1]["limit"]["currency"] = "EUR"
    with pytest.raises(CaseworkError, match=r"Remedies, row 2, currency: .*company's currency is GBP"):
        book.save_policy_part("remedies", rows, REVIEWER)


@pytest.mark.parametrize("text", [SHIPPED, DEMO, TEXT], ids=["shipped", "demo", "small"])
def test_a_form_that_is_given_back_as_it_came_changes_not_a_letter(text: str) -> None:
    for part, rows in parts_of(text).items():
        assert with_part(text, part, rows) == text


@pytest.mark.parametrize("text", [SHIPPED, DEMO], ids=["shipped", "demo"])
@given(data=st.data())
def test_whatever_rows_a_form_takes_out_and_moves_the_policy_says_exactly_that(text: str, data: st.DataObject) -> None:
    parts = parts_of(text)
    part = data.draw(st.sampled_from([part for part in LISTS if parts[part]]))
    rows = data.draw(st.permutations(parts[part]))
    rows = rows[: data.draw(st.integers(0, len(rows)))]
    if part == "teams":
        rows = list(rows) + [row for row in parts["teams"] if row not in rows]  # a remedy may need any of them
    new = with_part(text, part, rows)
    assert parts_of(new) == {**parts, part: rows}
    others = {key: value for key, value in yaml.safe_load(text).items() if key != part}
    assert {key: value for key, value in yaml.safe_load(new).items() if key != part} == others


def test_a_policy_all_in_one_line_is_edited_by_form_too(house: House) -> None:
    house.desk.save_policy("{company: {name: A}, teams: [{name: B, handles: c}]}", REVIEWER)
    house.desk.guidebook.save_policy_part("teams", [{"name": "B", "handles": ["c", "d"]}], REVIEWER)
    assert house.desk.policy.teams[0].handles == ("c", "d")
    assert house.desk.policy.company.name == "A"


def test_every_policy_can_be_restored_the_first_one_too(book: Guidebook, house: House) -> None:
    rows = book.policy_parts()["remedies"]
    book.save_policy_part("remedies", rows[:1], REVIEWER)
    edited, typed, first = book.versions("policy")
    assert [edited.what, typed.what, first.what] == ["remedies edited", "edited as text", "as it was found"]
    book.restore(typed.number, REVIEWER)
    assert house.desk.policy_text == TEXT
    book.restore(first.number, REVIEWER)
    assert house.desk.policy.review.required == "always"
    assert house.desk.policy.remedies[0].authority == "supervisor"
    with house.store.reading() as books:
        changes = list(books.events("policy"))
    assert [event.action for event in changes] == ["policy_changed"] * 4
    assert "-    within_days: 30" not in changes[1].detail["difference"]
    assert house.desk.audit_fault() is None


def test_a_policy_that_a_setting_names_is_not_edited_here(tmp_path: Path) -> None:
    path = tmp_path / "theirs.yaml"
    path.write_text(TEXT)
    with pytest.raises(NotAllowed, match="WELLPUT_POLICY"):
        PolicyFile(path, path, editable=False).save(f"{TEXT}\n")
    assert path.read_text() == TEXT


def test_every_part_of_a_policy_is_one_of_the_forms() -> None:
    assert set(parts_of(TEXT)) == {*MAPPINGS, *LISTS}
