"""What a model's sentence may not carry out of the house: addresses, numbers and people that are not this case's.

A letter may order a model to write anything, so what a sentence may name is decided here, from policy, documents,
case facts and the honest words of the letter alone (P02, P07, P15).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from drafting.brief import Brief
from drafting.understanding.attack import honest
from drafting.writers.cited import quotable
from guidelines.arithmetic import adds_up
from guidelines.claims import EMAIL, PHONE
from guidelines.kinds.links import host
from guidelines.money import find_amounts, find_percents
from guidelines.wording import REMEDIES, concepts

_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,10}://[^\s<>()\"']*|\bwww\.[^\s<>()\"']+|\b(?:data|javascript|mailto|tel):[^\s<>()\"']+"
    r"|(?<![\w@.-])(?i:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+)(?:com|org|net|info|biz|xyz|top|online|site|shop|store|app|dev"
    r"|io|ai|co|me|tv|cc|ly|link|click|live|club|pro|work|win|page|ru|cn|tk|ml|ga|cf|gq|pw|su|uk|de|fr|eu|ie|nl|es|pl|pt|be"
    r"|ch|at|se|no|dk|fi|cz|us|ca|au|nz|jp|br|mx|za|example|test|invalid|support|help|email|cloud|zip)\b(?:/[^\s<>()\"']*)?",
    re.IGNORECASE,
)
_DISGUISED = re.compile(r"\w\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\[at\]|\(at\))\s?\w|\bhxxps?:", re.IGNORECASE)
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{36,}")
_TO_THE_CUSTOMER = re.compile(
    r"\b(?:call|ring|phone|telephone|text|reach|contact|write to|email) you\b"
    r"|\byour (?:\w+ )?(?:number|telephone|phone|mobile)\b",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"\b(?:call|ring|phone|telephone|text|whatsapp|helpline|hotline|dial|speak)\b", re.IGNORECASE)
_PAID = re.compile(
    r"\b(?:paid|pay|price|priced|cost|costs|bought|charged?|charges|billed|invoiced?|receipt|spent|took|taken|was|fare|fee)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:another|a different|the (?:last|previous|other)|(?:one of )?(?:our|the) other|other|all (?:our )?)\s+"
    r"(?:customers?|clients?|account holders?|users?|guests?|members?|patients?|policy ?holders?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![.!?:]\s)(?<!^)\b([A-ZÀ-Þ][a-zà-þ'’-]+)\s+([A-ZÀ-Þ][a-zà-þ'’-]+)\b|^([A-ZÀ-Þ][a-zà-þ]+)\s+([A-ZÀ-Þ][a-zà-þ]+)\b"
)
_PERSONAL = re.compile(
    r"\d|\b(?:address|accounts?|orders?|ordered|lives?|phone|telephone|e-?mail|card|balance|bought|complained|password|born)\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:system prompt|my (?:instructions|prompt)|api[ _-]?key|password is|passcode is|END OF LETTER)\b", re.I
)
_KEY = re.compile(r"\b(?:sk|pk|ghp|xox[bp])[-_][A-Za-z0-9_-]{12,}")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence of this case may name: ``text`` is all of its ground in lower case, without attacks."""

    domains: tuple[str, ...]
    addresses: frozenset[str]
    numbers: frozenset[str]
    sums: frozenset[Decimal]
    text: str

    @classmethod
    def of(cls, brief: Brief) -> Ground:
        policy, letter = brief.policy, brief.letter
        contacts, teams = policy.company.contacts, policy.teams
        passages = [honest(passage.text) for passage in quotable(brief)]
        case = [f"{fact.name}: {fact.value}" for fact in brief.facts.facts] + [*brief.facts.actions]
        addresses = {row.email.lower() for row in contacts if row.email}
        addresses |= {team.email.lower() for team in teams if team.email}
        domains = {host(domain) for domain in policy.company.link_domains}
        domains |= {row.email.rpartition("@")[2].lower() for row in contacts if row.email}
        written = [letter.sender, letter.sender_email, *case]
        addresses |= {found.lower() for text in written for found in EMAIL.findall(text)}
        phones = [row.phone for row in contacts] + [team.phone for team in teams]
        own = [*filter(None, phones), *passages, *case]
        customers = [honest(letter.body), letter.signature, letter.address_block]
        names = [
            *brief.enquiry.names,
            letter.sender,
            letter.sender_name,
            brief.agent,
            policy.company.name,
            policy.company.address,
        ]
        names += [" ".join(filter(None, (team.name, team.person))) for team in teams]
        return cls(
            domains=tuple(domains),
            addresses=frozenset(addresses),
            numbers=_numbers(own),
            sums=_sums([*passages, *case, _policy_sums(brief)]) | _sums(_told_as_paid(honest(letter.body))),
            text="\n".join(
                [*names, *passages, *case, *customers, honest(letter.subject), _policy_words(brief)]
            ).lower(),
        )


