"""The policy: what management allows. The check, both writers and the reviewer's gate read it (P10, P12)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from guidelines.policy_file import PolicyError, read_policy

__all__ = [
    "Company",
    "Contact",
    "Limit",
    "MustSay",
    "Never",
    "Policy",
    "PolicyError",
    "Remedy",
    "Review",
    "Team",
    "Timescale",
    "load_policy",
    "parse_policy",
]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Contact(_Row):
    """A way to reach the company; an email, a phone or both."""

    name: str = ""
    email: str | None = None
    phone: str | None = None
    hours: str | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if not (self.email or self.phone):
            raise ValueError("a contact needs an email, a phone or both")
        return self


class Company(_Row):
    name: str
    signature: str = ""
    address: str = ""
    currency: str = "GBP"
    contacts: tuple[Contact, ...] = ()
    link_domains: tuple[str, ...] = ()


class Limit(_Row):
    """The most that a remedy may be worth: an amount in a currency, or a percentage of what was paid."""

    amount: Decimal | None = Field(default=None, ge=0)
    currency: str | None = None
    percent: Decimal | None = Field(default=None, ge=0)


class Remedy(_Row):
    """Something that may be offered to put a problem right (P10), within its limit and by whom."""

    id: str
    what: str
    authority: str
    also: tuple[str, ...] = ()
    condition: str | None = None
    limit: Limit | None = None
    within_days: int | None = Field(default=None, ge=0)
    since: str | None = None  # delivery, purchase, ..


class Timescale(_Row):
    """How long something takes, by working days, days or hours, counted from an event (P12, P13)."""

    id: str
    what: str
    unit: Literal["working days", "days", "hours"]
    at_least: int | None = Field(default=None, ge=0)
    at_most: int | None = Field(default=None, ge=0)
    also: tuple[str, ...] = ()
    from_: str | None = Field(default=None, alias="from")


class Team(_Row):
    """Where a case goes that the responder should not answer alone (P14)."""

    name: str
    handles: str | tuple[str, ...]
    person: str | None = None
    phone: str | None = None
    email: str | None = None


class Never(_Row):
    """A promise that is never made, why, and what is said instead."""

    promise: str
    why: str
    say_instead: str | None = None
    also: tuple[str, ...] = ()


class MustSay(_Row):
    """Words that law or management requires when the letter is of this kind, gravity or tag."""

    when: str
    text: str


class Review(_Row):
    required: Literal["always", "flagged", "never"] = "always"
    self_approval: bool = False
    sample_percent: int = Field(default=10, ge=0, le=100)


class Policy(_Row):
    company: Company
    remedies: tuple[Remedy, ...] = ()
    timescales: tuple[Timescale, ...] = ()
    teams: tuple[Team, ...] = ()
    never: tuple[Never, ...] = ()
    must_say: tuple[MustSay, ...] = ()
    review: Review = Review()


def parse_policy(text: str, name: str = "policy.yaml", *, saving: bool = False) -> Policy:
    """The policy that a YAML text holds; raises PolicyError with ``name``, line, column and one sentence.

    ``saving`` is stricter: what is about to be put in force must also say something in every row, and one thing only.
    """
    return read_policy(text, name, Policy, saving=saving)


def load_policy(path: Path) -> Policy:
    """The policy in a file; raises PolicyError, also when the file is missing, not text or too large."""
    try:
        if path.stat().st_size > 2_000_000:
            raise PolicyError(str(path), 1, 1, "this file is over 2 MB; a policy is a short YAML file.")
        return parse_policy(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError:
        raise PolicyError(str(path), 1, 1, "this file is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        reason = f"the policy could not be read ({error.strerror or error}); check the path and its permissions."
        raise PolicyError(str(path), 1, 1, reason) from None
