"""Markdown: its front matter, and the rest as the page that it makes, so that one reader knows lists and tables."""

from __future__ import annotations

from knowledge.loading.content import Content
from knowledge.loading.encoding import decode
from knowledge.loading.front_matter import read_front_matter
from knowledge.loading.hidden import Hidden
from knowledge.loading.web_page import blocks_of


def read(data: bytes, name: str) -> Content:
    from lxml import html as lxml_html
    from markdown_it import MarkdownIt

    front, text = read_front_matter(decode(data))
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    if not page.strip():
        return Content(front.get("title", ""), (), front)
    hidden = Hidden()
    blocks = blocks_of(lxml_html.document_fromstring(f"<body>{page}</body>"), hidden)
    title = front.get("title", "") or next((block.text for block in blocks if block.kind == "heading"), "")
    return Content(title, tuple(blocks), front, hidden.notes())
