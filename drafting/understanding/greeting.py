"""Whom a reply greets, and how (P01): the person who writes, from sign-off, letter-head and envelope, in that order."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from dataclasses import dataclass, replace

from drafting.letter import Letter
from drafting.signature import signature_start
from drafting.understanding.names import Person, greeting_of, name_words, names_of, people_in
from drafting.zone_words import zone_words

NEUTRAL = "Dear customer"


@dataclass(frozen=True, slots=True)
class Greeting:
    """The salutation without its comma, and the ways in which the customer may be called; neutral has no names."""

    text: str
    names: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


def greet(letter: Letter) -> Greeting:
    """Greet who signed; else who stands on the letter-head, in the text ("my name is …") or in From."""
    signed = _signed(letter.signature) or _signed(_above_a_rule(letter.body))
    if len(signed) == 2 and signed[0].last != signed[1].last and "\n" in letter.signature and not _together(letter):
        signed = signed[:1]
    sender = _sender(letter)
    headed = _headed(letter.address_block)
    told = _told(letter.body)
    people = signed or told or sender or headed
    if not people:
        return Greeting(NEUTRAL)
    others = [person for group in (sender, headed, told, _opens_with(letter.body), signed) for person in group]
    completed = tuple(_completed(person, others) for person in people)
    names = [name for person in completed for name in names_of(person)]
    for other in others:  # the envelope may say the same person's name in full
        if any(_same(other, person) for person in completed):
            names += names_of(other)
    names += _nicknames(letter, completed)
    text = greeting_of(completed)
    names = [text.removeprefix("Dear "), *names]
    return Greeting(text, tuple(dict.fromkeys(names)), completed)


def _nicknames(letter: Letter, people: tuple[Person, ...]) -> list[str]:
    """The other given name of "Shaz (Sharon) Bickerstaff"."""
    found = _NICKNAME.finditer(f"{letter.signature}\n{letter.body[-200:]}\n{letter.sender_name}")
    return [
        name
        for match in found
        for person in people
        if match["first"] == person.first and match["last"] == person.last
        for name in (f"{match['other']} {person.last}", match["other"])
    ]


def _together(letter: Letter) -> bool:
    """Whether the letter's second name signs too: "we" write, or both stand on one line."""
    if re.search(r"\b(?:and|&|\+)\b|&", letter.signature):
        return True
    return bool(re.search(r"\b[Ww]e\b", letter.body)) and not re.search(r"\bI\b", letter.body)


def named(letter: Letter) -> str:
    """The writer's name as far as the letter itself tells it ("Mrs D. Prosser"), or ""; for an envelope without one."""
    people = greet(letter).people
    if len(people) == 2 and people[0].last == people[1].last:
        return greeting_of(people).removeprefix("Dear ")
    return " and ".join(" ".join(filter(None, [person.title, person.full])) for person in people)


def _signed(signature: str) -> tuple[Person, ...]:
    lines = [line.strip() for line in signature.split("\n") if line.strip()]
    names: list[Person] = []
    for place, line in enumerate(lines[:7]):
        rest = _without_sign_off(line)
        if not rest or (not names and _closes(line, lines[place + 1 : place + 2])):
            continue
        people = people_in(rest)
        if not people:
            if names:
                break
            continue
        if names and (
            len(people) > 1 or names[-1].last == "" or people[0].last == "" or people[0].full == names[0].full
        ):
            break
        if len(people) == 2:
            return people
        names += people
        if len(names) >= 2:
            break
    if len(names) == 2 and not names[1].last:
        names = names[:1]
    title = re.search(r"^\((\w+)\.?\)$", signature, re.M)  # "(Mrs)" on a line below the name
    if len(names) == 1 and not names[0].title and title and title[1].lower() in name_words()["titles"]:
        names = [replace(names[0], title=name_words()["titles"][title[1].lower()])]
    if len(names) == 2 and _same(names[0], names[1]):
        names = [max(names, key=lambda person: (bool(person.title), len(person.full)))]
    return tuple(names[:2])


def _closes(line: str, after: list[str]) -> bool:
    """A word or two with a comma, above a name: "Kindly,", "In haste,"."""
    return line.endswith(",") and len(line.split()) < 4 and any(people_in(_without_sign_off(name)) for name in after)


