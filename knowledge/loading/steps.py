"""Steps that are no list by their markup: numbers in boxes of their own, paragraphs that begin "1.", "2.", ..."""

from __future__ import annotations

import re

from knowledge.loading.content import Block

_NUMBER = re.compile(r"(?:step\s+)?(\d{1,2})\s*[.):]?", re.I)
_NUMBERED = re.compile(r"(?:step\s+)?(\d{1,2})\s*(?:[.):]|(?<=\d)\s)\s*(\S.*)", re.I | re.S)


def steps_joined(blocks: list[Block]) -> list[Block]:
    """Paragraphs that count 1, 2, 3, .. as one ordered list, and a number that stands alone with what follows it."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        steps, after = _run(blocks, at)
        if len(steps) > 1:
            out.append(Block("list", items=tuple(steps), ordered=True, page=blocks[at].page))
            at = after
        else:
            if not (blocks[at].kind == "paragraph" and re.fullmatch(r"\d{1,2}", blocks[at].text)):
                out.append(blocks[at])
            at += 1
    return out


def _run(blocks: list[Block], at: int) -> tuple[list[str], int]:
    """The steps that begin at a block, and where they end; the number may be a paragraph of its own."""
    steps: list[str] = []
    while at < len(blocks) and blocks[at].kind == "paragraph":
        text = blocks[at].text
        alone, numbered = _NUMBER.fullmatch(text), _NUMBERED.fullmatch(text)
        if numbered and int(numbered[1]) == len(steps) + 1 and not alone:
            steps.append(numbered[2])
            at += 1
        elif alone and int(alone[1]) == len(steps) + 1 and at + 1 < len(blocks):
            taken, at = _until_next(blocks, at + 1, len(steps) + 2)
            if not taken:
                break
            steps.append(" ".join(taken))
        else:
            break
    return steps, at


def _until_next(blocks: list[Block], at: int, number: int) -> tuple[list[str], int]:
    """What belongs to a step: a heading and paragraphs up to the next number, or one block after the last number."""
    taken: list[str] = []
    while at + len(taken) < len(blocks) and len(taken) < 4:
        block = blocks[at + len(taken)]
        is_next = (found := _NUMBER.fullmatch(block.text)) is not None and int(found[1]) == number
        if is_next and block.kind == "paragraph":
            return taken, at + len(taken)
        if block.kind not in ("paragraph", "heading"):
            break
        taken.append(f"{block.text.rstrip('.:')}:" if block.kind == "heading" else block.text)
    count = 2 if len(taken) > 1 and blocks[at].kind == "heading" else 1
    return taken[:count], at + min(count, len(taken))
