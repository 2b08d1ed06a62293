"""Whether a letter is for another team of the policy (P14): by what the team handles, by gravity, or by meaning."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.enquiry import Gravity, Handover
from drafting.understanding.lexicon import plain
from guidelines.context import Embed
from guidelines.policy import Policy, Team
from guidelines.wording import content_stems, stem, words

_GRAVE = {
    "bereavement": r"bereave\w*|death|died|deceased|probate|estates?|somebody who has died|passed away",
    "safety": r"safety|injur\w*|fire|smoke|hazard\w*|accident\w*|shock|burns?|recalls?|allerg\w*|dangerous|illness|contaminat\w*",
    "legal": r"legal|solicitors?|claims?|ombudsman|court|regulators?|liabilit\w*|litigation|data protection|gdpr|disputes?",
}
# Ways in which customers say what a team's row calls by one word.
_SAID_AS = {
    "fraud": r"fraud\w*|scam\w*|hacked|unauthori[sz]ed|identity theft|phish\w*|did(?:n't| not) (?:make|authori[sz]e)|don't recogni[sz]e|know nothing (?:about|of)|(?:some(?:one|body)|a stranger) (?:else )?(?:has |have |had )?(?:logged|broke|broken|got|used|opened|accessed|cloned|changed)|not made by me|suspicious (?:sign|log|payment|email|transaction)",
    "privacy": r"gdpr|subject access|personal data|my data|data breach|data protection|right to be forgotten|delete (?:all )?my (?:data|details)|privacy|cop(?:y|ies) of (?:my|all|our|his|her) (?:\w+ )?(?:records?|file|prescriptions?|notes|data|calls?|recordings?)",
    "press": r"journalist|reporter|newspaper|press (?:office|enquiry)|media enquiry|broadcast\w*|for publication",
    "trade": r"trade (?:account|price|discount|order|customer|terms)\w*|wholesale|bulk (?:order|discount|price|purchase)\w*|reseller|stockist|\bvat\b|purchase order|our (?:caf[eé]|restaurant|shop|bakery|hotel|school|office|business|company|practice|salon|garage|store|nursery|clinic|studio|pub)|for (?:my|our) (?:business|company|firm|staff|employees)",
    "vulnerable": r"disab\w+|wheelchair|dementia|vulnerab\w+|terminal\w*|mental health|suicid\w+|oxygen|dialysis|(?:is|am|aged|who is|now) (?:7[5-9]|8\d|9\d)\b(?! ?(?:%|p\b|per|pounds|miles|minutes))|(?:no|without) (?:heating|hot water)|housebound|power of attorney|carer|elderly|large print|braille",
    "debt": r"arrears|debt|bailiff|can(?:'t|not) (?:afford|pay)|struggling to pay|payment plan|financial (?:hardship|difficult\w+)|hardship|breathing space",
    "jobs": r"vacanc\w+|job application|my cv|apply for (?:a|the) (?:job|position|role)|recruitment|internship",
    "lost": r"lost property|handed in|left (?:my|a|an|our|his|her|the) .{2,60}\b(?:on|in|at|behind)\b|left behind|(?:have|has) (?:anyone|anybody|somebody|you) found",
    "groups": r"weddings?|getting married|reception for|(?:party|group|coach party|class) of \d+|\b(?:1[2-9]|[2-9]\d|\d{3}) (?:people|guests|children|pupils|students|of (?:us|them)|adults)|group (?:price|rate|booking|discount)|school (?:trip|party|group|visit)|hen (?:party|do)|stag (?:party|do)",
    "claims": r"\b(?:my|our|the|a|this) claim\b|claim (?:number|no|ref\w*|form)|claim [A-Z]{1,3}[-\d]|claim on my|burst pipe|(?:you|have|has) (?:only )?paid £?[\d,.]+ (?:of|out of)|write-off|excess",
    "accident": r"(?:ran|drove|crashed|backed|went|bumped) into (?:the (?:back|side|front)|my|our|us|me)\b|collision|broke(?:n)? down\b|rear-ended|car accident",
    "access": r"large print|braille|sign language|accessib\w+|screen reader|hearing loop",
}
_TOPIC_SIGNS = {
    "fraud": r"fraud|scams?|security|hack\w*|suspicious|unauthori[sz]ed|identity|did not make", "privacy": r"privacy|data protection|gdpr|personal data|subject access|data requests?|copies of records|records?",
    "press": r"press|media|journalis\w*", "trade": r"trade|wholesale|business|bulk|b2b|corporate|commercial|resellers?",
    "vulnerable": r"vulnerab\w*|elderly|disab\w+|\bill\b|no heating|medical|depend on|housebound|cannot leave home|extra (?:care|help|support)|priority services", "debt": r"debt|arrears|hardship|financial difficult\w*|payment difficult\w*|struggl\w+ to pay|cannot pay|can't pay|payment plans?|money worries|affordab\w*",
    "lost": r"lost property|left (?:on|behind|in)|lost items", "groups": r"weddings?|groups?|parties|events|school (?:visits|bookings)",
    "accident": r"collisions?|breakdowns?|crashes|road accidents?",
    "claims": r"^(?:making an? |new |open |and |all |your )*(?:claims?|new and open claims)(?: in progress| handling| team)?$",
    "jobs": r"jobs?(?: applications?)?|recruitment|careers|vacanc\w*|human resources", "access": r"accessib\w*|large print|braille",
}  # fmt: skip
_GRAVE_WORDS = {name: re.compile(rf"\b(?:{signs})\b", re.IGNORECASE) for name, signs in _GRAVE.items()}
_SAID = {name: re.compile(rf"\b(?:{signs})", re.IGNORECASE) for name, signs in _SAID_AS.items()}
_TOPIC = {name: re.compile(rf"\b(?:{signs})\b", re.IGNORECASE) for name, signs in _TOPIC_SIGNS.items()}
_GENERAL = re.compile(
    r"^(?:customer (?:service|services|care|support|help)|help ?desk|general enquiries|front desk|first line|contact centre)(?: team| desk)?$",
    re.I,
)
_WEAK = frozenset(
    stem(word)
    for word in [
        "account",
        "customer",
        "customers",
        "team",
        "question",
        "questions",
        "enquiry",
        "enquiries",
        "query",
        "request",
        "requests",
        "issue",
        "issues",
        "problem",
        "problems",
        "matter",
        "matters",
        "complaint",
        "complaints",
        "case",
        "cases",
        "letter",
        "letters",
        "general",
        "other",
        "anything",
        "everything",
        "help",
        "support",
        "service",
        "order",
        "orders",
        "product",
        "products",
        "item",
        "items",
        "price",
        "prices",
        "number",
        "numbers",
        "site",
        "new",
        "old",
        "early",
        "earlier",
        "answer",
    ]
)
_UNTELLING = frozenset(
    stem(word)
    for word in [
        "special",
        "specialist",
        "specialists",
        "technical",
        "family",
        "relations",
        "resolution",
        "resolutions",
        "customer",
        "data",
        "protection",
        "extra",
        "first",
        "priority",
        "quality",
        "office",
        "central",
        "national",
        "head",
        "services",
        "money",
        "worries",
        "care",
        "success",
        "people",
        "experience",
        "solutions",
        "product",
        "products",
        "digital",
    ]
)
# Cosine of MiniLM between a sentence and a topic, below which two matters only share a field: of 90 letters of 22
# trades none of the ordinary ones came over 0.44, and the letters that were for a team started at 0.48.
_SURE = 0.46


def find_handover(
    text: str,
    gravity: Gravity,
    policy: Policy,
    *,
    business: str | None = None,
    embed: Embed | None = None,
    thanks: bool = False,
    asks_only: bool = False,
) -> Handover | None:
    """The first team that fits, the grave matters first; None when the letter is the desk's own."""
    teams = [team for team in policy.teams if not _GENERAL.match(team.name.strip())]
    if not teams or thanks:
        return None
    if gravity in _GRAVE:
        pattern = _GRAVE_WORDS[gravity]
        scored = [
            (len(pattern.findall(_about(team))) + 2 * bool(pattern.search(team.name)), -place)
            for place, team in enumerate(teams)
        ]
        best = max(scored)
        if best[0] > 0:
            return _to(
                teams[-best[1]],
                {
                    "bereavement": "somebody has died",
                    "safety": "the letter tells of a danger",
                    "legal": "the letter raises a legal matter",
                }[gravity],
            )
    said = plain(text)
    stems = content_stems(said)
    ranked: list[tuple[float, int, str]] = []
    for place, team in enumerate(teams):
        score, topic = _by_words(team, said, stems, business, named=not asks_only)
        if score:
            ranked.append((score, -place, topic))
    if ranked:
        _, place, topic = max(ranked)
        return _to(teams[-place], f"it is about {topic}")
    return _by_meaning(teams, text, embed) if embed else None


