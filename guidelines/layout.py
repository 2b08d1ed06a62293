"""How the parts of a letter look on the page: the patterns by which `read_draft` tells them apart."""

from __future__ import annotations

import re

NAME = r"(?:[A-ZÀ-Þ][\w'’.-]*|[&/]|and|or|de|van|von|der|den|la|le|al|bin|du|da|dos)"
TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lady|Lord|Rev(?:erend)?|Captain|Madam)\b\.?"
_SALUTATION = (
    r"(?:dear|hello(?: there)?|hi(?: there)?|hey(?: there)?|hiya|greetings"
    r"|good (?:morning|afternoon|evening|day)|to whom it may concern)"
)
_PLACEHOLDER = r"[\[{<][^\n\]}>]{1,40}[\]}>]+"
_NOT_PROSE = r"(?![^\n]*\b(?:we|i|thanks?|sorry|is|are|was|your|please|it|you)\b)"
_REST_OF_NAME = r"(?:[^\n.?!:;,]|(?<=Mr|Dr|Ms)\.|(?<=Mrs|Rev)\.|(?<=Prof)\.|(?<=\b[A-Z])\.|,(?= (?-i:[A-Z])))"
_AFTER_NAME = r"[,!:.–—-]*[ \t*]*(?=\n|$)"
GREETING_LINE = re.compile(rf"[ \t*]*{_SALUTATION}\b{_NOT_PROSE}{_REST_OF_NAME}{{0,70}}{_AFTER_NAME}", re.I)
TITLED_LINE = re.compile(rf"[ \t*]*{TITLE}{_NOT_PROSE}[^\n.?!:;,]{{1,50}}{_AFTER_NAME}", re.I)
GREETING_INLINE = re.compile(
    rf"(?i:{_SALUTATION})\b"
    rf"(?: (?:{TITLE} ?)?(?:{_PLACEHOLDER}|{NAME}|(?i:customer|all|again|team|sir or madam|both))){{0,5}}"
    r"[ ]?(?:[,!–—-]+|\.(?= )|(?= (?:thank|thanks|sorry|we|I|i)\b))"
)
_WARM = r"(?:kind(?:est)?|best|warm(?:est)?|deepest)"
# "With good wishes to the whole stable,", "Kind regards, and strength to you all,"
_WISHES = (
    rf"(?:with )?(?:(?:our|my|the|all|every|very|many|sincere|heartfelt|good|and|{_WARM}|apologies|thanks) )+"
    r"(?:regards|wish(?:es)?|thanks|apologies)\b[^\n.?!;:]{0,60}"
    r"|wishing you (?:and|a|an|all|every|the|both|well)\b[^\n.?!;:]{0,60}"
)
_CLOSING_WORDS = "|".join(
    (
        r"kindest|warmly|regards|yours(?: very)? (?:sincerely|faithfully|truly)|yours|sincerely(?: yours)?",
        r"respectfully(?: yours)?|cordially|all the best|best|take care|cheers|speak soon|in sympathy",
        r"with (?:many |much )?(?:thanks|gratitude|regards|appreciation)|many thanks",
        r"thanks(?: again| so much| very much)?|thank you(?: again| very much| so much)?",
        r"with (?:our |my )?(?:deepest |sincere |heartfelt )?(?:sympathy|condolences)",
    )
)
CLOSING_LINE = re.compile(
    rf"[ \t*]*(?:{_WISHES}|(?:{_CLOSING_WORDS})[^\n.?!,;:]{{0,25}})[,.!–—-]*[ \t*]*(?=\n|$)", re.I
)
CLOSING_INLINE = re.compile(
    r"(?:(?<=[.!?] )|(?<=[.!?]\n)|(?<=\n))"
    rf"(?i:{_WARM}(?: and {_WARM})? (?:regards|wishes)|regards|yours (?:sincerely|faithfully|truly)|sincerely"
    r"|all the best|many thanks)[,.!]?(?= )(?=[^\n.?!]{1,80}$)"
)
WEAK_CLOSING = re.compile(r"(?:best|thanks|thank you|cheers|take care|yours|speak soon|many thanks)\b", re.I)
# What a mail program puts above an earlier message: a rule, "On 3 May, Ann wrote:", or the head of that message.
QUOTED_HISTORY = re.compile(
    r"^[ \t*]*(?:-{2,} ?(?:original|forwarded) message ?-{2,}|begin forwarded message:|_{10,}\s*\nfrom:"
    r"|on [^\n]{6,120}(?:\n[^\n]{0,80})? wrote:|(?:le|am|el|il|op) [^\n]{6,120}(?: a écrit|schrieb[^\n]{0,80}"
    r"| escribió| ha scritto|schreef[^\n]{0,80}) ?:"
    r"|(?:from|von|de) ?:[^\n]{1,120}\n(?:[^\n]{1,120}\n){0,2}[ \t*]*(?:sent|date|gesendet|datum|envoyé|subject|betreff"
    r"|objet) ?:)",
    re.I | re.M,
)
QUOTE_LINE = re.compile(r"[ \t]*>")
QUOTATION = re.compile(
    r"“[^“”\n]{1,400}”|\"[^\"\n]{1,400}\"|«[^«»\n]{1,400}»|(?<!\w)‘(?:[^‘’\n]|(?<=\w)’(?=\w)){1,400}’(?!\w)"
    r"|(?<![\w'])'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){1,400}(?<=[\w.,!?])'(?!\w)"
)
BULLET = re.compile(r"[ \t]*(?:[-*•–—·▪◦]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)])[ \t]+(?=\S)")
DELIMITER = re.compile(r"^-- ?$", re.M)
POSTSCRIPT = re.compile(r"[ \t]*P\.? ?S\.?(?![\w.])[:,]?", re.I)
SMALL_PRINT = re.compile(
    r"confidential|intended (?:recipient|only|solely)|accept (?:no|any) liability|registered (?:office|in|number)"
    r"|company (?:number|no)|VAT\b|unsubscribe|all rights reserved|privacy (?:notice|policy)|think before",
    re.I,
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2} \d{5}\b|\b\d{4,5} [A-ZÀ-Þ][a-zß-ÿ]+$")
STREET = re.compile(r"^\s*\d{1,4}[A-Za-z]?,? (?:[A-ZÀ-Þ][\w'’.-]* ?){1,4},?$|\bP\.? ?O\.? Box\b")
ADDRESS_LINE = re.compile(r"(?:(?:[A-ZÀ-Þ\d&][^\s!?]*|and|of|the|on|upon|by|in|at|de|la|le|du|von|am)(?:,? |,?$))+")
HEADING = re.compile(
    r"[ \t]*(?:#{1,6} .*|\*\*[^*\n]+\*\*:?|__[^_\n]+__|(?:re|subject|ref|our ref|your ref|reference|date)\s?:.*"
    r"|=+|-{3,}|\*{3,})[ \t]*$",
    re.I,
)
TALK = re.compile(r"\b(?:i|we|you|your|our|us|me|my|please|it|that|this|they)\b|['’](?:ll|re|ve|s|t)\b|[.!?]\s*$", re.I)
SAYS = re.compile(  # as TALK, for a line that may be a heading: "Your refund" is one
    r"\b(?:i|we|you|us|me|please|it|that|this|they|is|are|was|were|be|will|has|have|had|can|cannot|must|do|does|did|"
    r"not|no"
    r"|sorry|thanks?|yes)\b|['’](?:ll|re|ve|t)\b|[.!?…]\s*$",
    re.I,
)
