"""HTML to the text that a person sees; what is hidden is taken out and handed back, so that it can be reported."""

from __future__ import annotations

import re
from typing import Any

_OFF = ("script", "style", "head", "title", "meta", "link", "noscript", "template", "object", "iframe", "svg")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*(?:0|0?\.\d+|1(?:\.\d+)?px)(?![\d.])"
    r"|opacity\s*:\s*0(?:\.0\d*)?\s*(?:[;!]|$)|max-height\s*:\s*0|text-indent\s*:\s*-\d{3,}|mso-hide\s*:\s*all"
    r"|(?:left|top)\s*:\s*-\d{3,}|(?<![-\w])(?:width|height)\s*:\s*0(?:px)?\s*(?:[;!]|$)|clip\s*:\s*rect\(0|scale\(0",
    re.I,
)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.I)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.I)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "transparent": (-1, -1, -1), "snow": (255, 250, 250),
          "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255)}  # fmt: skip


def html_to_text(html: str) -> tuple[str, list[str]]:
    """The visible text of an HTML letter, quoted blocks with ``>`` before each line; and the hidden pieces of text."""
    from inscriptis import get_text
    from inscriptis.model.config import ParserConfig
    from lxml import etree
    from lxml import html as lxml_html

    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    if not html.strip():
        return "", []
    try:
        tree = lxml_html.document_fromstring(html)
    except (etree.ParserError, ValueError):
        return re.sub(r"<[^>]+>", " ", html), []
    hidden = _strip_hidden(tree, _hiding_selectors(tree))
    _mark_quotes(tree)
    text = get_text(lxml_html.tostring(tree, encoding="unicode"), ParserConfig(display_images=False))
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.split("\n")]
    out, depth = [], 0
    for line in lines:
        opened, closed = line.count("\ue000"), line.count("\ue001")
        line = line.replace("\ue000", "").replace("\ue001", "").strip()
        quoted = depth + opened > 0
        depth = max(0, depth + opened - closed)
        if quoted:
            if line:
                out.append(f"> {line}")
        else:
            out.append(line)
    return "\n".join(out).strip(), [piece for piece in hidden if len(piece) > 2]


def _hiding_selectors(tree: Any) -> tuple[set[str], set[str]]:
    """Classes and ids that a style sheet of the letter hides."""
    classes: set[str] = set()
    ids: set[str] = set()
    for sheet in tree.iter("style"):
        css = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet.text or "")
        for selectors, rule in _RULE.findall(css):
            if not _hides(rule):
                continue
            for selector in selectors.split(","):
                found = re.fullmatch(r"\s*[a-z0-9]*([.#])([\w-]+)\s*", selector, re.I)
                if found:
                    (classes if found[1] == "." else ids).add(found[2])
    return classes, ids


def _strip_hidden(tree: Any, selectors: tuple[set[str], set[str]]) -> list[str]:
    classes, ids = selectors
    hidden: list[str] = []
    for element in list(tree.iter()):
        if element.getparent() is None and element is not tree:
            continue
        if not isinstance(element.tag, str):
            words = " ".join((element.text or "").split())
            # Conditional comments of Outlook are mark-up; a comment in words is text that nobody sees.
            if len(words.split()) > 4 and not re.match(r"\[if|<|\[endif", words):
                hidden.append(words)
            _drop(element)
            continue
        if element.tag in _OFF:
            _drop(element)
            continue
        style = element.get("style") or ""
        marked = "hidden" in element.attrib or element.get("type") == "hidden"
        named = classes & set((element.get("class") or "").split()) or (element.get("id") or "") in ids
        if marked or named or _hides(style) or _unseen_colour(element, style):
            words = " ".join(element.text_content().split())
            if words:
                hidden.append(words)
            _drop(element)
    return hidden


def _hides(style: str) -> bool:
    return bool(_HIDING.search(style))


def _unseen_colour(element: Any, style: str) -> bool:
    found = _COLOUR.search(style)
    written = found[1] if found else element.get("color") if element.tag == "font" else None
    colour = _rgb(written)
    if colour is None:
        return False
    if colour[0] < 0:
        return True
    return max(abs(a - b) for a, b in zip(colour, _ground(element), strict=True)) < 24


def _ground(element: Any) -> tuple[int, int, int]:
    while element is not None:
        found = _GROUND.search(element.get("style") or "")
        colour = _rgb(found[1] if found else element.get("bgcolor"))
        if colour is not None and colour[0] >= 0:
            return colour
        element = element.getparent()
    return (255, 255, 255)


def _rgb(written: str | None) -> tuple[int, int, int] | None:
    if not written:
        return None
    written = written.strip().lower()
    for name, value in _NAMED.items():
        if re.match(rf"{name}\b", written):
            return value
    found = re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", written)
    if found:
        code = found[1] if len(found[1]) == 6 else "".join(char * 2 for char in found[1])
        return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)
    found = re.match(r"rgba?\(\s*(\d+)\D+(\d+)\D+(\d+)(?:[\s,/]+([\d.]+))?", written)
    if found:
        if found[4] is not None and float(found[4]) < 0.05:
            return (-1, -1, -1)
        return int(found[1]), int(found[2]), int(found[3])
    return None


def _mark_quotes(tree: Any) -> None:
    """Put marks around quoted blocks, which become ``>`` lines; they are from the private use area of Unicode."""
    for element in tree.iter("blockquote"):
        element.text = "\ue000" + (element.text or "")
        if len(element):
            last = element[-1]
            last.tail = (last.tail or "") + "\ue001"
        else:
            element.text += "\ue001"


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
