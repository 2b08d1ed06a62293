"""Commitments without a modal: what is under way, what comes, what is promised in set phrases (P12, P13)."""

from __future__ import annotations

import re

from guidelines import promise_words as say
from guidelines.commitment import Commitment, Form
from guidelines.money import find_amounts
from guidelines.wording import REMEDIES, concepts

_PROGRESS = re.compile(
    r"(?P<who>\b(?:I|we|We)(?:\s+am|\s+are|['’]m|['’]re)|\b(?:team|department|engineers?|colleagues?|they|manager|"
    r"specialists?|developers?)\s+(?:is|are)|\bthey['’]re)\s+(?:also\s+|currently\s+|now\s+|already\s+|still\s+|"
    r"actively\s+)*(?=(?:send|refund|credit|arrang|post|dispatch|issu|exchang|replac|giv|offer|pay|ship|waiv|cancel|"
    r"transfer|book|investigat|look|work|review|pass|forward|escalat|check|call|writ|rais|add|return|set|throw|"
    r"tak)\w*ing\b)(?P<rest>.*)",
    re.IGNORECASE,
)
_NO_PROGRESS = re.compile(
    r"\b(?:looking forward|looking for|checking in|taking (?:the time|your)|raising awareness)\b", re.IGNORECASE
)
_OF_THIS_CASE = re.compile(r"\b(?:your|this|it|the (?:matter|issue|problem|fault|case|cause))\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"^\s*(?:and\s+|so\s+|then\s+|yes[,:]?\s+)?(?:[^,;]{3,40},\s+)?(?P<subject>(?:\b(?:your|the|a|an|this|that|it|"
    r"his|her|their|my|which|they)\b|[£$€]\s?\d)[^;]{0,60}?)\s*(?:(?P<fate>\b(?:reach(?:es)? (?:you|your)|arrives?|"
    r"comes? (?:back )?to (?:you|your|the)|(?:starts?|begins?)(?= (?:tomorrow|today|on|by|this|next|in|within)\b)|"
    r"(?:is|are) (?:back )?(?:with you|in your hands|at your door|back with you|ready|there|home) (?=by|on|in|within|"
    r"before|tomorrow|today|tonight|next)|goes? (?:out|back|to (?:you|your|account))|leaves? (?:us|our)|(?:is|"
    r"are) (?:now\s+|already\s+|due\s+|all\s+)*(?:to (?:arrive|reach|be|follow)|on (?:its|their|the) way|"
    r"being (?:processed|sent|dispatched|prepared|refunded|credited|arranged|delivered|replaced|shipped)|coming|"
    r"in the post|due (?:to|on|by)|as good as|yours|(?:re)?paid|refunded|credited|returned|collected|delivered))\b)|"
    r"(?P<short>['’]s (?:now\s+|already\s+)?on (?:its|the) way\b|['’]s coming\b|['’]s yours\b))(?P<rest>.*)",
    re.IGNORECASE,
)
_TO_YOU = re.compile(r"\b(?:with|to|reach(?:es)?) you\b|\bin your hands\b|\bat your door\b", re.IGNORECASE)
_GENERAL = re.compile(r"\b(?:every|each|always|usually|normally|as a rule|most)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:nothing|nobody|no|none|neither|never|not|can|could|may|might|should|takes?|need|needs)\b", re.IGNORECASE
)
_DEBT = re.compile(
    r"[£$€]\s?\d|\b(?:balance|rest|remainder|remaining|deposit|fee|fees|charge|invoice|bill|instalments?|rent|"
    r"premium|payment|subscription|price)\b(?!.*\brefund)",
    re.IGNORECASE,
)
_TIMED = re.compile(rf"\d|{say.NEAR}|\b(?:day|days|week|weeks|weekend|month|within)\b", re.IGNORECASE)
_COMES = re.compile(
    r"^\s*(?:and\s+|so\s+)?(?P<subject>(?:the|our|a|an) (?:[\w'’-]+ ){0,2}?(?:carrier|courier|driver|engineer|"
    r"technician|plumber|surveyor|fitter|team|van|crew|electrician)s?)\s+(?P<fate>(?:comes?|calls?|collects?|"
    r"delivers?|visits?|fetch(?:es)?|brings?|rings?|arrives?)\b.*)",
    re.IGNORECASE,
)
# Said of another, or of a thing that travels, for a time that is all but here.
_AT_ONCE = re.compile(
    rf"^\s*(?:[^,;]{{3,60}},\s+)?(?P<subject>(?:your|the|an?|our|all|whole|customs|"
    rf"(?-i:[A-Z][\w'’-]+))\b[^;,]{{0,70}}?)\s+(?P<fate>(?:(?:(?:is|are)|(?:has|have)(?: "
    rf"been)?)\s+(?:\w+\s+){{0,2}}?(?:with you|back|fixed|in (?=before|by)|through|signed|replied|rebuilt|mended|"
    rf"repaired|delivered|refunded|credited|released|approved|lifted|reversed|resolved|sorted|decided|paid|there|"
    rf"at your|in your|on your|restored|corrected|replaced)|fixed|sorted|restored|(?:turns?|rings?|sends?|"
    rf"reach(?:es)?|stands?|lands?|clears?|gets?|picks?|arrives?|comes?|hits?|works?|releases?|delivers?|calls?|"
    rf"visits?|approves?|pays?|refunds?|reverses?|signs?|rewrites?|repairs?|fix(?:es)?|replaces?|prints?|makes?|"
    rf"bakes?|sews?|builds?|corrects?|restores?|unlocks?|ships?|decides?|finish(?:es)?|issues?|grants?|lets?|"
    rf"process(?:es)?|answers?|swaps?|rules?|sits?|lies|lifts?|crosses|operates?)\b).*?(?P<when>{say.NEAR}).*)",
    re.IGNORECASE,
)
_NOT_AT_ONCE = re.compile(
    r"\b(?:was|were|had|has|have|not|no|never|n['’]t|if|when you (?:press|tap|open|click)|until|open|opens|closed|"
    r"booked|scheduled|every|each|usually|light|lamp|app|page|screen|button|device|phone (?:is|stays)|update|"
    r"confirmation|email|code|link|stays?|lasts?)\b|n['’]t\b",
    re.IGNORECASE,
)
_EXPECT = re.compile(
    r"^\s*(?:so\s+|please\s+|just\s+|do\s+)?(?P<verb>expect|look out for|watch out for|watch for|look forward to|"
    r"keep an eye out for|await)\s+(?P<rest>.+)",
    re.I,
)
_VERBLESS = re.compile(
    r"^\s*(?:your |the |an? |full |whole |brand |new |free )*(?:refund|replacement|voucher|money|credit|payment|"
    r"engineer|parcel|console|laptop|phone|order|delivery|[£$€]\s?\d[\d.,]*)\b(?!.*\b(?:\w+ed|went|came|left|made|"
    r"sent|put|will|is|are|was|were|has|have|takes?|can|may|must|should|be)\b)(?P<rest>.*)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?P<done>(?:\b(?:it|this|that|everything|all|the matter|the problem|the issue|your (?:\w+['’]?s? "
    r"){0,2}?\w+)(?:['’]s| is| has| have| are)\s+(?:now\s+|already\s+|all\s+)*(?:been\s+)?(?:all\s+)?(?:taken care "
    r"of|sorted(?: out)?|dealt with|handled|resolved)\b)|\bconsider (?:it|this|that) (?:done|sorted|fixed)\b|"
    r"\b(?:just |please )?leave (?:it|this|that|everything|the rest) (?:with|to) (?:me|us)\b|\byou(?:['’]re|"
    r" are) all (?:set|sorted)\b|\b(?:I|we)(?:['’]ve| have| have all| am|['’]re| are)? (?:got you covered|on it|"
    r"on the case)\b)",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"\b(?:ha(?:s|ve) (?:now |already |all |also )?been (?:passed (?:on|along|to)|forwarded|escalated|raised|logged|"
    r"noted|made aware|informed|notified|alerted|sent (?:on )?to the (?:relevant|appropriate|right))|ha(?:s|"
    r"ve) gone to (?:the|an?other|a|some) (?:\w+ )?(?:people|department|team|place)|(?<!accidents )(?<!claims )(?:is|"
    r"are) (?:being |now )?(?:looked (?:at|into)|investigated|passed on|aware of|dealt with|considered)|(?:under|"
    r"still under) investigation)\b",
    re.IGNORECASE,
)
_ON_US = re.compile(
    r"(?:^\s*(?:(?:please|just|and|so|do|then|also|go ahead and)\s+)*|\byou (?:can|may|could|"
    r"are welcome to)\s+)(?!take (?:it|this|that|them|your \w+|the matter) (?:up |on )?(?:to|with)\b)(?:take|keep|"
    r"have|choose|enjoy|pick|help yourself to)\b[^.;]{0,60}?\b(?:on us|on the house|with our compliments|for free|"
    r"for nothing|free of charge)\b|\bkeep (?:it|them|the \w+)\b[^.;]{0,30}\b(?:money back|refund\w*)|"
    r"\bgo ahead and (?:keep|take)\b[^.;]{0,40}\b(?:free|no charge|on us)\b",
    re.IGNORECASE,
)
_COUNT_ON = re.compile(
    r"\byou (?:can|may) (?:safely |now |certainly |already )?(?:count|rely|depend|bank|reckon) on (?P<rest>(?:the|a|"
    r"an|your|getting|having|receiving|that)\b.*|[£$€].*)",
    re.IGNORECASE,
)
_ON_ME = re.compile(
    r"\b(?:is|are|be|comes?)\s+(?:all\s+)?on (?:us|me|the house)\b|\b(?:is|are)\s+(?:a |our )(?:present|gift|"
    r"treat)s?(?: (?:from|to|of) (?:us|me|you))?\b|\b(?:eats?|drinks?|dines?|stays?|travels?|parties|"
    r"party)\b[^.;]{0,30}\bat our (?:own )?(?:expense|cost)\b",
    re.IGNORECASE,
)
_LOOSE_WISH = re.compile(
    r"\b(?:hopefully|with (?:any|a bit of) luck|fingers crossed)\b[^.;]{0,80}\b(?:soon|shortly|before long|turns? up|"
    r"at some point|in the (?:near )?future)\b|\bso (?:that )?we can (?:then )?(?:reach out|help|assist|look|"
    r"investigate|get back|contact)\b[^.;]{0,40}\b(?:asap|soon|shortly|as soon as (?:possible|we can))|\b(?:we|"
    r"I)(?:['’]ll| will)\s(?:\w+ )?(?:help|assist)\b[^.;]{0,30}\b(?:asap|soon|shortly|as soon as\b[^.;]*)|\b(?:we|"
    r"I) (?:might|may|could)(?: possibly)? be able to\b[^.;]{0,80}\b(?:some (?:kind|sort)|something|going forward|"
    r"at some point|soon)\b[^.;]*",
    re.IGNORECASE,
)
_ENTITLED = re.compile(
    r"\byou(?:['’]re| are)\s+(?:\w+ly\s+)?(?:entitled to|due|owed|eligible for|welcome to)\s+(?=(?:a|an|your|the|"
    r"full|£|€|\$|keep|compensation)\b)",
    re.IGNORECASE,
)


def by_progress(main: str) -> Commitment | None:
    """What somebody is doing: "we are sending you a new one"; not what a company does in general."""
    match = _PROGRESS.search(main)
    if match is None or _NO_PROGRESS.search(match["rest"]):
        return None
    looking = re.match(r"(?:actively )?(?:review|investigat|look|work|check)\w*ing\b", match["rest"], re.I)
    if looking and not _OF_THIS_CASE.search(match["rest"]):
        return None
    act = re.match(say.ACT_ONLY + r"|tak|check|rais|pass|escalat|forward|call|writ", match["rest"], re.I)
    form: Form = "act" if act else "provide"
    return Commitment(0, 0, form, match["who"], match["rest"], match["rest"])


def by_present(main: str) -> Commitment | None:
    """What comes, in the present tense: "it reaches you on Friday", "the carrier comes tomorrow", "fixed by noon"."""
    if match := _PRESENT.match(main):
        found = _comes(match, main)
        if found is not None:
            return found
    if (match := _COMES.match(main)) and not _GENERAL.search(main):
        return Commitment(0, 0, "fate", match["subject"], match["fate"], main, outside=True, service=False)
    match = _AT_ONCE.match(main)
    said = match["subject"] + " " + match["fate"] if match else ""
    if match and not _NOT_AT_ONCE.search(said) and not re.match(r"\s*(?:I|we)\b", match["subject"], re.I):
        return Commitment(0, 0, "fate", match["subject"], match["fate"], main, outside=True)
    return None


def _comes(match: re.Match[str], main: str) -> Commitment | None:
    subject = match["subject"]
    under_way = re.search(r"in the post|on (?:its|their|the) way", match.group(), re.I)
    goods = say.GOODS.search(subject) or find_amounts(subject) or concepts(subject) & (REMEDIES | {"delivery"})
    settled = re.search(
        r"\b(?:is|are)\b.*\b(?:paid|refunded|credited|returned|collected|delivered)$", match["fate"] or ""
    )
    if settled and not (_TIMED.search(match["rest"]) or under_way):
        return None  # "the bag is paid" is how things stand
    to_you = _TO_YOU.search(match.group()) and _TIMED.search(match["rest"])
    starts = re.match(r"\s*(?:starts?|begins?)\b", match["fate"] or "", re.IGNORECASE)
    if not (under_way or goods or settled or to_you or starts):
        return None
    fate = match["fate"] or match["short"]
    if re.match(r"an?\b", subject, re.IGNORECASE) and re.match(
        r"(?:is|are)\b.*\b(?:ready|there|home|back)$", fate.strip(), re.I
    ):
        return None  # "an export is ready within the hour" is how it goes for everybody
    owed_to_us = re.search(r"\bdue\b", fate) and _DEBT.search(subject) and not re.search(r"\bto you\b", main)
    if _GENERAL.search(main) or _NOBODY.search(subject) or owed_to_us:
        return None
    outside = bool(re.match(r"reach|arrive|come|goes|.*\bon (?:its|their|the) way", fate, re.I))
    return Commitment(0, 0, "fate", subject, fate + match["rest"], main, outside=outside, service=not starts)


def by_phrase(main: str) -> Commitment | None:
    """Set phrases: a loose wish, a thing on us, "you are entitled to", "consider it done", "has been passed on"."""
    if match := _LOOSE_WISH.search(main):
        return Commitment(0, 0, "act", "", match.group(), main, hedged=True)
    if match := _ON_US.search(main):
        return Commitment(0, 0, "offer", "we", match.group(), match.group() + " free gift", service=False)
    if match := _ON_ME.search(main):
        return Commitment(0, 0, "offer", "we", match.group(), match.group() + " free gift", service=False)
    if match := _ENTITLED.search(main):
        rest = main[match.end() :]
        if concepts(rest) & REMEDIES:
            return Commitment(0, 0, "offer", "we", rest, rest, service=False)
    if match := _COUNT_ON.search(main):
        return Commitment(0, 0, "offer", "we", match["rest"], f"give {match['rest']}", service=False)
    if match := _EXPECT.match(main):
        if say.GOODS.search(match["rest"][:70]):
            return Commitment(0, 0, "receive", "you", main, match["rest"], outside=True)
        return None
    if (match := _VERBLESS.match(main)) and (
        re.search(say.NEAR, match["rest"], re.IGNORECASE) or re.search(r"\bon (?:the|its) way\b", match["rest"], re.I)
    ):
        return Commitment(0, 0, "receive", "you", main, main, outside=True)
    if match := _DONE.search(main):
        return Commitment(0, 0, "done", "", match.group(), main)
    if match := _PASSED_ON.search(main):
        return Commitment(0, 0, "passed_on", "", match.group(), main)
    return None
