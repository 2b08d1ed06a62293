"""The words by which the first lines of a document say what they say of it: patterns for single statements.

A statement is a line, a sentence, or what stands in brackets or behind a dash. Most patterns want its beginning.
"""

from __future__ import annotations

import re

from knowledge.dates import MONTH


def _any(*lines: str) -> str:
    return "(?:" + "|".join(" ".join(lines).split()).replace("_", r"\s+") + ")"


PAPER = _any(
    "documents? polic(?:y|ies) pages? guides? guidelines? versions? editions? issues? terms(?:_and_conditions)?",
    "conditions (?:price_)?lists? pricelists? tariffs? notices? leaflets? manuals? forms? schedules? brochures?",
    "handbooks? articles? files? statements? sheets? rules guarantees? warrant(?:y|ies) promises? prices rates charges",
    "fees regulations agreements? contracts? charters? procedures? instructions? text wording copy print entry faqs?",
    "small_print",
)
_TAKEN = _any(
    "bought purchased sold made placed signed booked ordered begun began begin started taken_out issued installed",
    "delivered joined renewed opened fitted registered agreed switched_on commissioned concluded entered_into",
)
_WHEN = (
    r"(?:on|in|since|from|as of|as from|with effect from|after|at the end of)\s+(?:the\s+)?"
    rf"(?:\d|(?:{MONTH})\b|spring|summer|autumn|winter)"
)
_START = r"^(?:please note\s*:?\s*|note\s*:?\s*|status\s*:?\s*|now\s+|important\s*:?\s*)?"
_STOPS = rf"$|[,:.!*]|and\b|for (?:all|any)\b|{_WHEN}"  # "superseded models are repaired" doesn't stop there
_IS = r"(?:(?:is|are|was|were|has|have|had|does|do|did)\s+(?:now\s+|been\s+)*)"
_GONE = _any("superseded withdrawn replaced retired obsolete archived outdated out_of_(?:date|use|force)")
_NO_LONGER = r"no longer\s+(?:appl(?:y|ies)|counts?|holds?|valid|current|applicable|to be used|in (?:force|use|effect))"

# Said of the document itself, and nothing else.
OUT = re.compile(
    rf"{_START}(?:superseded|obsolete|archived(?: copy| version)?|out of (?:force|use|date)|outdated|{_NO_LONGER}|"
    r"(?:a )?historic(?:al)? (?:version|copy|edition)|not (?:valid|in force) any ?(?:more|longer)|closed edition|"
    rf"(?:the |an )?(?:old|former|previous|earlier|outdated)\s+{PAPER}|for reference only|"
    rf"kept (?:here )?(?:only )?for (?:reference|the record|the files?|information)(?: only)?)(?=\s*(?:{_STOPS}|by\b))",
    re.I,
)
THIS_IS_OUT = re.compile(
    rf"^(?:the present|this|these)\s+(?:\S+\s+){{0,3}}?{PAPER}\s+(?:{_IS}?(?:{_GONE}|expired|{_NO_LONGER}|"
    r"not (?:apply|count|hold) any ?(?:more|longer)))\b"
    r"(?!.*\b(?:if|when|whenever|unless|once|every|each|weekly|monthly|yearly)\b)",
    re.I,
)
# Could be said of a product as well: "replaced in 2021", "replaced by the Heron".
CLOSED = re.compile(
    rf"{_START}(?:(?:it|they|this|these) (?:was|were|is|are|has been|have been) )?(?:now )?"
    rf"(?:replaced|withdrawn|superseded|retired|expired|kept only)"
    rf"(?=\s*(?:{_STOPS}|by (?:(?:the|our|a) )?(?:\S+ ){{0,4}}?{PAPER}\b|by (?:this|that|those)\b))",
    re.I,
)
USE_THE_NEWER = re.compile(rf"\bplease use the (?:new|newer|current|later) (?:one|{PAPER})\b", re.I)
BY = re.compile(r"\b(?:superseded|replaced|withdrawn|obsolete|archived)\b[^.\n]{0,40}?\bby\s*:?\s+(.{3,90})", re.I)

