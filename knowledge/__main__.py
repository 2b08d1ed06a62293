"""The door to the knowledge: ``python -m knowledge add|search|list|remove|rebuild``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.passage import Hit


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 2 bad input (said in one line on standard error)."""
    asked = _parser().parse_args(arguments)
    from settings import SettingsError, load_settings

    try:
        settings = load_settings()
        library = Library(
            settings.data_dir, chroma_url=settings.chroma_url, today=settings.today, one_shot=asked.command == "search"
        )
        try:
            return int(asked.run(library, asked))
        finally:
            library.close()
    except (KnowledgeError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 2


def _add(library: Library, asked: argparse.Namespace) -> int:
    def progress(done: int, of: int, name: str) -> None:
        if name:
            print(f"{done + 1}/{of} {name}", file=sys.stderr)

    paths = [Path(path) for path in asked.paths]
    rows = library.add(paths, progress)
    if asked.json:
        _print_json([asdict(row) for row in rows])
    for row in [] if asked.json else rows:
        print(f"{row.document}: {row.outcome}. {row.message} {row.next_step}".rstrip())
    refused = [row for row in rows if row.outcome == "refused"]
    if not rows:
        raise KnowledgeError(
            "No document was found there.",
            "Give files, or a folder that holds Markdown, text, HTML, PDF, DOCX, XLSX or CSV files.",
        )
    if len(refused) == len(rows):
        print(f"{refused[0].document}: {refused[0].message} {refused[0].next_step}", file=sys.stderr)
        return 2
    return 0


def _search(library: Library, asked: argparse.Namespace) -> int:
    if asked.jsonl:
        return _search_lines(library, asked.k)
    if not asked.question or not asked.question.strip():
        raise KnowledgeError(
            "No question was given.", 'Write it in quotes: python -m knowledge search "How long is the warranty?"'
        )
    hits = library.search(asked.question, asked.k)
    if asked.json:
        _print_json([_row(hit) for hit in hits])
    elif not hits:
        print("Nothing relevant was found.")
    for hit in [] if asked.json else hits:
        one = hit.passage
        print(f"{hit.score:.2f}  {one.document}, version {one.version}: {one.section}\n{one.text}\n")
    return 0


def _search_lines(library: Library, k: int) -> int:
    good = True
    for line in sys.stdin:
        if not line.strip():
            continue
        row: dict[str, Any] = {"id": None}
        try:
            given = json.loads(line)
            row["id"] = given.get("id") if isinstance(given, dict) else None
            query = given["query"]
            if not isinstance(query, str):
                raise TypeError
            row["results"] = [_row(hit) for hit in library.search(query, int(given.get("k") or k))]
        except (ValueError, TypeError, KeyError, AttributeError):
            row = {"id": row["id"], "error": 'The line is not {"id", "query"}: write one JSON object a line.'}
            good = False
        except KnowledgeError as error:
            row = {"id": row["id"], "error": str(error)}
            good = False
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0 if good else 2


def _list(library: Library, asked: argparse.Namespace) -> int:
    entries = library.documents()
    if asked.json:
        _print_json([asdict(entry) for entry in entries])
    for entry in [] if asked.json else entries:
        print(f"{entry.document}  version {entry.version}  {entry.status}  {entry.passages} passages  {entry.title}")
    return 0


def _remove(library: Library, asked: argparse.Namespace) -> int:
    entry = library.remove(asked.document)
    if asked.json:
        _print_json(asdict(entry))
    else:
        print(f"{entry.document} was removed from the search; what was sent with it keeps its citations.")
    return 0


def _rebuild(library: Library, asked: argparse.Namespace) -> int:
    count = library.rebuild()
    if asked.json:
        _print_json({"passages": count})
    else:
        print(f"The search index was made anew with {count} passages.")
    return 0


def _row(hit: Hit) -> dict[str, Any]:
    one = hit.passage
    return {
        "id": one.id, "document": one.document, "version": one.version, "section": one.section, "text": one.text,
        "score": hit.score, "page": one.page,
    }  # fmt: skip


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


class _Parser(argparse.ArgumentParser):
    """One clear line for bad input instead of the whole usage."""

    def error(self, message: str) -> Any:
        print(f"{self.prog}: {message}. See {self.prog} --help.", file=sys.stderr)
        raise SystemExit(2)


def _positive(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError("give a number from 1 to 100")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m knowledge", description="The company's documents: add, search, list, remove.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
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