def why_left_out(sentence: str, ground: Ground) -> str | None:
    """What a sentence carries that is not this case's, in a phrase for the responder; None when it may stay."""
    if _foreign_address(sentence, ground):
        return "an address that is not the company's"
    for number in PHONE.findall(sentence):
        if _foreign_number(re.sub(r"\D", "", number), sentence, ground):
            return "a number that is not the company's"
    if _KEY.search(sentence) or any(blob.lower() not in ground.text for blob in _BLOB.findall(sentence)):
        return "something that is not in plain words"
    if _INSIDE.search(sentence):
        return "something about the desk's own workings"
    if _foreign_sum(sentence, ground):
        return "a sum that neither the case nor the policy gives"
    if _another_person(sentence, ground):
        return "something about somebody else"
    return None


def _foreign_address(sentence: str, ground: Ground) -> bool:
    if _DISGUISED.search(sentence):
        return True
    mails = [match.span() for match in EMAIL.finditer(sentence)]
    for start, end in mails:
        address = sentence[start:end].lower().rstrip(".")
        if address not in ground.addresses and not _under(address.rpartition("@")[2], ground.domains):
            return True
    for match in _ADDRESS.finditer(sentence):
        address = match.group().rstrip(".,;:!?")
        if any(start <= match.start() < end for start, end in mails) or re.match(r"(?:mailto|tel):", address, re.I):
            continue
        web = re.match(r"https?://|www\.|[^/:]+(?:/|$)", address, re.I)
        if not web or not _under(host(address), ground.domains):
            return True
    return False


def _under(name: str, domains: tuple[str, ...]) -> bool:
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def _numbers(texts: list[str]) -> frozenset[str]:
    return frozenset(re.sub(r"\D", "", number) for text in texts for number in PHONE.findall(text))


def _foreign_number(digits: str, sentence: str, ground: Ground) -> bool:
    """A number to ring that is not ours; the customer's own may be named as theirs, or as the order's."""
    if not 9 <= len(digits) <= 15 or digits in ground.numbers:
        return False
    if digits not in _digits(ground.text):
        return True
    return bool(_TELEPHONE.search(sentence)) and not _TO_THE_CUSTOMER.search(sentence)


def _foreign_sum(sentence: str, ground: Ground) -> bool:
    """Something of worth for a sum that only a wish names: of the letter's own sums, what was paid counts."""
    if not concepts(sentence) & REMEDIES:
        return False
    shares = {percent.value for percent in find_percents(sentence)}
    counts = {Decimal(number) for number in range(2, 13)}
    return any(
        amount.value not in ground.sums and not adds_up(amount.value, set(ground.sums), shares, counts)
        for amount in find_amounts(sentence)
    )


def _sums(texts: list[str]) -> frozenset[Decimal]:
    bare = [re.fullmatch(r"[^:]*:\s*(\d+(?:\.\d\d)?)\s*", text) for text in texts]
    return frozenset({amount.value for text in texts for amount in find_amounts(text)}) | {
        Decimal(match[1]) for match in bare if match
    }


def _told_as_paid(body: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?;])\s+|\n", body) if _PAID.search(sentence)]


def _policy_sums(brief: Brief) -> str:
    limits = [row.limit for row in brief.policy.remedies if row.limit and row.limit.amount is not None]
    return "; ".join(f"{limit.amount} {limit.currency or brief.policy.company.currency}" for limit in limits)


def _digits(text: str) -> str:
    return re.sub(r"[^\d\n]", "", text)


def _another_person(sentence: str, ground: Ground) -> bool:
    """A customer who is not this one, with something that is theirs; or a person whom nothing of the case names."""
    if _OTHERS.search(sentence) and re.search(r"\d|@|\b(?:named?|called|details|address|account)\b", sentence, re.I):
        return True
    if not _PERSONAL.search(sentence):
        return False
    for match in _NAME.finditer(sentence):
        words = [word.lower() for word in match.groups() if word]
        if not any(re.search(rf"\b{re.escape(word)}", ground.text) for word in words):
            return True
    return False


def _policy_words(brief: Brief) -> str:
    policy = brief.policy
    rows = (
        [row.text for row in policy.must_say]
        + [row.what for row in policy.remedies]
        + [row.what for row in policy.timescales]
    )
    rows += [row.say_instead for row in policy.never if row.say_instead]
    rows += [" ".join(filter(None, (row.name, row.hours))) for row in policy.company.contacts]
    return "\n".join(rows)
