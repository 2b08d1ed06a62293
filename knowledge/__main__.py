"""The door to the knowledge: ``python -m knowledge add|search|list|details|remove|restore|rebuild``."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doors import BAD_INPUT, DONE, BadInput, DoorParser, answer_lines, enter, open_library, required, show
from knowledge.details import AUDIENCES, STANDINGS
from knowledge.errors import KnowledgeError
from knowledge.passage import DocumentEntry, Hit, Loaded
from knowledge.telling import Telling, stopped_by_ctrl_c
from settings import Settings

if TYPE_CHECKING:
    from knowledge.library import Library

MOST_PASSAGES = 100
FEW = 50  # files; of more than these, the unchanged ones are only counted
OUTCOMES = ("added", "replaced", "unchanged", "refused")
DATES = ("review_by", "valid_from", "valid_until")
DETAILS = ("owner", "audience", *DATES, "standing", "superseded_by")
_MARK = {"public": "", "internal": "  [internal: not for customers]"}


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 2 bad input (said in one line on standard error)."""
    return enter(_parser(), _run, argv)


def _run(asked: argparse.Namespace, settings: Settings) -> int:
    library = open_library(settings, one_shot=asked.command == "search")
    try:
        code = int(asked.run(library, asked))
        if library.notice:
            print(library.notice, file=sys.stderr)
        return code
    finally:
        library.close()


def _add(library: Library, asked: argparse.Namespace) -> int:
    telling = Telling("files")
    with stopped_by_ctrl_c() as stopped:
        try:
            rows = library.add([Path(path) for path in asked.paths], telling, stopped)
        finally:
            telling.end()
        if stopped():
            print(f"Stopped. {_seen(rows)} Run the same command again to go on from here.", file=sys.stderr)
    if not rows and not stopped():
        raise KnowledgeError(
            "No document was found there.",
            "Give files, a folder or a ZIP archive with Markdown, text, HTML, PDF, DOCX, XLSX, CSV or EML files in it.",
        )
    nothing_loaded = bool(rows) and all(row.outcome == "refused" for row in rows)
    if nothing_loaded and len(rows) == 1:
        raise BadInput(f"{rows[0].document}: {rows[0].message} {rows[0].next_step}")
    if asked.json:
        show([asdict(row) for row in rows])
    for row in [] if asked.json else rows:
        if row.outcome != "unchanged" or len(rows) <= FEW:
            print(f"{row.document}: {row.outcome}. {row.message} {row.next_step}".rstrip())
    if not asked.json and len(rows) > FEW:
        print(_seen(rows))
    if nothing_loaded:
        print(f"None of the {len(rows)} files could be loaded: each says why above.", file=sys.stderr)
    return BAD_INPUT if nothing_loaded else DONE


def _seen(rows: list[Loaded]) -> str:
    """ "3 files were added, 997 unchanged, 1 refused."."""
    counts = {outcome: sum(row.outcome == outcome for row in rows) for outcome in OUTCOMES}
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items() if count)
    return f"Of the files so far: {told}." if told else "No file was loaded."


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
        told = [entry.document, f"version {entry.version}", entry.status, f"{entry.passages} passages", entry.title]
        told += [entry.why] if entry.why else []
        told += ["internal"] if entry.audience == "internal" else []
        told += [f"owner {entry.owner}"] if entry.owner else []
        told += [f"review by {entry.review_by}{', overdue' if entry.overdue else ''}"] if entry.review_by else []
        print("  ".join(told))
    return DONE


def _details(library: Library, asked: argparse.Namespace) -> int:
    """Without options: what stands there. With options: the editor's word, the rest of it kept."""
    given = {name: value for name in DETAILS if (value := getattr(asked, name)) is not None}
    details = library.details(asked.document)
    if given:
        said: dict[str, Any] = {name: (its or None) if name in DATES else its for name, its in given.items()}
        details = replace(details, **said)
        library.set_details(asked.document, details)
    entry = library.entry(asked.document)
    if asked.json:
        show(_entry(entry))
    else:
        print(f"{entry.document}  version {entry.version}  {entry.status}{f'  {entry.why}' if entry.why else ''}")
        for name in DETAILS:
            if value := getattr(entry, name, ""):
                print(f"  {name.replace('_', ' ')}: {value}")
    return DONE


