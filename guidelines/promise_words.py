"""The vocabulary of promising: who acts, how firmly, and which acts count as service to the customer (P12, P13)."""

from __future__ import annotations

import re

# Who acts for a company, by trade or by place; promises and claims of deeds read the same list.
PEOPLE = (
    r"team|department|engineers?|technicians?|colleagues?|managers?|supervisors?|specialists?|advis[eo]rs?|office|"
    r"warehouse|workshop|couriers?|carriers?|drivers?|bank|insurers?|suppliers?|manufacturer|maker|staff|agents?|"
    r"experts?|partners?|developers?|plumbers?|surveyors?|underwriters?|assessors?|pharmacists?|buyers?|branch|store|"
    r"shop|head office|depot|kitchen|garage|dealer|fitters?|installers?|inspectors?|handlers?|desk|crew|directors?|"
    r"people|post office|surgery|lab|laboratory|landlord|maintenance|reception|housekeeping|provider|airline|hotel|"
    r"keepers?|cleaners?|nurses?|doctors?|vets?|dentists?|opticians?|teachers?|tutors?|instructors?|trainers?|"
    r"coach(?:es)?|cooks?|chefs?|bakers?|guides?|gardeners?|porters?|clerks?|cashiers?|tailors?|dressmakers?|"
    r"framers?|jewellers?|joiners?|carpenters?|electricians?|mechanics?|receptionists?|librarians?|curators?|"
    r"secretary|treasurer|accountants?|solicitors?|owners?|planners?|editors?|translators?|operators?|packers?|"
    r"pickers?|post(?:man|woman)|captain|stewards?|guards?|wardens?|officers?|caretakers?|groundsm[ae]n|stylists?|"
    r"beauticians?|therapists?|upholsterers?|decorators?|painters?|roofers?|glaziers?|locksmiths?|removers?|"
    r"restorers?|growers?|tuners?|tree surgeons?|conductors?|crews|press|lifeguards?|volunteers?|coordinators?|"
    r"organi[sz]ers?"
)
AGENT = re.compile(
    rf"(?i:\b(?:(?:one|some|a member|members) of )?(?:our|my|the|a|an|another|their|"
    rf"your)\s+(?:[\w'’&-]+\s+){{0,4}}?(?:{PEOPLE})\b(?:\s+(?:in|from|at|of)\s+(?:[\w'’&-]+\s*){{1,4}})?)"
    r"|(?i:\b(?:someone|somebody|anyone)\b(?:\s+(?:in|from|at|of)\s+(?:[\w'’&-]+\s*){1,5})?)|(?i:\b(?:they|he|she|"
    r"who)\b)|(?:\b[A-Z][\w'’-]+\s+){0,3}\b[A-Z][\w'’-]+(?:\s+(?:in|from|at|of)\s+(?:our|"
    r"the)\s+(?:[\w'’&-]+\s*){1,4})?\s*,?\s*$"
)
OUTSIDE = re.compile(
    r"\b(courier|carrier|driver|bank|building society|card (?:issuer|company|provider)|insurer|supplier|manufacturer|"
    r"royal mail|post office|dpd|ups|fedex|dhl|hermes|evri|yodel|airline|hotel|landlord|council|ombudsman|regulator|"
    r"court|maker|network|depot|paypal)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"(?:^|[\s,(])(?:I|we|We)(?:\s+(?:both|all|ourselves|myself))?\s*$")
SUBORDINATE = re.compile(r"\b(?:what|how|why|whether|where|whichever|the way)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)

_BE = r"(?:am|are|is|['’]m|['’]re|['’]s)"
_GLAD = (
    r"(?:(?:very|more than|only too|also|quite|always|absolutely)\s+)?(?:happy|glad|pleased|delighted|able|prepared|"
    r"willing|ready|authorised)"
)
MODAL = re.compile(
    rf"(?P<hedge>\b(?:(?:will|would|['’]ll)\s+(?:try|endeavour|aim|hope|do (?:my|our|their) (?:very )?best)\s+to|"
    rf"(?:hope|aim|plan|plans|intend|intends|expect|expects|try|trying)\s+to|might|may|should|could)\b|"
    rf"['’]ll try to\b)|(?P<offer>\bcan\b|{_BE}\s+{_GLAD}\s+to\b|\b(?:would|['’]d)\s+(?:also\s+)?be\s+{_GLAD}\s+to\b|"
    rf"['’]d\s+be\s+{_GLAD}\s+to\b|\b(?:would|['’]d)\s+(?:also\s+|very much\s+)?(?:like|love)\s+to\b|"
    rf"['’]d\s+(?:also\s+)?(?:like|love)\s+to\b)|(?P<firm>\b(?:will|shall)\b|['’]ll\b|\b(?:am|are|is)\s+(?:going|"
    rf"about|due|set|scheduled|booked|expected)\s+to\b|['’](?:m|re|s)\s+going\s+to\b"
    r"|\b(?:promise|undertake|commit|guarantee|pledge|agree)s?\s+(?:you\s+)?(?:to\b|that\s+(?:I|we|you|it|"
    r"your \w+)\s+(?:will|shall|can)\b|(?:I|we|you|it)['’]ll\b))",
    re.IGNORECASE,
)
LET_ME = re.compile(r"(?:^|[\s,])(?:let|allow)\s+(?:me|us)\s+(?:to\s+)?(?=(?:\w+))", re.IGNORECASE)
ADVERBS = re.compile(
    r"\s*,?\s*(?:(?P<negative>not|never|no longer|n['’]t)|also|then|now|personally|certainly|definitely|gladly|"
    r"happily|of course|ourselves|myself|both|all|each|still|always|only|immediately|just|again|directly|promptly|"
    r"naturally|first|instead|next|once more|therefore|in turn|in the meantime|meanwhile|probably|hopefully|usually|"
    r"normally|soon|shortly|today|tomorrow|straight ?away|right away|(?!reply|apply|supply|rely|"
    r"comply)[a-z]+ly)\b\s*,?",
    re.IGNORECASE,
)

# Acts that count, by the beginning of what follows the modal. Courtesy and talk about the letter itself do not.
ACT_ONLY = (
    r"writ(?:e|ing)\b|repl(?:y|ying)\b(?! to this)|respond|answer(?:ing)? (?:you|your (?:letter|email|complaint|"
    r"claim))|email|call(?:ing)? (?!for|it|on)|ring(?:ing)?\b|phon|telephon|text (?:you|\w+ you)|contact|updat|"
    r"confirm|let (?:you|him|her|them) know|inform|notif|tell you (?:as|by|when|once|what (?:we|they|he|she) (?:find|"
    r"found|decide))|get(?:ting)? (?:back (?:to|in touch)|in (?:touch|contact)|hold|round)|come back to|"
    r"coming back to|reach(?:ing)? out|follow(?:ing)? (?:this |it |that )?up|be in touch|be (?:back )?in contact|"
    r"check|investigat|look(?:ing)? (?:into|further|at (?:this|it|your (?:case|claim|complaint|account|order))|"
    r"after)|review|examin|inspect|ask(?:ing)? (?!you (?:to|for|a|some|which|what|how))|speak(?:ing)? (?:to|with)|"
    r"rais|escalat|pass(?:ing)? (?:it|this|that|your|on|the)|forward|chas|monitor|keep(?:ing)? (?:you|him|"
    r"her) (?:informed|updated|posted|up to date|in the loop)|find(?:ing)? out|get to the bottom|report(?:ing)? back|"
    r"discuss|consult|assess|trac(?:e|ing)|verify|see (?:what|if|whether|to (?:it|the|your|this|that|everything))|"
    r"work(?:ing)? on|address|attend to|hear (?:back|from)|be hearing|decid"
)
PROVIDE = (
    r"refund|reimburs|repa(?:y|id)|replac|exchang|swap|repair|fix|mend|correct|send|post(?:ing)?\b|dispatch|despatch|"
    r"deliver|ship|collect|pick(?:ing)? (?:it|them|this|that|your|the|up)|arrang|book|schedul|organis|organiz|credit|"
    r"pay(?:ing)?\b|transfer|issu|process|cancel|clos(?:e|ing) (?:your|the|this)|remov|waiv|amend|adjust|"
    r"add(?:ing)? (?:£|€|\$|a credit|an extra|extra|\d)|apply(?:ing)? (?:a|the|£|\d|your)|upgrad|extend|offer|"
    r"lend(?:ing)? |giv(?:e|ing) (?:you )?(?!(?:the |some |more |further |a (?:full |clear )?)?(?:steps|information|"
    r"details|instructions|idea|example|reason|explanation|overview|feedback))|provid(?:e|"
    r"ing) (?:you with )?(?!(?:the |some |more |further |any |as )?(?:steps|information|details|instructions|much))|"
    r"compensat|match (?:the|that|their)|reserv|hold (?:it|the|one|your)|put (?:it|this|that|things|you|a|another|an|"
    r"the) |resolv|sort|deal(?:ing)? with|tak(?:e|ing) (?:care of|it up|this up|over|(?:it|this|the matter|"
    r"your case) (?:up|over|on|further)|(?:£|€|\$|\d)|(?:a|the) \w+ off)|handl|honou?r|restor|reinstat|unlock|"
    r"reactivat|install|releas|launch|have (?:the|your) (?:money|refund|parcel|replacement|order|account)|have (?:it|"
    r"this|that|them|everything|the \w+|your \w+(?: \w+)?) (?:\w+ )?(?:\w+ed|built|sent|made|done|ready|back|out|"
    r"paid)\b|get (?:it|them|this|that|your \w+|the \w+|a \w+) (?:to you|back|out|sorted|fixed|replaced|repaired|"
    r"delivered|refunded)|cover (?:whatever|everything|the|your|any|all|these|those)|return(?:ing)? (?:the|your|it|"
    r"any)|bring|knock|deduct|write off|make (?:sure|certain|it right|it up|good|an exception|amends)|mak(?:e|"
    r"ing) (?:a|the|your) (?:refund|payment|correction|booking|appointment|change)|ensur|do (?:what(?:ever)?|"
    r"everything|all|our (?:very )?best|my (?:very )?best)|re-?order|re-?send|re-?issue|treat you|throw in|"
    r"include (?:a|an|£)|visit|meet the|double|rectif"
)
ACTS = re.compile(rf"(?P<act>{ACT_ONLY})|(?P<provide>{PROVIDE})", re.IGNORECASE)
ALSO_PROVIDES = re.compile(
    r"\b(?:and|or|then)\s+(?:also\s+|then\s+)?(?=(?:refund|reimburs|replac|exchang|credit|send|pay|waiv|issue|arrang|"
    r"compensat|give|offer|post|repair|collect)\w*\b)",
    re.IGNORECASE,
)

# What is granted by a thing's fate: "your refund will be processed", "it will reach you".
ARRIVAL = re.compile(
    r"arriv|reach|com|land|show|appear|hit\b|be (?:with you|delivered|back|there|here|home|at your|on your|"
    r"in your (?!inbox|mail))",
    re.IGNORECASE,
)
FATE = re.compile(
    r"(?:(?:be|been|being|get|is|are)\s+(?:\w+ly\s+|also\s+|fully\s+)*(?:refunded|reimbursed|repaid|processed|sent|"
    r"dispatched|despatched|delivered|shipped|posted|collected|picked up|credited|paid|returned to (?:you|your)|"
    r"replaced|repaired|exchanged|fixed|mended|resolved|sorted|corrected|settled|cancelled|reviewed|investigated|"
    r"looked into|contacted|called|issued|transferred|waived|written off|reinstated|reactivated|completed|released|"
    r"launched|rolled out|available (?:again|by|from|in|on)|back (?:in|on|with|by)|ready\b|with you|on (?:its|their|"
    r"the) way|in touch|yours|(?:done|finished|over|carried out|fitted|installed|built|printed|cut|through)(?= (?:by|"
    r"within|before|on|in|today|tomorrow|this|next)\b)|handled|dealt with|addressed|escalated|approved|arranged|"
    r"emailed to|upgraded|extended|compensated|in the post|made (?:by|within|to|on)|added to your|applied to your|"
    r"taken care of|put right|passed)|arriv(?:e|es|ing)\b|reach(?:es)? (?:you|your|us)|com(?:e|es|"
    r"ing) (?:back )?(?:to|by|within|on|in the post)|land\b|(?:show|appear) (?:up )?(?:on|in) (?:your|"
    r"the) (?:\w+ )?(?:account|card|statement|bank|bill|app)|(?:show|appear) (?:up )?(?:by|within|before|tomorrow|"
    r"today|no later)|go(?:es)? (?:out|back)|leave (?:us|our)|follow\b (?:by|within|in|on|to|under)|turns? up|"
    r"hit (?:your|the)\b|be (?:at|on|in) your (?:door|doorstep|hands?|pocket|mat|letter ?box|table|home|account|card|"
    r"bank|statement)|be (?:there|here|home|waiting|working|running|live|restored|lifted|reversed|decided|granted|"
    r"released|unlocked|signed|paid)\b|clear\b|return to (?:your|the) (?:\w+ )?(?:account|card)|take place)",
    re.IGNORECASE,
)
GOODS = re.compile(
    r"\b(refunds?|money|payment|credit|reimbursement|postage|replacement\w*|parcel|orders?|deliver\w*|items?|package|"
    r"goods|engineer|technician|voucher|gift card|label|letter|email|reply|response|answer|confirmation|update|"
    r"cheque|part|parts|invoice|statement|compensation|discount|repair|collection|appointment|refund|call|callback|"
    r"card|ticket|tickets|certificate|copy|new (?:one|\w+)|it|them|everything|decision|report|findings|documents?|"
    r"form|code|pack|kit|sample|set|box|balance|amount|sum|£[\d.,]+|exchange)\b",
    re.IGNORECASE,
)
RECEIVE = re.compile(
    r"(?:(?P<sure>receive|hear (?:(?:back|something|more|again|news) )?(?:from|about|of|back|by|within|before|"
    r"no later|in|on|at|tomorrow|today|next|whether|if|when|once|shortly|soon|eventually)|be (?:refunded|reimbursed|"
    r"contacted|called|phoned|credited|paid|compensated|sent|given|rung|repaid|receiving|hearing|getting|notified|"
    r"updated|informed))|(?P<loose>get|have|see|be getting|be seeing|expect|look forward to|be (?:holding|wearing|"
    r"using|watching|driving|riding|playing)))\b",
    re.IGNORECASE,
)
TALK_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|whether|why|how|request for|claim for|instead of|rather than|without|not|"
    r"no)\s+(?:\w+\s+){0,3}?(?:refund|replacement|exchange|discount|voucher|compensation|repair|credit|delivery|"
    r"charge|upgrade)\w*|\b(?:refund|replacement|exchange|warranty|compensation|repair|credit|discount|upgrade|gift|"
    r"return|returns|cancellation)\s+(?:requests?|claims?|enquir\w+|applications?|polic\w+|departments?|teams?|"
    r"quer\w+|forms?|status|options?|process|period|terms|cards? (?:number|balance)|reference|scheme|plan)\b",
    re.IGNORECASE,
)
CERTAIN = re.compile(
    r"\b(?:definitely|certainly|absolutely|without (?:a )?doubt|for certain|for sure|guaranteed?|without fail|"
    r"no matter what|100 ?%|promise)\b",
    re.IGNORECASE,
)
EXPECTED = re.compile(
    r"\b(?:expects?|expected|usually|normally|typically|on average|most|generally|should|estimated?|about|around|"
    r"up to|aims?|hopes?|as a rule|in most cases)\b",
    re.IGNORECASE,
)
_IF = (
    r"if|once|as soon as|when(?:ever)?|should (?!we\b|I\b)\w+|unless|provided|in case|in the event|as long as|"
    r"so long as|assuming|on condition|where (?:a|an|the|this|that|it|you)|after (?:you|we|that|it|the)|until"
)
CONDITION_AHEAD = re.compile(
    rf"^\s*(?:(?:and|but|so|then|also|otherwise|please)\s*,?\s+)?(?P<condition>(?:{_IF})\b[^,;]*)(?:,|;|\bthen\b)",
    re.IGNORECASE,
)
BARE_CONDITION = re.compile(
    r"\s*(?:(?:and|but|so)\s+)?(?:if|once|as soon as|when|unless|provided|in case|should|as long as|where)\b",
    re.IGNORECASE,
)
CONDITION_BEHIND = re.compile(
    r"[\s,]+(?P<condition>(?:if|once (?!there is (?:any |some |more )?(?:news|something|word|an update))|"
    r"as soon as (?!possible|practicable|(?:we|i|they|he|she)(?:['’](?:re|m|s))? (?:can|are able|am able|is able|"
    r"possibly|able|available|are available|have|hear|know))|when(?:ever)? (?:(?:you|it|the|your)\b|(?:we|they|he|"
    r"she) (?!(?:can|get|are ready|have time|are able|do)\b))|unless|provided(?: that)?|in case|should (?:you|it|the|"
    r"that|this)|before (?:the|your|it|that|we|you (?!know\b))|subject to|as long as|so long as|in the event|(?:of|"
    r"after|from|on) (?:receiving|receipt|your (?:reply|return|confirmation))|(?:after|from|"
    r"of) (?:the day )?(?:that |on which )?(?:you|we) (?:let|tell|reply|write|have|agree|confirm|send|call|"
    r"ring))\b.*)$",
    re.IGNORECASE,
)
# A time that is all but here.
NEAR = (
    r"\b(?:right now|at once|now(?= and|$)|this (?:very )?(?:minute|second|instant|moment|afternoon|evening|day)|"
    r"today(?!['’]s)|tonight|tomorrow|overnight|the (?:minute|second|moment|instant) (?:you|i|we|it)|(?:within|"
    r"in) (?:the hour|an hour|half an hour|(?:a (?:few|couple of)|the next few) (?:hours|minutes|seconds)|(?:\d+|"
    r"[a-z]+) (?:minutes?|mins?|seconds?|secs?))|(?:\d+|[a-z]+) (?:minutes|seconds|mins) from now|"
    r"by (?:lunch(?:time)?|noon|midday|tea-?time|dinner(?:time)?|breakfast|bedtime|midnight|the morning|"
    r"close of business|tonight|tomorrow)|before (?:lunch|dinner|noon|midnight|you (?:go|wake|sleep)|bed(?:time)?|"
    r"breakfast|tonight)|in the morning|when you wake up|next time you blink|(?:the )?(?:same|very) day|"
    r"the day after tomorrow|before (?:your|the) (?:tea|coffee|kettle|dinner|lunch|supper|film|match|toast|egg|ink|"
    r"sun|day)\b|by the time you\b|(?:faster|quicker|sooner) than you\b|while you (?:wait|sleep|are at work|"
    r"read this)|over (?:lunch|dinner|breakfast|supper)|(?:at|by) (?:dawn|dusk|daybreak|supper|sunrise|sunset)|"
    r"for supper tonight|at \w+ (?:o['’]clock )?(?:sharp|on the dot)|on the dot|before you (?:can|could) say \w+|"
    r"before you know it|in (?:a blink|the time it takes|the blink of an eye|a flash|a jiffy|a heartbeat|a trice|"
    r"no time)|(?:till|until) (?:tonight|tomorrow|noon)|at (?:exactly )?\d{1,2}[:.]\d\d|at exactly \w+|"
    r"first thing)(?:\b|(?<=\d))"
)
IMPERATIVE = re.compile(
    r"^\s*(?:(?:for|with|about|on|from|in) [^,]{2,70},\s*)?(?:(?:so|then|and|just|simply|alternatively|otherwise|"
    r"please|kindly|do|or)\s*,?\s+)*(?:please\s+)?(?:reply|send|let|email|call|ring|phone|contact|tell|return|post|"
    r"use|share|give|message|dm|chat|follow|provide|write|get in touch|fill|complete|answer|confirm|say|choose|pick|"
    r"click|visit|bring|drop|attach|quote|sign|pop|put|keep|pack|leave|ask|enter|go|open|upload|take|forward|report|"
    r"show)\b",
    re.IGNORECASE,
)
