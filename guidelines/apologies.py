"""Apologies and what stands in for one: how a reply speaks of what went wrong, and what the letter says of it (P05)."""

from __future__ import annotations

import re

# An apology is said by us; "sorry for your loss" and "sorry that we no longer make it" admit nothing.
APOLOGY = re.compile(
    r"\b(?:(?:i|we)(?:['’]m| am|['’]re| are)? (?:\w+ ){0,3}(?:sorry|apologi[sz]e)|apologi(?:es|[sz]e|[sz]ing)|apology"
    r"|(?:so|very|truly|really|deeply|terribly) sorry|(?:i|we) (?:\w+ )?regret|forgive (?:us|me)|pardon (?:us|me)"
    r"|sorry)\b",
    re.I,
)
SYMPATHY = re.compile(
    r"\b(?:condolences|sorry for your (?:\w+ )?loss|sorry to (?:hear|learn|read) (?:of|about) (?:the |your )?"
    r"(?:\w+['’]s |\w+ )?(?:death|passing|loss|bereavement))\b",
    re.I,
)
# A reply that takes the problem seriously in other words than "sorry".
ACKNOWLEDGED = re.compile(
    r"\b(?:you (?:are|were) (?:quite |perfectly |absolutely )?right|our (?:fault|mistake|error|doing)"
    r"|we (?:got|did) (?:this|that|it) wrong|let you down|fell short|(?:should not|shouldn['’]t|ought not to|"
    r"should never)"
    r" have (?:happened|come|been|had)|(?:you have|with) (?:my|our) (?:\w+ )?sympath\w+|(?:we|i) owe you"
    r"|(?:not|nothing like|less than|hardly) (?:good enough|(?:the|what|how) .{0,40}(?:expect|want|standard|service|"
    r"deserve|"
    r"hope|like))|(?:deserve[sd]?|had every right|rightly|had reason|good reason) "
    r"|(?:is|are|was|were|must be|must have been|sounds?|be|been) (?:\w+ ){0,3}(?:a (?:\w+ )?(?:nuisance|pity|shame|"
    r"worry|shock|"
    r"blow|bother|disappointment)|hard|unpleasant|annoying|frustrating|disappointing|upsetting|worrying|distressing|"
    r"miserable|maddening|inconvenient|no (?:fun|joke|way))|what a (?:\w+ )?(?:nuisance|shame|pity|muddle|"
    r"disappointment|"
    r"shock|mess|bother)"
    r"|understand (?:how|why|that) .{0,60}(?:frustrat|disappoint|upset|annoy|concern|worr|angry|cross|inconvenien)\w*"
    r"|(?:see|understand) why you (?:are|were|feel|felt|wrote|would))\b",
    re.I,
)
# A reply that shows that nothing is wrong after all.
ALL_IS_WELL = re.compile(
    r"\b(?:(?:are|is|both|quite|perfectly|entirely|completely|absolutely) (?:harmless|normal|safe)|nothing (?:is|"
    r"was|has gone) "
    r"wrong|(?:does|do|did) no harm|neither (?:does|do) harm|no (?:fault|mistake|error) (?:here|of|in|on)|(?:is|was|"
    r"are|were) (?:in fact |"
    r"indeed |quite )?(?:correct|in order|as it should be|as (?:it|they) ought)|behaving as (?:it|they) (?:ought|"
    r"should)"
    r"|(?:reached|came to|came) us (?:by mistake|but)|by mistake: we)\b",
    re.I,
)
_WRONG = (
    r"(?:mistakes?|errors?|faults?|mix-up|failures?|failings?|problems?|poor service|inconvenience|trouble|upset|"
    r"distress|"
    r"confusion|muddle|oversight|bother|carelessness|blunder|shortcomings?)"
)
_OUR_DEED = (
    r"(?:charg|sent|send|lost|los|made|mak|broke|break|miss|fail|forg|overlook|delay|misled|mislead|gave|giv|kept|"
    r"keep|let|"
    r"caus|put|told|tell|got|gett|left|leav|did(?:n['’]t| not)|have not|haven['’]t|had not|sold|sell|took|tak|ignor|"
    r"cancel|damag|dropp|treat|bill|deliver|wast|neglect|mix|book|order|overcharg|spoil)\w*"
)
# What admits that the company did something wrong.
ADMISSION = re.compile(
    r"\b(?:(?:it|this|that) (?:is|was) (?:entirely |completely |clearly |all )?our (?:fault|mistake|error|doing)"
    r"|our (?:own )?(?:fault|mistake|error|oversight|blunder|carelessness|failure)|(?:we|i) (?:have )?(?:made (?:a|"
    r"an) (?:\w+ )?"
    r"(?:mistake|error)|got (?:this|it|that) (?:badly )?wrong|let you (?:badly )?down|failed you|were (?:wrong|"
    r"at fault|to blame))"
    rf"|sorry (?:for|about) (?:(?:all|any|our|the|this|that|my) )+(?:\w+ )?{_WRONG}"
    rf"|apologi[sz](?:e|ing|es) (?:\w+ ){{0,2}}for (?:(?:all|any|our|the|this|that|my) )+(?:\w+ )?{_WRONG}"
    rf"|apologies (?:\w+ )?for (?:(?:all|any|our|the|this|that|my) )+(?:\w+ )?{_WRONG}"
    rf"|(?:sorry|apologi[sz]e|regret)(?: \w+)?(?: that| because)? (?:we|our \w+|i|my colleague) (?:have |had |has |"
    rf"were |was )?"
    rf"(?:\w+ly )?{_OUR_DEED}|(?:sorry|apologi[sz]e|apologies)(?: \w+)? for (?:having |not having |{_OUR_DEED}ing\b)"
    r"|(?:should|ought) (?:not|never) (?:to )?have (?:happened|come to (?:this|that)))\b",
    re.I,
)
# "Sorry for the delay in answering" and "sorry that we no longer make it" are right in any letter.
NO_ADMISSION = re.compile(
    r"\b(?:(?:delay|wait) (?:in|before) (?:my|our|this|an|the|replying|answering|writing|getting|coming)|"
    r"late (?:reply|answer)|"
    r"not (?:writing|replying|answering|coming back|getting back)|(?:kept|keep|keeping|made|making|left|"
    r"leaving) you wait\w*|"
    r"tak\w+ (?:so|this) long to (?:reply|answer|write)|took us (?:so|this) long|not to (?:be able|have)|(?:we|"
    r"i) (?:cannot|can['’]t|"
    r"can not|could not|couldn['’]t|(?:no longer|don['’]t|do not|will not|won['’]t) \w+|are unable|am unable|"
    r"have no|have to)|"
    r"(?:to|must) (?:disappoint|say|tell|let you know))\b",
    re.I,
)
# What the letter says that the company did or failed to do: more than a thing that does not work.
COMPANYS_DOING = re.compile(
    r"\b(?:wrong(?:ly)?|incorrect\w*|not what (?:i|we) (?:ordered|asked|booked|paid)|instead of|mistake|muddle|"
    r"mix(?:ed)?[- ]up|"
    r"error on|late|delay\w*|still (?:waiting|not|no|nothing|hasn['’]t|haven['’]t)|(?:never|not|hasn['’]t|"
    r"haven['’]t|has not|have not) "
    r"(?:yet )?(?:arrived|come|turned up|received|been|had|heard)|not ready|no (?:sign|reply|answer|response|word|"
    r"apology|"
    r"explanation)|overdue|was due|(?:was|were|is) (?:supposed|meant|promised)|nobody|no[- ]one|ignored|unanswered|"
    r"on hold|"
    r"(?:charged|billed|debited|took|taken|paid)\b[^.!?]{0,30}\b(?:twice|again|too much|double|two payments|wrong)|"
    r"overcharg\w*|double charge\w*|"
    r"two charges|promised|assured|(?:arrived|came|delivered|turned up)\b[^.!?]{0,50}\b(?:broken|cracked|damaged|torn|"
    r"smashed|incomplete|missing|dented|scratched|leaking|empty|crack|hole)|missing|cancelled (?:my|our|the|without|"
    r"at)|"
    r"lost (?:my|our)|your (?:mistake|error|fault|muddle|incompetence|staff|driver|colleague)|rude\w*|unacceptable|"
    r"appalling|"
    r"disgrac\w+|disappoint\w+|complain\w*|let (?:me|us) down|fed up|filthy|dirty|freezing|(?:second|third|"
    r"fourth) time|"
    r"(?:wrote|written|rang|rung|called|emailed|asked)\b[^.!?]{0,20}\b(?:twice|three times|times|again)|fell (?:off|"
    r"apart))\b",
    re.I,
)
# What the case records as an error of ours.
RECORDED = re.compile(
    r"\b(?:errors?|mistakes?|wrong\w*|delay\w*|overcharg\w*|duplicate|twice|not (?:sent|entered|posted|delivered)|"
    r"incorrect\w*|"
    r"goodwill|apolog\w+|overlooked|misrouted|outage|our fault)\b",
    re.I,
)
# How a matter is put right: somebody acts, or the customer is shown what to do.
PUT_RIGHT = re.compile(
    r"\b(?:(?:i|we|you)(?:['’](?:ll|ve|m|re|d)| will| have| am| are| would| can| could| may)"
    r"|(?:has|have|will|is|are) (?:now |already |also )?(?:been|be|being)|please|here is|would you|enclosed|attached"
    r"|let me|if you|leaves?|reach(?:es)?|arrives?|comes?|goes|starts?|instead|replacement|refund|exchange|credit"
    r"|booked|moved|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|posted|sent|corrected|"
    r"on (?:its|their|the) way|cancelled|"
    r"collect\w*)\b",
    re.I,
)
# Courtesies that put nothing right.
COURTESY = re.compile(
    r"\b(?:(?:any|other|further|more) (?:questions?|queries|help|concerns?)|anything else|in touch|contact (?:us|me)|"
    r"hesitate|feel free|reach (?:us|me|our)|thank you|thanks for|(?:we|i) (?:\w+ )?(?:value|appreciate|hope|trust|"
    r"strive|take (?:this|"
    r"all|such|your|pride)|understand|realise)|your (?:feedback|comments|patience|understanding|custom)|"
    r"always (?:try|aim|strive)|"
    r"accept (?:my|our)|here to help|(?:write|reply|email|ring|call|phone|telephone)(?: to| back to)? (?:me|"
    r"us)\b.{0,80}\bif (?:any\w*|you (?:have|need)|there)|(?:i am|i['’]m|we are|we['’]re) (?:here|at|on) \S+@|"
    r"important to us)\b",
    re.I,
)
