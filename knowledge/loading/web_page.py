"""HTML: the words around which the page was built; navigation, banners, scripts and hidden text are left out."""

from __future__ import annotations

import re
from typing import Any

from knowledge.loading.content import Block, Content
from knowledge.loading.delimited import header_like
from knowledge.loading.encoding import decode

_DROPPED = {
    "script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "button", "iframe", "select",
    "canvas", "object", "embed", "dialog", "head", "menu", "input", "textarea",
}  # fmt: skip
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar"}
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(cookies?|consent|gdpr|nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|skip-?(?:link|to-content|nav)?|"
    r"newsletter|subscribe|social|share|advert|ads?|promo|related|popup|modal|toolbar|site-header|masthead|pagination)(?:$|[\s_-])",
    re.I,
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.I,
)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(hidden|visually-?hidden|sr-only|d-none|screen-reader-text)(?:$|\s)", re.I)
_BLOCKS = {
    "address", "article", "blockquote", "body", "center", "details", "div", "dl", "dt", "dd", "fieldset",
    "figcaption", "figure",
    "header", "hr", "main", "p", "pre", "section", "summary", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip


def read(data: bytes, name: str) -> Content:
    from lxml import html as lxml_html

    text = _text_of(data)
    if not text.strip():
        return Content("", ())
    root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    head_title = root.findtext(".//title") or ""
    reader = _Page()
    body = root.find(".//body")
    reader.walk(_main_part(body if body is not None else root))
    reader.flush()
    first = next((block.text for block in reader.blocks if block.kind == "heading" and block.level == 1), "")
    title = first or re.split(r"\s+[|–—·»-]\s+", _clean(head_title))[0]
    notes = ("Hidden text on the page was left out.",) if reader.hidden else ()
    return Content(title, tuple(reader.blocks), _meta(root), notes)


def _text_of(data: bytes) -> str:
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:2_000], re.I)
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _meta(root: Any) -> dict[str, str]:
    wanted = {
        "date",
        "version",
        "effective",
        "effective_date",
        "valid_until",
        "valid_from",
        "superseded_by",
        "replaces",
        "status",
    }
    found = {
        str(tag.get("name", "")).lower().replace("-", "_"): str(tag.get("content", "")) for tag in root.iter("meta")
    }
    return {name: value for name, value in found.items() if name in wanted and value}


def _main_part(body: Any) -> Any:
    """<main>, or the only <article>, when it holds most of the page's words; else the whole body."""
    for candidate in (body.findall(".//main") or body.findall(".//*[@role='main']"), body.findall(".//article")):
        if len(candidate) == 1 and len(candidate[0].text_content().split()) >= 20:
            return candidate[0]
    return body


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class _Page:
    """Walks the tree once and gathers blocks; inline text collects until a block begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.hidden = False
        self._inline: list[str] = []

    def flush(self) -> None:
        text = _clean("".join(self._inline))
        self._inline.clear()
        if text and not re.fullmatch(r"[\W\d_]{1,3}", text):
            self.blocks.append(Block("paragraph", text))

    def walk(self, node: Any) -> None:
        if not isinstance(node.tag, str):
            return
        if self._skipped(node):
            return
        tag = node.tag.lower()
        if tag in _BLOCKS or tag == "li":
            self.flush()
        if re.fullmatch(r"h[1-6]", tag):
            text = self._visible_text(node)
            if text:
                self.blocks.append(Block("heading", text, level=int(tag[1])))
            return
        if tag == "table" and self._table(node):
            return
        if tag in ("ul", "ol") and self._list(node, tag == "ol"):
            return
        if tag == "dl":
            self._definitions(node)
            return
        if tag == "summary":
            self.blocks.append(Block("heading", self._visible_text(node), level=5))
            return
        if tag == "br":
            self._inline.append("\n")
        self._children(node)
        if tag in _BLOCKS or tag == "li":
            self.flush()

    def _children(self, node: Any) -> None:
        self._inline.append(node.text or "")
        for child in node:
            self.walk(child)
            self._inline.append(child.tail or "")

    def _skipped(self, node: Any) -> bool:
        tag = node.tag.lower()
        if tag in _DROPPED or node.get("role", "").lower() in _ROLES:
            return True
        if tag == "header" and node.find(".//h1") is None:
            return True
        style, classes = node.get("style") or "", f"{node.get('class') or ''} {node.get('id') or ''}"
        if (
            node.get("hidden") is not None
            or node.get("aria-hidden") == "true"
            or _HIDDEN_STYLE.search(style)
            or _HIDDEN_CLASS.search(classes)
        ):
            self.hidden = self.hidden or bool(_clean(node.text_content()))
            return True
        return (
            tag not in ("body", "html", "main", "article")
            and bool(_FURNITURE.search(classes))
            and node.find(".//h1") is None
        )

    def _visible_text(self, node: Any) -> str:
        parts = [node.text or ""]
        for child in node:
            if isinstance(child.tag, str) and not self._skipped(child):
                space = " " if child.tag.lower() in _BLOCKS or child.tag.lower() in ("br", "li") else ""
                parts.append(space + self._visible_text(child) + space)
            parts.append(child.tail or "")
        return _clean("".join(parts))

    def _table(self, node: Any) -> bool:
        rows: list[tuple[str, ...]] = []
        header = False
        for row in node.iter("tr"):
            cells = [cell for cell in row if isinstance(cell.tag, str) and cell.tag.lower() in ("td", "th")]
            if not rows:
                header = bool(cells) and all(cell.tag.lower() == "th" for cell in cells)
            texts: list[str] = []
            for cell in cells:
                span = cell.get("colspan") or "1"
                texts += [self._visible_text(cell)] * (min(int(span), 20) if span.isdigit() else 1)
            if any(texts):
                rows.append(tuple(texts))
        if len(rows) < 1 or max(len(row) for row in rows) < 2:
            return False  # a table for layout: its cells are read as ordinary blocks
        width = max(len(row) for row in rows)
        even = tuple(row + ("",) * (width - len(row)) for row in rows)
        self.blocks.append(Block("table", rows=even, has_header=header or header_like(list(even))))
        return True

    def _list(self, node: Any, ordered: bool) -> bool:
        entries = [child for child in node if isinstance(child.tag, str) and child.tag.lower() == "li"]
        if any(entry.find(".//table") is not None or entry.find(".//h2") is not None for entry in entries):
            return False
        items = tuple(text for entry in entries if not self._skipped(entry) and (text := self._visible_text(entry)))
        links = sum(
            1
            for entry in entries
            if entry.find(".//a") is not None
            and _clean(entry.text_content()) == _clean("".join(a.text_content() for a in entry.iter("a")))
        )
        if items and not (links == len(entries) > 2 and all(len(item.split()) <= 4 for item in items)):
            self.blocks.append(Block("list", items=items, ordered=ordered))
        return True

    def _definitions(self, node: Any) -> None:
        term = ""
        for child in node.iter("dt", "dd"):
            if self._skipped(child):
                continue
            if child.tag.lower() == "dt":
                term = self._visible_text(child)
            else:
                text = self._visible_text(child)
                if text:
                    joiner = " " if term.endswith("?") else ": "
                    self.blocks.append(Block("paragraph", f"{term}{joiner}{text}" if term else text))
