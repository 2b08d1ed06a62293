"""A draft is read into its parts with exact offsets, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidelines.draft import read_draft
from guidelines.plain import as_plain
from guidelines.sentences import split_sentences

LETTER = """Dear Mrs Okafor,

I am sorry that your Heron flickers. You wrote "nobody ever answers", and I understand.

1. Slide the switch to B.
2. Wait approx. 5 minutes, e.g. with Dr. Osei.

Harbour & Mill
12 Mill Lane
Leeds
LS1 4AB

Kind regards,
Tom Aldous
Harbour & Mill

P.S. Your guarantee covers the pump.

On 3 May 2026, R. Okafor wrote:
> My lamp flickers
"""


def test_a_letter_is_read_into_greeting_sentences_closing_signature_and_quotations() -> None:
    draft = read_draft(LETTER)
    assert draft.greeting is not None
    assert draft.greeting.text == "Dear Mrs Okafor,"
    assert draft.closing is not None
    assert draft.closing.text == "Kind regards,"
    assert draft.signature is not None
    assert draft.signature.text == "Tom Aldous\nHarbour & Mill"
    assert [span.text for span in draft.sentences] == [
        "I am sorry that your Heron flickers.",
        'You wrote "nobody ever answers", and I understand.',
        "Slide the switch to B.",
        "Wait approx. 5 minutes, e.g. with Dr. Osei.",
        "Your guarantee covers the pump.",
    ]
    assert draft.quoted[0].text == '"nobody ever answers"'
    assert draft.quoted[-1].text.startswith("On 3 May 2026")
    assert draft.aside[0].text.startswith("Harbour & Mill\n12 Mill Lane")
    assert draft.whole


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We meet on Fri. 5 Dec. at 9 a.m. sharp. Bring it.", ["We meet on Fri. 5 Dec. at 9 a.m. sharp.", "Bring it."]),
        ("We close at 5 p.m. You can ring.", ["We close at 5 p.m.", "You can ring."]),
        ("It costs £24.99. That is all.", ["It costs £24.99.", "That is all."]),
        ("Mr. J. Lund of Mill Ltd. paid. Thanks.", ["Mr. J. Lund of Mill Ltd. paid.", "Thanks."]),
        ("Is it on? Yes! Good.", ["Is it on?", "Yes!", "Good."]),
        ("Thank you.We will write soon.", ["Thank you.", "We will write soon."]),
    ],
)
def test_abbreviations_and_amounts_do_not_end_a_sentence(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text, 0, len(text))] == sentences


def test_a_hard_wrapped_sentence_stays_one() -> None:
    text = "The next thing to look at is the small switch under the base, which\nis marked A and B and stands on A."
    assert len(read_draft(text).sentences) == 1


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "Hi Ann, thanks for reaching us!", "We cannot refund it", "🎉", "> only a quote"]
)
def test_a_fragment_is_no_whole_reply(text: str) -> None:
    assert not read_draft(text).whole


def parts_of(text: str, names: tuple[str, ...] = ()) -> tuple[str | None, list[str], str | None, str | None]:
    draft = read_draft(text, names)
    greeting, closing, signature = (part and part.text for part in (draft.greeting, draft.closing, draft.signature))
    return greeting, [sentence.text for sentence in draft.sentences], closing, signature


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ann,\r\n\r\nWe will write.\r\n\r\nKind regards,\r\nTom\r\n",
        "Dear Ann,\r\rWe will write.\r\rKind regards,\rTom",
        "Dear Ann,\u2028\u2028We will write.\u2028\u2028Kind regards,\u2028Tom",
        "\ufeffDear Ann,\n\xa0\nWe will write.\n\u200b\nKind regards,\nTom",
        "Dear Ann,\nWe will write.\nKind regards,\nTom",
        "\tDear Ann,\n\n\tWe will write.\n\n\tKind regards,\n\tTom",
        "<html><body><p>Dear Ann,</p><p>We will write.</p>\n<p>Kind regards,<br>Tom</p></body></html>",
        "<div>Dear Ann,</div><div>&nbsp;</div><div class='x'>We will write.</div><div>Kind regards,</div><div>Tom</div>",
        "To: ann@mill.example\nSubject: Your lamp\n\nDear Ann,\n\nWe will write.\n\nKind regards,\nTom",
    ],
    ids=[
        "CRLF",
        "CR",
        "U+2028",
        "other spaces",
        "no blank lines",
        "tabs",
        "HTML",
        "HTML of a mail program",
        "its head",
    ],
)
def test_a_letter_is_read_whatever_its_lines_are_made_of(text: str) -> None:
    assert parts_of(text) == ("Dear Ann,", ["We will write."], "Kind regards,", "Tom")


@pytest.mark.parametrize(
    "history",
    [
        "-----Original Message-----\nYou never answer.",
        "On 3 May 2026 at 10:02, Ann Lund\n<ann@mill.example> wrote:\nYou never answer.",
        "Begin forwarded message:\n\nYou never answer.",
        "From: Ann Lund <ann@mill.example>\nSent: 3 May 2026 10:02\nTo: Care\nSubject: Lamp\n\nYou never answer.",
        "**From:** Ann Lund\n**Date:** 3 May 2026\n\nYou never answer.",
        "________________________________\nFrom: Ann Lund\nYou never answer.",
        "Am 3. Mai 2026 um 10:02 schrieb Ann Lund:\nYou never answer.",
        "Le 3 mai 2026 à 10:02, Ann Lund a écrit :\nYou never answer.",
        "> You never answer.",
    ],
)
def test_what_the_customer_wrote_before_is_out_of_scope(history: str) -> None:
    draft = read_draft(f"Dear Ann,\n\nWe will write.\n\nKind regards,\nTom\n\n{history}")
    assert [sentence.text for sentence in draft.sentences] == ["We will write."]
    assert draft.signature is not None
    assert draft.signature.text == "Tom"
    assert draft.quoted[-1].text.endswith("You never answer.")


@pytest.mark.parametrize(
    ("below", "signature"),
    [
        ("Tom Aldous\nHarbour & Mill", "Tom Aldous\nHarbour & Mill"),
        ("- Tom", "- Tom"),
        (
            "-- \nTom Aldous, Harbour & Mill. We accept no liability.",
            "Tom Aldous, Harbour & Mill. We accept no liability.",
        ),
    ],
)
def test_a_name_below_signs_a_letter_without_a_closing(below: str, signature: str) -> None:
    assert parts_of(f"Dear Ann,\n\nWe will write.\n\n{below}", ("Tom",)) == (
        "Dear Ann,",
        ["We will write."],
        None,
        signature,
    )


def test_a_name_on_the_last_line_signs_too() -> None:
    assert parts_of("Dear Ann,\n\nWe will write.\nTom Aldous") == ("Dear Ann,", ["We will write."], None, "Tom Aldous")
    assert parts_of("We have three colours:\n- Red\n- Sea Green")[1] == ["We have three colours:", "Red", "Sea Green"]


@pytest.mark.parametrize(
    ("text", "sentences", "aside"),
    [
        ("Send it to:\nHarbour & Mill\n12 Mill Lane\nLeeds LS1 4AB\nWe pay.", ["Send it to:", "We pay."], 1),
        ("Send it here.\n\nHarbour & Mill, 12 Mill Lane, Leeds LS1 4AB\n\nWe pay.", ["Send it here.", "We pay."], 1),
        ("Returns\nAcme Inc\n400 Main Street\nSpringfield, IL 62704\n\nWe pay.", ["We pay."], 1),
        ("YOUR REFUND\n\nIt is on its way.\n\n## Next\n\nWe write.", ["It is on its way.", "We write."], 2),
        ("Delivery:\nIt comes on Friday.\n\n**Price:**\nIt is free.", ["It comes on Friday.", "It is free."], 2),
        ("<h2>Delivery to Leeds</h2><p>It comes on Friday.</p><ul><li>By van<li>By day</ul>",
         ["It comes on Friday.", "By van", "By day"], 1),
        ("We moved to 12 Mill Lane,\nLeeds LS1 4AB, and are open.", ["We moved to 12 Mill Lane,\nLeeds LS1 4AB, and are open."], 0),
        ("Not possible\n\nWe are sorry.", ["Not possible", "We are sorry."], 0),
    ],
)  # fmt: skip
def test_addresses_and_headings_are_no_sentences(text: str, sentences: list[str], aside: int) -> None:
    draft = read_draft(text)
    assert [sentence.text for sentence in draft.sentences] == sentences
    assert len(draft.aside) == aside


def test_a_letterhead_with_a_title_is_no_greeting() -> None:
    letter = "Harbour & Mill\n\nMrs R Okafor\n4 High Road\nYork YO1 7HH\n\nDear Mrs Okafor\n\nWe write.\n\nYours sincerely\n\nTom"
    assert parts_of(letter) == ("Dear Mrs Okafor", ["We write."], "Yours sincerely", "Tom")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["\r\n", "\r", "\n", " ", "<p>", "</li>", "<br/>", "&nbsp;", "\xa0", "a", "<name>", "İ", "😀"])
    )
)
def test_plain_text_keeps_every_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain = as_plain(text)
    assert len(plain) == len(text)
    assert all(one == other or not one.isalpha() for one, other in zip(plain, text, strict=True))
    assert [at for at, char in enumerate(text) if char == "a" and "<" not in text] == [
        at for at, char in enumerate(plain) if char == "a" and "<" not in text
    ]


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("abI .,!?\n\"'’“”>-*1()[]{}ÄЖم😀DearKindregads:"), max_size=200)
    | st.text(max_size=120)
)
def test_every_span_quotes_the_text_at_its_place(text: str) -> None:
    draft = read_draft(text, ("Tom",))
    spans = [*draft.sentences, *draft.quoted, *draft.aside]
    spans += [span for span in (draft.greeting, draft.closing, draft.signature) if span]
    assert all(text[span.start : span.end] == span.text for span in spans)
    ends = [span.end for span in draft.sentences]
    assert all(end <= span.start for end, span in zip(ends, draft.sentences[1:], strict=False))
