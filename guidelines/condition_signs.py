"""How policies put the usual conditions of a remedy, and how letters and cases show that they are met (P10)."""

from __future__ import annotations

import re

_NOT = r"(?: not|n['’]t)"


def _any(text: str) -> re.Pattern[str]:
    """One pattern of many: alternatives stand on lines of their own, or between slashes; ~not is "not" or "n't"."""
    words = re.split(r"\s+/\s+|\s*\n\s*", text.strip().replace("~not", _NOT))
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


# In a condition: the small steps have been tried first. In a letter: they were.
TRIED = _any(r"""
    (?:have|has|did|does|do)~not (?:\w+ )?(?:cure|help|mend|solve|work|fix|repair|clear)\w*
    after (?:flushing|cleaning|resetting|the steps|trying) / (?:have|has|had|was|were) (?:\w+ )?(?:tried|followed|done)
    fail(?:s|ed)? / still / remains? / without success
""")
WAS_TRIED = _any(r"""
    tried / followed / again and again / no (?:good|difference|luck|joy|change) / in vain / still / without success
    nothing (?:helps?|helped|works?|worked|happens?) / (?:did|done) (?:it|that|all|everything|both|the|them)
    as (?:the|your) (?:guide|booklet|leaflet|manual|card|page|app|handbook)[\w ]* (?:says|suggests|asks)
""")

# In a condition: the mistake was ours. In the facts, the letter, the reply: that it was.
OUR_MISTAKE = _any(r"""
    (?:made|making) (?:a |an |the )?(?:mistake|error)s? / ours? / we caused / caused a delay / by mistake / in error
    mistakenly / let (?:the customer|them|somebody|a guest|a member|you) down / we (?:charged|sent|booked|took|billed)
    fell short / (?:service|line|site|system) was down / mistake / error
""")
OURS_BY_THE_CASE = _any(r"""
    ours? / we / wrong\w* / twice / by mistake / in error / mistake / error / late / delay\w* / forgot\w* / missed
    lost / overlooked / mis\w{4,} / failed / reception / warehouse / clerk / colleague / system / typ(?:ed|ing)
    not (?:\w+ )?(?:passed|entered|booked|sent|told|posted|recorded|updated|called|done|made) / no (?:call|answer|reply)
""")
OURS_BY_THE_LETTER = _any(r"""
    your (?:mistake|error|fault|muddle|mix-up|failure) / wrong\w* / twice / late / still waiting / again
    (?:nobody|no one) (?:\w+ )?(?:rang|called|wrote|answered|told|came|replied|telephoned)
    you (?:charged|billed|sent|promised|said|told|forgot|lost|took|missed|never|did ?n[o'’]t)
    never (?:came|arrived|happened) / (?:was|were|been) (?:told|promised) / second (?:time|email|letter)
    no (?:answer|reply|call)
""")
ADMITTED = _any(r"""
    (?:mistake|error|fault|delay|failing|oversight|muddle|mix-up|slip) (?:was|is|were|lies?) (?:\w+ ){0,4}(?:ours|mine)
    (?:mistake|error|fault|delay|reason) (?:lies?|lay|is|was) (?:with us|on our side|on us|our own)
    our (?:own )?(?:mistake|error|fault|doing|failing|oversight|slip|muddle|mix-up|failure) / what we got wrong
    (?:we|I) (?:got (?:it|this|that) wrong|were wrong|sent (?:you )?(?:the )?wrong|forgot|let you down|charged you)
    (?:we|I) (?:billed you|failed|put your|kept you|did not|didn['’]t) / ought to have
    should have (?:been|come|rung|called|written|told|begun|had|arrived|reached|started|telephoned)
""")

# Something is wrong with the thing itself.
FAULTY = _any(r"""
    fault\w* / defect\w* / broken / (?:does|do|did)~not work / not work\w* / stopped working / damaged? / cracked / torn
    malfunction\w*
""")
BROKE = _any(r"""
    fault\w* / defect\w* / brok\w+ / snapped / crack\w* / split / tor[en] / leak\w* / drip\w* / dead / damaged?
    smashed / (?:wo|does|did|do)~not (?:\w+ )?\w+ / shattered / dent\w* / bent / rocks? / wobbl\w+ / flicker\w*
    rust\w* / peel\w*
    (?:stopped|stops|no longer|not|never) (?:\w+ )?(?:work|open|start|clos|turn|charg|switch|heat|fit|hold)\w*
    blank / error \w+ / fail\w* / burnt / chipped / scratch\w* / faded / loose / stuck / jam\w* / spins? / cold
    in pieces / came (?:apart|off|away) / fell off / shrunk / holes? / stain\w* / nois\w+ / smell\w* / mould\w* / sour
    spoil\w*
""")

# Another thing came, or not all of it, or nothing.
WRONG_THING = _any(r"""
    wrong\w* / other than (?:\w+ )?ordered / not (?:what was )?ordered / incorrect / something (?:else|other) / missing
    incomplete / not at all / lost / never (?:came|arrived) / (?:did|has)~not (?:come|arrived?)
""")
GOT_WRONG = _any(r"""
    wrong\w* / instead / not what (?:I|we) (?:ordered|asked|bought) / (?:I|we) (?:had )?(?:ordered|asked for) / missing
    only (?:one|two|three|half) / incorrect / different / (?:has|have|had)~not (?:come|arrived|turned up) / lost
    never (?:came|arrived|turned up) / nothing (?:has )?(?:come|came|arrived) / you(?:['’]ve| have) sent / where is
""")

LATE = _any(r"late / delay\w* / overdue / not on time / longer than promised / missed / not right")
WAITED = _any(r"""
    late / delay\w* / overdue / waited / waiting / not (?:ready|here|come|arrived) / promised / weeks? / days / yet
    should have (?:come|arrived|been) / hasn['’]t / haven['’]t / never / missed / (?:was|were) told
    when (?:will|do|am)
""")

# The thing may still be sold, or taken back.
UNTOUCHED = _any(r"""
    un(?:used|opened|worn|damaged|touched|ridden) / sealed / in (?:its|their|the) (?:original )?(?:pack\w*|box)
    new condition / (?:good|working|saleable|resaleable) (?:order|condition) / like new / complete
""")
AS_NEW = _any(r"""
    un(?:used|opened|worn|damaged|touched|ridden) / sealed / never (?:been )?(?:used|opened|worn|out|unpacked|ridden)
    not (?:been )?(?:used|opened|worn|unpacked|ridden) / (?:have|has)~not (?:\w+ )?(?:used|opened|worn|unpacked)
    in (?:its|their|the) (?:\w+ )?(?:box|pack\w*|bag|wrapp\w+) / (?:like|as|good as) new / box(?:ed)? / perfect\w*
    (?:good|working|great) (?:order|condition|nick|shape) / works? / fine / immaculate
""")
TOUCHED = _any(r"(?<!un)opened / (?<!un)used / (?<!un)worn / washed / assembled / installed / ridden / fitted")
