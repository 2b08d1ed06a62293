"""The demonstration company comes and goes; a person's own letters, documents and policy stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.errors import NotAllowed
from tests.unit.casework.conftest import ADMINISTRATOR, EDITOR, POLICY, RESPONDER, House


@pytest.fixture
def shown(house: House, tmp_path: Path) -> House:
    """A house with a small demonstration beside it and no policy of its own."""
    demo = tmp_path / "demo"
    for name in ("documents", "letters", "facts"):
        (demo / name).mkdir(parents=True)
    (demo / "policy.yaml").write_text(POLICY % ("flagged", "false"))
    (demo / "documents" / "care.md").write_text("# Care\n\nDry the paddle after use.")
    (demo / "documents" / "sizes.md").write_text("# Sizes\n\nA paddle is 220 cm long.")
    (demo / "letters" / "01-broken.txt").write_text("My paddle is broken")
    (demo / "letters" / "02-away.txt").write_text("I am out of office")
    (demo / "facts" / "01-broken.yaml").write_text("facts:\n  - {name: order, value: K-1}\nactions: []\n")
    (house.folder / "policy.yaml").unlink()
    house.desk._demo_dir = demo
    return house


def test_it_is_loaded_once_with_facts_documents_and_policy(shown: House) -> None:
    lines: list[str] = []
    assert shown.desk.wants_demonstration()
    shown.desk.load_demonstration(lines.append)
    shown.desk.load_demonstration(lines.append)
    assert not shown.desk.wants_demonstration()
    assert shown.desk.has_demonstration()
    assert [(row.state, row.demo) for row in shown.desk.rows()] == [("received", True), ("no_reply_due", True)]
    assert shown.desk.case(shown.desk.rows()[0].id).facts.facts[0].value == "K-1"
    assert shown.desk.policy.review.required == "flagged"
    assert any("01-broken.txt" in line for line in lines)


def test_it_is_removed_with_one_action_and_leaves_your_own(shown: House) -> None:
    shown.desk.load_demonstration()
    own = shown.case("My own customer's letter")
    shown.desk.documents.add("sizes.md", b"# Sizes\n\nOurs are 230 cm long.", EDITOR)
    shown.desk.remove_demonstration(ADMINISTRATOR)
    assert [row.id for row in shown.desk.rows()] == [own.id]
    assert [one.document for one in shown.desk.library.documents() if one.status == "current"] == ["sizes.md"]
    assert not (shown.folder / "policy.yaml").exists()
    assert not shown.desk.wants_demonstration()
    assert shown.desk.audit_fault() is None
    assert [path.name for path in (shown.folder / "originals").iterdir()] == [own.original_sha256]


def test_a_policy_that_was_edited_stays_when_it_is_removed(shown: House) -> None:
    shown.desk.load_demonstration()
    (shown.folder / "policy.yaml").write_text("company: {name: Mine}\n")
    shown.desk.remove_demonstration(ADMINISTRATOR)
    assert shown.desk.policy.company.name == "Mine"


def test_only_an_administrator_removes_it(shown: House) -> None:
    shown.desk.load_demonstration()
    with pytest.raises(NotAllowed, match="administrator"):
        shown.desk.remove_demonstration(RESPONDER)
    assert len(shown.desk.rows()) == 2
