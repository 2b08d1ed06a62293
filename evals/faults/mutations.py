"""Damaged and hostile files, made from good ones by a seeded generator: the same seed gives the same files."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from evals.faults import hostile
from evals.faults.samples import samples

Change = Callable[[random.Random, str, bytes], tuple[str, bytes]]


@dataclass(frozen=True)
class Mutation:
    """One file: the kind of damage, the name under which it comes, its bytes."""

    kind: str
    name: str
    data: bytes


def mutate(seed: int, count: int) -> Iterator[Mutation]:
    """``count`` files, the kinds of damage in turn, each of a sample and in a way that the seed chooses."""
    kinds = list(KINDS)
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        kind = kinds[number % len(kinds)]
        name = draw.choice(sorted(samples()))
        changed, data = KINDS[kind](draw, name, samples()[name])
        yield Mutation(kind, changed, data)


def _cut(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    return name, data[: draw.randrange(len(data))]


def _beheaded(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    return name, data[draw.randrange(1, len(data)) :]


def _flipped(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 3, 10, 100, 1_000))):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return name, bytes(changed)


def _doubled(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    start = draw.randrange(len(data))
    piece = data[start : start + draw.choice((4, 64, 1_024, 20_000))]
    at = draw.randrange(len(data))
    return name, data[:at] + piece * draw.choice((1, 2, 50)) + data[at:]


def _holed(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    start, long = draw.randrange(len(data)), draw.choice((8, 200, 4_000))
    middle = draw.choice((b"", bytes(long), b"\xff" * long, draw.randbytes(long)))
    return name, data[:start] + middle + data[start + long :]


def _wrong_ending(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    others = {PurePosixPath(one).suffix for one in samples()} - {PurePosixPath(name).suffix}
    return PurePosixPath(name).stem + draw.choice(sorted(others)), data


def _renamed(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    names = [
        stem, f"{stem}.", ending, f"{stem}{ending.upper()}", f"../../{name}", f"/etc/{name}", f"C:\\{name}",
        f"{name}.exe", f"{'x' * 400}{ending}", f"{stem}\u202e{ending}", f"{stem}\x00{ending}",
        f"Grüße/{stem} 日本{ending}", f"{stem}{ending}~",
    ]  # fmt: skip
    return draw.choice(names), data


def _parts_damaged(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """An office file or archive that is whole as a ZIP, with one part damaged, emptied, renamed or left out."""
    if not data.startswith(b"PK"):
        name = draw.choice(("boats.docx", "rates.xlsx", "all.zip"))
        data = samples()[name]
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = draw.choice(old.namelist())
        for part in old.namelist():
            body = old.read(part)
            if part != chosen:
                new.writestr(part, body)
                continue
            way = draw.randrange(5)
            if way < 3 and body:
                _, body = (_cut, _flipped, _doubled)[way](draw, part, body)
            if way < 4:
                new.writestr(part if way < 3 else f"{part}.old", body)
    return name, packed.getvalue()


def _text_damaged(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """Characters that do not belong into the text: controls, half characters, another encoding, no line ends."""
    name = draw.choice(("boiler.md", "hours.txt", "care.html", "parts.csv", "recall.eml"))
    text = samples()[name].decode("utf-8")
    ways = (
        lambda: text.encode("utf-16"),
        lambda: text.encode("utf-16")[1:],
        lambda: text.encode("utf-8", "replace").replace(b"e", b"\xe9"),
        lambda: "\u200b".join(text).encode("utf-8"),
        lambda: text.replace("\n", "\r").encode("utf-8"),
        lambda: text.replace("\n", " ").encode("utf-8"),
        lambda: text.replace(" ", "\x00").encode("utf-8"),
        lambda: (text * 300).encode("utf-32"),
        lambda: text.replace("|", "|" * 500).replace("<td", "<td><table><td").encode("utf-8"),
        lambda: text.replace('"', "").replace(">", "").replace(";", '"').encode("utf-8"),
    )
    return name, draw.choice(ways)()


def _twice(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    for change in draw.sample((_cut, _flipped, _doubled, _holed), 2):
        name, data = change(draw, name, data or b"\x00")
    return name, data


KINDS: dict[str, Change] = {
    "cut": _cut,
    "beheaded": _beheaded,
    "flipped bytes": _flipped,
    "doubled chunks": _doubled,
    "holes": _holed,
    "damaged twice": _twice,
    "parts damaged": _parts_damaged,
    "text damaged": _text_damaged,
    "wrong ending": _wrong_ending,
    "renamed": _renamed,
    "nested": hostile.nested,
    "encrypted": hostile.encrypted,
    "huge": hostile.huge,
    "bombs and entities": hostile.bomb,
}
