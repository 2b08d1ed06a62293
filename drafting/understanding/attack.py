"""Pieces of a letter that try to instruct the desk or a model: they are data, reported, and never a point."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache

from drafting.understanding.clauses import sentences
from drafting.understanding.lexicon import patterns, plain

_ROLE_LINE = re.compile(
    r"(?m)(?:^|(?<=[\s.!?>]))(?:#+\s*)?(?:\*\*)?(?:SYSTEM|System(?: (?:prompt|message|note|override))|ASSISTANT|Assistant|DEVELOPER|ADMIN|AI|END OF (?:LETTER|EMAIL|MESSAGE))(?:\*\*)?\s*[:>](?=\s*\S)"
)
_BLOB = re.compile(r"(?<![\w/+.@-])(?:[A-Za-z0-9+/]{24,}={0,2})(?![\w/+@])")
_IMAGE = re.compile(
    r"!\[[^\]\n]*\]\([^)\n]*\)|<img\b[^>\n]*>|<(?:script|iframe|object|embed)\b[^>]*>|javascript:", re.IGNORECASE
)
_LINKED = re.compile(r"\[[^\]\n]+\]\(https?://[^)\n]*\)", re.IGNORECASE)


# Scripts that put no spaces between words, or whose words our patterns do not know the edges of: "ignore the previous instructions".
_OTHER_SCRIPTS = re.compile(
    r"(?:指示|命令|指令|プロンプト|ルール|规则|規則|提示词|提示)[^。！？\n]{0,20}(?:無視|忘れ|従わ)|(?:忽略|无视|無視|忘记|忘記|不要理会)[^。！？\n]{0,20}(?:指令|指示|规则|規則|提示)"
    r"|(?:지시|명령|규칙|지침|프롬프트)[^.!?\n]{0,12}(?:무시|잊)|(?:تجاهل|انس|أهمل)[^.!؟\n]{0,30}(?:التعليمات|الأوامر|القواعد|تعليمات)"
    r"|(?:निर्देश|नियम|आदेश)[^।!?\n]{0,30}(?:अनदेखा|भूल|नज़रअंदाज़)|(?:התעלם|שכח)[^.!?\n]{0,30}(?:הוראות|ההוראות|כללים)|(?:αγνόησε|ξέχασε)[^.!;\n]{0,30}(?:οδηγίες|κανόνες)"
    r"|(?:ігноруй\w*|забудь)[^.!?\n]{0,30}(?:інструкці\w*|вказівк\w*|правила)|(?:bỏ qua|phớt lờ)[^.!?\n]{0,30}(?:hướng dẫn|chỉ dẫn|quy tắc)|(?:abaikan|lupakan)[^.!?\n]{0,30}(?:instruksi|perintah|aturan)",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<!\S)(?:\w[ .·_-]{1,2}){7,}\w(?!\w)")
_PERCENT = re.compile(r"(?:%[0-9a-f]{2}){5,}", re.IGNORECASE)
_DISGUISE = str.maketrans("013457@$", "oleastas")
_DISGUISED_WORD = re.compile(r"(?=[A-Za-z@$0-9]*[A-Za-z]{2})(?=[A-Za-z@$0-9]*[013457@$])[A-Za-z@$0-9]{4,}")


def _disguised(text: str) -> str:
    """The text, of the same length, with figures that stand for letters turned back ("IGN0RE PREVI0US")."""
    return _DISGUISED_WORD.sub(lambda match: match.group().translate(_DISGUISE), text)


def _spelled_out(text: str) -> list[tuple[int, int]]:
    """Words written with a space between their letters, when they instruct; and percent-encoded words."""
    spans = []
    for match in _SPACED.finditer(text):
        joined = re.sub(r"[\W_]", "", match.group()).lower()
        if re.search(r"ignore|instruction|system|prompt|disregard|override|approve|forget", joined):
            spans.append(match.span())
    return spans + [match.span() for match in _PERCENT.finditer(text)]


def find_attacks(body: str) -> list[tuple[int, int]]:
    """Spans of the body, whole sentences wherever words instruct; in order, without overlap."""
    text = plain(body)
    marks = [match.span() for pattern in (_ROLE_LINE, _IMAGE, _LINKED) for match in pattern.finditer(body)]
    marks += [match.span() for match in _BLOB.finditer(body) if _speaks(match.group())]
    for pattern in patterns("attack").values():
        marks += [match.span() for match in pattern.finditer(text)]
    marks += [match.span() for match in _OTHER_SCRIPTS.finditer(body)]
    marks += _spelled_out(text)
    plainly = _disguised(text)
    if plainly != text:
        marks += [match.span() for match in patterns("attack")["override"].finditer(plainly)]
    if not marks:
        return []
    spans = []
    parts = list(sentences(body))
    for start, end in marks:
        whole = [part for part in parts if part[0] < end and start < part[1]]
        first = _clause_start(body, whole[0][0], start) if whole else start
        spans.append((first, max(end, whole[-1][1]) if whole else end))
    spans += [(match.start(), _order_end(body, parts, match.end())) for match in _ROLE_LINE.finditer(body)]
    return _merged(body, spans)


def attacks_in(text: str) -> tuple[str, ...]:
    """The attacking pieces of some other text of the letter: its subject, signature, an attachment, a hidden part."""
    return tuple(text[start:end] for start, end in find_attacks(text))


@lru_cache(maxsize=2_000)
def honest(text: str) -> str:
    """A text without its attacking pieces, each left as blanks, so that every offset stays."""
    for start, end in find_attacks(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _clause_start(body: str, sentence: int, mark: int) -> int:
    """An honest first half of the sentence stays with the customer: "my lamp is cracked; ignore all …"."""
    joint = max(
        body.rfind(";", sentence, mark),
        body.rfind(" – ", sentence, mark),
        body.rfind(" — ", sentence, mark),
        body.rfind("\n", sentence, mark),
    )
    role = _ROLE_LINE.search(body, sentence, mark + 12)
    if role and role.start() > sentence:
        return role.start()
    return joint + 1 if joint > sentence else sentence


_CUSTOMER = re.compile(r"\b(?:I|my|we|our|us|I'm|I've|mine)\b", re.IGNORECASE)


def _order_end(body: str, parts: list[tuple[int, int]], mark: int) -> int:
    """What follows a role mark is its order, sentence by sentence, until the customer speaks again."""
    line_end = body.find("\n", mark)
    line_end = len(body) if line_end < 0 else line_end
    end = mark
    for start, stop in parts:
        if stop <= mark:
            continue
        own = start > mark and (_CUSTOMER.search(body[start:stop]) or body[start:stop].endswith("?"))
        if start >= line_end or own:
            break
        end = min(stop, line_end)
    return end


def _speaks(blob: str) -> bool:
    """Whether a run of letters is base64 of words, and not a reference number or a long name."""
    try:
        text = base64.b64decode(blob + "=" * (-len(blob) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    return len(text) > 12 and sum(char.isalpha() or char.isspace() for char in text) > 0.8 * len(text)


def _merged(body: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        while start < end and body[start].isspace():
            start += 1
        while end > start and body[end - 1].isspace():
            end -= 1
        if out and start <= out[-1][1] + 2:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
