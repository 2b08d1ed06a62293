"""links: links and addresses of email that are not the company's (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.claims import EMAIL, URL
from guidelines.context import Context
from guidelines.kind import Match, Reading


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LinksKind:
    name = "links"
    spec: type[BaseModel] = NothingToSet
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        domains, known = _domains(reading.context), _addresses(reading.context)
        if not domains and not known:
            return  # a company that has not said which are its own
        text = reading.draft.text
        urls = [match.span() for match in URL.finditer(text) if "//" in match.group()]
        seen: list[tuple[int, int]] = []
        for match in EMAIL.finditer(text):
            if any(start <= match.start() < end for start, end in urls):
                continue  # a name before the host of a link
            seen.append(match.span())
            address = match.group().lower().rstrip(".")
            if address not in known and not _under(address.rpartition("@")[2], domains):
                yield Match(*match.span(), {"place": match.group()})
        for match in URL.finditer(text):
            if (
                any(start <= match.start() < end for start, end in seen)
                or text[max(0, match.start() - 1) : match.start()] == "@"
            ):
                continue
            if not _under(host(match.group()), domains):
                yield Match(*match.span(), {"place": match.group()})


def host(url: str) -> str:
    """The host that a browser would go to: what stands before an @ is a name, not a host."""
    bare = re.sub(r"^[a-z]+://", "", url.strip().lower())
    bare = re.split(r"[/?#\\]", bare, maxsplit=1)[0]
    return bare.rpartition("@")[2].split(":")[0].removeprefix("www.")


def _under(name: str, domains: frozenset[str]) -> bool:
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def _domains(context: Context) -> frozenset[str]:
    company = context.policy.company
    own = {host(domain) for domain in company.link_domains}
    own |= {
        contact.email.rpartition("@")[2].lower()
        for contact in company.contacts
        if contact.email and not _public(contact.email)
    }
    return frozenset(own)


def _public(email: str) -> bool:
    return re.search(r"@(?:gmail|outlook|hotmail|yahoo|icloud|aol|gmx|proton\w*)\.", email, re.I) is not None


def _addresses(context: Context) -> frozenset[str]:
    """Addresses that a reply may name: the company's and its teams', and the one that the customer wrote from."""
    policy = context.policy
    found = {contact.email.lower() for contact in policy.company.contacts if contact.email}
    found |= {team.email.lower() for team in policy.teams if team.email}
    if context.letter:
        found |= {match.group().lower() for match in EMAIL.finditer(context.letter.sender)}
    return frozenset(found)


KIND = LinksKind()
