"""The promise gate: what a draft commits to, and what policy, case and calendar say to it."""

from __future__ import annotations

from datetime import date

import pytest

from guidelines.commitments import find_promises
from guidelines.context import CaseFacts, Context, Fact, LetterContext
from guidelines.draft import read_draft
from guidelines.finding import Promise
from guidelines.policy import parse_policy

MONDAY = date(2026, 11, 23)
POLICY = parse_policy(
    """
company: {name: Calder Bikes, currency: GBP}
remedies:
  - {id: refund, what: refund of the price paid, also: [full refund, money back], within_days: 30, since: delivery, authority: agent, limit: {percent: 100}}
  - {id: exchange, what: exchange of a faulty item, also: [replacement, new one], condition: the item is faulty or damaged, authority: agent}
  - {id: voucher-small, what: goodwill voucher, also: [voucher, gift card, goodwill credit], limit: {amount: 15, currency: GBP}, authority: agent}
  - {id: voucher-large, what: goodwill voucher of a larger sum, also: [voucher], limit: {amount: 60, currency: GBP}, authority: supervisor}
  - {id: discount, what: discount on the next order, also: [money off], limit: {percent: 10}, authority: agent}
  - {id: comp, what: compensation for a late claim, also: [compensation], limit: {amount: 100, currency: GBP}, authority: Claims Team}
timescales:
  - {id: refund, what: refund to the card, also: [refund, money back], at_least: 5, at_most: 7, unit: working days, from: the day the return reaches us}
  - {id: deliver, what: delivery of a replacement, also: [replacement, parcel, order], at_least: 3, at_most: 5, unit: working days, from: dispatch}
  - {id: reply, what: a reply, also: [write to you, hear from us, update], at_most: 2, unit: working days, from: today}
  - {id: engineer, what: visit of an engineer, also: [engineer, technician], at_least: 2, at_most: 10, unit: days, from: today}
  - {id: callback, what: a call back, also: [call you, ring you], at_most: 24, unit: hours, from: today}
teams: [{name: Claims Team, handles: [claims]}]
never: [{promise: delivery on a Saturday, why: no carrier works on Saturday, also: [Saturday delivery]}]
"""
)
BROKEN = LetterContext(
    "My bike light arrived broken on 16 November. I want my money back. It was £40.", kind="complaint", fault=True
)
CASE = (BROKEN, CaseFacts((Fact("price paid", "£40"), Fact("delivered", "2026-11-16"))))
LATE = (LetterContext("I bought the lock in June. I do not like it."), CaseFacts((Fact("delivered", "2026-08-01"),)))
UNKNOWN = (LetterContext("I do not like the lock."), CaseFacts())
WORST = ("impossible", "contradicts", "needs_approval", "vague", "not_checked", "fine")


def promises(text: str, case: tuple[LetterContext, CaseFacts] = CASE, role: str = "agent") -> tuple[Promise, ...]:
    return find_promises(read_draft(text), Context(POLICY, MONDAY, case[0], facts=case[1], role=role))


