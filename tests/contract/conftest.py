"""A small company of its own for the doors: documents, a policy, letters and drafts."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]

DOCUMENTS = {
    "ovens/ember.md": (
        "# Ember ovens\n\n## Warranty\n\nThe Ember 60 has a warranty of 36 months from delivery. The Ember 60S has a warranty "
        "of 24 months from delivery.\n\n## The door does not close\n\n1. Wipe the seal with warm water.\n2. Check that no rack "
        "stands out.\n3. Lift the door off its hinges and hang it in again.\n"
    ),
    "prices.csv": "Model,Price,Colour\nEmber 60,£649.00,black\nEmber 60S,£729.00,steel\n",
    "delivery.txt": "DELIVERY\n\nWe deliver ovens in the United Kingdom in 5 to 8 working days. Delivery costs £35.\n",
}

POLICY = """\
company:
  name: Ember Kitchens
  contacts: [{email: help@ember.example, phone: "01632 960 200"}]
  link_domains: [ember.example]
remedies:
  - {id: refund, what: refund of the price paid, also: [money back], within_days: 30, since: delivery, authority: agent}
  - {id: voucher, what: goodwill voucher, limit: {amount: 40, currency: GBP}, authority: supervisor}
timescales:
  - {id: refund, what: refund, also: [money back], at_least: 5, at_most: 7, unit: working days}
  - {id: reply, what: reply to a letter, also: [write, answer], at_most: 2, unit: working days}
teams:
  - {name: Care Team, handles: [bereavement], person: Ann Lowe, phone: "01632 960 201"}
never:
  - {promise: an oven that never breaks down, why: every oven has parts that wear}
"""

LETTER = """\
From: Ruth Amadi <ruth@mail.example>
To: help@ember.example
Subject: My oven door
Date: Thu, 19 Nov 2026 10:00:00 +0000
Message-ID: <one@mail.example>
Content-Type: text/plain; charset=utf-8

The door of my Ember 60 does not close any more. What can I do? And how long is its warranty?

Mrs Ruth Amadi
"""

DRAFT = """\
Dear Mrs Amadi,

I am sorry that the door of your Ember 60 does not close. Please wipe the seal with warm water, then check that no rack stands out.

The warranty of your Ember 60 is 36 months from delivery. We guarantee that it will never happen again.

If the door still does not close, call us on 01632 960 200.

Kind regards,
Tom Aldous, Ember Kitchens
"""


@dataclass(frozen=True)
class Answered:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Company:
    """A folder with the company's files, and a way to call its doors as whole processes."""

    folder: Path

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def door(self, module: str, *arguments: str, stdin: str = "", **settings: str) -> Answered:
        """Call a door in this process, as `python -m MODULE ARGUMENTS` would: its own settings, its own streams."""
        main = importlib.import_module(f"{module}.__main__").main
        out, err = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ, self.environment(**settings), clear=True),
            mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                code = main(list(arguments))
            except SystemExit as ended:
                code = ended.code
        return Answered(code, out.getvalue(), err.getvalue())

    def process(self, module: str, *arguments: str, **settings: str) -> Answered:
        """Call a door as a whole process."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.environment(**settings),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Answered(done.returncode, done.stdout, done.stderr)

    def environment(self, **settings: str) -> dict[str, str]:
        """The surroundings of a door: nothing of the person who runs the tests, and a fixed day."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WELLPUT_", "OPENAI_"))}
        return {
            **kept,
            "WELLPUT_DATA_DIR": self.path("data"),
            "WELLPUT_POLICY": self.path("policy.yaml"),
            "WELLPUT_TODAY": "2026-11-20",
            **settings,
        }


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The company with its documents loaded; tests read it and do not change it."""
    made = make_company(tmp_path_factory.mktemp("company"))
    added = made.door("knowledge", "add", made.path("documents"))
    assert added.code == 0, added.err
    return made


@pytest.fixture
def own_company(tmp_path: Path) -> Company:
    """A company of a test's own, nothing loaded yet."""
    return make_company(tmp_path)


def make_company(folder: Path) -> Company:
    for name, text in DOCUMENTS.items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "letter.eml").write_text(LETTER, encoding="utf-8")
    (folder / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return Company(folder)


@pytest.fixture(scope="session")
def fits() -> Callable[[str, Any], bool]:
    """Whether a value is of the shape that the doors promise; raises with the place where it is not."""

    def check(schema: str, value: Any) -> bool:
        path = Path(__file__).parent / "schemas" / f"{schema}.json"
        Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))).validate(value)
        return True

    return check
