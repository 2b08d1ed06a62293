"""From the voice of a document to the voice of a letter: "Customers may .." becomes "You may ..", figures untouched.

Only changes that keep the grammar are made; where that is in doubt the document's sentence stands as it is (P07).
"""

from __future__ import annotations

import re
from functools import lru_cache

from drafting.writers.lexicon import lexicon, terms
from drafting.writers.units import Cells, Unit

_MODAL = r"can|could|may|might|must|shall|should|will|would"
_IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}
_NO_NOUNS = frozenset(("days", "hours", "weeks", "months", "years", "minutes", "always", "does", "whose", "times"))
_NO_NOUN_PHRASE = re.compile(
    r"(?:yes|no|y|n|none|n/a|[-–✓✗]|contains?|may|includes?|requires?|has|have|can|cannot|must|needs?|not|only|does|do|is|are|suits?)\b|^[-–✓✗]$",
    re.IGNORECASE,
)
_NO_NOUN_LABEL = re.compile(
    r"^(?:what|how|when|who|which|where|for|fits|every|from|to|with|in)\b|\b(?:every|for|at|to|by)$", re.IGNORECASE
)
_RESTRICTED = re.compile(
    r"\s*(?:,\s*)?(?:who|whose|whom|that|with|without|under|over|aged|in|from|on)\b", re.IGNORECASE
)
_THEY_ACT = re.compile(
    r"\bthey (?:(?:do|did|have|had|will|would|can|could|may|must|wish|want|need) )?(?:(?:not|already|also|no longer|to) )*"  # noqa: E501
    r"(?:tell|pay|paid|cancel|authoris|buy|bought|order|choose|chose|want|wish|need|ask|receiv|return|report|make|made|contact|"
    r"notice|apply|sign|move|travel|book|claim|change|pause|join|leave|left|give|gave|send|sent|notif|register|live|agree|renew|use)\w*",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"^(?:please (?:note|be aware|be advised)(?: that)?|note(?: that)?|important|nb|n\.b\.|remember(?: that)?)\s*[:,–—-]?\s+",  # noqa: E501
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\s*\((?:see|refer to|as (?:described|shown|listed|set out)|cf\.?)\b[^)]*\)"
    r"|,? (?:see|as (?:described|shown|listed|set out)) (?:in )?(?:the )?(?:section|table|figure|page|chapter|appendix)"
    r"[^,.;]*(?=[,.;])",
    re.IGNORECASE,
)
_SEE = re.compile(r"\s*\b(?:See|Refer to) [“\"'‘][^“”\"'‘’]+[”\"'’]\.?")
_SPAN = re.compile(
    r"(?:up to |about )?\d+ ?(?:to|-|–)? ?\d* ?(?:working )?(?:minute|hour|day|week|month|year)s?\b", re.IGNORECASE
)
_TIMED = re.compile(
    r"\b(?:time|term|period|length|duration|warranty|guarantee|notice|delivery|life|age|validity|after|within|interval|trial|stay|lead|every)\b",
    re.IGNORECASE,
)
_ORDINAL_LABEL = re.compile(r"^(?:(?:step|stage)\s+\d+\s*[:.)-]|\d+(?:\.\d+)+\.?|\(?[a-z]\))\s+", re.IGNORECASE)
_THEIR_THING = re.compile(
    r"\btheir (?:original|own|current|full|sealed)?\s*(?:packaging|box|boxes|condition|wrapping)", re.I
)


def letter_voice(unit: Unit, company: str, products: tuple[str, ...] = ()) -> str:
    """The sentence as a letter says it, with a capital and a full stop; a table row becomes a sentence of its own."""
    if unit.cells:
        return row_sentence(unit.cells, products)
    text = _ORDINAL_LABEL.sub("", unit.text).strip()
    text = _SEE.sub("", _REFERENCE.sub("", _PREAMBLE.sub("", text)))
    text = re.sub(r"^((?:When|If) [^:]{5,60}): +(?=[A-Z])(\w)", lambda match: f"{match[1]}, {match[2].lower()}", text)
    text = _to_you(text)
    text = _to_we(text, company)
    text = _soften(text)
    return finish(text)


