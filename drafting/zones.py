"""The zones of a letter: address block, reference, salutation, the customer's own words, signature, boilerplate."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.history import split_history
from drafting.zone_words import zone_words


@dataclass(frozen=True, slots=True)
class Zones:
    """A letter's text, divided; every line of the text stands in one of these.

    ``body`` is the prose of the letter without salutation and sign-off. ``dated`` is the date line as written.
    """

    body: str
    quoted: str = ""
    signature: str = ""
    boilerplate: str = ""
    address_block: str = ""
    reference: str = ""
    salutation: str = ""
    dated: str = ""
    forwarded: tuple[tuple[str, str], ...] = ()


def divide(text: str, *, sent_on: bool = False) -> Zones:
    """Divide a letter or email. Never loses a line; when nothing would be left as body, all stays in the body."""
    split = split_history(text, sent_on=sent_on)
    own, boilerplate = _boilerplate(split.own)
    head, salutation, rest = _opening(own)
    address_block, reference, dated = _head(head)
    if salutation:
        heading, rest = _subject_line(rest)
        reference = "\n".join(filter(None, [reference, heading]))
    body, signature = _sign_off(rest)
    body = body.strip()
    if not re.search(r"\w", body):
        body = rest.strip() if re.search(r"\w", rest) else own.strip()
        signature = ""
    return Zones(
        body=body,
        quoted=split.quoted,
        signature=signature.strip(),
        boilerplate=boilerplate,
        address_block=address_block,
        reference=reference,
        salutation=salutation.strip(),
        dated=dated,
        forwarded=tuple(split.forwarded.items()),
    )


# A disclaimer wherever in its paragraph it stands: "Acme LLP is regulated. This email is intended for the addressee."
_DISCLAIMS = re.compile(
    r"\b(?:if you are not the (?:intended |named )?(?:addressee|recipient)|intended (?:only |solely )?for the (?:use of the )?(?:addressee|named|individual|person|intended)|"
    r"(?:e-?mail|message|attachments?)\b.{0,60}\bconfidential\b|confidential and (?:may be |is |are )?(?:legally |also )?privileged|received (?:it|this (?:e-?mail|message)) in error)",
    re.IGNORECASE,
)


def _boilerplate(text: str) -> tuple[str, str]:
    """Paragraphs that no customer wrote, set apart; a disclaimer takes what follows it, up to a salutation."""
    words = zone_words()
    own: list[str] = []
    apart: list[str] = []
    paragraphs = re.split(r"\n\s*\n", text)
    for number, paragraph in enumerate(paragraphs):
        lines = paragraph.split("\n")
        if number and _DISCLAIMS.search(" ".join(lines)) and not re.search(r"\b(?:I|my|I'm|I've)\b", paragraph):
            apart.append(paragraph)
            continue
        cut = next((row for row, line in enumerate(lines) if words.boilerplate.match(line) and len(line) < 2000), None)
        # In the middle of a paragraph of prose a match is the customer's own sentence, not a footer.
        if cut is not None and (cut == 0 or len(lines[cut - 1]) < 60) and not _is_prose_of_customer(paragraph, number):
            own.append("\n".join(lines[:cut]))
            apart.append("\n".join(lines[cut:]))
        else:
            own.append(paragraph)
    kept = "\n\n".join(part for part in own if part.strip())
    if not kept.strip():
        return text, ""
    return kept, "\n\n".join(apart)


def _is_prose_of_customer(paragraph: str, number: int) -> bool:
    """A customer may write about confidentiality too: with "I" or "my", and not in a legal form of words."""
    personal = re.search(r"\b(?:I|my|me|I've|I'm)\b", re.sub(r"(?i)from my\b", "", paragraph))
    legal = re.search(
        r"intended recipient|addressee|unauthori[sz]ed|unsubscribe|virus|liabilit|sent from", paragraph, re.I
    )
    return bool(personal) and not legal


def _opening(text: str) -> tuple[str, str, str]:
    """What stands above the salutation, the salutation, and the rest."""
    words = zone_words()
    lines = text.split("\n")
    filled = 0
    for place, line in enumerate(lines):
        stripped = line.strip().strip("*")
        if not stripped:
            continue
        found = (
            words.salutation.match(stripped)
            if re.search(r"\w", "".join(lines[place:])[len(line) :] + stripped[30:])
            else None
        )
        if found and re.match(r"(?:sirs?|madam)\b(?! ?(?:/|or|and|,)? ?(?:sir|madam)?s?[,:.]?$)", stripped, re.I):
            found = None  # "Sir David Hallam" signs, "Sir, …" opens
        if found and all(len(above) < 75 for above in lines[:place]):
            salutation, rest = _salutation_line(stripped)
            if salutation:
                return (
                    "\n".join(lines[:place]),
                    salutation,
                    "\n".join(filter(None, [rest, "\n".join(lines[place + 1 :])])),
                )
        filled += 1
        if filled > 24:
            break
    block = _head_without_salutation(lines)
    return "\n".join(lines[:block]), "", "\n".join(lines[block:])


_NAME = r"(?:[A-Z][\w.'’&-]*|and|of|the|le|de|van|von|team|sirs?|madams?|all|there|folks|everyone|both|customer|support|services?|whom|it|may|concern|to|or|à|guys|again|\(.{1,20}\)|/|&|,(?= (?:sir|madam)))"
_SALUTED = re.compile(
    rf"(?P<hail>to whom it may concern|(?:dear|hello|hi|hiya|hey|greetings|good (?:morning|afternoon|evening|day)|attn:?|hallo|guten tag|"
    rf"bonjour|hola|hej|sehr geehrte[rs]?|liebe[rs]?|cher|chère|estimad[oa]s?|gentile|buongiorno|beste|geachte|buenos días|sirs?|madam(?:e)?|gentlemen|"
    rf"ladies and gentlemen)(?P<names>(?:[ /]+{_NAME})*))(?P<mark>\s*[,:!.;–—-]+|\s*$|(?=\s))",
    re.I,
)


def _salutation_line(line: str) -> tuple[str, str]:
    """The salutation on this line and what follows on it: "Hi, my lamp …" keeps "my lamp …"."""
    found = _SALUTED.match(line)
    asks = re.match(
        r"(?:hello|hi|hiya|hey|good \w+)[ ,]+(?=(?:can|could|would|will|do|does|is|are|what|when|where|why|how|i|we|my|our|please)\b)",
        line,
        re.I,
    )
    if asks:
        return line[: asks.end()].strip(), line[asks.end() :]
    if not found:
        return (line, "") if len(line) < 60 and not line.endswith((".", "?")) else ("", "")
    rest = line[found.end() :].strip()
    names = found["names"] or ""
    if not rest:
        return line, ""
    if found["mark"].strip():
        return line[: found.end()].strip(), rest
    if not names.strip() and len(line) < 40 and line.endswith(","):
        return line, ""
    if len(line) < 60 and line.endswith((",", ":", "!")) and len(line.split()) < 8:
        return line, ""
    # No mark: "Hi I bought …". The names end where lower-case prose begins, or at "I".
    hail = re.match(rf"{re.escape(found['hail'][: len(found['hail']) - len(names)])}", line)
    taken = (
        re.match(
            r"(?:[ ](?!I\b|My\b|We\b|The\b|Can\b|Could\b|Please\b|Just\b|Is\b|Are\b|Do\b|Our\b|Why\b|What\b|Where\b|How\b)[A-Z][\w'’-]+| there| team| all| guys| folks){0,3}",
            line[hail.end() :],
        )
        if hail
        else None
    )
    if hail and taken is not None:
        cut = hail.end() + taken.end()
        return line[:cut].strip(), line[cut:].strip()
    return "", ""


def _head_without_salutation(lines: list[str]) -> int:
    """How many lines at the top are a letter-head, when no salutation follows: a date or reference line among short ones."""
    last = 0
    for place, line in enumerate(lines[:20]):
        stripped = line.strip()
        if len(stripped) > 60 or (
            re.search(r"[?!]$|[.]$", stripped) and (len(stripped.split()) > 4 or stripped[-1] in "?!")
        ):
            break
        if _DATE_LINE.fullmatch(stripped) or _REFERENCE.match(stripped) or _POSTCODE.search(stripped):
            last = place + 1
    return last if re.search(r"\w{3}", "".join(lines[last:])) else 0


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE_LINE = re.compile(
    rf"(?:date(?:d)?:?\s*|[A-Z][a-z]+,\s+)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)?\s+{_MONTH}\.?,?\s*(?:\d{{2,4}})?|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s*(?:\d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})\.?",
    re.I,
)
_REFERENCE = re.compile(
    r"(?:\*\*)?(?:(?:our|your|my)\s+)?(?:ref(?:erence|s)?|re|subject|account|acc(?:oun)?t|order|policy|claim|case|customer|membership|invoice|booking|contract|complaint|regarding|concerning)"
    r"(?:\s+(?:no|number|ref(?:erence)?|id))?\.?\s*[:#.\-–]\s*\S|(?:re|ref)\s+\S",
    re.I,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2} \d{5}\b")


def _head(head: str) -> tuple[str, str, str]:
    """Address block, reference lines and date line of what stands above the salutation."""
    address: list[str] = []
    reference: list[str] = []
    dated = ""
    for line in head.split("\n"):
        stripped = line.strip()
        if not dated and stripped and _DATE_LINE.fullmatch(stripped):
            dated = stripped
        elif _REFERENCE.match(stripped):
            reference.append(stripped)
        else:
            address.append(stripped)
    return "\n".join(address).strip(), "\n".join(reference), dated


def _subject_line(rest: str) -> tuple[str, str]:
    """A subject line between salutation and text: "Re: policy 4471", or a short heading without a full stop."""
    lines = rest.lstrip("\n").split("\n")
    taken: list[str] = []
    while lines and lines[0].strip() and _REFERENCE.match(lines[0].strip().strip("*")) and len(lines[0]) < 110:
        taken.append(lines.pop(0).strip().strip("*"))
        if not lines or lines[0].strip():
            continue
        break
    following = next((line for line in lines[1:] if line.strip()), "") if lines else ""
    if not taken and len(lines) > 2 and lines[0].strip() and not lines[1].strip() and following:
        heading = lines[0].strip().strip("*")
        capital = heading.isupper() or all(
            word[0].isupper() or len(word) < 4 for word in re.findall(r"[^\W\d]+", heading)
        )
        if capital and 1 < len(heading.split()) < 14 and not re.search(r"[.,?!;:]$", heading):
            taken.append(heading)
            lines = lines[1:]
    if not taken and len(lines) > 1 and _is_heading(lines[0].strip().strip("*"), lines[1:]):
        taken.append(lines.pop(0).strip().strip("*"))
    if not any(line.strip() for line in lines):
        return "", rest
    return "\n".join(taken), "\n".join(lines)


_VERBAL = re.compile(
    r"\b(?:i|we|you|it|he|she|they|is|are|was|were|am|has|have|had|do|does|did|can|could|will|would|should|please|not|my|thank\w*|want|need|n't)\b|n't\b",
    re.IGNORECASE,
)


def _is_heading(line: str, after: list[str]) -> bool:
    """A short line without verb or full stop, set apart from a text that begins anew below it."""
    following = next((row.strip() for row in after if row.strip()), "")
    apart = not after[0].strip() or len(after[0]) > max(50, len(line) * 1.5)
    plain = 1 < len(line.split()) < 12 and not re.search(r"[.?!;:,]$", line) and not _VERBAL.search(line)
    return bool(plain and apart and line[:1].isupper() and following[:1].isupper() and len(following.split()) > 4)


def _sign_off(text: str) -> tuple[str, str]:
    """The text and its signature; a postscript below the signature returns to the text."""
    from drafting.signature import signature_start

    dashes = re.search(r"(?m)^--\s?$", text)
    below = ""
    if dashes and re.search(r"\w", text[: dashes.start()]):
        text, below = text[: dashes.start()], text[dashes.end() :]
    start = signature_start(text)
    body, signature = text[:start], text[start:]
    postscript = re.search(r"(?ims)^\s*(p\.?\s?p?\.?s\.?\b[ :.\-].*)\Z", signature)
    if postscript:
        signature = signature[: postscript.start()]
        body = f"{body.rstrip()}\n\n{postscript[1].strip()}"
    return body, "\n".join(filter(str.strip, [signature, below]))