def _about(team: Team) -> str:
    return ", ".join(team.handles) if isinstance(team.handles, tuple) else team.handles


def _topics(team: Team) -> list[str]:
    """The matters that a team handles, one by one; "lost, delayed or damaged baggage" lends its noun to each."""
    rows = team.handles if isinstance(team.handles, tuple) else re.split(r"[,;:.]|\band\b", team.handles)
    topics = [row.strip() for row in rows if row.strip()]
    for place in range(len(topics) - 2, -1, -1):
        if re.fullmatch(
            r"\w+(?:ed|lost|late|stolen|broken|missing|wrong)|lost|late|stolen|broken|missing|wrong",
            topics[place],
            re.I,
        ):
            topics[place] += " " + topics[place + 1].split()[-1]
    return topics


# Everyday words for one thing; each is known by the first.
_SAME_THING = {
    stem(other): stem(first)
    for first, others in {
        "baggage": "luggage suitcase bag bags holdall rucksack case", "flight": "plane flights", "job": "vacancy vacancies career careers cv",
        "parcel": "package delivery consignment", "bill": "invoice", "car": "vehicle van", "school": "college university", "website": "site app online",
        "engineer": "technician", "order": "purchase", "wedding": "marriage", "medicine": "medication prescription", "pet": "dog cat puppy kitten",
    }.items()
    for other in others.split()
}  # fmt: skip


