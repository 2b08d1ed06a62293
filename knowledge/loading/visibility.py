"""Which parts of a page a reader never sees: by attribute, by style, by a rule of the page's own style sheet."""

from __future__ import annotations

import re
from typing import Any

from knowledge.loading.colour import WHITE, Colour, parsed, transparent, unseen

Style = dict[str, str]
_MOST_RULES = 300  # of a style sheet that are tried on the page; each one walks it once
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(hidden|visually-?hidden|sr-only|d-none|screen-reader-text)(?:$|\s)", re.I)
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_TELLING = re.compile(
    r"(?:^|[;\s{])(?:display|visibility|opacity|font-size|font|color|text-indent|left|right|top|bottom|margin-left|"
    r"clip|clip-path|height|max-height|width|transform|mso-hide)\s*:",
    re.I,
)
_GROUND = re.compile(r"(?:^|[;\s{])background(?:-color|-image)?\s*:", re.I)
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|%|vw|vh|cm|mm|in)?$")
_IN_PIXELS = {"px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "cm": 38.0, "mm": 3.8, "in": 96.0, "vw": 10.0, "vh": 8.0}


def declarations(text: str) -> Style:
    return {
        found[1].lower(): re.sub(r"\s*!important", "", found[2]).strip().lower()
        for found in _DECLARATION.finditer(text)
    }


class Visibility:
    """Answers for one page, parsed by lxml, whether an element is hidden. Style sheets elsewhere are not fetched."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[Any, Style] = {}
        rules = [rule for sheet in root.iter("style") for rule in _rules(sheet.text or "")]
        wanted = [rule for rule in rules if _TELLING.search(rule[1]) or _GROUND.search(rule[1])]
        for selector, body in wanted[:_MOST_RULES]:
            self._apply(root, selector, declarations(body))
        self._opened = _opened(root)

    def hidden(self, node: Any) -> bool:
        """Whether ``node`` hides what is in it. A panel that opens on a click is no secret."""
        style = self._style(node)
        if _folded(node, style):
            return not (node.get("id") in self._opened or node.get("role") == "tabpanel")
        return _too_small_or_away(style) or self._without_contrast(node, style)

    def _style(self, node: Any) -> Style:
        own = node.get("style")
        style = self._styles.get(node, {})
        return {**style, **declarations(own)} if own else style

    def _apply(self, root: Any, selector: str, style: Style) -> None:
        from cssselect import SelectorError

        if ":" in selector and not re.search(r":(?:not|first-child|last-child|nth-)", selector):
            return  # :hover, ::before and the like say nothing about the page at rest
        try:
            for node in root.cssselect(selector):
                self._styles[node] = {**self._styles.get(node, {}), **style}
        except (SelectorError, ValueError, RecursionError):
            return

    def _without_contrast(self, node: Any, style: Style) -> bool:
        said = style.get("color") or node.get("color")
        if not said:
            return False
        if transparent(said):
            return True
        colour = parsed(said)
        ground = self._ground(node) if colour else None
        return colour is not None and ground is not None and unseen(colour, ground)

    def _ground(self, node: Any) -> Colour | None:
        """The colour behind a node: white where nothing else is said, None where a picture makes it unknowable."""
        while node is not None:
            style = self._style(node)
            said = style.get("background-color") or style.get("background") or node.get("bgcolor") or ""
            if "url(" in said or "gradient" in said or style.get("background-image", "none") != "none":
                return None
            if said and not transparent(said) and said not in ("none", "inherit", "initial", "unset"):
                return next(filter(None, map(parsed, [said, *said.split()])), None)
            node = node.getparent()
        return WHITE


def _rules(sheet: str) -> list[tuple[str, str]]:
    """Selector and declarations of each plain rule; rules for print or small screens only are passed over."""
    sheet = re.sub(r"/\*.*?\*/|<!--|-->|@(?:import|charset)[^;]*;", "", sheet, flags=re.S)
    rules: list[tuple[str, str]] = []
    at = 0
    while (start := sheet.find("{", at)) != -1:
        selector, depth, end = sheet[at:start].strip(), 1, start + 1
        while depth and end < len(sheet):
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        if not selector.startswith("@"):
            rules.append((selector, sheet[start + 1 : end - 1]))
        elif re.fullmatch(r"@media\s+(?:all|screen)", selector) or selector.startswith(("@supports", "@layer")):
            rules += _rules(sheet[start + 1 : end - 1])
        at = end
    return rules


def _opened(root: Any) -> frozenset[str]:
    """Ids of the panels that a visible button or link opens (an accordion, tabs)."""
    ids: set[str] = set()
    for node in root.xpath("//*[@aria-controls or @data-target or @data-bs-target or @data-toggle or @data-bs-toggle]"):
        if node.text_content().strip():
            target = node.get("data-bs-target") or node.get("data-target") or node.get("href") or ""
            ids.update((node.get("aria-controls") or "").split())
            ids.add(target.removeprefix("#"))
    return frozenset(ids - {""})


def _folded(node: Any, style: Style) -> bool:
    return (
        (node.get("hidden") is not None and node.get("hidden") != "until-found")
        or (node.get("aria-hidden") or "").lower() == "true"
        or style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
        or bool(_HIDDEN_CLASS.search(node.get("class") or ""))
        or (_pixels(style, "max-height", 99) <= 1 and _cut_off(style))
        or (_pixels(style, "height", 99) <= 1 and _cut_off(style))
    )


def _cut_off(style: Style) -> bool:
    return style.get("overflow", style.get("overflow-y", "")) in ("hidden", "clip")


def _too_small_or_away(style: Style) -> bool:
    if not style:
        return False
    size = style.get("font-size") or next(iter(re.findall(r"[\d.]+(?:px|pt|em|rem)", style.get("font", ""))), "")
    if size and _length(size, 16) < 2:
        return True
    if re.fullmatch(r"0?\.0[0-5]?\d*|0+%?|[0-5]%", style.get("opacity", "1")):
        return True
    if style.get("position") in ("absolute", "fixed", "relative") and any(
        _pixels(style, side, 0) <= -400 for side in ("left", "top", "right", "bottom")
    ):
        return True
    if _pixels(style, "text-indent", 0) <= -400 or _pixels(style, "margin-left", 0) <= -400:
        return True
    if _pixels(style, "width", 99) <= 1 and _cut_off(style):
        return True
    clip = style.get("clip", "") + style.get("clip-path", "")
    moved = style.get("transform", "")
    return bool(
        re.search(r"rect\(\s*(?:0|1px)\D+(?:0|1px)\D|inset\(\s*(?:50|100)%|circle\(\s*0", clip)
        or re.search(r"scale\w*\(\s*0(?:\.0\d*)?\s*[,)]|translate\w*\([^)]*-\d{4,}", moved)
    )


def _pixels(style: Style, name: str, otherwise: float) -> float:
    return _length(style[name], otherwise) if name in style else otherwise


def _length(text: str, otherwise: float) -> float:
    found = _LENGTH.match(text.strip())
    if not found:
        return otherwise
    try:
        return float(found[1]) * (_IN_PIXELS.get(found[2] or "px", 0.16))
    except ValueError:
        return otherwise
