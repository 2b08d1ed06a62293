"""Measured sizes in English text: lengths, weights, volumes, data, temperatures, each in one unit of its kind (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from guidelines.numerals import NUMBER, number_value

# By kind: a unit's spellings, and what one of it is in the kind's first unit. Single letters are told by their case.
_KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "length": (
        ("millimet(?:re|er)s?|mm", "1"),
        ("centimet(?:re|er)s?|cms?", "10"),
        ("met(?:re|er)s?|(?-i:m)", "1000"),
        ("kilomet(?:re|er)s?|kms?", "1000000"),
        ('inch(?:es)?|ins?\\.|[″"]', "25.4"),
        ("feet|foot|ft", "304.8"),
        ("yards?|yds?", "914.4"),
        ("miles?", "1609344"),
    ),
    "mass": (
        ("micrograms?|mcg|µg|μg", "0.000001"),
        ("milligrams?|mg", "0.001"),
        ("grams?|grammes?|(?-i:g)", "1"),
        ("kilo(?:gram|gramme)?s?|kgs?", "1000"),
        ("tonnes?|tons?", "1000000"),
        ("ounces?|oz", "28.35"),
        ("pounds? in weight|lbs?", "453.6"),
        ("stones?(?= |$)", "6350"),
    ),
    "volume": (
        ("millilit(?:re|er)s?|ml", "1"),
        ("centilit(?:re|er)s?|cl", "10"),
        ("lit(?:re|er)s?|ltrs?|(?-i:[lL])", "1000"),
        ("pints?", "568"),
        ("gallons?", "4546"),
        ("teaspoons?|tsp", "5"),
        ("tablespoons?|tbsp", "15"),
        ("cubic met(?:re|er)s?|m³|m3", "1000000"),
    ),
    "area": (
        ("square met(?:re|er)s?|sq\\.? ?m(?:et(?:re|er)s?)?|m²|m2", "1"),
        ("square (?:feet|foot)|sq\\.? ?ft", "0.0929"),
        ("hectares?|ha", "10000"),
        ("acres?", "4047"),
    ),
    "time": (("seconds?|secs?", "1"),),
    "power": (("watts?|(?-i:W)", "1"), ("kilowatts?|kw", "1000")),
    "energy": (("watt[- ]hours?|wh", "1"), ("kilowatt[- ]hours?|kwh", "1000"), ("kcal|calories", "1.163")),
    "voltage": (("volts?|(?-i:V)", "1"),),
    "current": (("milliamps?|(?-i:mA)", "1"), ("amps?|amperes?|(?-i:A)(?= fuse|(?! [a-z]))", "1000")),
    "charge": (("(?-i:mAh)", "1"), ("(?-i:Ah)", "1000")),
    "frequency": (
        ("(?-i:Hz)|hertz", "1"),
        ("(?-i:kHz)", "1000"),
        ("(?-i:MHz)", "1000000"),
        ("(?-i:GHz)", "1000000000"),
    ),
    "temperature": (("°|degrees?(?: c| celsius| centigrade)?|°c|celsius", "1"),),
    "fahrenheit": (("°f|degrees? f(?:ahrenheit)?|fahrenheit", "1"),),
    "data": (
        ("(?-i:[kK]B)|kilobytes?", "1"),
        ("(?-i:MB)|megabytes?|(?-i:Mb)", "1000"),
        ("(?-i:GB)|gigabytes?|gigs?", "1000000"),
        ("(?-i:TB)|terabytes?", "1000000000"),
    ),
    "rate": (("mbps|mbit/s|mb/s|megabits?(?: a second| per second)?", "1"), ("gbps|gbit/s|gigabits?", "1000")),
    "speed": (("km/h|kph|kmh|kilomet(?:re|er)s an hour", "1"), ("mph|miles an hour|miles per hour", "1.609")),
    "pressure": (("(?:milli)bars?|bar", "1"), ("psi", "0.0689")),
    "light": (("lumens?|lm", "1"),),
    "colour of light": (("kelvin|(?-i:K)", "1"),),
    "loudness": (("decibels?|dba?", "1"),),
    "turning": (("rpm|revolutions", "1"),),
    "points of a picture": (("pixels?|px", "1"), ("megapixels?|mp", "1000000")),
}
_UNITS = [
    (kind, re.compile(spelling, re.IGNORECASE), Decimal(worth))
    for kind, rows in _KINDS.items()
    for spelling, worth in rows
]
_SPELLINGS = "|".join(sorted((spelling for rows in _KINDS.values() for spelling, _ in rows), key=len, reverse=True))
_FRACTION = r"(?:\d{1,3}[ -])?\d{1,2}/\d{1,2}|\d*[½¼¾⅓⅔⅛]"
_GLYPHS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅛": "0.125"}
_SIZE = rf"(?:{_FRACTION}|{NUMBER}|\bhalf an?\b|\bhalf a\b|\ban?\b)"
_MEASURE = re.compile(
    rf"(?<![\w£$€.,/])(?P<sign>[-−–]\s?(?=\d))?(?:(?P<low>{_FRACTION}|{NUMBER})(?P<join>\s?(?:to|and|or|by|x|×|–|—|-)\s?))?"
    rf"(?P<high>{_SIZE})[\s-]?(?P<unit>{_SPELLINGS})(?![\w°])(?!['’]s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A size in a text: what kind it is of, and its ends in the kind's first unit (one, or two of a range)."""

    start: int
    end: int
    text: str
    kind: str
    sizes: tuple[Decimal, ...]


def find_measures(text: str) -> Iterator[Measure]:
    """Every measured size in ``text``, in order: "5 mm", "2.4 litres", "180 by 95 cm", "half a litre"."""
    for match in _MEASURE.finditer(text):
        high = size_of(match["high"])
        unit = unit_of(match["unit"])
        if high is None or unit is None or (match["high"].lower() in {"a", "an"} and unit[0] != "volume"):
            continue
        low = size_of(match["low"]) if match["low"] else None
        sizes = tuple(size * unit[1] for size in (low, high) if size is not None)
        if match["sign"] and match["sign"].strip() in "-−":
            sizes = tuple(-size for size in sizes)
        yield Measure(*match.span(), match.group(), unit[0], sizes)


def unit_of(word: str) -> tuple[str, Decimal] | None:
    """The kind of a unit and its worth, by its spelling; None for what is no unit."""
    return next(((kind, worth) for kind, spelling, worth in _UNITS if spelling.fullmatch(word)), None)


def size_of(text: str) -> Decimal | None:
    """A number, a fraction ("1/2", "1 1/2", "½") or "half a"."""
    bare = text.strip().lower()
    if bare.startswith("half"):
        return Decimal("0.5")
    if bare and bare[-1] in _GLYPHS:
        return Decimal(bare[:-1] or 0) + Decimal(_GLYPHS[bare[-1]])
    if fraction := re.fullmatch(r"(?:(\d+)[ -])?(\d+)/(\d+)", bare):
        whole, part, of = fraction.groups()
        return Decimal(whole or 0) + Decimal(part) / Decimal(of) if int(of) else None
    return number_value(bare)