def _remove(library: Library, asked: argparse.Namespace) -> int:
    entry = library.remove(asked.document)
    if asked.json:
        show(_entry(entry))
    else:
        print(f"{entry.document} was removed from the search; what was sent with it keeps its citations.")
    return DONE


def _restore(library: Library, asked: argparse.Namespace) -> int:
    entry = library.restore(asked.document, asked.version)
    if asked.json:
        show(_entry(entry))
    else:
        print(f"{entry.document} is there again in version {entry.version}, with {entry.passages} passages.")
    return DONE


def _rebuild(library: Library, asked: argparse.Namespace) -> int:
    """Embed what the embedding that is set has not embedded yet, then make the index anew."""
    telling = Telling("passages")
    with stopped_by_ctrl_c() as stopped:
        try:
            embedded = library.embed_anew(telling, stopped)
            if waiting := library.to_embed():
                print(f"Stopped: {waiting} passages are still to be embedded.", file=sys.stderr)
                print("Run the same command again to go on from here.", file=sys.stderr)
                return DONE
            count = library.rebuild(telling)
        finally:
            telling.end()
    if asked.json:
        show({"passages": count, "embedded": embedded})
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


def _day(text: str) -> date | str:
    """A date, or "" to take one back."""
    try:
        return date.fromisoformat(text) if text else ""
    except ValueError:
        raise argparse.ArgumentTypeError("write a date as 2026-11-22") from None


def _parser() -> argparse.ArgumentParser:
    parser = DoorParser(prog="python -m knowledge", description="The company's documents: add, search, list, remove.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=DoorParser)
    add = commands.add_parser("add", help="add files, folders or ZIP archives; a newer version replaces the older one")
    add.add_argument("paths", nargs="+", metavar="PATH")
    add.set_defaults(run=_add)
    search = commands.add_parser("search", help="find the passages that answer a question")
    search.add_argument("question", nargs="?", metavar="QUESTION")
    search.add_argument("-k", type=_positive, default=5, help="how many passages at most (5)")
    search.add_argument("--jsonl", action="store_true", help='one {"id", "query", "k"?} a line on standard input')
    search.set_defaults(run=_search)
    listing = commands.add_parser("list", help="every document with its versions and status")
    listing.set_defaults(run=_list)
    details = commands.add_parser("details", help="say by hand what holds of a document; an empty value takes it back")
    details.add_argument("document", metavar="DOCUMENT")
    details.add_argument("--owner")
    details.add_argument("--audience", choices=AUDIENCES, metavar="public|internal")
    for name in DATES:
        details.add_argument(f"--{name.replace('_', '-')}", type=_day, metavar="DATE")
    details.add_argument("--standing", choices=STANDINGS, metavar="current|superseded")
    details.add_argument("--superseded-by", metavar="DOCUMENT")
    details.set_defaults(run=_details)
    remove = commands.add_parser("remove", help="take a document out of the search")
    remove.add_argument("document", metavar="DOCUMENT")
    remove.set_defaults(run=_remove)
    restore = commands.add_parser("restore", help="undo a removal, or make an earlier version the latest again")
    restore.add_argument("document", metavar="DOCUMENT")
    restore.add_argument("--version", type=int, metavar="N")
    restore.set_defaults(run=_restore)
    rebuild = commands.add_parser("rebuild", help="make the search index anew, after a change of the embedding too")
    rebuild.set_defaults(run=_rebuild)
    for command in (add, search, listing, details, remove, restore, rebuild):
        command.add_argument("--json", action="store_true", help="one JSON value on standard output")
    return parser


if __name__ == "__main__":
    sys.exit(main())
