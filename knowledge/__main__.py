"""The door to the knowledge: ``python -m knowledge add|search|list|remove|rebuild``."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from doors import BAD_INPUT, DONE, BadInput, DoorParser, answer_lines, enter, required, show
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.passage import DocumentEntry, Hit
from knowledge.progress import Progress
from settings import Settings

MOST_PASSAGES = 100
_MARK = {"public": "", "internal": "  [internal: not for customers]"}


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 2 bad input (said in one line on standard error)."""
    return enter(_parser(), _run, argv)


def _run(asked: argparse.Namespace, settings: Settings) -> int:
    library = Library(
        settings.data_dir, chroma_url=settings.chroma_url, today=settings.today, one_shot=asked.command == "search"
    )
    try:
        return int(asked.run(library, asked))
    finally:
        library.close()


def _add(library: Library, asked: argparse.Namespace) -> int:
    def progress(now: Progress) -> None:
        if now.name and sys.stderr.isatty():
            print(f"{now.done + 1}/{now.of} {now.name}", file=sys.stderr)

    rows = library.add([Path(path) for path in asked.paths], progress)
    if not rows:
        raise KnowledgeError(
            "No document was found there.",
            "Give files, or a folder that holds Markdown, text, HTML, PDF, DOCX, XLSX or CSV files.",
        )
    nothing_loaded = all(row.outcome == "refused" for row in rows)
    if nothing_loaded and len(rows) == 1:
        raise BadInput(f"{rows[0].document}: {rows[0].message} {rows[0].next_step}")
    if asked.json:
        show([asdict(row) for row in rows])
    for row in [] if asked.json else rows:
        print(f"{row.document}: {row.outcome}. {row.message} {row.next_step}".rstrip())
    if nothing_loaded:
        print(f"None of the {len(rows)} files could be loaded: each says why above.", file=sys.stderr)
    return BAD_INPUT if nothing_loaded else DONE


def _search(library: Library, asked: argparse.Namespace) -> int:
    if asked.jsonl:
        return answer_lines(lambda line: _answer_line(library, line, asked.k))
    if not asked.question or not asked.question.strip():
        raise KnowledgeError(
            "No question was given.", 'Write it in quotes: python -m knowledge search "How long is the warranty?"'
        )
    hits = library.search(asked.question, asked.k)
    if asked.json:
        show([_row(hit) for hit in hits])
    elif not hits:
        print("Nothing relevant was found.")
    for hit in [] if asked.json else hits:
        one = hit.passage
        print(
            f"{hit.score:.2f}  {one.document}, version {one.version}: {one.section}{_MARK[one.audience]}\n{one.text}\n"
        )
    return DONE


def _answer_line(library: Library, line: dict[str, Any], k: int) -> dict[str, Any]:
    wanted = line.get("k", k)
    if not isinstance(wanted, int) or not 1 <= wanted <= MOST_PASSAGES:
        raise BadInput(f'"k" must be a number from 1 to {MOST_PASSAGES}.')
    return {"results": [_row(hit) for hit in library.search(required(line, "query"), wanted)]}


def _list(library: Library, asked: argparse.Namespace) -> int:
    entries = library.documents()
    if asked.json:
        show([_entry(entry) for entry in entries])
    for entry in [] if asked.json else entries:
        print(f"{entry.document}  version {entry.version}  {entry.status}  {entry.passages} passages  {entry.title}")
    return DONE


def _remove(library: Library, asked: argparse.Namespace) -> int:
    entry = library.remove(asked.document)
    if asked.json:
        show(_entry(entry))
    else:
        print(f"{entry.document} was removed from the search; what was sent with it keeps its citations.")
    return DONE


def _rebuild(library: Library, asked: argparse.Namespace) -> int:
    count = library.rebuild()
    if asked.json:
        show({"passages": count})
    else:
        print(f"The search index was made anew with {count} passages.")
    return DONE


def _entry(entry: DocumentEntry) -> dict[str, Any]:
    return {name: its.isoformat() if isinstance(its, date) else its for name, its in asdict(entry).items()}


def _row(hit: Hit) -> dict[str, Any]:
    one = hit.passage
    return {
        "id": one.id, "document": one.document, "version": one.version, "section": one.section, "text": one.text,
        "score": hit.score, "page": one.page, "audience": one.audience,
    }  # fmt: skip


def _positive(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_PASSAGES:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {MOST_PASSAGES}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = DoorParser(prog="python -m knowledge", description="The company's documents: add, search, list, remove.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=DoorParser)
    add = commands.add_parser("add", help="add documents or folders; a newer version replaces the older one")
    add.add_argument("paths", nargs="+", metavar="PATH")
    add.set_defaults(run=_add)
    search = commands.add_parser("search", help="find the passages that answer a question")
    search.add_argument("question", nargs="?", metavar="QUESTION")
    search.add_argument("-k", type=_positive, default=5, help="how many passages at most (5)")
    search.add_argument("--jsonl", action="store_true", help='one {"id", "query", "k"?} a line on standard input')
    search.set_defaults(run=_search)
    listing = commands.add_parser("list", help="every document with its versions and status")
    listing.set_defaults(run=_list)
    remove = commands.add_parser("remove", help="take a document out of the search")
    remove.add_argument("document", metavar="DOCUMENT")
    remove.set_defaults(run=_remove)
    rebuild = commands.add_parser("rebuild", help="make the search index anew from the register")
    rebuild.set_defaults(run=_rebuild)
    for command in (add, search, listing, remove, rebuild):
        command.add_argument("--json", action="store_true", help="one JSON value on standard output")
    return parser


if __name__ == "__main__":
    sys.exit(main())
