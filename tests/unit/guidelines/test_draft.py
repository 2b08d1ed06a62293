"""A draft is read into its parts with exact offsets, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidelines.draft import read_draft
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
