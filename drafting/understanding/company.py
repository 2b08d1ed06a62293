"""Whether a letter was meant for another company."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.letter import Letter
from drafting.understanding.lexicon import plain

_ORGANISATION = re.compile(
    r"\b(?:ltd|limited|plc|llp|inc|bank|energy|railways?|rail|trains?|airlines?|airways|insurance|telecom|mobile|water|gas|electric\w*|council|hotels?|supermarkets?|stores?|university|"
    r"buses|broadband|media|tv|motors|travel|holidays|building society|post|couriers?|logistics|power|group|company|co)\b",
    re.IGNORECASE,
)
_WE_ARE_NOT = re.compile(
    r"customer (?:service|services|care|support|relations)|sir|madam|team|support|all|whom|manager|colleagues?|folks|everyone|there",
    re.I,
)


def meant_for_another(letter: Letter, company: str, known_products: Sequence[str], products: Sequence[str]) -> bool:
    """True when salutation, address or text name another organisation as "you", and nothing names us."""
    text = plain(f"{letter.subject}\n{letter.body}")
    if not company or company.lower() in {"your company"} or _names(company, f"{text}\n{letter.salutation}"):
        return False
    known = {name.lower() for name in known_products}
    if any(product.lower() in known for product in products):
        return False
    saluted = re.sub(
        r"^(?:dear|hello|hi|good \w+|to|attn:?|for the attention of)\s+",
        "",
        letter.salutation.strip(" ,:!"),
        flags=re.I,
    )
    if _is_other(saluted, company) and _ORGANISATION.search(saluted):
        return True
    for found in re.finditer(
        r"\b(?:with|at|by|from|on|of|travel(?:led)? (?:with|on)|your) ((?:[A-Z][\w&'-]+ ?){1,4})", text
    ):
        name = found[1].strip()
        if (
            _is_other(name, company)
            and _ORGANISATION.search(name)
            and re.search(
                rf"\b(?:you at|you are|as a customer of|customer of|account with|contract with|policy with|your (?:\w+ )?(?:{re.escape(name)})|I (?:travel|bank|fly) with)\b",
                text,
                re.I,
            )
        ):
            return True
    return _bought_elsewhere(text) or _other_trade(text, known)


def _bought_elsewhere(text: str) -> bool:
    """ "… ordered from Snapfine Portraits": another seller is named, and nothing is "yours" or came from "you"."""
    found = re.search(
        r"\b(?:ordered|bought|purchased|booked|hired|subscribed|order|booking|account|contract|policy) (?:\w+ ){0,4}?(?:from|with|at) [A-Z][\w&'-]+ [A-Z][\w&'-]+",
        text,
    )
    polite = re.sub(r"\bthank you|\b(?:can|could|would|will) you|\b(?:tell|let) me", " ", text, flags=re.I)
    return bool(found) and not re.search(r"\byou(?:r|rs)?\b", polite, re.I)


def _names(company: str, text: str) -> bool:
    first = re.split(r"[\s&,]+", company)
    strong = [
        word
        for word in first
        if len(word) > 3 and word.lower() not in {"company", "limited", "group", "services", "customer"}
    ]
    return company.lower() in text.lower() or any(re.search(rf"\b{re.escape(word)}\b", text, re.I) for word in strong)


def _is_other(name: str, company: str) -> bool:
    return bool(name) and not _names(company, name) and not _WE_ARE_NOT.fullmatch(name.strip())


def _other_trade(text: str, known: set[str]) -> bool:
    """ "Your 07.42 train": a trade that a maker of things is not in. Only where our own products are known."""
    if not known:
        return False
    trades = {
        "rail": r"\byour (?:\d[\d.:]* )?(?:trains?|service from \w+ to|conductor|guard|ticket (?:office|machine|inspector))\b|\bseason ticket\b|\bpenalty fare\b",
        "air": r"\byour (?:flight|airline|cabin crew|pilot|check-in desk)\b|\bmy flight (?:with you|\w{2}\d+)",
        "bank": r"\byour (?:bank|cash machine|cashpoint|atm)\b|\bmy (?:current account|overdraft|mortgage) with you\b",
        "telecom": r"\byour (?:broadband|network|mast|sim card|tv package)\b|\bmy (?:broadband|sim) (?:with you|is)\b",
        "hotel": r"\bstayed (?:at|in) your (?:hotel|property)\b|\byour (?:hotel|restaurant|waiter|waitress|chambermaid)\b",
        "energy": r"\b(?:your|my) (?:gas|electricity) (?:bill|meter|tariff)\b",
        "council": r"\b(?:council tax|bin collection|planning application|parking permit)\b",
        "medical": r"\byour (?:gp|surgery|ward|clinic)\b",
    }
    ours = " ".join(known)
    hits = [name for name, pattern in trades.items() if re.search(pattern, text, re.I)]
    own = r"\b(?:broadband|router|flight|train|hotel|bank|account|card|tariff|meter|policy|mortgage|room|ticket|sim)\b"
    return (
        bool(hits)
        and not re.search(own, ours)
        and not re.search(r"\b(?:ordered|bought|purchased) (?:\w+ ){0,4}from you\b", text, re.I)
    )
