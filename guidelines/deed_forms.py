"""The forms in which a sentence tells a deed: perfect, past, passive, caused, sent off, and as a state (P22)."""

from __future__ import annotations

import re

from guidelines.promise_words import PEOPLE

_STRONG = (
    "refunded reimbursed repaid credited posted sent dispatched despatched shipped mailed emailed delivered "
    "cancelled closed stopped removed deleted booked arranged reserved ordered passed forwarded escalated referred "
    "reported raised repaired restored replaced exchanged tested inspected examined investigated corrected amended "
    "updated changed added applied waived approved authorised issued transferred paid processed made reset unlocked "
    "reinstated blocked entered registered recorded collected rescheduled rebooked switched moved signed checked "
    "reviewed traced merged saved printed called rang phoned telephoned spoke contacted asked informed notified told "
    "put handed read measured filmed fixed mended cleaned extended renewed upgraded installed set took popped "
    "slipped left baked wrapped labelled"
)
_ACTOR = (
    r"(?:\b(?:I|[Ww]e)\b|\b(?:[Oo]ne|[Ss]ome|[Tt]wo|[Bb]oth|[Aa]ll) of (?:the|our|my) \w+(?: \w+)?\b|\b(?i:customs|"
    r"housekeeping|reception|maintenance|accounts|billing|dispatch|security|engineering|finance|head office|support|"
    r"logistics|production|"
    r"management|somebody|someone|everybody|everyone)\b|\b(?:(?i:my|our|the|your|a|an|her|his|their|this|that)|[A-Z]\w+['’]s)\s+(?:[\w'’&-]+\s+){0,4}?(?i:"
    + PEOPLE
    + r")\b(?:\s+(?:in|from|"
    r"of|at)\s+(?:our|the)\s+(?:[\w'’&-]+\s*){1,3})?|\b(?:[A-Z][\w'’-]+\s+){0,3}[A-Z][\w'’-]+(?:\s+(?:in|from|of|"
    r"at)\s+(?:our|the)\s+(?:[\w'’&-]+\s*){1,3})?|\b(?:he|she|they|He|She|They|who)\b)"
)
ADVERB = (
    r"(?:(?:just|already|now|also|today|both|all|since(?: then)?|personally|duly|then|fully|finally|once(?: more)?|"
    r"again|this morning|this afternoon|this minute|immediately|carefully|thoroughly|yesterday|last night|"
    r"earlier(?: today)?|on \w+day|meanwhile|in the meantime|therefore|instead|first|even|myself|ourselves|of course|"
    r"for you|as (?:promised|agreed|you asked|arranged)|straight ?away|right away|at once|gone ahead and|"
    r"[a-z]+ly),?\s+)*"
)
PERFECT = re.compile(
    rf"(?P<actor>{_ACTOR})(?:\s+(?:have|has|had)|['’](?:ve|"
    rf"s)),?\s+{ADVERB}(?P<verb>[a-z]+(?:-[a-z]+)?)\b(?P<rest>(?:[^.;]|\.(?=\d))*)"
)
PAST = re.compile(
    rf"(?P<actor>{_ACTOR})\s+{ADVERB}(?P<verb>{'|'.join(sorted(_STRONG.split(), key=len, reverse=True))})\b"
    r"(?P<rest>(?:[^.;]|\.(?=\d))*)"
)
I_DID = re.compile(rf"(?P<actor>\bI)\s+{ADVERB}(?P<verb>[a-z]+ed)\b(?P<rest>(?:[^.;]|\.(?=\d))*)")
PASSIVE = re.compile(
    rf"(?P<actor>\b(?:your|the|an?|this|that|it|these|all|both|another|two|three|one|each|everything|"
    rf"[£$€]\s?\d)(?=\W|\d|\b)(?:(?!\b(?:when|that|which|what|who|how|because|as|if|after|before|since|until|once|"
    rf"than|where)\b)(?:[^.;,]|[.,](?=\d))){{0,60}}?)\s+(?:(?:has|have),?\s+{ADVERB}been|was|were)\s+{ADVERB}"
    r"(?P<verb>[a-z]+(?:-[a-z]+)?)\b(?P<rest>(?:[^.;]|\.(?=\d))*)",
    re.IGNORECASE,
)
STATE = re.compile(
    rf"(?P<actor>\b(?:your|the|an?|this|that|it|another|both|everything)\b[^.;,]{{0,40}}?)\s+(?:is|are)\s+(?:now|"
    rf"already|all)\s+{ADVERB}(?P<verb>booked|cancelled|closed|ordered|arranged|refunded|registered|changed|updated|"
    rf"corrected|posted|sent|dispatched|paid|stopped|switched|moved|reserved|entered|waived|"
    rf"approved)\b(?P<rest>(?:[^.;]|\.(?=\d))*)",
    re.IGNORECASE,
)
# "Our bakery has posted you another": any part of the house, with a thing of the customer's.
BY_A_PART = re.compile(
    rf"(?P<actor>\b(?:[Oo]ur|[Tt]he|[Mm]y|[Hh]er|[Hh]is|[Tt]heir|"
    rf"[A-Z]\w+['’]s)\s+(?:[\w'’&-]+\s+){{0,2}}?(?!should\b|would\b|could\b|may\b|might\b|must\b)[\w'’&-]+)\s+(?:has|"
    rf"have)\s+{ADVERB}"
    r"(?P<verb>[a-z]+(?:-[a-z]+)?)\b(?P<rest>\s+(?:and\s+\w+\s+)?(?:your|you|it|them|another|an? (?:new|second|"
    r"further|replacement))\b(?:[^.;]|\.(?=\d))*)"
)
# What no part of a house does, but what befalls: "the delay has cost you an evening".
BEFALLS = re.compile(
    r"(?:weather|rain|snow|frost|storm|strike|law|rules?|update|price|delay|fault|error|mistake|mix-?up|problem|"
    r"change|accident|fire|flood|wait|noise|heat|cold|wind|traffic|experience|trouble|damage|leak|letter|call|email|"
    r"bill)\b|cost|caus\w+|meant|spoil\w+|ruin\w+|delay\w+|disappoint\w+|upset|brought|become|proved|shown|reached|"
    r"helped|hit|affect\w+|damag\w+|confus\w+|troubl\w+|worri\w+|let|lost|surpris\w+|prevent\w+|forc\w+|rattl\w+|"
    r"frighten\w+|hurt|annoy\w+|misled|needed|wanted|liked|served|lasted",
    re.IGNORECASE,
)
CAUSED = re.compile(  # "I have had the sign replaced", "I've got Ana to release it"
    rf"(?P<actor>{_ACTOR})(?:\s+(?:have|has)|['’](?:ve|s))\s+{ADVERB}(?:had|got(?P<to>))\s+(?P<thing>(?:the|your|an?|"
    rf"it|this|that|"
    r"them|her|him|my|our|[A-Z]\w+)\b[^.;,]{0,40}?)\s+(?:(?P<verb>[a-z]+ed|sent|put|made|done|cut|paid|built)\b|"
    r"to (?P<base>[a-z]+)\b)(?P<rest>(?:[^.;]|\.(?=\d))*)"
)
HAS_IT_DONE = re.compile(  # "our workshop has your bicycle stripped and ready"
    rf"(?P<actor>{_ACTOR})(?:\s+(?:have|has)|['’]ve)\s+{ADVERB}(?P<thing>(?:the|your|it|them|this|another|everything|"
    rf"both|all)\b"
    r"(?:(?!\b(?:that|which|who|you|we|I)\b)[^.;,]){0,40}?)\s+(?P<verb>[a-z]+ed|sent|put|made|built|paid|"
    r"cut)\b(?P<rest>(?=\s*(?:$|[.,]|and\b|for you|ready|waiting|now|already|this (?:morning|afternoon)|today|at our|"
    r"in our|here))(?:[^.;]|\.(?=\d))*)"
)
DID = re.compile(rf"(?P<actor>{_ACTOR})\s+did\s+(?:indeed\s+)?(?P<verb>[a-z]+)\b(?P<rest>(?:[^.;]|\.(?=\d))*)")
WENT = re.compile(  # "your label went out this morning", "the bag is already in the post"
    r"(?P<actor>\b(?:your|the|an?|this|that|it|another|both|everything|all)\b(?:(?!\b(?:when|that|which|who|as|if|"
    r"because|where|is|was|before|until|since|after|once|should|would|can|will)\b)[^.;,]){0,50}?)\s+(?P<verb>went "
    r"(?:out|off|in the post|by (?:post|courier|van))|(?:has|have) (?:just |already |now )*(?:gone (?:out|off|back|"
    r"by|to)|left (?:us|here|our|the (?:warehouse|depot|workshop))|shipped|gone through|cleared|moved (?:to|up|back)|"
    r"come (?:in|back|through))|left (?:us|our)|(?:is|are) (?:now |already |both |all )*(?:in the post|on (?:its|"
    r"their|the) way|with the (?:courier|carrier)))\b(?P<rest>(?:[^.;]|\.(?=\d))*)",
    re.IGNORECASE,
)
ALSO = re.compile(
    rf"(?:,\s+|\s+)(?:and|then)\s+(?:have\s+|has\s+)?{ADVERB}(?P<verb>[a-z]+ed|spoken|spoke|sent|put|paid|written|"
    rf"wrote|told|taken|found|rang|rung|made|given)\b(?P<rest>[^.;,]*)|,\s+(?P<verb2>spoke|rang|telephoned|called|"
    rf"sent|posted|put|paid|asked|told|checked)\b(?P<rest2>[^.;,]*)",
    re.IGNORECASE,
)
