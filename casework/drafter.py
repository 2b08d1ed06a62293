"""The seam to the rooms below: read, understand, draft and check, with the policy and the day of this moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from casework.case import Case
from drafting.enquiry import Enquiry
from drafting.letter import Letter
from guidelines.context import CaseFacts
from guidelines.finding import Report

if TYPE_CHECKING:
    from casework.prepare import Prepared, Surroundings
    from drafting.brief import Writer
    from drafting.judge import ModelJudge


class Drafter(Protocol):
    """What the desk needs of drafting, knowledge and guidelines; tests stand in for it with a small fake."""

    @property
    def name(self) -> str: ...

    @property
    def judges(self) -> bool: ...

    def read(self, data: bytes, name: str) -> Letter: ...

    def understand(self, letter: Letter) -> Enquiry: ...

    def prepare(self, letter: Letter, facts: CaseFacts, agent: str, role: str, instruction: str) -> Prepared: ...

    def check(self, case: Case, text: str, agent: str, role: str, judged: bool = False) -> Report: ...


class HouseDrafter:
    """The real one: `around` gives the company's documents, policy and rules as they are now."""

    def __init__(self, around: Callable[[], Surroundings], writer: Writer, judge: ModelJudge | None = None) -> None:
        self._around = around
        self._writer = writer
        self._judge = judge

    @property
    def name(self) -> str:
        return self._writer.name

    @property
    def judges(self) -> bool:
        """Whether there is a model to answer the judged rules."""
        return self._judge is not None

    def read(self, data: bytes, name: str) -> Letter:
        from drafting.read import read_letter

        return read_letter(data, name)

    def understand(self, letter: Letter) -> Enquiry:
        from casework.prepare import products_meant
        from drafting.understand import understand

        around = self._around()
        products = products_meant(letter, around.library)
        return understand(
            letter, around.policy, today=around.today, embed=around.library.embed, known_products=products
        )

    def prepare(self, letter: Letter, facts: CaseFacts, agent: str, role: str, instruction: str) -> Prepared:
        from casework.prepare import prepare

        return prepare(
            letter, self._around(), self._writer, facts=facts, agent=agent, role=role, instruction=instruction
        )

    def check(self, case: Case, text: str, agent: str, role: str, judged: bool = False) -> Report:
        """Where ``judged``, the judge is asked about a text that is new to it; else it only repeats what it said."""
        from casework.prepare import check_reply

        around = self._around()
        outdated = around.library.outdated([passage.id for passage in case.passages]) if case.passages else {}
        return check_reply(
            text,
            around,
            letter=case.letter,
            enquiry=case.enquiry,
            passages=[passage for passage in case.passages if passage.id not in outdated],  # old text proves nothing
            facts=case.facts,
            agent=agent,
            role=role,
            look_up=True,
            judge=self._judge if judged or self._judge is None else self._judge.remembered,
        )
