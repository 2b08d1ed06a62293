"""The names of a company's products, as its documents show them: model numbers, rows of price lists, names in text.

Better one name too few than "Delivery" as a product: a name that is no product pulls every letter towards itself (P07).
"""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from knowledge.loading.content import Block, Content
from knowledge.models import models

# What a column is called that tells something of a product, and what the first column is called where none is listed.
_PRODUCT_DATA = re.compile(
    r"\b(?:pric\w*|costs?|fees?|rates?|monthly|per (?:month|week|night|year|person|day|hour)|sleeps|beds?|bedrooms?|berths?|"
    r"guests|seats|speeds?|download|upload|warranty|guarantee|capacity|weight|sizes?|dimensions|width|height|length|depth|"
    r"power|watt\w*|volts?|energy|rating|material|fabric|storage|users?|people|members?|data|minutes|allowance|minimum term|contract|"
    r"cover|excess|premium|limit|interest|aer|apr|gears?|range|colou?rs?|finish|fits|cartridge|battery|screen|memory|"
    r"dogs|pets|parking|wi-?fi|cot|pool|view|durations?|nights|departs?|departures?|strength|dose|abv|scent|flavours?|"
    r"ingredients|allergens|calories|servings?|type|packs?|quantity|includes?|features?|deposit|noise|lumens|pitch|load)\b",
    re.I,
)
_NO_PRODUCT_COLUMN = re.compile(
    r"\b(?:countr\w*|destinations?|zones?|regions?|areas?|where|days?|dates?|months?|times?|when|deliver\w*|shipping|postage|"
    r"carrier|method|lights?|colou?r|signals?|codes?|errors?|displays?|symptoms?|faults?|problems?|what happens|cause|steps?|"
    r"questions?|topics?|offices?|branch\w*|shops?|stores?|contacts?|teams?|departments?|phone|charges?|fees?|penalt\w*|"
    r"cancel\w*|notice|ages?|bands?|seasons?|order value|amounts?|situations?|events?|cases?|tasks?|documents?|forms?|"
    r"returns?|claims?|people|who|term|words?|settings?|buttons?|measure\w*|data|property|feature|what)\b",
    re.I,
)
_NO_NAME = re.compile(
    r"\b(?:deliver\w*|returns?|refunds?|shipping|postage|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|"
    r"february|march|april|june|july|august|september|october|november|december|christmas|easter|fees?|charges?|costs?|"
    r"price|prices|payments?|total|deposit|cancellation|notice|warranty|installation|insurance|support|contact|email|phone|"
    r"address|opening|hours|account|questions?|terms|conditions|privacy|cookies|policy|standard|express|economy|other|"
    r"others|all|any|each|every|none|yes|no|uk|united|kingdom|england|scotland|wales|ireland|europe|european|eu|france|"
    r"germany|spain|italy|norway|sweden|switzerland|netherlands|belgium|usa|america|canada|australia|world|highlands|"
    r"islands?|mainland|channel|isle|small|medium|large|adults?|child(?:ren)?|students?|senior|weekdays?|weekends?|"
    r"summer|winter|spring|autumn|visa|mastercard|paypal|customers?|care|team|desk|service|late|lost|replacement|extra|"
    r"additional|first|second|repairs?|spare|engraving|gift|wrapping|collection|booking|claims?|power|internet|general|"
    r"overview|introduction|step|page|table|note|warning|before|after|during|under|over|up to|from|more than|less than)\b",
    re.I,
)
_NO_MODEL = re.compile(
    r"^(?:A[0-9]|CO2|H2O|[2-6]G|[1-9]D|B2[BC]|MP[34]|P\d\d|[A-Z]\d?|[MB]\d{1,4}|IP\d\d|EN\d+|ISO\d*|IEC\d*|BS\d+|USB\d?|"
    r"WIFI\d|WI\d|CAT\d|V\d+|CR20\d\d|AAA?\d*|COVID19|UTF8|HDMI\d?|AES\d+|SHA\d+|WPA\d|IPV[46]|WINDOWS\d+|IOS\d+|"
    r"ANDROID\d+|E\d{1,2}|F\d{1,2}|ERR\w*|\d[A-Z]{2}|T\d|\d{1,3}[A-Z])$"
)
_HALF_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?$")  # "EX4": a model of this shape has its hyphen
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_WRITTEN_MODEL = re.compile(
    r"(?<![\w/.@-])(?:[A-Z]{1,6}[- ]?\d{1,4}(?:-?[A-Z]{1,3})?|[A-Z]{1,6}-[A-Z]{0,3}\d{1,4}[A-Z]{0,2}|\d{2,4}[A-Z]{1,3})(?![\w/-])"
)
_NOUN = (
    r"jug|filter|kettle|lamp|light|toaster|boiler|fridge|freezer|oven|hob|cooker|washer|dryer|dishwasher|phone|tablet|laptop|"
    r"printer|router|speaker|headphones|camera|watch|mattress|sofa|armchair|chair|stool|table|desk|bed|bunk|wardrobe|shelf|"
    r"bookcase|rug|blanket|duvet|pillow|bike|bicycle|scooter|car|van|car seat|pushchair|pram|cot|tent|jacket|coat|boots|shoes|"
    r"dress|bag|rucksack|suitcase|drill|saw|sander|mower|trimmer|heater|radiator|stove|fan|pump|tap|shower|bath|basin|toilet|"
    r"vacuum|cleaner|blender|mixer|grinder|machine|plan|tariff|package|bundle|subscription|membership|pass|card|box|hamper|"
    r"app|software|licence|edition|bond|ISA|saver|loan|mortgage|cover|tour|cruise|trip|retreat|course|workshop|cottage|"
    r"cabin|lodge|apartment|flat|villa|suite|room|barn|house|yurt|pan|pot|casserole|knife|mug|plate|bowl|serum|cream|shampoo|"
    r"soap|candle|perfume|tea|coffee|blend|roast|wine|beer|gin|cake|bread|yoghurt|feed|kibble|collar|lead|harness|hutch|"
    r"aquarium|guitar|piano|violin|keyboard|amplifier|scales|monitor|thermometer|inhaler|hearing aid|glasses|lenses|frame"
)
_INTRODUCED = re.compile(
    rf"(?<![.!?:] )\b(?:[Tt]he|[Oo]ur|[Yy]our|[Aa]n?|[Ee]ach|[Ee]very) "
    rf"(?P<name>(?:[A-Z][a-z]{{2,}}(?:'s)? ){{1,2}})(?P<noun>{_NOUN})s?\b"
)


