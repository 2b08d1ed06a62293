"""The words by which zones are told apart, read once from ``zones.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class ZoneWords:
    quote_heads: re.Pattern[str]
    wrapped_head: re.Pattern[str]
    forward_heads: re.Pattern[str]
    header_field: re.Pattern[str]
    boilerplate: re.Pattern[str]
    sign_off: re.Pattern[str]
    salutation: re.Pattern[str]
    colleague_note: re.Pattern[str]


@cache
def zone_words() -> ZoneWords:
    """The compiled patterns; all without regard to case."""
    data = yaml.safe_load((Path(__file__).parent / "zones.yaml").read_text(encoding="utf-8"))

    def any_of(rows: list[str]) -> str:
        return "(?:" + "|".join(rows) + ")"

    ignore = re.IGNORECASE
    return ZoneWords(
        quote_heads=re.compile(any_of(data["quote_heads"]), ignore),
        wrapped_head=re.compile(
            r"(?:On|Am|Le|El|Il|Op|Den)\b.{6,200}(?:wrote|schrieb.*|a écrit|escribió|ha scritto|schreef):\s*", ignore
        ),
        forward_heads=re.compile(any_of(data["forward_heads"]), ignore),
        header_field=re.compile(data["header_fields"], ignore),
        boilerplate=re.compile(r"[*\s_]*" + any_of(data["boilerplate"]), ignore),
        sign_off=re.compile(any_of(data["sign_offs"]), ignore),
        salutation=re.compile(data["salutations"], ignore),
        colleague_note=re.compile(data["colleague_note"], ignore),
    )
