"""Any number of varied product documents, made from a seed: for measuring speed where real text would not reach."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

SECTIONS = 50  # of a document, each a passage


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MAKES = _words("Alder Birch Cedar Fern Hazel Heron Larch Maple Otter Pike Quill Robin Sorrel Tarn Wren Yarrow")
_THINGS = _words(
    "kettle lamp toaster heater fan drill mower pump router printer speaker camera scooter blender vacuum radio "
    "thermostat dehumidifier freezer projector"
)
_PARTS = _words(
    "filter battery cable lid seal hinge motor switch display blade hose charger bracket handle tray sensor"
)
_COLOURS = _words("green amber white blue red violet")
_TOWNS = _words("Aldbury Brackwell Corsby Dunmere Easton Farley Gorse Hallam Ingle Kelby Lowick Marden")
_SEASONS = _words("spring summer autumn winter")
_TELLS = (
    "The {part} of the {name} is changed every {n} months; a new one costs {price} and comes within {d} working days.",
    "Hold the {part} for {n} seconds until the light of the {name} turns {colour}, then let it rest for {d} minutes.",
    "The {name} may be returned within {n} days of delivery when its {part} is unused, and {price} is paid back.",
    "When the {part} of your {name} rattles, take it off, rinse it in {colour} soap and dry it for {d} hours.",
    "The warranty covers the {part} of the {name} for {n} months, but not where it was kept outside in {season}.",
    "In {season} the {name} uses {d} watts less when its {part} is set to {colour}, which saves {price} a year.",
    "Customers in {town} collect the {name} from the desk; the {part} is fitted there for {price} in {n} minutes.",
)


def documents(passages: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """(name, Markdown) of as many documents as hold about ``passages`` passages; the same seed gives the same text."""
    chance = random.Random(seed)
    for number in range(-(-passages // SECTIONS)):
        name = f"{chance.choice(_MAKES)} {chance.choice(_THINGS)} {_model(chance)}"
        sections = "\n\n".join(_section(chance, name, at) for at in range(SECTIONS))
        yield f"{number:05d}-{name.lower().replace(' ', '-')}.md", f"# {name}\n\n{sections}\n"


def write(folder: Path, passages: int, seed: int = 7) -> int:
    """Write them into ``folder``; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, text in documents(passages, seed):
        (folder / name).write_text(text, encoding="utf-8")
        count += 1
    return count


def questions(count: int, seed: int = 11) -> list[str]:
    """Questions in the manner of customers about such products, most of which something answers."""
    chance = random.Random(seed)
    asks = (
        "How often do I change the {part} of my {name}?",
        "what does a new {part} for the {name} cost",
        "the {part} of my {name} rattles, what can I do",
        "Is the {part} covered by the warranty in {season}?",
        "Can I collect a {name} in {town}?",
    )
    return [
        _filled(chance, chance.choice(asks), f"{chance.choice(_MAKES)} {chance.choice(_THINGS)}") for _ in range(count)
    ]


def _section(chance: random.Random, name: str, at: int) -> str:
    tells = " ".join(_filled(chance, tell, name) for tell in chance.sample(_TELLS, 2))
    return f"## {chance.choice(_PARTS).capitalize()} and {chance.choice(_PARTS)}, note {at + 1}\n\n{tells}"


def _filled(chance: random.Random, text: str, name: str) -> str:
    return text.format(
        name=name,
        part=chance.choice(_PARTS),
        n=chance.randint(2, 60),
        d=chance.randint(2, 30),
        price=f"£{chance.randint(3, 90)}.{chance.randint(0, 99):02d}",
        colour=chance.choice(_COLOURS),
        town=chance.choice(_TOWNS),
        season=chance.choice(_SEASONS),
    )


def _model(chance: random.Random) -> str:
    letters = "".join(chance.choices("ABDFGHKLMPQRTX", k=2))
    return f"{letters}-{chance.randint(10, 99)}{chance.choice(['', '', 'S', 'E', 'X'])}"
