"""What a page has round its text: navigation, banners, cookie bars, links to other pages, forms."""

from __future__ import annotations

import re
from typing import Any

_DROPPED = {
    "script", "style", "noscript", "template", "svg", "nav", "footer", "iframe", "select", "canvas", "object", "embed",
    "dialog", "head", "menu", "input", "textarea", "del", "s", "strike", "audio", "video", "math", "datalist",
}  # fmt: skip
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar"}
_EDGES = r"(?:^|[\s_-])(?:{})(?:$|[\s_-])"
_BAR = re.compile(
    _EDGES.format(
        r"cookies?|cookie(?:bar|banner|notice|consent)|consent|gdpr|onetrust|newsletter|subscribe|advert|ads?|promo|popup|"
        r"modal|skip-?(?:link|to-content|nav)?|site-header|masthead"
    ),
    re.I,
)
_LINKS = re.compile(
    _EDGES.format(
        r"nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|social|share|sharing|related|toolbar|pagination|pager|"
        r"toc|table-of-contents"
    ),
    re.I,
)
_PHRASE = re.compile(
    r"(?:skip to .{0,30}|skip navigation|back to top|jump to .{0,20}|print(?: this)? page"
    r"|share(?: this)?(?: page| article)?|was this (?:page |article )?helpful\b.{0,40}"
    r"|(?:accept|reject)(?: all)?(?: cookies)?|read more|learn more|loading\W*"
    r"|toggle navigation|home\s*[>»›/].{0,80})",
    re.I,
)
RELATED = re.compile(
    r"(?:related|see also|you (?:may|might) also|further reading|more (?:articles|questions|help)|popular articles|"
    r"recently viewed|in this (?:article|section|page)|on this page|contents|table of contents|quick links|"
    r"follow us)\b",
    re.I,
)


def is_furniture(node: Any) -> bool:
    """Whether an element stands round the text of the page and is no part of it."""
    tag = node.tag.lower()
    if tag in _DROPPED or (node.get("role") or "").lower() in _ROLES:
        return True
    if tag in ("header", "form", "aside", "button"):
        return _FORMS[tag](node)
    if tag in ("body", "html", "main", "article"):
        return False
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    if _BAR.search(names):
        return not _wraps_text(node)
    if _LINKS.search(names):
        words = len(node.text_content().split())
        return not _wraps_text(node) and (words < 12 or link_share(node) > 0.3)
    return False


def is_phrase(text: str) -> bool:
    return bool(_PHRASE.fullmatch(text.strip()))


def link_share(node: Any) -> float:
    """Which part of the words are links to other pages; a link that writes or calls somebody is a fact."""
    words = len(node.text_content().split())
    linked = sum(len(one.text_content().split()) for one in _page_links(node))
    return linked / words if words else 0.0


def is_link_list(entries: list[Any], under: str) -> bool:
    """Entries that are nothing but links: a menu when they are short, or under a heading such as "See also"."""
    if len(entries) < 2 or any(link_share(entry) < 0.95 for entry in entries):
        return False
    short = all(len(entry.text_content().split()) <= 4 for entry in entries)
    return (short and len(entries) > 2) or bool(RELATED.match(under))


def _page_links(node: Any) -> list[Any]:
    links = [node] if node.tag == "a" else list(node.iter("a"))
    return [one for one in links if not (one.get("href") or "").lower().startswith(("mailto:", "tel:"))]


def _wraps_text(node: Any) -> bool:
    """A wrapper round the page whose class only tells that a cookie bar is shown, or a menu stands beside it."""
    if node.find(".//h1") is not None or node.find(".//main") is not None or len(node.findall(".//article")) == 1:
        return True
    words = len(node.text_content().split())
    body = node.getroottree().getroot()
    return words > 120 and words > 0.6 * len(body.text_content().split()) and link_share(node) < 0.3


def _is_form(node: Any) -> bool:
    """A form asks for something; but some systems wrap the whole page in one."""
    return not (_wraps_text(node) or (len(node.text_content().split()) > 60 and node.find(".//p") is not None))


def _is_aside(node: Any) -> bool:
    """Beside the article an aside leads elsewhere; inside it, it is a tip."""
    inside = any(parent.tag in ("main", "article") for parent in node.iterancestors())
    return not inside or link_share(node) > 0.3


def _is_button(node: Any) -> bool:
    """A button does something; one that opens a panel, or stands in a heading, is the heading of that text."""
    opens = node.get("aria-controls") or node.get("aria-expanded") or node.get("data-bs-target")
    heading = next((up for up in node.iterancestors() if re.fullmatch(r"h[1-6]|summary", str(up.tag))), None)
    if opens or heading is None:
        return not opens
    return len(node.text_content().split()) < 0.6 * len(heading.text_content().split())


_FORMS = {
    "header": lambda node: node.find(".//h1") is None,
    "form": _is_form,
    "aside": _is_aside,
    "button": _is_button,
}
