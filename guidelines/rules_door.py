"""The rules at the door: ``rules`` lists them, ``rules ID`` explains one, ``rules test FOLDER`` tries a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from doors import BAD_INPUT, DONE, FINDINGS, BadInput, show
from guidelines.company_rules import load_company_rules
from guidelines.context import Embed
from guidelines.example import Example
from guidelines.rule import Rule
from guidelines.rule_trial import Fault, Trial, try_rules
from guidelines.rulebook import RuleBook, in_order


def rules_door(words: Sequence[str], folder: Path, *, as_json: bool, meaning: Callable[[], Embed | None]) -> int:
    """Answer ``words`` about the rules in force, those of the company's ``folder`` among them; the exit code.

    ``meaning`` loads what rules beyond words are tried with. Raises BadInput for words that name no rule, and
    RuleError for a folder that holds none or, where rules are not being tested, for a faulty file of the company's.
    """
    match list(words):
        case []:
            return _list(load_company_rules(folder), as_json)
        case ["test", *paths]:
            return _report(try_rules([Path(path) for path in paths], folder, meaning), as_json)
        case [rule_id] | ["explain", rule_id]:
            return _explain(rule_id, load_company_rules(folder), as_json)
    raise BadInput("Name one rule to explain, or say test and the folders to test.")


def _list(book: RuleBook, as_json: bool) -> int:
    rules = in_order((*book.rules, *book.off))
    if as_json:
        show([_summary(rule, book) for rule in rules])
        return DONE
    width = max(len(rule.id) for rule in rules)
    for rule in rules:
        print(f"{rule.practice}  {rule.id:{width}}  {rule.level:10}  {rule.title}{_marks(rule, book)}")
    return DONE


def _explain(rule_id: str, book: RuleBook, as_json: bool) -> int:
    if rule_id not in book:
        near = get_close_matches(rule_id, [rule.id for rule in (*book.rules, *book.off)], n=1)
        hint = f": did you mean {near[0]}?" if near else "."
        raise BadInput(f"There is no rule {rule_id}{hint} See them all with: python -m guidelines rules.")
    rule = book[rule_id]
    if as_json:
        show({**_summary(rule, book), **_details(rule)})
    else:
        print(*_explanation(rule, book), sep="\n")
    return DONE


def _summary(rule: Rule, book: RuleBook) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "practice": rule.practice,
        "level": rule.level,
        "kind": rule.kind.name,
        "origin": rule.origin,
        "on": rule in book.rules,
        "needs": list(_needs(rule)),
    }


def _details(rule: Rule) -> dict[str, Any]:
    return {
        "why": rule.why,
        "message": rule.file.message,
        "rewrite": rule.file.rewrite,
        "applies": rule.file.applies.model_dump(exclude_defaults=True),
        "path": str(rule.path),
        "examples": rule.examples.model_dump(mode="json", exclude_defaults=True),
    }


def _explanation(rule: Rule, book: RuleBook) -> Iterator[str]:
    """A rule as a page of a style guide: what it asks and why, when it is read, what not to say and what to say."""
    yield f"{rule.id}: {rule.title}"
    yield f"{rule.practice}, {rule.level}{_marks(rule, book)}"
    yield f"Why: {_flat(rule.why)}"
    yield f"It says: {_flat(rule.file.message)}"
    if needs := ", ".join(_needs(rule)):
        yield f"It needs: {needs}"
    for name, wanted in rule.file.applies.model_dump(exclude_defaults=True).items():
        yield f"Applies: {name.replace('_', ' ')}: {_listed(wanted)}"
    for example in rule.examples.bad:
        yield f"  not: {_said(example)}"
        if example.better is not None:
            yield f"  say: {_flat(example.better)}"
    for example in rule.examples.good:
        yield f" good: {_said(example)}"
    yield f"File: {rule.path}"


def _marks(rule: Rule, book: RuleBook) -> str:
    marks = {"shipped": [], "company": ["the company's own"], "changed": ["changed by the company"]}[rule.origin]
    if rule.level_set and rule.level_set != rule.file.level:
        marks.append(f"shipped as {rule.file.level}" if rule.origin == "shipped" else f"{rule.file.level} in its file")
    if rule not in book.rules:
        marks.append("off")
    return f" ({', '.join(marks)})" if marks else ""


def _needs(rule: Rule) -> Iterator[str]:
    if rule.whole_replies_only:
        yield "a whole reply"
    if rule.needs_letter:
        yield "the letter"
    if rule.needs_judge:
        yield "a model"


def _listed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _said(example: Example) -> str:
    """The words of an example; where it is about a letter, with the kind of letter that it answers."""
    letter = example.letter or {}
    about = " ".join(str(letter[key]) for key in ("gravity", "kind") if letter.get(key))
    return _flat(example.text) + (f" (to a letter: {about})" if about else "")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _report(trial: Trial, as_json: bool) -> int:
    faults = (*trial.unreadable, *trial.failing)
    if as_json:
        show(
            {
                "rules": [rule.id for rule in trial.rules],
                "examples": trial.examples,
                "faults": [{**asdict(fault), "path": str(fault.path)} for fault in faults],
                "not_tried": list(trial.not_tried),
            }
        )
    else:
        for fault in faults:
            print(f"{fault.path}:{fault.line}:{fault.column}: {fault.message}")
        if trial.not_tried:
            print(f"not tried, as only a model can: {', '.join(trial.not_tried)}")
        print(f"{_count(len(trial.rules), 'rule')}, {_count(trial.examples, 'example')}: {_verdict(faults)}.")
    return BAD_INPUT if trial.unreadable else FINDINGS if trial.failing else DONE


def _verdict(faults: Sequence[Fault]) -> str:
    return _count(len(faults), "fault") if faults else "nothing to mend"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
