"""How cells of a workbook look: their number format, and whether their font is bold or can't be seen."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from knowledge.loading.colour import WHITE, Colour, parsed, unseen


class Look:
    """Answers by the style number of a cell, each style looked at once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._unseen: dict[int, bool] = {}
        self._formats: dict[int, str] = {}

    def number_format(self, style: int) -> str:
        if style not in self._formats:
            from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

            number = self._style(style).numFmtId
            own = self._book._number_formats
            at = number - BUILTIN_FORMATS_MAX_SIZE
            said = BUILTIN_FORMATS.get(number, "General") if at < 0 else own[at] if at < len(own) else "General"
            self._formats[style] = str(said)
        return self._formats[style]

    def bold(self, style: int) -> bool:
        return bool(self._font(style).b)

    def unseen(self, style: int) -> bool:
        """Whether the font has the colour of the cell, or no size that an eye can read."""
        if style not in self._unseen:
            font = self._font(style)
            colour, ground = _colour(font.color), self._ground(style)
            small = font.sz is not None and font.sz < 2
            self._unseen[style] = small or (colour is not None and ground is not None and unseen(colour, ground))
        return self._unseen[style]

    @cached_property
    def _styles(self) -> list[Any]:
        return list(self._book._cell_styles)

    def _style(self, style: int) -> Any:
        return self._styles[style if style < len(self._styles) else 0]

    def _font(self, style: int) -> Any:
        return self._book._fonts[self._style(style).fontId]

    def _ground(self, style: int) -> Colour | None:
        """The colour behind a cell; None when a pattern or a theme's colour makes it unknowable."""
        fill = self._book._fills[self._style(style).fillId]
        kind = getattr(fill, "fill_type", None)
        if kind is None or kind == "none":
            return WHITE
        return _colour(fill.fgColor) if kind == "solid" else None


def _colour(colour: Any) -> Colour | None:
    """A font's or fill's colour as RGB; of a theme only its white (0) is told, which every theme has."""
    if colour is None:
        return None
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return parsed(colour.rgb[-6:])
    if colour.type == "theme" and colour.theme == 0 and not colour.tint:
        return WHITE
    if colour.type == "indexed" and colour.indexed in (1, 9):
        return WHITE
    return None