def _things(stems: frozenset[str]) -> frozenset[str]:
    return stems | {_SAME_THING[word] for word in stems if word in _SAME_THING}


_MISHAP = re.compile(
    r"(?P<how>lost|missing|delayed|late|damaged|broken|stolen|cancelled) (?P<thing>[\w ]+)$", re.IGNORECASE
)
_LOST = r"\b(?:lost|missing|disappeared|where (?:is|are)|get (?:it|them) back|never (?:made|arrived|came|turned|appeared)|(?:not|n't) (?:arrive|arrived|come|turn|turned|on the))\b"
_MISHAPS = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "lost": _LOST, "missing": _LOST, "stolen": r"\b(?:stolen|theft|thief|took)\b", "cancelled": r"\bcancel\w*",
        "delayed": r"\b(?:late|delay\w*|hours? late|overdue)\b", "late": r"\b(?:late|delay\w*|overdue)\b",
        "damaged": r"\b(?:damag\w+|broke\w*|crack\w*|smash\w*|dent\w*|torn|ripped|bent|crush\w*)\b", "broken": r"\b(?:broke\w*|damag\w+|crack\w*|smash\w*)\b",
    }.items()
}  # fmt: skip


def _by_words(team: Team, said: str, stems: frozenset[str], business: str | None, *, named: bool) -> tuple[float, str]:
    best: tuple[float, str] = (0.0, "")
    stems = _things(stems)
    for topic in _topics(team):
        for concept, signs in _TOPIC.items():
            if signs.search(topic):
                found = _SAID[concept].search(said)
                if found or (concept == "trade" and business):
                    best = max(best, (2.0, topic))
        mishap = _MISHAP.match(topic)
        if mishap and content_stems(mishap["thing"]) <= stems and _MISHAPS[mishap["how"].lower()].search(said):
            best = max(best, (1.5, topic))
        wanted = content_stems(topic)
        strong = {word for word in wanted - _WEAK if not _is_grave(word)}
        if not strong:
            continue
        shared = strong & stems
        whole = shared == strong and (wanted <= stems or len(strong) > 1 or _in_a_phrase(topic, said))
        if whole or (len(shared) >= 2 and len(shared) >= 0.6 * len(strong)):
            best = max(best, (1.0 + 0.2 * len(shared), topic))
    name = content_stems(team.name) - _WEAK - _UNTELLING
    telling = name and not any(_is_grave(word) for word in name) and name <= content_stems(said)
    if named and best[0] == 0 and telling:
        best = (0.8, _topics(team)[0])
    return best


def _is_grave(word: str) -> bool:
    return any(signs.fullmatch(word) for signs in _GRAVE_WORDS.values())


def _in_a_phrase(topic: str, said: str) -> bool:
    """A topic of one strong word counts when the letter says that word twice, or all of the topic is that word."""
    strong = [word for word in words(topic) if stem(word) not in _WEAK and stem(word) in content_stems(topic)]
    return len(words(topic)) == 1 or sum(stem(word) == stem(strong[0]) for word in words(said)) > 1 if strong else False


def _by_meaning(teams: Sequence[Team], text: str, embed: Embed) -> Handover | None:
    parts = [plain(part).strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if len(part.split()) > 3][:12]
    topics = [
        (team, topic)
        for team in teams
        for topic in _topics(team)
        if (len(topic.split()) > 1 or len(topic) > 7) and not _GRAVE_WORDS["bereavement"].search(topic)
    ]
    if not parts or not topics:
        return None
    vectors = embed([*parts, *(topic for _, topic in topics)])
    likeness = (vectors[: len(parts)] @ vectors[len(parts) :].T).max(axis=0)
    place = int(likeness.argmax())
    if float(likeness[place]) < _SURE:
        return None
    team, topic = topics[place]
    return _to(team, f"it is about {topic}")


def _to(team: Team, why: str) -> Handover:
    return Handover(team=team.name, why=why, person=team.person, phone=team.phone)
