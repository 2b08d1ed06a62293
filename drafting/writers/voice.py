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
_PREAMBLE = re.compile(
    r"^(?:please (?:note|be aware|be advised)(?: that)?|note(?: that)?|important|nb|n\.b\.|remember(?: that)?)\s*[:,–—-]?\s+",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\s*\((?:see|refer to|as (?:described|shown|listed|set out)|cf\.?)\b[^)]*\)"
    r"|,? (?:see|as (?:described|shown|listed|set out)) (?:in )?(?:the )?(?:section|table|figure|page|chapter|appendix)"
    r"[^,.;]*(?=[,.;])",
    re.IGNORECASE,
)
_ORDINAL_LABEL = re.compile(r"^(?:(?:step|stage)\s+\d+\s*[:.)-]|\d+(?:\.\d+)+\.?|\(?[a-z]\))\s+", re.IGNORECASE)
_THEIR_THING = re.compile(
    r"\btheir (?:original|own|current|full|sealed)?\s*(?:packaging|box|boxes|condition|wrapping)", re.I
)


def letter_voice(unit: Unit, company: str, asked: str = "", products: tuple[str, ...] = ()) -> str:
    """The sentence as a letter says it, with a capital and a full stop; a table row becomes a sentence of its own."""
    if unit.cells:
        return row_sentence(unit.cells, asked, products)
    text = _ORDINAL_LABEL.sub("", unit.text).strip()
    text = _REFERENCE.sub("", _PREAMBLE.sub("", text))
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


def row_sentence(cells: Cells, asked: str = "", products: tuple[str, ...] = ()) -> str:
    """ "QF-40 — warranty: 24 months; price: £89" as "For the QF-40, the warranty is 24 months and the price is £89."

    Only the cells that are asked for, where the question tells; all of them otherwise.
    """
    values = [cell for cell in cells.values if _cell_asked(*cell, asked)] or list(cells.values)
    clauses = [_cell_clause(label, value) for label, value in values]
    joined = ", ".join(clauses[:-1]) + " and " + clauses[-1] if len(clauses) > 1 else clauses[0]
    return finish(f"For {_with_article(cells.subject, products)}, {joined}")


def _cell_asked(label: str, value: str, asked: str) -> bool:
    if terms(label) & terms(asked):
        return True
    if re.search(r"\bhow much\b|\bcosts?\b|\bprice\b|[£$€]", asked, re.I) and re.match(
        r"[£$€]\s?\d|free\b", value, re.I
    ):
        return True
    lasts = re.search(r"\b\d+ ?(?:to|-|–)? ?\d* ?(?:working )?(?:hours?|days?|weeks?|months?|years?)\b", value, re.I)
    return (
        bool(lasts)
        and bool(re.search(r"\bhow (?:long|soon|fast)\b|\bwhen\b", asked, re.I))
        and "warrant" not in label.lower()
    )


def _cell_clause(label: str, value: str) -> str:
    name = label if label.isupper() else lower_first(label)
    if value.lower() in ("yes", "✓", "y"):
        return f"the answer on “{name}” is yes"
    if value.lower() in ("no", "✗", "n", "none", "-", "–", "n/a"):
        return f"the answer on “{name}” is {'none' if value.lower() == 'none' else 'no'}"
    if re.match(
        r"(?:contains?|may|includes?|requires?|has|have|can|cannot|must|needs?|not|only|does|do|is|are|suits?)\b",
        value,
        re.I,
    ):
        return f"the entry under {name} reads “{value}”"
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
    """Customers become "you" when every pronoun of the sentence can follow; else the sentence is left alone."""
    plural, singular = _customer_patterns()
    found = plural.search(text) or singular.search(text)
    if not found or re.match(
        r"\s*(?:,\s*)?(?:who|whose|whom|that|with|without|under|over|aged|in|from|on)\b", text[found.end() :], re.I
    ):
        return text
    if re.search(r"\b(?:he|she|him|his|her|they|them|themselves)\b", text, re.I):
        return text
    changed = plural.sub(lambda match: "your" if match["own"] else "you", text)
    changed = singular.sub(lambda match: "your" if match["own"] else "you", changed)
    if not _THEIR_THING.search(text):
        others = re.findall(
            r"\b(?!this|is|was|has|does|us|always|days|hours|weeks|months|years)[a-z]{3,}(?<![su])s\b",
            text[: text.find("their")],
        )
        if (
            re.search(r"\btheir\b", text)
            and len([word for word in others if word not in lexicon().plural_customers]) > 0
        ):
            return text
        changed = re.sub(r"\btheir\b", "your", changed)
    return re.sub(r"\b([Yy])ou (?P<verb>[a-z]+s)\b", _agree, changed)


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