def _above_a_rule(body: str) -> str:
    """The signature above something that was pasted below the letter, behind a rule or a comment."""
    text = _RULE.split(body, maxsplit=1)[0].rstrip()
    return text[signature_start(text) :] if len(text) < len(body.rstrip()) else ""


def _without_sign_off(line: str) -> str:
    """ "Kind regards, Sue" gives "Sue"; "Kind regards" gives ""."""
    pattern = zone_words().sign_off
    bare = line.strip(" \t*,.!–—-")
    if pattern.fullmatch(re.sub(r"[^\w\s]+$", "", bare)):
        return ""
    for joint in re.finditer(r"[,.!:–—-]+\s*|\s+(?=[A-Z])|\s+(?=[a-z]+(?: [a-z]+)?$)", bare):
        if pattern.fullmatch(bare[: joint.start()].strip()):
            return bare[joint.end() :]
    return bare


def _sender(letter: Letter) -> tuple[Person, ...]:
    name = re.sub(r"\s*(?:\[[^\]]*\]|via .*|\((?!Mr|Ms|Miss|Dr|Prof)[^)]*\))\s*$", "", letter.sender_name).strip()
    if not name or "@" in name:
        return ()
    local = letter.sender_email.partition("@")[0].lower()
    people = people_in(name)
    one_word = len(people) == 1 and not people[0].last and not people[0].title
    # One bare word may be a user name: it must look like a given name, and not like the address itself.
    user_name = name.islower() or re.search(r"\d", name) or (name.lower() == local and len(name) > 10)
    return () if one_word and user_name else people


def _headed(address_block: str) -> tuple[Person, ...]:
    """The first line of a letter-head, when it is a person's name and an address follows it."""
    lines = list(address_block.split("\n"))
    if not lines or len([line for line in lines if line.strip()]) < 2:
        return ()
    return people_in(lines[0]) if len(lines[0].split()) > 1 else ()


_NAME = r"((?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev)\.? )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’.-]*){0,3})"
_NICKNAME = re.compile(
    r"(?P<first>[A-ZÀ-Þ][\w'’-]+) [(“\"](?P<other>[A-ZÀ-Þ][\w'’-]+)[)”\"] (?P<last>[A-ZÀ-Þ][\w'’-]+)"
)
_RULE = re.compile(r"\n[ \t]*(?:-{3,}|_{3,}|={3,}|\*{3,}|~{3,}|<!--)")
_HERE = re.compile(rf"(?:^|[,.!–-]\s+){_NAME} here(?=[\s,.;!–-])")
_OPENING = re.compile(rf"\s*(?:[^\n,.]{{0,60}}[,.!]\s+)??{_NAME},\s")
_TOLD = re.compile(
    rf"\b(?:[Mm]y name is|[Mm]y name's|I am called|[Tt]his is) {_NAME}(?=[\s,.;!]|$)|\bI(?:'m| am) ((?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev)\.? [A-ZÀ-Þ][\w'’-]+)"
)


def _opens_with(body: str) -> tuple[Person, ...]:
    """Who may be named in the first words: "Reverend Colin Thackeray, Whinlatter E, bought in August"."""
    found = _OPENING.match(body)
    return people_in(found[1]) if found else ()


def _told(body: str) -> tuple[Person, ...]:
    if (here := _HERE.search(body[:200])) and (people := people_in(here[1])):
        return people
    found = _TOLD.search(body)
    if not found or (found[0].lower().startswith("this is") and len((found[1] or "").split()) < 2):
        return ()
    return people_in(found[1] or found[2])


def _same(one: Person, other: Person) -> bool:
    if one.last and other.last:
        alike = one.last.lower() == other.last.lower()
        initial = not one.first or not other.first or one.first[0].lower() == other.first[0].lower()
        return alike and initial
    first, second = one.first.split(), other.first.split()
    return bool(first and second and first[0].lower() == second[0].lower())


def _completed(person: Person, others: list[Person]) -> Person:
    """A title or a family name that another part of the letter gives to the same person."""
    if person.title or not person.last:
        return person
    for other in others:
        if other.title and _same(person, other):
            return replace(person, title=other.title)
    return person
