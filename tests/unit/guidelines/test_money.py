"""Sums and percentages of English text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from guidelines.money import find_amounts, find_percents


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("£1,299.00", "1299", "GBP"),
        ("GBP 40", "40", "GBP"),
        ("40 pounds", "40", "GBP"),
        ("€12,50", "12.5", "EUR"),
        ("$5", "5", "USD"),
        ("80p", "0.8", "GBP"),
        ("five pounds fifty", "5.5", "GBP"),
        ("£2k", "2000", "GBP"),
        ("forty euros", "40", "EUR"),
        ("99 pence", "0.99", "GBP"),
    ],
)
def test_a_sum_is_read_with_its_currency(text: str, value: str, currency: str) -> None:
    (found,) = find_amounts(text)
    assert (found.value, found.currency, found.text) == (Decimal(value), currency, text)


@pytest.mark.parametrize(
    ("text", "value"), [("40 %", "40"), ("twenty per cent", "20"), ("half price", "50"), ("2.5%", "2.5")]
)
def test_a_percentage_is_read(text: str, value: str) -> None:
    (found,) = find_percents(text)
    assert found.value == Decimal(value)


@pytest.mark.parametrize("text", ["order 5512", "24 months", "version 2.5", "the euro zone", "12 W"])
def test_what_is_no_sum_is_left_alone(text: str) -> None:
    assert find_amounts(text) == ()
