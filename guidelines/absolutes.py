"""What nobody can promise: that it never happens again, liability, what another team will decide (P12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.anchors import fold

if TYPE_CHECKING:
    from guidelines.context import Context

_I = re.IGNORECASE
_TROUBLE = (
    r"(?:problems?|troubles?|issues?|faults?|delays?|worr(?:y|ies)|difficult(?:y|ies)|complaints?|errors?|mistakes?|"
    r"interruptions?|breakdowns?|inconvenience|bother|fuss)"
)
_ABSOLUTES = (
    r"\b(?:this|it|that(?! (?:this|it|the|you|your|we|such|these|they)\b)|these|such (?:a )?\w+|the (?:problem|fault|"
    r"issue|error|mistake|same|noise|leak|delay)\w*|you|they|nothing like this|your \w+)\b[^.;,]{0,25}?\b(?:(?:will|"
    r"can|shall|would) (?:never|not ever)|never ever|won['’]t (?:ever|happen|recur|occur|be repeated)|(?:will|"
    r"shall) not (?:happen|occur|recur|be repeated|come back|return|reappear|fail again)|never(?= (?:happens?|"
    r"recurs?|have to \w+[^.;]{0,25} again|again)))\b(?:[^.;,]{0,30}\bagain\b)?",
    rf"\byou(?:['’]ll| will)? (?:never|won['’]t(?: ever)?|will not|not) (?:have|see|experience|suffer|get|face|"
    rf"encounter|hear of|be bothered by) (?:a|another|any|any more|any further|this|further|more|"
    rf"the same)\s(?:\w+ ){{0,2}}{_TROUBLE}\b",
    r"\b(?:will|['’]ll|shall) (?:be|is|stay|remain|work|run|function|last|go) (?:\w+ )?(?:gone for good|"
    r"fixed for good|trouble[- ]free|problem[- ]free|fault[- ]free|perfect(?:ly)?|flawless(?:ly)?|without (?:a|"
    r"any) (?:hitch|problem|fault|issue)s?|forever|indefinitely)\b",
    r"\b(?:gone|fixed|solved|cured|sorted|resolved|over) (?:for good|once and for all|forever|permanently)\b|"
    r"\b(?:permanently|forever) (?:fixed|solved|cured|resolved|gone)\b|\b(?:completely|totally|absolutely|"
    r"entirely) (?:permanent|foolproof|fail-?safe|infallible|risk[- ]free|reliable|secure)\b",
    r"\b(?:I|we)(?:\s+(?:can|do|will|fully|absolutely|personally|hereby|even|always))*\s+guarantee\b(?! (?:card|"
    r"certificate|covers|period|terms))|\b(?:I|we)['’]ll (?:personally )?guarantee\b|\b(?:is|are|be) (?:absolutely |"
    r"fully |100 ?% )?guaranteed (?:to|that|not to|never)\b|\bguaranteed to (?:work|arrive|fix|solve|last|please|"
    r"love)\b",
    r"\b(?:100 ?%|(?:one |a )?hundred per ?cent)\s*(?:\w+ )?(?:certain|sure|guarantee\w*|satisf\w+|reliable|safe|"
    r"secure|confident|positive|success\w*|fault-free|accurate|uptime)\b",
    r"(?:^|[,;]\s*|\b(?:will|and|it|you) )\bwithout fail\b|\bno exceptions\b|\bno matter what(?: happens)?\b|"
    r"\bwhatever happens\b|\bcome what may\b|\bday or night\b(?=\s*[.!]?$)",
    r"\b(?:stake (?:my|our) (?:name|reputation|job|life)|you have (?:my|our) word|(?:give|giving) you (?:my|"
    r"our) word|(?:I|we) swear\b|hand on heart|cast-iron|bet (?:my|our) \w+)",
    r"\bwe (?:always (?:deliver|arrive|answer|reply|respond|refund|keep|get it right|solve|ship|fix|dispatch|meet|"
    r"process|resolve)|never (?:make|miss|fail|lose|get it wrong|let (?:anyone|a customer|our customers|you) down|"
    r"break|run out|deliver late|overcharge|go down))\b",
    r"\byou (?:will|['’]ll|shall) (?:absolutely |definitely |certainly |surely )?(?:love (?:it|the|your|our)|"
    r"be (?:delighted|thrilled|over the moon|amazed|100 ?%|completely satisfied|totally satisfied|fully satisfied|"
    r"blown away))\b",
    r"\b(?:make|making|made) (?:absolutely )?(?:sure|certain) (?:that )?(?:this|it|you|nothing|nobody|no one|"
    r"no other)\b[^.;,]{0,20}\b(?:never|not|ever|no|nothing)\b[^.;,]{0,40}\b(?:again|happen|recur)?\b|"
    r"\bensur\w+ (?:that )?(?:this|it|you|such \w+)\b[^.;,]{0,20}\b(?:never|does not|doesn['’]t|will not|"
    r"won['’]t)\b[^.;,]{0,30}",
    r"\brest assured\b[^.;]{0,25}\b(?:never|will not|won['’]t|no more|always|every|for good|not recur|"
    r"all)\b[^.;,]{0,40}",
    r"\b(?:it|this|that|your \w+|the \w+|they|he|she) (?:will|['’]ll) (?:definitely|certainly|surely|absolutely|"
    r"undoubtedly|without (?:a )?doubt) (?:arrive|reach|be (?:delivered|approved|accepted|there|fixed|resolved|"
    r"with you|refunded)|work|fix|solve|come|get|agree|say yes|last)\b",
    r"\bthere (?:will|['’]ll) (?:never |not |be no (?:more |further |other )?)(?:be )?(?:\w+ ){0,2}(?:problems?|"
    r"troubles?|issues?|faults?|delays?|errors?|mistakes?|interruptions?|repeat)\b|\bno (?:more|further) (?:problems|"
    r"troubles|issues|faults|delays|errors|mistakes) (?:ever|again|from now on|in future)\b",
    r"\b(?:last|lasts|works?|run|runs) (?:you )?(?:forever|a lifetime|for ever)\b|\bthe (?:last|final) time (?:this|"
    r"it|you)(?:['’]ll| will)? (?:ever )?(?:happen|have|experience|see|hear)\w*",
)
_LIABILITY = (
    r"\b(?:we|I|the company) (?:\w+ )?(?:accept|admit|acknowledge|take|assume|bear) (?:\w+ )?(?:\w+ )?(?:legal |all |"
    r"any )?(?:liability|legal responsibility|(?:full |all |legal )?responsibility for (?:the|any|your|"
    r"all) (?:\w+ )?(?:loss|losses|damage|damages|injur\w+|harm|accident|costs))",
    r"\b(?:we|I|our \w+) (?:are|were|was|am|is|have been|had been) (?:\w+ly )?(?:liable|negligent|in breach|"
    r"grossly)\b|\b(?:our|due to|through) (?:gross )?negligence\b|\bbreach(?:ed)? (?:of )?(?:our|the|its|"
    r"your) (?:contract|duty|statutory)|\bowe you (?:a )?(?:compensation|damages|duty of care)\b|"
    r"\bwe broke the law\b|\bwe (?:were|acted) (?:unlawful|illegal)\w*",
    r"\bcompensate (?:you|him|her|them)\b(?: in full| fully)? for (?:your|the|any|all|every|his|her|"
    r"their) (?:\w+ )?(?:loss|losses|damage|damages|injur\w+|distress|suffering|earnings|income|costs|expenses)",
    r"\b(?:pay|cover|meet|settle|reimburse)\w*\b[^.;,]{0,20}\b(?:legal|solicitor\S*|court|medical|hospital|"
    r"lawyer\S*) (?:costs?|fees?|bills?|expenses)\b|\b(?:loss of (?:earnings|income|profit)|"
    r"consequential loss\w*) (?:will|shall) be\b",
)
_DECISION = (
    r"\b(?:(?:our|the|your) (?:[\w'’&-]+ ){0,3}?(?:team|department|office|manager|insurer|insurers|bank|ombudsman|"
    r"court|underwriters?|assessors?|manufacturer|supplier|landlord|council|regulator|carrier|courier|directors?|"
    r"board|provider)|they|he|she|(?-i:(?!We\b|You\b|It\b|This\b|That\b|Your\b)[A-Z][\w'’-]+)) (?:will|['’]ll|"
    r"is going to|are going to|are sure to|is sure to|is bound to|are bound to) (?:definitely |certainly |surely |"
    r"of course |gladly |then |also |no doubt )?(?:approve|agree to|agree with|accept|uphold|authorise|authorize|"
    r"grant|decide in your favour|rule in your favour|find in your favour|say yes|side with|allow your|waive|"
    r"pay (?:your claim|out|you|for|the)|give you (?:a|the|your) (?:full )?(?:refund|money)|award)\b",
    r"\byour (?:\w+ ){0,2}(?:claim|application|appeal|case|complaint|request|mortgage|loan|visa) (?:will|['’]ll|"
    r"is going to|is sure to|is bound to|shall) (?:definitely |certainly |surely |of course )?(?:be )?(?:approved|"
    r"accepted|upheld|granted|successful|succeed|paid out|win|honoured|paid in full|allowed)\b",
)
_READY = tuple(
    (name, tuple(re.compile(pattern, _I) for pattern in group))
    for name, group in (("absolute", _ABSOLUTES), ("liability", _LIABILITY), ("decision", _DECISION))
)
# A sentence without any of these is sure of nothing, and need not be read closely.
_SIGNS = """never|won't|not|no|n't|perfect|trouble|guarante|100|hundred|fail|matter|whatever|come what|day or night
|stake|word|swear|hand on|cast-iron|bet|always|love|delighted|thrilled|satisfied|amazed|blown|over the moon|ensur
|assured|definitely|certain|surely|absolutely|doubt|forever|for ever|for good|once and for all|permanent|lifetime|last
|final|liab|responsib|negligen|breach|unlawful|illegal|owe you|broke the law|compensat|legal|solicitor|court|medical
|hospital|lawyer|loss of|approv|agree|accept|uphold|upheld|authoris|authoriz|grant|favour|say yes|side with|waive|pay
|award|allow|successful|succeed|win|honoured|entirely|totally|completely|free|flawless|hitch|indefinitely
|give you""".replace("\n", "").split("|")
_WHY = {
    "absolute": "Nobody can be this sure; say what was done and what happens next.",
    "liability": "Legal liability and compensation for loss are for the team that the policy names, not for a reply.",
    "decision": "What somebody else will decide can't be promised; say who decides, and by when they will write.",
}
_REFUSED = re.compile(
    r"\b(?:can(?:not|['’]t)|could not|couldn['’]t|(?:is|are|am)(?: not|n['’]t) able to|unable to|do(?: not|n['’]t)|"
    r"not (?:something|possible)|never|nobody can|no one can|without|cannot honestly|would be wrong to|"
    r"['’]m not able to|wo(?:n['’]t)|will not)\s+(?:\w+\s+){0,3}?(?:promise|guarantee|say|accept|admit|assure|"
    r"be sure|commit|offer|pay|cover|give|swear|know)\b",
    _I,
)
_HOPED = re.compile(r"\b(?:hope|trust|so|in order) (?:that )?(?:it|this|that|such|they|you)\W*$|\bhope\b[^.;]*$", _I)
_HARMLESS = re.compile(
    r"\b(?:share|sell|ask (?:you )?for|pass on|disclose|give out|spam|store|use|contact you "
    r"for)\b[^.;]{0,30}\b(?:your|details|data|password|pin|address|email|information)\b|\bnever (?:leave|use|put|"
    r"touch|immerse|open|mix|exceed|charge|expose|place|try|share|give|tell|plug|remove|cover|run|need|be without|"
    r"too|have too|know|mind|quite|received|had|meant|intended|want)\b|\b(?:will|won['’]t|can) (?:not |"
    r"never )?(?:be charged|have to (?:pay|return|send)|need|lose (?:your|any)|cost|void|affect|be (?:asked|able|"
    r"affected|deleted|shown|added))\b|\bmoney[- ]back guarantee\b|\b(?:100 ?%|hundred per ?cent) (?:cotton|wool|"
    r"linen|recycl\w+|organic|natural|silk|cashmere|vegan|arabica|merino|of the|off|refund|price)\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class Absolute:
    """A promise that nobody can keep; offsets into the sentence."""

    start: int
    end: int
    kind: str  # absolute, liability, decision, never
    why: str


def find_absolutes(sentence: str, context: Context) -> tuple[Absolute, ...]:
    """Every such promise in a sentence; a sentence that declines to promise makes none."""
    return _absolutes(sentence, context.role)


@lru_cache(maxsize=4_000)
def _absolutes(sentence: str, role: str) -> tuple[Absolute, ...]:
    folded = fold(sentence)
    if folded.endswith("?") or not any(sign in folded for sign in _SIGNS):
        return ()
    return tuple(_surer_than_anybody(sentence, role))


def _surer_than_anybody(sentence: str, role: str) -> Iterator[Absolute]:
    taken: list[tuple[int, int]] = []
    for kind, patterns in _READY:
        for pattern in patterns:
            match = pattern.search(sentence)
            if match is None or any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if (
                _HOPED.search(sentence[: match.start() + 4])
                or _REFUSED.search(sentence[: match.end()])
                or _HARMLESS.search(sentence[match.start() :][:90])
            ):
                continue
            if (
                re.search(r"\bif\b[^,;]*$", sentence[: match.start()], _I)
                and kind == "absolute"
                and "," not in sentence[: match.start()]
            ):
                continue
            if kind == "decision" and _own_team(match.group(), role):
                continue
            taken.append(match.span())
            yield Absolute(*match.span(), kind, _WHY[kind])


def _own_team(text: str, role: str) -> bool:
    return len(role) > 5 and role.casefold() in text.casefold() and role not in {"agent", "supervisor"}
