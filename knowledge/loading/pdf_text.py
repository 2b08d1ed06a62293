"""The text of a PDF page in pieces, each with its place, size and weight; what no reader sees is told apart."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from knowledge.loading.hidden import Hidden
from knowledge.loading.line_breaks import SOFT_HYPHEN

_SMALLEST = 2.0  # points; smaller letters are specks
_CELL_GAP = 0.8  # of the size of the letters: a wider gap begins another piece
_IMAGE, _PATH = 3, 2
_MOST_OBJECTS = 20_000


@dataclass(slots=True)
class Piece:
    """Letters that stand together on one line. ``left`` to ``right`` and ``y`` are points from the page's top left."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool


@dataclass(slots=True)
class Page:
    """One page: its pieces in the order of the file, its horizontal rules (y, left, right), what covers it."""

    number: int
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    pictured: float = 0.0  # the part of the page that pictures cover
    recognised: bool = False  # the text is a scan's: invisible letters over its picture

    @property
    def words(self) -> int:
        return sum(len(piece.text.split()) for piece in self.pieces)


@dataclass(slots=True)
class _Run:
    """The letters of one text object: how they look, and where each of them is (text, left, right, bottom, top)."""

    y: float
    size: float
    bold: bool
    angle: int
    invisible: bool
    luma: int | None
    letters: list[tuple[str, float, float, float, float]] = field(default_factory=list)


def read_page(document: Any, number: int, hidden: Hidden) -> Page:
    """Page ``number`` (from 1) of a document that pdfium has opened."""
    page = document[number - 1]
    left, bottom, right, top = page.get_cropbox()
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    found = Page(number, box[2] - box[0], box[3] - box[1])
    text = page.get_textpage()
    try:
        runs = _runs(text)
        _objects(page, found, box)
        found.recognised = found.pictured > 0.4 and any(run.invisible for run in runs)
        ground = _Picture(page, box) if any(run.letters for run in runs) else None
        turn = _turn(runs)
        secret: dict[int, str] = {}  # by line
        for run in runs:
            words = "".join(letter[0] for letter in run.letters)
            if not words.strip():
                continue
            if _unseen(run, box, ground, found.recognised):
                secret[round(run.y)] = secret.get(round(run.y), "") + words
            elif run.angle == turn:
                _pieces(run, box, turn, found.pieces)
        for words in secret.values():
            hidden.add(words)
        _turned(found, turn)
    finally:
        text.close()
        page.close()
    return found


def _runs(text: Any) -> list[_Run]:
    import pypdfium2.raw as pdfium

    runs: list[_Run] = []
    current: int | None = None
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    unicode_of, object_of, box_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetTextObject,
        pdfium.FPDFText_GetCharBox,
    )
    for at in range(text.count_chars()):
        code = unicode_of(text, at)
        if code in (10, 13):
            continue
        thing = object_of(text, at)
        key = ctypes.addressof(thing.contents) if thing else None
        if key is None:  # a space that pdfium puts between two objects
            if runs and runs[-1].letters and code == 32:
                runs[-1].letters.append((" ", math.nan, math.nan, 0.0, 0.0))
            continue
        if key != current:
            runs.append(_run(text, at, thing))
            current = key
        if code == 32 or code == 160:
            runs[-1].letters.append((" ", math.nan, math.nan, 0.0, 0.0))
        elif box_of(text, at, left, right, bottom, top):
            letter = SOFT_HYPHEN if code == 2 else _character(code)
            runs[-1].letters.append((letter, left.value, right.value, bottom.value, top.value))
    return runs


def _character(code: int) -> str:
    """The character of a code; none for what is no character, as in fonts that do not tell their letters."""
    return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 and code not in (0xFFFE, 0xFFFF) else ""


def _run(text: Any, at: int, thing: Any) -> _Run:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    colours = [ctypes.c_uint() for _ in range(4)]
    known = pdfium.FPDFPageObj_GetFillColor(thing, *colours)
    red, green, blue, alpha = (one.value for one in colours)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
    angle = round(math.degrees(pdfium.FPDFText_GetCharAngle(text, at))) % 360
    return _Run(
        y=y.value,
        size=pdfium.FPDFText_GetFontSize(text, at) * scale,
        bold=pdfium.FPDFText_GetFontWeight(text, at) >= 600,
        angle=angle,
        invisible=mode in (3, 7) or (bool(known) and alpha < 14),
        luma=(red * 299 + green * 587 + blue * 114) // 1000 if known and mode in (0, 2, 4, 6) else None,
    )