VERDICTS = [
    ("We will refund you £40 by Friday.", CASE, "agent", "impossible"),
    ("We will refund you £40 within 5 to 7 working days.", CASE, "agent", "fine"),
    ("We will refund you £60 within 5 to 7 working days.", CASE, "agent", "impossible"),
    ("Your money will be with you tomorrow.", CASE, "agent", "impossible"),
    ("Your refund will reach your card within 6 working days.", CASE, "agent", "impossible"),
    ("Your refund will reach your card within 3 weeks.", CASE, "agent", "contradicts"),
    ("We will refund the £40 by Wednesday 2 December.", CASE, "agent", "fine"),
    ("We will refund you in full by 2 December.", LATE, "agent", "impossible"),
    ("We will refund you in full by 2 December.", UNKNOWN, "agent", "needs_approval"),
    ("We will send you a £40 voucher today.", CASE, "agent", "needs_approval"),
    ("We will send you a £40 voucher today.", CASE, "supervisor", "fine"),
    ("We will send you a £10 voucher today.", CASE, "agent", "fine"),
    ("We will send you a £90 voucher today.", CASE, "supervisor", "impossible"),
    ("I'm happy to offer you 10 % off your next order.", CASE, "agent", "fine"),
    ("I'm happy to offer you half price on your next order.", CASE, "agent", "impossible"),
    ("We will exchange the light, and the new one reaches you in 3 to 5 working days.", CASE, "agent", "fine"),
    ("A replacement will be with you within two days.", CASE, "agent", "impossible"),
    ("I will send you a new one and it will arrive on Saturday 28 November.", CASE, "agent", "impossible"),
    ("You will hear from us within 2 days.", CASE, "agent", "fine"),
    ("You will hear from us within a fortnight.", CASE, "agent", "contradicts"),
    ("I will write to you by Wednesday 25 November.", CASE, "agent", "fine"),
    ("I will write to you by Thursday 26 November.", CASE, "agent", "contradicts"),
    ("Our engineer will visit you tomorrow.", CASE, "agent", "impossible"),
    ("Our engineer will visit you on Friday 4 December.", CASE, "agent", "contradicts"),
    ("Our engineer will visit you on Thursday 3 December.", CASE, "agent", "fine"),
    ("I will ring you within 48 hours.", CASE, "agent", "contradicts"),
    ("I will ring you tomorrow.", CASE, "agent", "fine"),
    ("We will pay you £50 in compensation.", CASE, "agent", "needs_approval"),
    ("We will pay you £50 in compensation.", CASE, "Claims Team", "vague"),
    ("We will pay you £50 in compensation.", CASE, "supervisor", "needs_approval"),
    ("We will collect the light on Friday.", CASE, "agent", "not_checked"),
    ("I will get back to you as soon as I can.", CASE, "agent", "vague"),
    ("We will give you a free helmet.", CASE, "agent", "needs_approval"),
    ("If it still flickers, write to us and we will exchange it.", CASE, "agent", "fine"),
    ("I will call you by last Friday.", CASE, "agent", "impossible"),
    ("I will write to you by 20 November.", CASE, "agent", "impossible"),
    ("You will get Saturday delivery for this one.", CASE, "agent", "impossible"),
    ("Expect your refund tomorrow.", CASE, "agent", "impossible"),
    ("Your replacement is on its way.", CASE, "agent", "vague"),
    ("We will replace your light within 5 working days.", CASE, "agent", "fine"),
    ("We'll have the money back in your account by tomorrow.", CASE, "agent", "impossible"),
    ("You'll get a full refund within 24 hours.", CASE, "agent", "impossible"),
    ("I have asked for your refund to be made and it will reach you by Friday.", CASE, "agent", "impossible"),
    ("The courier will deliver it tomorrow.", CASE, "agent", "impossible"),
    ("We shall reimburse the whole £40.", CASE, "agent", "vague"),
]


@pytest.mark.parametrize(("text", "case", "role", "verdict"), VERDICTS)
def test_a_promise_gets_its_verdict(text: str, case: tuple[LetterContext, CaseFacts], role: str, verdict: str) -> None:
    found = promises(text, case, role)
    assert min((promise.verdict for promise in found), key=WORST.index) == verdict
    for promise in found:
        assert text[promise.start : promise.end] == promise.text


PROMISED = [
    "we will refund you £40 by Friday",
    "you will have it by Friday",
    "expect your money tomorrow",
    "It's been taken care of.",
    "A replacement is on its way.",
    "I'll personally make sure it reaches you.",
    "Your refund will be processed.",
    "Let me send you a new one.",
    "We're happy to offer a 20 % voucher.",
    "You'll hear from us within 2 days.",
    "If it still flickers, reply to this email and we will exchange the lamp.",
    "By Friday, our engineer will visit your home.",
    "Joan Peel in our Bereavement Team will write to you by Friday 4 December.",
    "She will write to you by Friday 4 December.",
    "I will write to you with their answer by Thursday 26 November.",
    'If you would like that, reply with "credit" and I will send you the label on the same day.',
    "there is nothing to pay, and a replacement reaches you in 3 to 5 working days.",
    "And yes: as it is late, the £4.95 postage comes back to the card that you used, 5 to 7 working days from today.",
    "Someone will be in touch at some point.",
    "We will look into it.",
    "I'll see what I can do.",
    "Our team is investigating this behavior and plan to address it in future work.",
    "They'll reply here as soon as they're available.",
    "Please keep the broken one, keep the new one, and take a third one on us.",
    "We will cover your legal costs, whatever they come to.",
    "Just tell us any amount you like and we will pay it.",
    "We will give you free shipping for life.",
    "A colleague should get round to your claim when things calm down.",
    "Although we currently don't have it, we'll be sure to forward your request to our content team.",
    "We would be happy to exchange it for a larger size at no cost to you.",
    "I will investigate the charge and call you on Tuesday.",
    "Our workshop is going to repair the hinge.",
    "You are entitled to a full refund.",
    "I am sending you a new charger today.",
    "We promise to deliver on Monday.",
    "The courier will collect the sofa on 30 November.",
    "We will credit your account with £15.",
    "You should receive your parcel tomorrow.",
    "Once we receive the shoes, we will refund the full price within 14 days.",
    "Your case will be reviewed by our claims team, who will call you on Monday.",
    "The update will be released in December.",
    "You can expect a call from our engineer on Monday.",
    "I will personally pay you £500 out of the till this afternoon.",
    "I can offer you a full refund.",
    "The missing screws are in the post.",
    "We shall waive the late fee.",
    "I'll get back to you shortly.",
    "Your new card will be with you in five working days.",
]


