"""``python -m evals.faults``: what the product makes of damaged input; exit code 1 when anything is wrong."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence

RUNS: dict[str, Callable[[argparse.Namespace], int]] = {}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the faults that are asked for, all of them by default. Returns 0; 1 when one did not end as it must."""
    parser = argparse.ArgumentParser(prog="python -m evals.faults", description=__doc__)
    parser.add_argument("--only", choices=sorted(RUNS), action="append", help="one kind of fault")
    parser.add_argument("--count", type=int, default=2_000, help="how many mutated files (2,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other files")
    asked = parser.parse_args(arguments)
    return max(RUNS[name](asked) for name in asked.only or RUNS)


def mutations(asked: argparse.Namespace) -> int:
    """Mutated files through the reader; prints a table, and every ending that is not as it must be."""
    from evals.faults.mutations import mutate
    from evals.faults.reading import as_table, endings, largest_child_mb, tallied
    from knowledge.loading.reader import Reader

    reader = Reader()
    began = time.monotonic()
    found = []
    for number, ending in enumerate(endings(mutate(asked.seed, asked.count), reader), start=1):
        found.append(ending)
        if number % 100 == 0:
            print(f"{number} of {asked.count} files", file=sys.stderr)
    reader.close()
    tallies = tallied(found)
    print(as_table(tallies))
    slowest = max(found, key=lambda one: one.seconds)
    print(
        f"\n{len(found):,} files in {time.monotonic() - began:.0f} s; the slowest took {slowest.seconds:.1f} s "
        f"({slowest.kind}, {slowest.name}: {slowest.said}); largest child {largest_child_mb():.0f} MB"
    )
    wrong = [ending for tally in tallies.values() for ending in tally.wrong]
    for ending in wrong:
        print(f"WRONG  {ending.kind}, {ending.name[:60]!r}: {ending.said}")
    return 1 if wrong else 0


def killed(asked: argparse.Namespace) -> int:
    """A folder of 600 documents, loaded by a process that is killed 30 times on the way."""
    from evals.faults.killed_loading import run

    outcome = run(files=600, kills=30, seed=asked.seed)
    print(f"\n{outcome.files} documents, killed {outcome.kills} times, {outcome.passages} passages in the end")
    for fault in outcome.faults:
        print(f"WRONG  {fault}")
    return 1 if outcome.faults else 0


RUNS["mutations"] = mutations
RUNS["killed"] = killed

if __name__ == "__main__":
    sys.exit(main())
