"""How the runs and paragraphs of a DOCX look, with what they take from their styles: hidden, bold, size, heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from knowledge.loading.colour import WHITE, Colour, parsed, unseen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEAST_SIZE = 4  # half points
_BODY_SIZE = 22
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Look:
    """A run's: ``size`` in half points, ``colour`` and ``ground`` where it says one itself or by its styles."""

    hidden: bool
    struck: bool
    bold: bool
    size: int
    colour: str
    ground: str


class Styles:
    """Answers from the styles part of a document; ``root`` is its ``w:styles`` element, or None."""

    def __init__(self, root: Any | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._by_id: dict[str, Any] = {one.get(f"{W}styleId", ""): one for one in found}
        usual = (one for one in found if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") == "1")
        self._usual = next((one.get(f"{W}styleId", "") for one in usual), "")
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._looks: dict[tuple[str, bytes], Look] = {}
        self._chains: dict[str, list[Any]] = {}
        self._names: dict[str, str] = {}
        self.body_size = self._look("", None).size

    def name(self, paragraph: Any) -> str:
        style = self._style_of(paragraph)
        if style not in self._names:
            self._names[style] = (value_of(self._by_id.get(style), "name") or "").lower()
        return self._names[style]

    def heading_level(self, paragraph: Any) -> int:
        """1 for a title, 2.. for what is below it by the outline, 0 for body text."""
        name = self.name(paragraph)
        if name == "title":
            return 1
        found = re.fullmatch(r"heading (\d)", name)
        if found:
            return min(int(found[1]), 6)
        outline = next(filter(None, (value_of(one, "outlineLvl") for one in self.paragraph_properties(paragraph))), "")
        return min(int(outline) + 1, 6) if outline.isdigit() and int(outline) < 9 else 0

    def paragraph_properties(self, paragraph: Any) -> list[Any]:
        """``w:pPr`` of the paragraph, then of its style and those that it is based on."""
        own = paragraph.find(f"{W}pPr")
        by_style = [one.find(f"{W}pPr") for one in self._chain(self._style_of(paragraph))]
        return [one for one in (own, *by_style) if one is not None]

    def look(self, run: Any, paragraph: Any) -> Look:
        return self._look(self._style_of(paragraph), run.find(f"{W}rPr"))

    def unseen(self, run: Any, paragraph: Any) -> bool:
        """Whether no reader sees a run: hidden, tiny, or in the colour of what is behind it."""
        look = self.look(run, paragraph)
        if look.hidden or look.size < _LEAST_SIZE:
            return True
        colour = parsed(look.colour) if look.colour else None
        ground = self._ground(look, paragraph) if colour else None
        return colour is not None and ground is not None and unseen(colour, ground)

    def _look(self, style: str, own: Any | None) -> Look:
        from lxml import etree

        key = (style, b"" if own is None else etree.tostring(own, with_tail=False))
        if key not in self._looks:
            chain = [*self._chain(value_of(own, "rStyle") or ""), *self._chain(style or self._usual)]
            sources = [own, *(one.find(f"{W}rPr") for one in chain), self._defaults]
            given = [one for one in sources if one is not None]
            size = _first(given, "sz")
            colour, mark = _first(given, "color"), _first(given, "highlight")
            shade = next((one.get(f"{W}fill") for source in given if (one := source.find(f"{W}shd")) is not None), "")
            self._looks[key] = Look(
                _on(given, "vanish"),
                _on(given, "strike") or _on(given, "dstrike"),
                _on(given, "b"),
                int(size) if size.isdigit() else _BODY_SIZE,
                "" if colour == "auto" else colour,
                mark if mark not in ("", "none") else shade if shade != "auto" else "",
            )
        return self._looks[key]

    def _ground(self, look: Look, paragraph: Any) -> Colour | None:
        """The colour behind a run: of its own, its paragraph's, its cell's; None where it can't be known."""
        if look.ground:
            return parsed(look.ground)
        places = self.paragraph_properties(paragraph)
        places += [up.find(f"{W}tcPr") for up in paragraph.iterancestors(f"{W}tc")]
        for place in places:
            shade = None if place is None else place.find(f"{W}shd")
            fill = None if shade is None else shade.get(f"{W}fill")
            if fill and fill != "auto":
                return parsed(fill)
        inside = next(paragraph.iterancestors(f"{W}tbl", f"{W}txbxContent"), None)
        return None if inside is not None and self._may_be_filled(inside) else WHITE

    def _may_be_filled(self, inside: Any) -> bool:
        """A text box may be filled, and a table's style may shade its header row."""
        if inside.tag != f"{W}tbl":
            return True
        chain = self._chain(value_of(inside.find(f"{W}tblPr"), "tblStyle") or "")
        fills = [shade.get(f"{W}fill", "auto") for style in chain for shade in style.iter(f"{W}shd")]
        return any(fill not in ("auto", "FFFFFF") for fill in fills)

    def _style_of(self, paragraph: Any) -> str:
        said = value_of(paragraph.find(f"{W}pPr"), "pStyle")
        return said if said in self._by_id else self._usual

    def _chain(self, style: str) -> list[Any]:
        """The style and those that it is based on, which may be a ring in a broken file."""
        if style not in self._chains:
            chain: list[Any] = []
            at = self._by_id.get(style)
            while at is not None and len(chain) < 12:
                chain.append(at)
                at = self._by_id.get(value_of(at, "basedOn") or "")
            self._chains[style] = chain
        return self._chains[style]


def value_of(properties: Any | None, name: str) -> str | None:
    """``w:val`` of a child element; None when there is none."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _first(given: list[Any], name: str) -> str:
    return next((found for one in given if (found := value_of(one, name)) is not None), "")


def _on(given: list[Any], name: str) -> bool:
    """Whether a switch such as ``vanish`` or ``b`` is on; the nearest that says anything decides."""
    switch = next((found for one in given if (found := one.find(f"{W}{name}")) is not None), None)
    return switch is not None and (switch.get(f"{W}val") or "1").lower() not in _OFF