@pytest.mark.parametrize("text", PROMISED)
def test_a_commitment_is_seen_in_whatever_form(text: str) -> None:
    assert promises(text)


NOT_PROMISED = [
    "Refunds take 5 to 7 working days.",
    "Standard orders take three to five working days.",
    "I will be glad to help.",
    "Please let me know.",
    "I am here if anything is unclear.",
    "You will find the switch under the base.",
    "This will take about ten minutes.",
    "It will fit.",
    "We will never share your details.",
    "You will need a small screwdriver.",
    "You will see a green light.",
    "Will you send me a photo?",
    "Please send us an email and we will assist.",
    "Your guarantee covers the motor for two years.",
    "You ordered it on 3 May.",
    "The lamp will reset after five seconds.",
    "I will explain each point below.",
    "I will be happy to answer any other questions.",
    "It will be my pleasure to help you with any other question.",
    "You will not need to return it.",
    "You can return it within 30 days.",
    "I look forward to hearing from you.",
    "We will not charge you for it.",
    "Can you tell me which model you have?",
    "If you have any questions, we will be happy to help.",
    "You will be able to log in with your old password.",
    "I will take each of your questions in turn.",
    "The battery will last for ten hours.",
    "Thank you for your patience while we looked into this.",
    "I have refunded £24.99 to the card ending 4410, and your bank usually shows it within five working days.",
    "We're here to help.",
    "Our shop in Leeds opens at 9 am tomorrow if you would like to try one on.",
    "Most refunds reach the account in three to five working days, although some banks take longer.",
    "It sounds like we'll need to help you with account recovery.",
    "We'll be standing by so we can take a closer look!",
    "The claimant has 10 days to respond.",
    "You may not see those credits until your next invoice.",
    "We can confirm that your order left us on Monday.",
    "I can see that the refund was made on 18 November.",
    "Any attempt will start another 24-hour block on your account.",
    "The app will send you a notification when the wash is finished.",
    "You will get ten hours of light from a full charge.",
    "You should check the fuse first.",
    "This should solve the problem.",
    "The code will expire after ten minutes.",
]


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_facts_courtesy_questions_and_instructions_promise_nothing(text: str) -> None:
    assert promises(text) == ()


ABSOLUTE = [
    "This will never happen again.",
    "I guarantee that it will work.",
    "You will not have another problem with this phone.",
    "You can be 100 % certain that it is safe.",
    "We accept full liability for the damage.",
    "The insurer will approve your claim.",
    "We always deliver on time.",
    "Rest assured it won't recur.",
]


@pytest.mark.parametrize("text", ABSOLUTE)
def test_what_nobody_can_promise_is_impossible(text: str) -> None:
    assert [promise.verdict for promise in promises(text)] == ["impossible"]


def test_a_promise_tells_deadline_amount_and_condition() -> None:
    (promise,) = promises("If it still flickers, reply to this email and we will refund the £40 by 2 December.")
    assert (promise.deadline, promise.amount) == ("2026-12-02", "£40")
    assert promise.condition == "If it still flickers, reply to this email"


def test_a_relative_day_behind_a_condition_waits_for_it() -> None:
    (promise,) = promises("Once we have the light back, we will refund you within 7 working days.")
    assert promise.deadline is None
    assert promise.condition == "Once we have the light back"


def test_a_rewrite_puts_the_policys_own_time_in_the_place_of_the_promised_one() -> None:
    text = "Your money will be with you tomorrow."
    (promise,) = promises(text)
    assert promise.mark is not None
    start, end = promise.mark
    assert text[:start] + str(promise.rewrite) + text[end:] == "Your money will be with you in 5 to 7 working days."


def test_what_is_already_recorded_as_done_needs_no_approval() -> None:
    case = (BROKEN, CaseFacts(actions=("voucher of £40 sent on 2026-11-20",)))
    assert [
        promise.verdict for promise in promises("The £40 voucher will be sent to you by Wednesday 25 November.", case)
    ] != ["needs_approval"]


def test_quoted_words_promise_nothing() -> None:
    assert promises('You wrote that we said "we will refund you tomorrow", and I am sorry.') == ()


def test_a_date_that_the_case_gives_stands() -> None:
    case = (BROKEN, CaseFacts((Fact("expected", "24 November"),)))
    (promise,) = promises("Your parcel will arrive on Tuesday 24 November.", case)
    assert promise.verdict == "fine"
