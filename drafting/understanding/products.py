"""What a letter is about: products, models and the numbers of orders, accounts and invoices, as written."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.understanding.lexicon import plain

_MODEL = re.compile(
    r"(?<![\w@/£$€.-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)(?:[A-Z]{1,5}-?\d{1,5}[A-Z]{0,3}|\d{1,4}[A-Z]{1,3}|[A-Z]{2,6}-[A-Z0-9]{1,6})(?![\w@-])"
)
_NO_MODEL = re.compile(
    r"(?:A[345]|[A-Z]{1,2}\d[A-Z\d]?|\d+(?:AM|PM|ST|ND|RD|TH|G|GB|MB|TB|KM|CM|MM|KG|ML|L|W|V|HZ|KW|M|X|D)|P\d|Q[1-4]|M\d|COVID-19|COVID\d*|UTF-8|WIFI\d|MP[34]|B\d|H\d)$",
    re.I,
)
_REFERENCE = re.compile(
    r"\b(?P<what>order|account|acc(?:oun)?t|a/c|invoice|policy|claim|case|customer|client|membership|member|booking|reservation|reference|ref|contract|ticket|"
    r"tracking|parcel|consignment|delivery|serial|complaint|quote|quotation|subscription|receipt|confirmation|flight|roll|patient|student|registration|transaction|meter|"
    r"job|incident|report|PO|purchase order|sort code|licen[cs]e|rental|hire|agreement|party)\s*,?\s*"
    r"(?:(?:no|num|number|nr|ref(?:erence)?|code|id|is|was)\b\.?|[#:№])?\s*(?:(?:no|number|is|was)\b\.?)?\s*[:#\-–(]?\s*#?\s*"
    r"(?P<number>(?=[A-Z0-9/-]*\d)[A-Z]{0,5}[-/ ]?\d[A-Z0-9]*(?:[-/][A-Z0-9]+)*(?: \d{3,}(?!\w))*|(?=[A-Z0-9/-]*\d)[A-Z]{1,8}[-/][A-Z0-9/-]+)",
    re.IGNORECASE,
)
_HASH = re.compile(r"(?<!\w)#\s?([A-Z]{0,4}-?\d{3,}[\w-]*)", re.IGNORECASE)
_CODE = re.compile(r"(?<![\w£$€.,/-])([A-Z]{2,5}-\d{4,}(?:-[A-Z0-9]+)*|\d{4,5}-\d{4,}(?:-\d+)*)(?![\w])")
_NAMED = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Tt]he|[Aa]n?|[Yy]our|[Tt]his|[Tt]wo|[Nn]ew|[Oo]ld) (?P<name>[A-Z][a-z]{2,}(?: (?:[A-Z][a-z]+|[A-Z]{0,3}\d+\w*|Pro|Plus|Max|Mini|XL)){0,3})"
    r"(?= (?:[a-z]+ )?(?:lamp|kettle|toaster|boiler|fridge|freezer|oven|washer|dryer|dishwasher|phone|tablet|laptop|printer|router|speaker|headphones|camera|watch|"
    r"jug|filter|mattress|sofa|chair|table|desk|bed|bike|bicycle|scooter|car seat|pushchair|pram|tent|jacket|coat|boots|shoes|dress|bag|rucksack|drill|mower|heater|fan|pump|tap|shower|"
    r"vacuum|cleaner|blender|mixer|machine|plan|policy|account|card|subscription|membership|app|software|licence|box|service|package|tariff|bond|ISA|cover)s?\b)"
)
_BOUGHT = re.compile(
    r"\b(?:bought|ordered|purchased|own|have|received|got|about|with|regarding|use|using|returned?|is|are|on|for|of|does|do|will|can|which|has) (?:[Mm]y|[Oo]ur|[Tt]he|an?|[Yy]our|this|two) (?P<name>[A-Z][a-z]{2,}(?: (?:[A-Z][a-z]+|\d+\w*)){0,2})\b"
    r"|\b(?:[Mm]y|[Oo]ur) (?P<mine>[A-Z][a-z]{2,}(?: (?:[A-Z][a-z]+|\d+\w*)){0,2}) (?:is|has|was|does|stopped|keeps|won't|flicker|leak|arrived|came|broke|makes|will|needs|still|no longer)"
    r"|(?:^|[.!?] )(?:Can|Does|Is|Will|Are|Do) the (?P<asked>[A-Z][a-z]{2,}(?: (?:[A-Z][a-z]+|\d+\w*)){0,2}) (?:be|have|fit|come|work|need|run|take|suit|support|include|still|really|\w+ble)"
)
_NOT_A_PRODUCT = re.compile(
    r"^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Christmas|Easter|Bank|Direct|Debit|Credit|English|French|German|Spanish|Italian|British|American|European|UK|Internet|Post|Royal|Visa|Mastercard|Facebook|Google|Twitter|"
    r"Mr|Mrs|Ms|Miss|Dr|Sir|Dad|Mum|God|Customer|Terms|Consumer|Trading|Financial|Ombudsman|Order|Invoice|Account|Policy|Team|Manager|Black|Cyber|Dear|Data|Data Protection|"
    r"Sale|Summer|Winter|Spring|Autumn|Legal|Small|Covid|Wifi|Bluetooth|Windows)\b"
)


# "… does it work with a Sonos": a thing of somebody else's beside ours.
_BESIDE = re.compile(
    r"\b(?:work\w*|compatible|pair\w*|connect\w*|fits?|plays?|beside|against|match\w*|alongside) (?:well |together |up )?(?:with|to|on|in) (?:an?|my|our|the|this|his|her) $",
    re.IGNORECASE,
)


def find_products(text: str, known: Sequence[str] = (), references: Sequence[str] = ()) -> tuple[str, ...]:
    """Products and models that a letter names, in its order; ``known`` are the company's, found whatever their case."""
    hits: list[tuple[int, int, str]] = []
    text = plain(text)
    taken: list[tuple[int, int]] = []
    for name in sorted({name for name in known if name.strip()}, key=len, reverse=True):
        parts = re.split(r"[\s-]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z]{3})(?=\d)", plain(name).strip())
        flexible = r"[\s-]*".join(re.escape(part) for part in parts)
        # A model is told from its longer sister: QF-40 is not found in QF-40S.
        for match in re.finditer(rf"(?<![\w-]){flexible}(?:s\b|(?![\w-]))(?!-?\d)", text, re.IGNORECASE):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if " " not in name and len(parts) == 1 and not re.search(r"\d", name) and match.group().islower():
                continue  # "wren" the bird, "hazel" the nut: one everyday word counts with its capital only
            taken.append(match.span())
            hits.append((*match.span(), name))
    numbers = {re.sub(r"\W", "", number).lower() for number in references}
    for match in _MODEL.finditer(text):
        written = match.group()
        if (
            _NO_MODEL.fullmatch(written)
            or re.sub(r"\W", "", written).lower() in numbers
            or len(re.sub(r"\W", "", written)) < 3
        ):
            continue
        if re.search(r"\b[A-Z]{1,2}\d[A-Z\d]? $", text[: match.start()]) and re.fullmatch(r"\d[A-Z]{2}", written):
            continue
        if re.match(r"\s?\d[A-Z]{2}\b", text[match.end() :]) or any(
            match.start() < end and start < match.end() for start, end in taken
        ):
            continue
        taken.append(match.span())
        hits.append((*match.span(), written))
    for pattern in (_NAMED, _BOUGHT):
        for match in pattern.finditer(text):
            name = next(value for value in match.groupdict().values() if value)
            start, end = match.span(next(key for key, value in match.groupdict().items() if value))
            if (
                _NOT_A_PRODUCT.match(name)
                or _BESIDE.search(text[:start])
                or any(start < last and first < end for first, last in taken)
            ):
                continue
            taken.append((start, end))
            hits.append((start, end, name))
    ordered = [name for _, _, name in sorted(hits)]
    return tuple(dict.fromkeys(ordered))


