"""Reads mutated files as the product does, and weighs every ending: content, or a refusal in plain words, in time."""

from __future__ import annotations

import re
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from evals.faults.mutations import Mutation
from knowledge.loading import limits
from knowledge.loading.content import Content, Refusal
from knowledge.loading.formats import is_archive
from knowledge.loading.reader import Reader

SLACK = 20.0  # seconds that a busy machine may add to the limit, which the reader keeps itself: more is a hang
_GOOD = ("good.md", b"# Still here\n\nA good file is read after a bad one.\n")
_TECHNICAL = re.compile(r"Traceback|Error\b|Exception|0x[0-9a-f]{4}|NoneType|\b\w+\.py\b")


@dataclass(frozen=True)
class Ending:
    """What became of one file: "loaded" or "refused" or "wrong" with the reason, and the seconds that it took."""

    kind: str
    name: str
    outcome: str
    said: str
    seconds: float


@dataclass
class Tally:
    """The endings of one kind of damage."""

    seconds: list[float] = field(default_factory=list)
    loaded: int = 0
    refused: int = 0
    wrong: list[Ending] = field(default_factory=list)

    def count(self, ending: Ending) -> None:
        self.seconds.append(ending.seconds)
        self.loaded += ending.outcome == "loaded"
        self.refused += ending.outcome == "refused"
        if ending.outcome == "wrong":
            self.wrong.append(ending)


def endings(mutations: Iterable[Mutation], reader: Reader) -> Iterator[Ending]:
    """Each file's ending. After each one a good file must still be read by the same reader."""
    for mutation in mutations:
        began = time.monotonic()
        try:
            outcome, said = _read(reader, mutation)
        except Exception as error:  # noqa: BLE001  anything but a refusal is what this looks for
            outcome, said = "wrong", f"{type(error).__name__}: {error}"
        seconds = time.monotonic() - began
        if seconds > limits.SECONDS + SLACK:
            outcome, said = "wrong", f"took {seconds:.1f} s"
        try:
            assert reader.read(*_GOOD).title == "Still here"
        except (Refusal, AssertionError) as error:
            outcome, said = "wrong", f"afterwards a good file was not read: {error}"
        yield Ending(mutation.kind, mutation.name, outcome, said, seconds)


def _read(reader: Reader, mutation: Mutation) -> tuple[str, str]:
    """Read a file, or an archive with the first of its documents. Raises what is no plain ending."""
    try:
        if not is_archive(mutation.name):
            return "loaded", _checked(reader.read(mutation.name, mutation.data))
        members = reader.unpack(mutation.name, mutation.data)
    except Refusal as refusal:
        return "refused", _plain(refusal)
    refused = [_plain(member.refusal) for member in members if member.refusal]
    return ("loaded", f"{len(members)} documents") if len(refused) < len(members) else ("refused", refused[0])


def _checked(content: Content) -> str:
    assert content.blocks, "content without a block"
    assert all(isinstance(note, str) and note for note in content.notes), "a note that is no text"
    return f"{len(content.blocks)} blocks"


def _plain(refusal: Refusal) -> str:
    for sentence in (refusal.message, refusal.next_step):
        assert sentence.endswith((".", "”")), f"no sentence: {sentence!r}"
        assert not _TECHNICAL.search(sentence), f"not in plain words: {sentence!r}"
    return refusal.message


def tallied(found: Iterable[Ending]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for ending in found:
        tallies[ending.kind].count(ending)
    return dict(tallies)


def as_table(tallies: dict[str, Tally]) -> str:
    lines = [f"{'damage':20} {'files':>6} {'loaded':>7} {'refused':>8} {'wrong':>6} {'median':>9} {'slowest':>9}"]
    for kind, tally in tallies.items():
        lines.append(
            f"{kind:20} {len(tally.seconds):6} {tally.loaded:7} {tally.refused:8} {len(tally.wrong):6} "
            f"{1000 * statistics.median(tally.seconds):6.0f} ms {max(tally.seconds):7.2f} s"
        )
    return "\n".join(lines)


def largest_child_mb() -> float:
    """The most memory that any child process of this one had, in MB; read after the reader is closed."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
