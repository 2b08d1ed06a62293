"""HTML: the words round which the page was built; what stands round them, and what is hidden, is left out."""

from __future__ import annotations

import re
from typing import Any

from knowledge.loading.content import Block, Content
from knowledge.loading.encoding import decode
from knowledge.loading.furniture import RELATED, is_link_list, is_phrase, link_share
from knowledge.loading.hidden import Hidden
from knowledge.loading.page_parts import Parts
from knowledge.loading.steps import steps_joined
from knowledge.loading.visibility import Visibility

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "button", "center", "details", "div", "dl", "dt", "dd",
    "fieldset", "figcaption", "figure", "form", "header", "hr", "li", "main", "p", "pre", "section", "summary", "table",
    "tbody", "tr", "td", "th", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_FRONT = {
    "date", "version", "effective", "effective_date", "valid_until", "valid_from", "superseded_by", "replaces",
    "status", "owner", "audience", "review_by",
}  # fmt: skip


def read(data: bytes, name: str) -> Content:
    from lxml import html as lxml_html

    text = _text_of(data)
    if not text.strip():
        return Content("", ())
    parser = lxml_html.HTMLParser(no_network=True)
    root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    head_title = root.findtext(".//title") or ""
    hidden = Hidden()
    blocks = blocks_of(root, hidden)
    first = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), "")
    title = first or re.split(r"\s+[|–—·»-]\s+", _clean(head_title))[0]
    return Content(title, tuple(blocks), _meta(root), hidden.notes())


def blocks_of(root: Any, hidden: Hidden) -> list[Block]:
    """The blocks of a parsed page in reading order; what it hides goes to ``hidden``."""
    reader = _Page(root, hidden)
    body = root.find(".//body")
    main = _main_part(body if body is not None else root)
    reader.walk(main)
    reader.flush()
    _comments(main, hidden)
    return steps_joined(reader.blocks)


def text_of(fragment: str, hidden: Hidden) -> str:
    """The words that a reader sees of a piece of HTML, such as a cell of an export."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError):
        return re.sub(r"<[^<>]*>", " ", fragment)
    return Parts(Visibility(root), hidden).text(root)


def _text_of(data: bytes) -> str:
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:2_000], re.I)
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii")).replace("\x00", "")
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _meta(root: Any) -> dict[str, str]:
    found = {
        str(tag.get("name", "")).lower().replace("-", "_"): str(tag.get("content", "")) for tag in root.iter("meta")
    }
    return {name: value for name, value in found.items() if name in _FRONT and value}


def _main_part(body: Any) -> Any:
    """<main>, or the only <article>, when it holds most of the page's words; else the whole body."""
    for candidate in (body.findall(".//main") or body.findall(".//*[@role='main']"), body.findall(".//article")):
        if len(candidate) == 1 and len(candidate[0].text_content().split()) >= 20:
            return candidate[0]
    return body


def _comments(main: Any, hidden: Hidden) -> None:
    """A comment of a few words is the builder's mark; a sentence is a text that somebody wrote and nobody sees."""
    from lxml import etree

    for comment in main.iter(etree.Comment):
        text = re.sub(r"<[^<>]*>", " ", comment.text or "")
        if len(text.split()) >= 5 and not text.lstrip().startswith("[if"):
            hidden.add(text)


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class _Page:
    """Walks the tree once and gathers blocks; inline text collects until a block begins or ends."""

    def __init__(self, root: Any, hidden: Hidden) -> None:
        self.blocks: list[Block] = []
        self._parts = Parts(Visibility(root), hidden)
        self._inline: list[str] = []
        self._linked = 0
        self._links = 0

    def flush(self) -> None:
        text = _clean("".join(self._inline))
        is_trail = self._links > 1 and len(text.split()) <= 12 and self._linked > 0.7 * len(text.split())
        self._inline.clear()
        self._linked = self._links = 0
        if text and not is_trail and not is_phrase(text) and not re.fullmatch(r"[\W_]{1,3}", text):
            self.blocks.append(Block("paragraph", text))

    def walk(self, node: Any) -> None:
        if not isinstance(node.tag, str) or self._parts.skipped(node):
            return
        tag = node.tag.lower()
        if tag in _BLOCKS:
            self.flush()
        if not self._special(node, tag):
            if tag == "br":
                self._inline.append("\n")
            if tag == "a" and link_share(node) > 0:
                self._links += 1
                self._linked += len(node.text_content().split())
            self._children(node)
        if tag in _BLOCKS:
            self.flush()

    def _special(self, node: Any, tag: str) -> bool:
        """Take an element that is a block of its own kind; False for one whose children are simply read."""
        if re.fullmatch(r"h[1-6]", tag):
            self._heading(self._parts.text(node), int(tag[1]))
        elif tag in ("summary", "button") or _is_bold_line(node, tag):
            self._heading(self._parts.text(node), 4 if tag in ("p", "div") else 5)
        elif tag == "pre":
            text = "\n".join(line.rstrip() for line in self._parts.raw(node).split("\n")).strip("\n")
            if text.strip():
                self.blocks.append(Block("paragraph", text))
        elif tag == "table":
            found = self._parts.table(node)
            self.blocks += found or []
            return found is not None
        elif tag in ("ul", "ol"):
            return self._list(node)
        elif tag == "dl":
            self.blocks += self._parts.definitions(node)
        else:
            return False
        return True

    def _heading(self, text: str, level: int) -> None:
        if text and not is_phrase(text):
            self.blocks.append(Block("heading", text.rstrip(":") if level == 4 else text, level=level))

    def _children(self, node: Any) -> None:
        self._inline.append(node.text or "")
        for child in node:
            self.walk(child)
            self._inline.append(child.tail or "")

    def _list(self, node: Any) -> bool:
        """A list as one block. One with tables or headings inside is walked, its marks before its entries."""
        entries = [child for child in node if child.tag == "li" and not self._parts.skipped(child)]
        last = self.blocks[-1] if self.blocks else None
        under = last.text if last is not None and last.kind == "heading" else ""
        if is_link_list(entries, under):
            if RELATED.match(under):
                self.blocks.pop()
            return True
        if any(entry.find(f".//{tag}") is not None for entry in entries for tag in ("table", "h2", "h3", "dl")):
            for entry, mark in zip(entries, self._parts.marks(node, entries), strict=True):
                self._inline.append(f"{mark} " if node.tag == "ol" else "")
                self._children(entry)
                self.flush()
            return True
        block = self._parts.listed(node)
        if block is not None:
            self.blocks.append(block)
        return True


def _is_bold_line(node: Any, tag: str) -> bool:
    """Many pages make headings by hand: a paragraph that is wholly bold, and short."""
    if tag not in ("p", "div") or len(node) != 1 or node[0].tag not in ("b", "strong"):
        return False
    around = f"{node.text or ''}{node[0].tail or ''}".strip()
    text = _clean(node[0].text_content())
    return around in ("", ":") and 3 <= len(text) <= 70 and text[-1] not in ".!" and node[0].find(".//br") is None
