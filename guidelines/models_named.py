"""Whose figure is it? A figure that the documents give for another model only is wrong beside this one (P07)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.claims import CODE, Claim, find_claims
from guidelines.evidence import squeeze
from guidelines.wording import STOP

if TYPE_CHECKING:
    from guidelines.context import Context, Source

_UNIT = re.compile(r"[^\n.;|]+(?:\.(?=\d)[^\n.;|]+)*")
_PLAIN = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
_VERBS = frozenset(
    (
        "Give Tell Send Write Call Ring Ask Check Turn Press Hold Fill Keep Take Put Open Close Choose Return Pay "
        "Use See Charge Book Cancel Change Yes Upload Reply Post Order Bring Visit Read Set Wait Add Remove"
    ).split()
)
_AGO = re.compile(r"\S+ (?:minute|hour|day|week|month|year)s? ago\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]{2,}(?:\s(?:[A-Z][a-z]+|\d+|Mini|Pro|Plus|XL|II|III))*")
_ROW = re.compile(r"(?:^|\n)\W*([A-Z][a-z]{2,}(?:\s(?:[A-Z][a-z]+|\d+))*)(?=[,:|\t])")
_ARTICLE = re.compile(r"^(?:The|An|A|Our|Your|My)\s+(?=\S)")
_NO_MODEL = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
        "august september october november december england scotland wales britain ireland europe london "
        "christmas easter customer service team please royal mail warranty delivery returns refund note"
    ).split()
)


def other_owner(claim: Claim, sentence: str, context: Context) -> str | None:
    """A sentence when every place in the sources that gives this figure gives it for another model; else None."""
    if claim.kind not in {"duration", "money", "percent", "number"} or not context.sources:
        return None
    key = _key(claim)
    everyone = _models_known(context) | _also_named(sentence, context)
    named = models_in(sentence, everyone)
    here = named or _asked_about(context)
    if not here:
        return None
    owners: set[str] = set()
    for source in context.sources:
        for unit, unit_models in _units(source, everyone):
            if key not in _keys(unit, context):
                continue
            if not unit_models or unit_models & here:
                return None
            owners |= unit_models
    if not owners or _elsewhere(key, context):
        return None
    if not _of_one_line(here | owners):  # a cartridge or a cleaner has numbers of its own, which its filter shares
        return None
    if not named and not owners <= set(context.products):  # "it" is weighed against what surely is a product only
        return None
    return f"The documents give {claim.text} for {', '.join(sorted(owners))}, not for {', '.join(sorted(here))}."


def _of_one_line(models: set[str]) -> bool:
    """Whether the names that are codes begin with the same letters: QF-40 and QF-40S do, TK-17 and DS-5 do not."""
    return len({re.split(r"[\W\d]", name)[0] for name in models if CODE.fullmatch(name)}) <= 1


def _asked_about(context: Context) -> set[str]:
    """The one product that the letter is about: "it" in the reply is that one."""
    products = set(context.letter.products) if context.letter else set()
    return products if len(products) == 1 else set()


def _also_named(sentence: str, context: Context) -> frozenset[str]:
    """Capitalised names of the sentence that the sources use too ("the Wren")."""
    names = {match.group() for match in _NAME.finditer(sentence) if not set(match.group().lower().split()) & _NO_MODEL}
    names -= {context.policy.company.name}
    return frozenset(
        name for name in names if any(re.search(rf"\b{re.escape(name)}\b", source.text) for source in context.sources)
    )


def _elsewhere(key: object, context: Context) -> bool:
    """The figure also stands in the letter, the case or the policy, which need no model."""
    texts = [f"{fact.name}: {fact.value}" for fact in context.facts.facts] + list(context.facts.actions)
    if context.letter:
        texts.append(_AGO.sub(" ", context.letter.body))
    return any(key in _keys(text, context) for text in texts)


def _key(claim: Claim) -> object:
    if claim.kind == "duration" and claim.time:
        months = {"years": 12, "months": 1}.get(claim.time.unit or "")
        return ("months", (claim.time.high or 0) * months) if months else (claim.time.unit, claim.time.high)
    return claim.kind, claim.value[0] if isinstance(claim.value, tuple) else claim.value


def _keys(text: str, context: Context) -> set[object]:
    return set(_keys_of(text, context.today, context.country))


@lru_cache(maxsize=5_000)
def _keys_of(text: str, today: date, country: str) -> frozenset[object]:
    return frozenset(_key(claim) for claim in find_claims(text, today, country))


def _models_known(context: Context) -> frozenset[str]:
    letter = (*(context.letter.products if context.letter else ()), *context.products)
    return _models_in(
        tuple(f"{source.section}\n{source.text}" for source in context.sources), letter, context.policy.company.name
    )


@lru_cache(maxsize=64)
def _models_in(texts: tuple[str, ...], products: tuple[str, ...], company: str) -> frozenset[str]:
    found = {_ARTICLE.sub("", name) for name in products}.union(*map(_names_in, texts))
    plain = frozenset[str]().union(*map(_plain_words, texts))  # "Give", "You": words, and no names
    return frozenset(
        name
        for name in found
        if name.lower() not in company.lower()
        and not re.fullmatch(r"\d+[A-Za-z]?", name)
        and not (name.lower() in plain or name.lower() in STOP or name in _VERBS)
    )


@lru_cache(maxsize=2_000)
def _names_in(text: str) -> frozenset[str]:
    """What may be a model's name in a text: codes, heads of rows, capitalised words."""
    found = {match.group() for match in CODE.finditer(text)}
    found |= {match[1] for match in _ROW.finditer(text) if not set(match[1].lower().split()) & _NO_MODEL}
    found |= {match.group() for match in _NAME.finditer(text) if not set(match.group().lower().split()) & _NO_MODEL}
    return frozenset(_ARTICLE.sub("", name) for name in found)  # "The Helios 20" at the head of a sentence is Helios 20


@lru_cache(maxsize=2_000)
def _plain_words(text: str) -> frozenset[str]:
    return frozenset(_PLAIN.findall(text))


def models_in(text: str, models: Collection[str]) -> set[str]:
    """The models that a text names; a longer name hides the shorter one inside it (QF-40S hides QF-40)."""
    lower = text.lower()
    found = {
        model for model, its_lower in _lowered(frozenset(models)) if its_lower in lower and _named(model).search(text)
    }
    return {model for model in found if not any(model != other and model in other for other in found)}


@lru_cache(maxsize=64)
def _lowered(models: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple((model, model.lower()) for model in models)


@lru_cache(maxsize=4_000)
def _named(model: str) -> re.Pattern[str]:
    """A model by its name; capitals matter where it is a word and no code."""
    plain_word = not any(char.isdigit() for char in model)
    return re.compile(rf"(?<![\w-]){re.escape(model)}(?![\w-])(?!\.\d)", 0 if plain_word else re.IGNORECASE)


@lru_cache(maxsize=2_000)
def _units(source: Source, models: frozenset[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The lines and sentences of a passage with the models that each speaks of; else those of its heading."""
    heading = models_in(f"{source.section} {source.document}", models)
    units: list[tuple[str, frozenset[str]]] = []
    last: set[str] = set()
    for match in _UNIT.finditer(source.text):
        named = models_in(match.group(), models)
        last = named or last
        units.append((match.group(), frozenset(named or last or heading)))
    return tuple(units)


__all__ = ["other_owner", "squeeze"]