def find_references(text: str) -> tuple[str, ...]:
    """Order, account, invoice, policy and other numbers as written, in order."""
    hits: list[tuple[int, str]] = []
    for match in _REFERENCE.finditer(text):
        number = match["number"].strip(" -/")
        digits = sum(char.isdigit() for char in number)
        if (digits < 3 and not re.search(r"[A-Z].*\d|\d.*[A-Z]", number)) or _is_amount(text, match.start("number")):
            continue
        if digits < 2 or (
            re.fullmatch(r"(?:19|20)\d\d", number) and not re.search(r"(?:no|number|#|:)", match.group(), re.I)
        ):
            continue
        if re.match(
            r"\s*(?:days?|weeks?|months?|years?|hours?|minutes?|%|per ?cent|pounds|euros|items?|pairs?|boxes|people|miles|km|kg|am|pm|o'clock|st|nd|rd|th)\b",
            text[match.end() :],
            re.I,
        ):
            continue
        hits.append((match.start("number"), number))
    hits += [(match.start(1), match[1]) for pattern in (_HASH, _CODE) for match in pattern.finditer(text)]
    out: list[str] = []
    for _, number in sorted(hits):
        if not any(number in other or other in number for other in out):
            out.append(number)
    return tuple(out)


def _is_amount(text: str, start: int) -> bool:
    return bool(re.search(r"[£$€]\s?$", text[max(0, start - 2) : start]))