def _objects(page: Any, found: Page, box: tuple[float, float, float, float]) -> None:
    """Note the page's pictures and horizontal rules."""
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    for at in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind not in (_IMAGE, _PATH) or not pdfium.FPDFPageObj_GetBounds(thing, *sides):
            continue
        left, bottom, right, top = (one.value for one in sides)
        if kind == _IMAGE:
            wide = max(0.0, min(right, box[2]) - max(left, box[0]))
            high = max(0.0, min(top, box[3]) - max(bottom, box[1]))
            found.pictured += wide * high / max(1.0, found.width * found.height)
        elif top - bottom < 3.5 and right - left > 30:
            found.rules.append((box[3] - (top + bottom) / 2, left - box[0], right - box[0]))


class _Picture:
    """The page as it looks, in grey: whether letters stand out from what is behind and before them."""

    def __init__(self, page: Any, box: tuple[float, float, float, float]) -> None:
        self._box = box
        turned = page.get_rotation() % 360
        self._scale = min(1.0, 2_000 / max(1.0, box[2] - box[0], box[3] - box[1]))
        self._pixels: Any | None = None
        if not turned:
            bitmap = page.render(scale=self._scale, grayscale=True, may_draw_forms=False)
            self._pixels, self._stride = bytes(bitmap.buffer), bitmap.stride
            self._width, self._height = bitmap.width, bitmap.height
            bitmap.close()

    def shows(self, run: _Run) -> bool:
        if self._pixels is None:
            return run.luma is None or run.luma < 240
        seen: Counter[int] = Counter()
        letters = [letter for letter in run.letters if letter[1] == letter[1]]
        for _, left, right, bottom, top in letters[:: 1 + len(letters) // 12]:  # all of a run look alike
            seen.update(self._at(left, right, bottom, top))
        total = seen.total()
        if total < 12:  # a full stop, or letters outside of the page
            return True
        if max(seen) - min(seen) < 14:
            return False
        same = 0 if run.luma is None else sum(n for value, n in seen.items() if abs(value - run.luma) < 14)
        return same < 0.88 * total

    def _at(self, left: float, right: float, bottom: float, top: float) -> bytes:
        first, last = int((left - self._box[0]) * self._scale), math.ceil((right - self._box[0]) * self._scale)
        high, low = int((self._box[3] - top) * self._scale), math.ceil((self._box[3] - bottom) * self._scale)
        first, last = max(0, first), min(self._width, last)
        rows = range(max(0, high), min(self._height, low))
        assert self._pixels is not None
        return b"".join(self._pixels[row * self._stride + first : row * self._stride + last] for row in rows)


def _unseen(run: _Run, box: tuple[float, float, float, float], ground: _Picture | None, recognised: bool) -> bool:
    if run.size < _SMALLEST:
        return True
    lettered = [letter for letter in run.letters if letter[1] == letter[1]]
    inside = sum(
        box[0] - 1 < (letter[1] + letter[2]) / 2 < box[2] + 1 and box[1] - 1 < (letter[3] + letter[4]) / 2 < box[3] + 1
        for letter in lettered
    )
    if inside < 0.5 * len(lettered):
        return True
    if run.invisible:
        return not recognised
    return ground is not None and not ground.shows(run)


def _turn(runs: list[_Run]) -> int:
    """The direction in which most of the page's text runs, in degrees; the rest is a watermark or a margin's."""
    count: Counter[int] = Counter()
    for run in runs:
        count[run.angle] += len(run.letters)
    return count.most_common(1)[0][0] if count else 0


def _pieces(run: _Run, box: tuple[float, float, float, float], turn: int, pieces: list[Piece]) -> None:
    """Cut a run where a gap begins another cell, or add it to the piece that it goes on with."""
    flat = turn % 180 == 0
    y = box[3] - run.y if flat else 0.0
    before = (math.nan, math.nan)
    for text, left, right, bottom, top in run.letters:
        last = pieces[-1] if pieces else None
        if left != left:
            if last is not None and not last.text.endswith(" "):
                last.text += " "
            continue
        start, end = (left - box[0], right - box[0]) if flat else (box[3] - top, box[3] - bottom)
        line = y if flat else (left - box[0])
        near = last is not None and abs(last.y - line) < 0.3 * max(last.size, run.size)
        ligature, before = before == (left, right), (left, right)  # "fi" is two letters in one place
        goes_on = near and last is not None and -0.5 * run.size < start - last.right < _CELL_GAP * run.size
        if last is not None and (goes_on or ligature):
            last.text += text
            last.right = max(last.right, end)
            last.size, last.bold = max(last.size, run.size), last.bold and run.bold
        elif text.strip():
            pieces.append(Piece(text, start, end, line, run.size, run.bold))


def _turned(page: Page, turn: int) -> None:
    if turn % 180:
        page.width, page.height = page.height, page.width
        page.rules = []
