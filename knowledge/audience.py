"""For whom a document was written: customers, or only the people who answer them (P07, P21)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Literal

Audience = Literal["public", "internal"]

_INSIDE = frozenset(
    ["internal", "staff", "agents", "agent", "employees", "colleagues", "team", "private", "confidential"]
)
_OUTSIDE = frozenset(["public", "customer", "customers", "everyone", "external", "all", "website"])
_NAME = re.compile(r"(?:^|[\s/_.-])(?:internal|staff[\s_-]?only|agents?[\s_-]?only|confidential)(?=$|[\s/_.-])", re.I)
_TITLE = re.compile(
    r"^\W*internal\b(?!\s+(?:doors?|walls?|storage|memory|drives?|parts?|filters?|dimensions?|diameter|tanks?|batter|"
    r"lights?|transfers?|flights?|clean|compartments?|frames?|pump|volume|size|height|width|depth|medicine|dispute))"
    r"|[(\[]\s*internal\b[^)\]]*[)\]]|[:–—|-]\s*internal(?: use)?(?: only)?\W*$"
    r"|\b(?:staff|agents?|employees|team) only\b",
    re.I,
)
_LINE = re.compile(
    r"^\W*(?:(?:strictly |for )?internal(?: use)?(?: only)?|(?:company |strictly )?confidential|staff only|agents only|"
    r"(?:for )?(?:our )?(?:staff|agents|employees|colleagues|internal use|customer[- ]service staff)(?: use)? only)"
    r"\s*(?:[-–—:.!,;/|(]|$)"
    r"|\bnot (?:meant |intended )?(?:for|to be (?:shown|sent|given|passed on) to) (?:our )?(?:customers|the public|"
    r"guests|clients|members|patients|passengers|policyholders|tenants|publication)\b"
    r"(?! (?:in|outside|who|whose|with|under|on|of|from|that|aged)\b)"
    r"|\bdo not (?:share|show|send|forward|pass on|publish|quote)\b[^.\n]{0,40}"
    r"\b(?:customers|outside|externally|the public)\b"
    r"|\b(?:for|to) (?:internal|in-house) use(?: only)?\b|^\W*(?:for|audience\s*:)\s*(?:internal|staff|agents|"
    r"customer[- ]care agents|the customer[- ]service team|the support team|colleagues)\W*$"
    r"|\b(?:for|by) (?:our )?(?:staff|agents|employees|colleagues) only\b",
    re.I,
)
_FIRST_LINES = 6


def audience(document: str, title: str, front: Mapping[str, str], head: str) -> Audience:
    """ "internal" when front matter, name, title or first lines say that the document is not for customers."""
    said = front.get("audience", "").strip().lower() or front.get("visibility", "").strip().lower()
    words = set(re.findall(r"[a-z]+", said))
    if words & _OUTSIDE:
        return "public"
    if words & _INSIDE:
        return "internal"
    name = str(PurePosixPath(document).with_suffix(""))
    if _NAME.search(name) or _TITLE.search(title):
        return "internal"
    lines = [line.strip() for line in head.split("\n") if line.strip()][:_FIRST_LINES]
    return "internal" if any(_LINE.search(line[:200]) for line in lines) else "public"
