"""Where a letter's signature begins: after a sign-off, as a name on its own, or at the end of the last line."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re

from drafting.zone_words import zone_words

_MOST_LINES = 12
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽΆ-ΏΑ-ΩЀ-Я]"
_WORD = rf"{_CAPITAL}[\w'’.-]*"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Sir|Dame|Lady|Lord|Capt|Captain|Major|Lt Col|Colonel|Col|Herr|Frau|Mme|Cllr|Fr|Sr)\.?"
_PARTICLE = r"(?:van|von|de|der|den|la|le|du|da|di|del|bin|ben|al|el|y|e|ter|dos|af|av)"
_PERSON = (
    rf"(?:{_TITLE}\s+)?{_WORD}(?:\s+[(“\"]{_WORD}[)”\"])?(?:(?:\s+|-)(?:{_PARTICLE}\s+){{0,2}}(?:{_WORD}|{_PARTICLE}{_WORD})){{0,3}}"
    rf"(?:\s*\((?:{_TITLE}|[a-z ]{{3,20}}|she/her|he/him|they/them)\)|,\s*{_TITLE})?"
)
_NAME_LINE = re.compile(rf"[-–—~*\s]*{_PERSON}(?:\s*(?:&|and|\+|/)\s*{_PERSON})?[\s,.!*x]*")
_NOT_NAMES = re.compile(
    r"\b(?:In|On|At|From|By|For|To|Then|Since|About|With|After|Before|Please|Thanks?|The|My|Your|Our|This|That|It|Help|Refund|Urgent|No|Yes|Why|What|When|Where|How|Who|Is|Are|Was|Can|Could|Will|"
    r"Would|Do|Does|Did|Have|Has|If|I|We|You|He|She|They|And|But|Or|Not|Now|Just|Very|Order|Invoice|Account|Also|Still|Any|Anyone|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|June|July|August|September|"
    r"October|November|December|Never|Nothing|Nobody|Awful|Terrible|Great|Disappointed|Disgusted|Waiting|Regards|PS|Good|Bad|Same)\b"
)

_EVERYDAY = re.compile(
    r"\b(?:please|thanks?|help|urgent|asap|cheers|ok|okay|pls|plz|refund|you|your|u|for|in|and|or|the|a|an|to|me|my|it|this|that|again|so|very|is|am|im|are|was|will|can|cant|no|not|yes|now|"
    r"reply|today|tomorrow|still|waiting|nothing|soon|much|too|on|of|at|by|off|back|out|up|regards|sent|bye|ta|thx|hello|hi|confirm|cancel|sort|advance|one|just|well|fine|always|ever|wrong|broken)\b"
)


_WISHES = re.compile(
    r"(?:(?:with|very|my|our|all|the|kind(?:est)?|warm(?:est)?|best|fond(?:est)?|many) )+(?:regards|wishes|thanks|love)\b",
    re.I,
)


def signature_start(text: str) -> int:
    """The offset at which the signature begins; ``len(text)`` when there is none."""
    return min(_after_sign_off(text), _name_line(text), _inline_name(text), _inline_sign_off(text))


def _lines(text: str) -> list[tuple[int, str]]:
    out, offset = [], 0
    for line in text.split("\n"):
        out.append((offset, line))
        offset += len(line) + 1
    return out


def _after_sign_off(text: str) -> int:
    """A line that is a sign-off phrase, in the last lines of the text and with only short lines after it."""
    words = zone_words()
    lines = _lines(text)
    filled = [row for row in lines if row[1].strip()]
    best = len(text)
    for position in range(len(filled) - 1, max(-1, len(filled) - _MOST_LINES - 8), -1):
        offset, line = filled[position]
        stripped = line.strip(" \t*,.!–-—xX:)")
        after = filled[position + 1 :]
        plain = re.sub(r"[^\w\s]+$", "", stripped)
        found = words.sign_off.fullmatch(plain)
        if not found and len(line.split()) < 10:
            found = _sign_off_with_name(line)
            small = (
                re.fullmatch(
                    r"\s*(?P<phrase>[a-z ]{2,40})[,.!]\s*(?P<name>[a-z]{2,12}(?: [a-z'-]{2,15}){0,2})[\s.x]*", line
                )
                if not found
                else None
            )
            if small and words.sign_off.fullmatch(small["phrase"].strip()) and not _EVERYDAY.search(small["name"]):
                found = words.sign_off.fullmatch(small["phrase"].strip())
        if not found or not re.search(r"\w", text[:offset]):
            continue
        body_below = [row for _, row in after if len(row) > 110 or re.match(r"\s*p\.?\s?s\b", row, re.I)]
        postscript = any(re.match(r"\s*p\.?\s?p?\.?s\b", row, re.I) for _, row in after)
        if postscript or (len(after) <= _MOST_LINES and not body_below and not _has_prose([row for _, row in after])):
            best = offset
    return best


def _sign_off_with_name(line: str) -> re.Match[str] | None:
    """ "Kind regards, Tom Weller" on one line: the longest sign-off with a name behind it."""
    for gap in reversed(list(re.finditer(r"[,!.]?\s+", line.strip()))):
        phrase, name = line.strip()[: gap.start()], line.strip()[gap.end() :]
        found = zone_words().sign_off.fullmatch(phrase)
        if found and _NAME_LINE.fullmatch(name) and not _NOT_NAMES.search(name):
            return found
    return None


def _has_prose(lines: list[str]) -> bool:
    return any(len(line.split()) > 7 and re.search(r"\b(?:I|you|my|is|was|please|have)\b", line) for line in lines)


def _name_line(text: str) -> int:
    """The last lines are a name, perhaps with a title, an organisation, phone, number or address lines around it."""
    filled = [row for row in _lines(text) if row[1].strip()]
    best = len(text)
    for back in range(1, min(8, len(filled))):
        offset, line = filled[-back]
        stripped = line.strip()
        if len(stripped) > 80 or len(stripped.split()) > 10 or stripped.endswith(("?", ":")):
            break
        if re.match(r"[-*•]", stripped) and re.match(r"\s*[-*•]", filled[-back - 1][1]):
            break  # the end of a list
        above = filled[-back - 1][1].strip()
        apart = text[:offset].endswith("\n\n")
        ended = (
            apart
            or bool(re.search(r"[.!?,)…\"”]$", above))
            or bool(_WISHES.match(above))
            or (_contact_line(above) and len(above.split()) < 7)
        )
        if _is_name(stripped) and ended:
            best = offset
            if apart:
                break
        elif not (
            _is_name(stripped)
            or _contact_line(stripped)
            or _address_line(stripped)
            or (_role_line(stripped) and not apart)
        ):
            break
    return min(_with_number_above(text, best), _small_name(text, filled))


def _is_name(line: str) -> bool:
    from drafting.understanding.names import people_in

    if re.fullmatch(r"The [A-Z][\w'’-]+s|The [A-Z][\w'’-]+ [Ff]amily", line):
        return bool(people_in(line)) and not _NOT_NAMES.search(line[4:])
    if _NAME_LINE.fullmatch(line):
        return not _NOT_NAMES.search(line)
    line = re.sub(r"[\s,:;–-]*(?:tel|mob|phone|mobile)?\.?:?\s*\+?\d[\d ()-]{6,}$", "", line, flags=re.I)
    bare = re.sub(r"\([^)]*\)|,.*|\s+(?:on behalf of|obo)\s.*|\b(?:and|&) (?:the|all the|our) \w+$", "", line)
    capitals = [word[0].isupper() for word in re.findall(r"[^\W\d_]{3,}", bare)]
    line = re.split(r"\s+(?:on behalf of|obo)\s", line)[0]
    first = re.sub(r"^(?:[Ff]rom|[Ss]igned|[Yy]ours,?)[: ]+", "", line).partition(",")[0]
    return bool(
        capitals
        and all(capitals[1:])
        and not _NOT_NAMES.search(first.title() if first.isupper() else first)
        and people_in(line)
    )


def _role_line(line: str) -> bool:
    """ "Grounds Maintenance Team Leader", "The Nook Café": what may stand under a name, and is no sentence."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return bool(
        len(line.split()) < 8
        and words
        and not re.search(r"[.?!]$", line)
        and sum(word[0].isupper() for word in words) >= 0.6 * len(words)
    )


