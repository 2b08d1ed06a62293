"""A folder is loaded by a process that is killed again and again: in the end nothing is lost, doubled or left over."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from knowledge.library import Library

HOUSE = Path(__file__).resolve().parents[2]
_LOAD = """
import sys
from pathlib import Path
from knowledge import intake
from knowledge.library import Library
intake.INDEXED_TOGETHER = 100  # so that some are killed while Chroma writes
library = Library(Path(sys.argv[1]))
library.add([Path(sys.argv[2])], lambda now: print(now.done, flush=True))
library.close()
"""
_THINGS = (
    "kettle",
    "lamp",
    "bicycle",
    "toaster",
    "armchair",
    "tent",
    "drill",
    "camera",
    "jacket",
    "blanket",
    "printer",
)
_FACTS = (
    "has a warranty of {n} months from the day of its delivery",
    "weighs {n} kilograms with everything that belongs to it",
    "costs {n} pounds, with the postage to every address in the country",
    "is sent within {n} working days after the order was paid",
    "can be hired for {n} pounds a week, with a deposit of the same sum",
    "needs {n} litres of water a day, which it takes from its own tank",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a killed load came to; ``faults`` are sentences, none when all is well."""

    files: int
    kills: int
    passages: int
    faults: tuple[str, ...]


def run(files: int = 150, kills: int = 8, seed: int = 1) -> Outcome:
    """Make ``files`` documents, load them in a process that is killed ``kills`` times at random moments, and look."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="wellput-killed-") as name:
        folder, data_dir = Path(name) / "documents", Path(name) / "data"
        asked = write_documents(folder, files, chance)
        killed, done = 0, 0
        for left in range(kills, 0, -1):
            done, ended = _load(data_dir, folder, done + chance.randint(0, (files - done) // left), chance)
            killed += not ended
        _load(data_dir, folder, None, chance)
        return look(data_dir, folder, asked, killed)


def write_documents(folder: Path, count: int, chance: random.Random) -> dict[str, str]:
    """Documents of one to six sections, each about a thing of its own; returns a question that each one answers."""
    asked = {}
    for at in range(count):
        thing = f"{_THINGS[at % len(_THINGS)]} {chance.choice('ABCDEFGH')}{at + 100}"
        lines = [f"# The {thing}"]
        for fact in chance.sample(_FACTS, chance.randint(1, len(_FACTS))):
            told = f"The {thing} {fact.format(n=chance.randint(2, 90))}. "
            lines += [f"## {fact.split(' {')[0].capitalize()}", told + f"This is so for every {thing} that we sell."]
        path = folder / f"shelf-{at % 7}" / f"{thing.replace(' ', '-')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(lines), encoding="utf-8")
        asked[path.relative_to(folder).as_posix()] = lines[2].split(". ")[0]
    return asked


def _load(data_dir: Path, folder: Path, target: int | None, chance: random.Random) -> tuple[int, bool]:
    """One process, killed a moment after it has come to ``target`` files; returns how many it did, and its end."""
    process = subprocess.Popen(
        [sys.executable, "-c", _LOAD, str(data_dir), str(folder)], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    reached = 0
    with process.stdout:
        for line in process.stdout:
            reached = int(line)
            if target is not None and target <= reached:
                time.sleep(chance.random() * 0.2)  # into the middle of whatever it does next
                process.kill()
                process.wait()
                return reached, False
    if process.wait():
        raise RuntimeError(f"the load ended by itself with {process.returncode}")
    return reached, True


def look(data_dir: Path, folder: Path, asked: dict[str, str], killed: int) -> Outcome:
    """Compare the register and the index with the folder."""
    library, faults = Library(data_dir), []
    try:
        entries = library.documents()
        times = Counter(entry.document for entry in entries)
        for name in asked:
            if times[name] != 1:
                faults.append(f"{name} is there {times[name]} times.")
        for name in times.keys() - asked.keys():
            faults.append(f"{name} is there and never was.")
        ids = library._register.live_ids()
        if len(ids) != len(set(ids)) or len(ids) != sum(entry.passages for entry in entries):
            faults.append(f"{len(ids)} passages are live, {sum(entry.passages for entry in entries)} were loaded.")
        for name, question in asked.items():
            found = [hit.passage.document for hit in library.search(question, k=3)]
            if name not in found:
                faults.append(f"{question!r} does not find {name}.")
        held = library._nearest._opened().count()
        if held != len(ids):
            faults.append(f"The index holds {held} passages, the register {len(ids)}.")
        if marks := library._register.marks():
            faults.append(f"{len(marks)} marks are left.")
        if any(row.outcome != "unchanged" for row in library.add([folder])):
            faults.append("Loading once more changed something.")
        return Outcome(len(asked), killed, len(ids), tuple(faults))
    finally:
        library.close()