# What it takes the place of.
REPLACES = re.compile(
    r"^(?:.{0,80}?\b)?(?:replac(?:es?|ing)|supersed(?:es?|ing)|takes? the place of|takes? over from|in place of|"
    r"instead of|in succession to|successor (?:of|to))\s+(?P<what>.{3,120})",
    re.I,
)
OTHER_IS_OUT = re.compile(
    rf"^(?:the|our)\s+(?P<what>(?:\S+\s+){{0,3}}?{PAPER}\s+(?:of|from|dated)\s+.{{3,24}}?)\s+"
    rf"(?:{_IS}?{_NO_LONGER}|{_IS}{_GONE})",
    re.I,
)
ONLY_FOR_NEWER = re.compile(r"\bfor (?:these|those|newer|later|new)\b", re.I)

# For what was bought earlier.
FOR_OLDER = re.compile(
    rf"\b{_TAKEN}\b(?:\s+(?:or|and)\s+\w+)?[^.]{{0,40}}?\b(?:before|until|till|up to|to|by|between)\s+"
    r"(?:and including\s+)?(?:the\s+)?",
    re.I,
)
FOR_THE_OLD = re.compile(r"^(?:this|these)\b.{0,30}\bfor (?:older|earlier)\b", re.I)
KEEPS_OLDER = re.compile(
    rf"^(?=.*\b(?:(?:{PAPER}|that|those) (?:of|from|dated)|(?:20\d\d|old|older|earlier|previous|former) {PAPER})\b)"
    r"(?=.*\b(?:older|earlier|before|existing|previous)\b)"
    r".*\b(?:see|keeps?|kept|stays?|remains?|goes on|go on|continues?|still|holds?|fall under|are under|under the|"
    r"covered by|(?:applies|apply) to (?:older|earlier))\b",
    re.I,
)

# From when, until when.
UNTIL = re.compile(
    rf"^(?:(?:this|these|the|our|all)\s+(?:\S+\s+){{0,2}}?(?:{PAPER}|offers?|promotions?)\s+)?"
    r"(?:(?:is|are|was|were)\s+)?(?:(?:only\s+)?"
    r"(?:valid|in force|in effect|effective|in use|applied|applies|apply|counted)\b[^.]{0,40}?"
    r"\b(?:until|till|to|through|up to)(?: and including)?|"
    r"(?:offers? |promotions? )?(?:expires?|expired|expiry(?: date)?|ends?|ended|runs? (?:until|to)|available until)"
    rf"(?: on)?|until)\s*:?\s*(?:the\s+)?(?:end of\s+)?(?=\d|{MONTH})",
    re.I,
)
STARTS = re.compile(
    r"^(?:(?:this|these|the|our)\s+(?:\S+\s+){0,3})?(?:(?:is|are|comes?|will)\s+)?(?:come )?(?:only\s+)?"
    r"(?:effective(?: date)?|valid|in(?:to)? force|in effect|into effect|applies|apply)"
    r"\s*(?:from|on|as of|as from|since|with effect from)?\s*:?\s*(?:the\s+)?$",
    re.I,
)
DATING = re.compile(
    r"(?:^|\b(?:effective(?: date)?|in(?:to)? force|in effect|valid|applies|apply|applicable|issued?|published|printed|"
    r"edition|version(?: [\d.]+)?|last changed|reviewed|revised|updated|amended|dated?|season|from|since|on or after|"
    r"as of|of|rev(?:ision)?\.?(?: [\d.]+)?|v[\d.]+|correct at|as at|stand|gültig ab|vom))[\s,:]*"
    r"(?:\b(?:on|from|as of|as from|since|in)\b\s*)?:?\s*(?:the\s+)?$",
    re.I,
)
DATING_ANYWHERE = re.compile(
    r"\b(?:effective(?: date)?|in force|published|last (?:updated|reviewed|revised|changed)|updated|dated|date)\s*"
    r"(?:from|on|as of|as from|since|with effect from)?\s*:?\s*(?:the\s+)?$",
    re.I,
)
OTHERS_DATE = re.compile(  # of another edition, of the end, of the house
    r"\b(?:not|no longer|supersed\w+|replac\w+|withdrawn|out of use|place of|instead of|succession|previous|earlier|"
    r"older|founded|established|born|built|registered in|expire[sd]?|expiry|end(?:s|ed))\b|"
    r"\b(?:until|till|to|through|before|by|see|that of|those of|than|"
    rf"(?:the|our) (?:old )?{PAPER} (?:of|from|dated))(?: and including| the)?\s*$",
    re.I,
)
NUMBERED = re.compile(
    r"^(?:this is )?(?:version|v|ver|rev|revision|issue|edition|release)[\s._-]*(?:\d{1,3}\b|[A-Z]\b)", re.I
)
