"""What the check is told about a draft's surroundings, as plain values: `guidelines` imports no other room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from guidelines.policy import Policy

Embed = Callable[[Sequence[str]], "npt.NDArray[np.float32]"]  # texts -> float32[n, 384], rows of length 1


@dataclass(frozen=True, slots=True)
class Point:
    """A question or problem that the customer raises, with its place in `letter.body` (P03)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Something a factual sentence may rest on: a passage, by its id, document and section."""

    id: str
    text: str
    document: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What the responder or the company's systems know of the case: order, delivery date, amount paid."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Facts, actions done and enclosures of a case, entered once, used by the writers and the check (P22)."""

    facts: tuple[Fact, ...] = ()
    actions: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it as lines of text."""
        return (*(f"{fact.name}: {fact.value}" for fact in self.facts), *self.actions, *self.enclosures)

    @classmethod
    def from_mapping(cls, data: Any) -> CaseFacts:
        """Build from the doors' ``--facts`` shape; raises ValueError with one sentence on anything else."""
        if data is None:
            return cls()
        if not isinstance(data, dict):
            raise ValueError("The facts must be a mapping with facts, actions and enclosures.")
        unknown = set(data) - {"facts", "actions", "enclosures"}
        if unknown:
            raise ValueError(f"The facts have an unknown key: {sorted(map(str, unknown))[0]}.")
        for key, rows in data.items():
            if rows is not None and not isinstance(rows, list):
                raise ValueError(f"The {key} must be a list.")
        facts = []
        for row in data.get("facts") or ():
            if not isinstance(row, dict) or not {"name", "value"} <= set(row):
                raise ValueError("Each fact needs a name and a value.")
            facts.append(Fact(str(row["name"]), str(row["value"])))
        actions = tuple(str(row) for row in data.get("actions") or ())
        enclosures = tuple(str(row) for row in data.get("enclosures") or ())
        return cls(tuple(facts), actions, enclosures)


@dataclass(frozen=True, slots=True)
class LetterContext:
    """What the check needs of the letter that is answered.

    ``greeting`` is the salutation that fits ("Dear Mrs Okafor"), or neutral when no name is known; ``names`` are
    all the ways in which the customer may rightly be called; ``other_people`` are third persons in the letter.
    ``complains`` says whether the customer is plainly dissatisfied, and not only tells a trouble; ``fault`` whether
    the letter shows that something went wrong (an apology is due, P05).
    """

    body: str
    subject: str = ""
    sender: str = ""
    signed: str = ""  # the signature and the letter-head, as they stand
    received: date | None = None
    language: str = "en"
    kind: str = "other"
    complains: bool = False
    gravity: str = "ordinary"
    greeting: str = ""
    names: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    products: tuple[str, ...] = ()
    fault: bool = False
    remedy_asked: str | None = None
    tried: tuple[str, ...] = ()
    business: str | None = None  # the customer's line of business, when the letter tells (P02)
    writes_for: str | None = None  # the writer's part when it stands for another: executor, carer, .. (P02)
    attack: tuple[str, ...] = ()  # spans of the letter that try to instruct the desk or a model
    handover_team: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An example of a judged rule: words of a reply, and of the letter that they answer where that matters."""

    text: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a judged rule asks of a draft in plain words; a yes breaks it, as every ``bad`` example and no ``good``."""

    rule: str
    ask: str
    bad: tuple[Shown, ...] = ()
    good: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Words of the draft that break a rule, and why; ``quote`` is "" when something is missing from the draft."""

    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge says: for each rule that it answered the places that break it. A rule left out was not checked."""

    answers: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    note: str = ""  # why rules were left out, as one sentence


class Judge(Protocol):
    """Judges all questions about a draft's sentences in one call; never raises, and is never trusted with more."""

    def __call__(
        self, questions: Sequence[Question], sentences: Sequence[str], letter: LetterContext | None
    ) -> Judged: ...


@dataclass(frozen=True, slots=True)
class Context:
    """Everything around a draft. Without a ``letter``, what needs one is reported as not checked.

    ``embed`` maps texts to float32[n, 384]; None leaves out the rules that need meaning beyond words, as no ``judge``
    leaves out those that need one.
    """

    policy: Policy
    today: date
    letter: LetterContext | None = None
    sources: tuple[Source, ...] = ()
    facts: CaseFacts = field(default_factory=CaseFacts)
    agent: str | None = None
    role: str = "agent"
    country: str = "GB"
    embed: Embed | None = None
    judge: Judge | None = None
    products: tuple[str, ...] = ()  # the company's own product names, to tell whose figure a figure is