def finish(text: str) -> str:
    """A capital at the start and an end mark at the end."""
    text = re.sub(r"\s+([,.;])", r"\1", re.sub(r"\s+", " ", text)).strip()
    if not text:
        return text
    text = text.rstrip(" ;:,–—-")
    if text[-1] not in ".!?" and not text.endswith((".”", '."', ".)", ".’")):
        text += "."
    return text[0].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text to stand inside a sentence: a first capital goes, but not that of a name, a code or "I"."""
    first = text.split(" ", 1)[0].strip(",.;:")
    if first in ("I", "I'm", "I'll", "I've") or any(
        character.isupper() or character.isdigit() for character in first[1:]
    ):
        return text
    return text[:1].lower() + text[1:]


def row_sentence(cells: Cells, products: tuple[str, ...] = ()) -> str:
    """ "QF-40 — warranty: 24 months; price: £89" as "For the QF-40, the warranty is 24 months and the price is £89."

    A cell that is no noun phrase is an answer ("the answer on dogs is no") or is quoted as the list has it.
    """
    values = cells.values[:3]
    subject = _with_article(cells.subject, products)
    plain = [label for label, value in values if _yes_no(value)]
    answers = {_yes_no(value) for _, value in values if _yes_no(value)}
    clauses = [_cell_clause(label, value) for label, value in values if not _yes_no(value) or len(answers) > 1]
    if len(answers) == 1:
        both = "both " if len(plain) == 2 else ""
        clauses.append(f"the answer is {answers.pop()} for {both}{_and([lower_label(label) for label in plain])}")
    return finish(f"For {subject}, {_and(clauses)}".replace(" and our list gives ", " and "))


def _yes_no(value: str) -> str:
    low = value.strip().lower()
    return "yes" if low in ("yes", "y", "✓") else "no" if low in ("no", "n", "✗") else ""


def _is_quoted(value: str) -> bool:
    """Whether a cell is no noun phrase, so that it can only be quoted: yes, no, "contains oats"."""
    return bool(_NO_NOUN_PHRASE.match(value))


def _and(clauses: list[str]) -> str:
    return ", ".join(clauses[:-1]) + " and " + clauses[-1] if len(clauses) > 1 else clauses[0]


def lower_label(label: str) -> str:
    return label if label.isupper() else lower_first(label)


def _cell_clause(label: str, value: str) -> str:
    name = lower_label(label)
    if _yes_no(value):
        return f"the answer on {name} is {_yes_no(value)}"
    if _is_quoted(value) or re.match(r"(?:what|how|when|who|which|where)\b", label, re.I):
        return f"our list says under “{name}”: “{value}”"
    if re.fullmatch(r"[£$€]0(?:\.00)?", value) and re.search(r"\b(?:fee|charge|cost)s?$", name, re.I):
        return f"there is no {name}"
    if _SPAN.match(value) and not _TIMED.search(name):
        return f"our list gives {value} for {name if re.match(r'(?:the|a|an|your)', name) else 'the ' + name}"
    verb = "are" if re.search(r"(?<!s)s$", name) and not name.endswith(("status", "class", "basis")) else "is"
    return f"the {name} {verb} {value}"


def _with_article(subject: str, products: tuple[str, ...]) -> str:
    subject = next((product for product in products if product.lower() == subject.lower()), subject)
    first = subject.split()[0]
    if first.lower() in ("the", "a", "an", "your", "our", "all", "any", "each", "every", "up", "over", "under", "from"):
        return lower_first(subject)
    ours = any(terms(subject) & terms(product) for product in products)
    return f"the {subject}" if ours or re.search(r"[A-Za-z]-?\d", first) else subject


@lru_cache(maxsize=1)
def _customer_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = lexicon()
    plural = "|".join(re.escape(word) for word in known.plural_customers)
    singular = "|".join(re.escape(word) for word in known.singular_customers)
    return (
        re.compile(rf"\b(?:all |our |the |any )?(?:{plural})(?P<own>[’'])?(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:the|a|an|each|every|any) (?:{singular})(?P<own>[’']s)?(?!\w)", re.IGNORECASE),
    )


def _to_you(text: str) -> str:
    """Customers become "you" when every pronoun and verb of the sentence can follow; else the sentence is left alone."""  # noqa: E501
    plural, singular = _customer_patterns()
    one = singular.search(text)
    found = plural.search(text) or one
    if not found or _RESTRICTED.match(text[found.end() :]):
        return text
    they = re.findall(r"\bthey\b", text, re.I)
    acting = _THEY_ACT.findall(text)
    if re.search(r"\b(?:he|she|him|his|her|them|themselves)\b", text, re.I) or len(they) != len(acting):
        return text
    if one and re.search(
        r"\b(?:and|or|but) (?:then |also )?(?!is\b|was\b|has\b|does\b)[a-z]{2,}[^us\W]s\b", text[one.end() :]
    ):
        return text
    if "their" in text.lower().split() and not _theirs_is_the_customers(text):
        return text
    changed = plural.sub(lambda match: "your" if match["own"] else "you", text)
    changed = singular.sub(lambda match: "your" if match["own"] else "you", changed)
    changed = re.sub(r"\bthey\b", "you", changed)
    if not _THEIR_THING.search(changed):
        changed = re.sub(r"\btheir\b", "your", changed)
    changed = re.sub(r"\b([Yy])ou (?P<verb>[a-z]+s)\b", _agree, changed)
    return re.sub(r"\b(and|or|but) (is|was|has|does)\b", _agree_later, changed) if one else changed


def _theirs_is_the_customers(text: str) -> bool:
    """Whether no other plural stands before "their" that it could belong to."""
    if _THEIR_THING.search(text):
        return True
    known = {*lexicon().plural_customers, *(word.split()[-1] for word in lexicon().plural_customers)}
    before = re.findall(r"\b[a-z]{3,}[^us\W]s\b", text[: text.lower().find("their")].lower())
    return not [word for word in before if word not in known and word not in _NO_NOUNS]


def _agree_later(match: re.Match[str]) -> str:
    return f"{match[1]} {_IRREGULAR[match[2]]}"


def _agree(match: re.Match[str]) -> str:
    verb = match["verb"]
    if verb in _IRREGULAR:
        verb = _IRREGULAR[verb]
    elif verb.endswith("ies"):
        verb = verb[:-3] + "y"
    elif re.search(r"(?:ss|sh|ch|x|z)es$", verb):
        verb = verb[:-2]
    elif verb not in ("always", "as", "across", "this", "unless", "plus", "less", "besides", "sometimes"):
        verb = verb[:-1] if not verb.endswith("ss") else verb
    return f"{match[1]}ou {verb}"


def _to_we(text: str, company: str) -> str:
    """The company's own name before its verb becomes "we"."""
    names = [re.escape(name) for name in (company, *lexicon().company) if name]
    subject = re.compile(
        rf"(?:^|(?<=[,;:] )|(?<=and )|(?<=that ))(?:{'|'.join(names)}) (?P<verb>(?:{_MODAL})\b|[a-z]+s\b)",
        re.IGNORECASE,
    )

    def we(match: re.Match[str]) -> str:
        verb = match["verb"]
        if not re.fullmatch(_MODAL, verb):
            verb = _agree(re.match(r"([Yy])ou (?P<verb>[a-z]+s)", f"you {verb}"))[4:]  # type: ignore[arg-type]
        return f"{'We' if match.start() == 0 else 'we'} {verb}"

    return subject.sub(we, text)


def _soften(text: str) -> str:
    """An order becomes a request; "we cannot" becomes what the company does (P08). The meaning stays."""
    text = re.sub(
        r"^you (?:must|need to|have to|are required to|should) (?!not\b|be\b|have\b|also\b)(?=[a-z])",
        "Please ",
        text,
        flags=re.I,
    )
    text = re.sub(r"\b([Ww])e (?:cannot|can't|can’t|can not|are unable to|are not able to) ", r"\1e do not ", text)
    text = re.sub(r"^(?:unfortunately|regrettably|sadly),? ", "", text, flags=re.I)
    return re.sub(r"\bas soon as possible\b", "promptly", text, flags=re.I) if "as soon as possible" in text else text
