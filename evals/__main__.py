"""``python -m evals``: how good the desk is, over the demonstration company and, with ``--data``, over real text."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.figure import Section
from evals.report import as_markdown, as_table

PARTS = ("questions", "letters", "replies")
APART = ("companies", "desks", "sentences", "data")  # parts that do without the demonstration company


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write ``build/eval.md``. Returns 0; 2 for a folder that is not there."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder with sentences.jsonl and faq-*.jsonl to measure too")
    parser.add_argument("--only", choices=[*PARTS, *APART], action="append", help="one part of the report")
    parser.add_argument("--json", action="store_true", help="the report as one JSON value")
    parser.add_argument("--out", type=Path, default=Path("build/eval.md"))
    asked = parser.parse_args(arguments)
    if asked.data and not asked.data.is_dir():
        print(f"There is no folder {asked.data}: give --data a folder that has sentences.jsonl.", file=sys.stderr)
        return 2
    wanted = asked.only or [*PARTS, *APART]
    sections, drafts = _company(wanted)
    if "companies" in wanted:
        from evals import held_back

        print("Asking the companies that are held back ...", file=sys.stderr)
        sections += held_back.measure()
    if "desks" in wanted:
        from evals import desks

        print("Checking the replies of further companies ...", file=sys.stderr)
        sections += desks.measure()
    if "sentences" in wanted:
        from evals import sentences

        sections += sentences.measure()
    if asked.data and "data" in wanted:
        from evals import samples

        sections += samples.measure(asked.data)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(as_markdown(sections, drafts), encoding="utf-8")
    if asked.json:
        print(json.dumps({"sections": [section.as_json() for section in sections]}, ensure_ascii=False))
    else:
        print(as_table(sections))
        print(f"\nThe whole report, with what fell short and every draft: {asked.out}")
    return 0


def _company(wanted: Sequence[str]) -> tuple[list[Section], list[str]]:
    if not set(wanted) & set(PARTS):
        return [], []
    from evals.company import demonstration

    sections: list[Section] = []
    drafts: list[str] = []
    with demonstration() as company:
        if "questions" in wanted:
            from evals import questions

            print("Asking the questions ...", file=sys.stderr)
            sections += questions.measure(company)
        if "letters" in wanted:
            from drafting.writers.offline import OfflineWriter
            from evals import letters

            print("Drafting the letters ...", file=sys.stderr)
            found, drafts = letters.measure(company, OfflineWriter(company.library.embed))
            sections += found
        if "replies" in wanted:
            from evals import replies

            print("Checking the replies ...", file=sys.stderr)
            sections += replies.measure(company)
    return sections, drafts


if __name__ == "__main__":
    sys.exit(main())
