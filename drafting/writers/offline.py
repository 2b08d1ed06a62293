"""The offline writer: a reply composed from phrases, passages, case facts and policy, with no model and no network.

It writes the parts in order, by a plan for the letter's kind and gravity; every factual sentence carries its sources
(P07), nothing else enters. The same brief gives the same reply.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from drafting.brief import Brief
from drafting.reply import Part, PartName, Reply, Sentence
from drafting.writers import grave
from drafting.writers.ending import closing, help_offer, signature
from drafting.writers.explanation import asks_what_we_do, explain
from drafting.writers.forward import next_steps
from drafting.writers.offer import offers
from drafting.writers.opening import acknowledgement, greeting, thanks_shared
from drafting.writers.phrasebook import Phrases
from drafting.writers.questions import is_question
from drafting.writers.remedies import remedy_class
from drafting.writers.work import Work
from guidelines.context import Embed
from guidelines.finding import Finding

UNANSWERED = "unanswered-point"  # the rule that names a point which no sentence answers
_LANGUAGES = {
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish",
    "cy": "Welsh",
    "ro": "Romanian",
    "tr": "Turkish",
}


class OfflineWriter:
    """The embedded default. ``embed`` (texts -> float32[n, 384]) helps it choose sentences by meaning; it does without."""  # noqa: E501

    name = "offline"

    def __init__(self, embed: Embed | None = None) -> None:
        self._embed = embed

    def write(self, brief: Brief) -> Reply:
        """A whole reply. ``gaps`` are the points that nothing answers; ``note`` says what this writer could not do."""
        return self._compose(brief)

    def revise(self, brief: Brief, reply: Reply, findings: Sequence[Finding]) -> Reply:
        """The reply anew: a point left unanswered is held with a date, a sentence that is faulted is not said."""
        missing = [finding.message for finding in findings if finding.rule == UNANSWERED]
        held = frozenset(point.text for point in brief.enquiry.points if any(point.text in said for said in missing))
        faulted = frozenset(sentence.text for sentence in _touched(reply, findings))
        return self._compose(brief, held, faulted) if held or faulted else reply

    def _compose(
        self, brief: Brief, held: frozenset[str] = frozenset(), faulted: frozenset[str] = frozenset()
    ) -> Reply:
        seed = hashlib.sha256(f"{brief.letter.sender}\0{brief.letter.body}".encode()).hexdigest()
        work = Work(brief, Phrases(seed), self._embed, held=held, faulted=faulted)
        middle = self._middle(work)
        parts = (greeting(work), *middle, closing(work), signature(work))
        notes = [note for note in (_language_note(brief), _instruction_note(brief)) if note]
        return Reply(
            parts=tuple(part for part in parts if part.sentences),
            writer=self.name,
            note=" ".join(notes),
            gaps=tuple(point.text for point in work.gaps),
        )

    def _middle(self, work: Work) -> list[Part]:
        brief = work.brief
        if brief.enquiry.language not in ("en", ""):
            return [_part("next_step", grave.holding(work))]
        if brief.enquiry.kind == "wrong_company":
            opening, forward = grave.wrong_company(work)
            return [_part("acknowledgement", opening), _part("next_step", forward)]
        if brief.enquiry.gravity in ("bereavement", "safety"):
            return self._grave(work)
        if brief.enquiry.gravity == "legal":
            answer = _part("next_step", grave.legal(work) + _must_say(work))
            return [acknowledgement(work), answer, self._help(work)]
        return self._ordinary(work)

    def _grave(self, work: Work) -> list[Part]:
        """A death or a danger: in danger the required words come first, after a death last."""
        if work.brief.enquiry.gravity == "safety":
            opening, facts, forward = grave.safety(work)
            facts = _must_say(work) + facts
            if any(standing.proven and standing.state == "open" for standing in work.standings):
                forward += offers(work)
        else:
            opening, facts, forward = grave.bereavement(work)
            forward += _must_say(work)
        return [
            _part("acknowledgement", opening),
            _part("explanation", facts),
            _part("next_step", forward),
            self._help(work),
        ]

    def _help(self, work: Work) -> Part:
        """In a grave letter the number of whoever takes over is the offer of help."""
        reach = grave.phone(work)
        return Part("help", tuple(reach)) if reach else help_offer(work)

    def _ordinary(self, work: Work) -> list[Part]:
        opening = acknowledgement(work)
        explanation = explain(work)
        offered = offers(work)
        explanation += offered
        if offered or work.brief.facts.actions:  # what was told or wished for is answered by what is offered or done
            work.gaps = [
                point
                for point in work.gaps
                if point.text in work.held
                or (
                    is_question(point) and remedy_class(point.text) is None and not (offered and asks_what_we_do(point))
                )
            ]
        forward = next_steps(work)
        if work.brief.enquiry.kind == "thanks" and not forward:
            forward = thanks_shared(work)
        return [
            opening,
            _part("explanation", explanation + _must_say(work)),
            _part("next_step", forward),
            help_offer(work),
        ]


def _touched(reply: Reply, findings: Sequence[Finding]) -> list[Sentence]:
    """The sentences of the documents and the case that a finding lies in."""
    text, cursor = reply.text, 0
    touched: list[Sentence] = []
    for part in reply.parts:
        for sentence in part.sentences:
            start = text.find(sentence.text, cursor)
            cursor = end = start + len(sentence.text)
            inside = any(f.start is not None and f.start < end and (f.end or 0) > start for f in findings)
            if inside and part.name == "explanation":
                touched.append(sentence)
    return touched


def _part(name: PartName, sentences: list[Sentence]) -> Part:
    """A part whose first sentence begins it: what stood before has a paragraph of its own anyway."""
    if sentences and sentences[0].lead == "paragraph":
        sentences = [replace(sentences[0], lead="space"), *sentences[1:]]
    return Part(name, tuple(sentences))


def _must_say(work: Work) -> list[Sentence]:
    """The words that law or management requires for this letter, as they stand in the policy."""
    enquiry = work.brief.enquiry
    tags = {enquiry.kind, enquiry.gravity, *(["refusal"] if work.refused else [])}
    return [
        Sentence(row.text.strip(), (f"policy:must_say/{row.when}",), "paragraph")
        for row in work.brief.policy.must_say
        if row.when.lower() in tags or any(row.when.lower() == product.lower() for product in enquiry.products)
    ]


def _language_note(brief: Brief) -> str:
    language = brief.enquiry.language
    if language in ("en", ""):
        return ""
    name = _LANGUAGES.get(language, f"a language ({language}) other than English")
    return f"The letter is in {name}, which the offline writer does not write; this holding reply in English gives a colleague time to answer."  # noqa: E501


def _instruction_note(brief: Brief) -> str:
    if not brief.instruction.strip():
        return ""
    return "The offline writer does not follow an instruction for one letter; please make that change in the text."