def _with_number_above(text: str, start: int) -> int:
    """ "Member no 7781" on its own line above the name belongs to the signature."""
    before = text[:start].rstrip("\n")
    line = before[before.rfind("\n") + 1 :]
    numbered = _contact_line(line) and len(line.split()) < 7 and not re.search(r"[.?!]$", line)
    apart = before[: len(before) - len(line)].endswith("\n\n")
    if start < len(text) and text[:start].endswith(line + "\n") and numbered and apart:
        return len(before) - len(line)
    return start


def _small_name(text: str, filled: list[tuple[int, str]]) -> int:
    """ "jordan", "sue b", "dean (order 60211)" on a line of its own, by people who use no capitals."""
    if len(filled) < 2:
        return len(text)
    offset, line = filled[-1]
    bare = re.sub(r"\s*\([^)]*\)", "", line.strip())
    before = filled[-2][1].strip()
    apart = text[:offset].endswith("\n\n") or re.search(r"[.!?,]$", before)
    if (
        apart
        and re.fullmatch(r"[-–~]?\s?[a-z]{2,12}(?: [a-z]{1,14})?\.?\s?x{0,3}", bare)
        and not _EVERYDAY.search(bare)
    ):
        return offset
    return len(text)


def _contact_line(line: str) -> bool:
    digits = sum(char.isdigit() for char in line)
    return bool(
        "@" in line
        or digits >= 6
        or re.match(
            r"(?:tel|mob|phone|mobile|email|e-mail|acc(?:oun)?t|customer|order|ref|www|http|policy|member(?:ship)?|claim|booking|case|invoice|[tme])\b(?=[ .:].*\d|[ .:]*$|:|\.)",
            line,
            re.I,
        )
        or re.search(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", line)
    )


def _address_line(line: str) -> bool:
    """ "14 Castle Terrace, Thornbeck": a house number or a comma, every long word with a capital, no full stop."""
    long_words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return bool(
        long_words
        and all(word[0].isupper() for word in long_words)
        and re.search(r"^\d|,", line)
        and not line.endswith((".", "?", "!"))
    )


_INLINE = re.compile(
    rf"(?<=[.!?…,])\s+[-–—]?\s?(?P<name>(?:{_TITLE}\s+|(?:{_CAPITAL}\.\s?){{1,3}}\s?)?{_WORD}"
    rf"(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{0,3}}(?:\s*(?:&|and)\s*{_WORD}(?:\s+{_WORD})?)?(?:\s*\({_TITLE}\))?)(?P<address>,\s\d[^.!?\n]{{3,60}})?[\s.,]*$"
)


def _inline_name(text: str) -> int:
    """ "… I want a new one. R. Okafor (Mrs)": the name at the end of the last line, after the end of a sentence."""
    stripped = text.rstrip()
    line_start = stripped.rfind("\n") + 1
    found = _INLINE.search(stripped[line_start:])
    if not found:
        return len(text)
    name = found["name"]
    parts = name.split()
    marked = bool(re.match(rf"(?:{_TITLE}\s|{_CAPITAL}\.)", name) or name.endswith(")"))
    comma = stripped[line_start + found.start() - 1] == ","
    plausible = (
        marked
        or (2 <= len(parts) <= 4 and not comma)
        or (len(parts) == 1 and found[0].strip().startswith(("-", "–", "—")))
    )
    if not plausible or _NOT_NAMES.search(name) or re.search(r"\d", name):
        return len(text)
    return line_start + found.start() + (len(found[0]) - len(found[0].lstrip()))


def _inline_sign_off(text: str) -> int:
    """ "… by Friday. Kind regards, Sue Barker": a sign-off and a name within the last line."""
    stripped = text.rstrip()
    line_start = stripped.rfind("\n") + 1
    last = stripped[line_start:]
    for found in re.finditer(
        r"(?<=[.!?,…;])\s+(?P<phrase>[A-Za-z][A-Za-z ]{1,40}?)[,.!]?\s+(?P<name>[^.!?]{2,60})\.?$", last
    ):
        if (
            zone_words().sign_off.fullmatch(found["phrase"].strip())
            and _NAME_LINE.fullmatch(found["name"].strip())
            and not _NOT_NAMES.search(found["name"])
        ):
            return line_start + found.start("phrase")
    small = re.search(
        r"(?:(?<=[.!?…,;])\s+|\A|\n)(?P<phrase>(?:many |kind |best )?(?:thanks|thank you|cheers|ta|regards|wishes|love|from|thx))[,.! ]\s?(?P<name>[a-z]{2,12}(?: [a-z'-]{2,15})?)[\s.x]*$",
        last,
    )
    if small and line_start + small.start() > 0 and not _EVERYDAY.search(small["name"]):
        return line_start + small.start("phrase")
    found_end = re.search(r"(?<=[.!?…;])\s+(?P<phrase>[A-Za-z][A-Za-z ]{2,40}?)[.,!]*$", last)
    if (
        found_end
        and zone_words().sign_off.fullmatch(found_end["phrase"].strip())
        and line_start + found_end.start() > 0
    ):
        return line_start + found_end.start("phrase")
    return len(text)