def product_names(content: Content, title: str) -> tuple[str, ...]:
    """The products that one document names, in its order: rows of product tables, models, names that it introduces."""
    listed = [name for block in content.blocks if block.kind == "table" for name in _listed(block)]
    texts = [title, *(text for block in content.blocks for text in _texts(block))]
    heads = [title, *(block.text for block in content.blocks if block.kind == "heading"), *_subjects(content)]
    counted = Counter(name for text in texts for name in _models(text))
    headed = {name for head in heads for name in _models(head)}
    named = [name for name, times in counted.items() if times >= 2 or name in headed]
    body = "\n".join(texts)
    proper = [block.text for block in content.blocks if block.kind == "heading" and _proper(block.text, body)]
    introduced = Counter(f"{match['name']}{match['noun']}" for match in _INTRODUCED.finditer(body))
    told = [name for name, times in introduced.items() if times >= 2 and not _NO_NAME.search(name)]
    return tuple(once([*listed, *named, *proper, *told]))


def once(names: Iterable[str]) -> Iterator[str]:
    """Each name in its first spelling, whatever the case or the hyphens of the later ones."""
    seen: set[str] = set()
    for name in names:
        key = re.sub(r"[\s\-–]", "", name).casefold()
        if key and key not in seen:
            seen.add(key)
            yield name


def _listed(block: Block) -> Iterator[str]:
    """The first column of a table whose other columns look like product data."""
    if not block.has_header or len(block.rows) < 2 or len(block.rows[0]) < 2:
        return
    header = block.rows[0]
    told = [name for name in header[1:] if _PRODUCT_DATA.search(name)]
    if _NO_PRODUCT_COLUMN.search(header[0]) or len(told) < min(2, len(header) - 1):
        return
    subjects = [row[0].strip() for row in block.rows[1:] if any(row[1:])]
    names = [subject for subject in subjects if _names_something(subject)]
    if 2 * len(names) < len(subjects):
        return  # a table of something else, in which some rows look like names
    yield from names
    second = header[1].strip().casefold()
    if second in ("name", "product", "product name", "model", "title"):
        names = [row[1].strip() for row in block.rows[1:]]
        yield from (name for name in names if _names_something(name) and _title_case(name) and " for " not in name)


def _names_something(text: str) -> bool:
    """A name of a product: one to five words, the first with a capital, none of them of delivery, days or places."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) < 3 or not text[0].isupper() or text[-1] in ".?!:,":
        return bool(_models(text)) and len(words) <= 4
    if "," in text or _NO_NAME.search(text):
        return bool(list(_models(text))) and len(words) <= 3
    return bool(list(_models(text))) or len(words) == 1 or _title_case(text) or bool(re.search(rf" (?:{_NOUN})$", text))


def _title_case(text: str) -> bool:
    words = [word for word in text.split() if word not in ("of", "and", "the", "for", "in", "with", "&", "+")]
    return all(word[0].isupper() or word[0].isdigit() for word in words)


def _proper(heading: str, body: str) -> bool:
    """A heading that the text also writes with capitals in the middle of its sentences: a proper name."""
    if len(heading.split()) > 4 or not _title_case(heading) or _NO_NAME.search(heading) or heading.isupper():
        return False
    written = re.findall(rf"[a-z,;] ({re.escape(heading)})(?![\w])", body)
    return len(heading) > 3 and len(written) >= (1 if " " in heading else 2)


def _models(text: str) -> Iterator[str]:
    text = _POSTCODE.sub(" ", text)
    for match in _WRITTEN_MODEL.finditer(text):
        written = match[0]
        if any(_NO_MODEL.match(one) is None for one in models(written)) and not _HALF_POSTCODE.match(written):
            yield written


def _texts(block: Block) -> Iterator[str]:
    yield from filter(None, [block.text, *block.items, *(" ; ".join(row) for row in block.rows)])


def _subjects(content: Content) -> Iterator[str]:
    return (row[0] for block in content.blocks if block.kind == "table" for row in block.rows[1:])
