"""The demonstration company: what others rely on is there, hangs together, and is built from its sources."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

import pytest
import yaml

from demo import build
from guidelines.context import CaseFacts
from guidelines.policy import Policy

DEMO = Path(build.__file__).parent
LETTERS = sorted((DEMO / "letters").iterdir())
FACTS = sorted((DEMO / "facts").iterdir())
READABLE = [path for path in DEMO.rglob("*") if path.suffix in {".md", ".txt", ".html", ".csv", ".yaml", ".typ"}]


def test_there_are_documents_of_every_kind_that_companies_keep() -> None:
    documents = list((DEMO / "documents").iterdir())
    assert len(documents) >= 16
    assert {path.suffix for path in documents} == {".md", ".txt", ".html", ".pdf", ".docx", ".csv", ".xlsx", ".eml"}


def test_there_are_letters_of_every_kind_that_customers_send() -> None:
    assert len(LETTERS) >= 16
    assert {path.suffix for path in LETTERS} == {".eml", ".txt", ".pdf", ".docx"}


def test_the_policy_has_the_shape_of_a_policy() -> None:
    policy = Policy(**yaml.safe_load((DEMO / "policy.yaml").read_text(encoding="utf-8")))
    assert policy.remedies
    assert policy.timescales
    assert policy.never
    assert {"Safety Desk", "Family Accounts Team", "Resolutions Team"} <= {team.name for team in policy.teams}


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_facts_belong_to_a_letter_and_have_the_shape_of_the_doors(path: Path) -> None:
    assert path.stem in {letter.stem for letter in LETTERS}
    facts = CaseFacts.from_mapping(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert facts.facts or facts.actions


@pytest.mark.parametrize("path", [path for path in LETTERS if path.suffix == ".eml"], ids=lambda path: path.stem)
def test_an_email_decodes_in_its_own_charset(path: Path) -> None:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    assert body is not None
    assert "�" not in body.get_content()
    assert message["From"]
    assert message["Date"]


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_every_address_and_telephone_number_is_one_that_nobody_owns(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\@", "@")
    hosts = re.findall(r"(?:https?://|www\.|@)([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text)
    assert [host for host in hosts if not host.endswith(".example")] == []
    phones = re.findall(r"\b0\d[\d ]{8,}\d\b", text)
    assert [phone for phone in phones if not re.match(r"01632 960|020 7946 0|07700 900", phone)] == []


def test_one_source_builds_the_same_bytes_again(tmp_path: Path) -> None:
    for source in [*(DEMO / "sources/documents").iterdir(), *(DEMO / "sources/letters").iterdir()]:
        built = build.build_one(source, tmp_path)
        committed = next(DEMO.glob(f"*/{built.name}"))
        if built.suffix != ".pdf":  # a newer typesetter may set a page otherwise; its text is the source's own
            assert built.read_bytes() == committed.read_bytes(), built.name
