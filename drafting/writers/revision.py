"""A second round with the model: what the check found at error level goes back once, and nothing else may change."""

from __future__ import annotations

import json
from collections.abc import Sequence

from drafting.prompt import Rendered, load_prompt
from drafting.reply import Reply
from guidelines.finding import Finding

_OURS = {"greeting", "closing", "signature"}  # set by the program


def render_revision_prompt(reply: Reply, findings: Sequence[Finding]) -> Rendered:
    """Fill `prompts/revise.md`: the answer as the model gave it, and what is to be mended with the reason."""
    parts = [
        {"name": part.name, "sentences": [{"text": s.text, "sources": list(s.sources)} for s in part.sentences]}
        for part in reply.parts
        if part.name not in _OURS
    ]
    return load_prompt("revise").render(
        answer=json.dumps({"parts": parts}, ensure_ascii=False),
        findings="\n".join(f"- {finding.text or 'missing'}: {finding.message}" for finding in findings),
    )


def keeps_the_rest(before: Reply, after: Reply, findings: Sequence[Finding]) -> bool:
    """Whether every sentence that no finding touches stands in the revised reply as it stood before."""
    text, cursor = before.text, 0
    kept = {sentence.text for part in after.parts for sentence in part.sentences}
    for sentence in (sentence for part in before.parts for sentence in part.sentences):
        start = text.find(sentence.text, cursor)
        if start < 0:
            continue
        cursor = end = start + len(sentence.text)
        touched = any(f.start is not None and f.end is not None and f.start < end and start < f.end for f in findings)
        if not touched and sentence.text not in kept:
            return False
    return True
