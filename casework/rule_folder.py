"""The company's own rules and settings in the data folder, read again whenever a file of them changed."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from casework.errors import NotFound
from casework.whole_file import read_whole, write_whole
from guidelines.company_rules import RULES, SETTINGS, readable_company_rules

if TYPE_CHECKING:
    from guidelines.rulebook import RuleBook

_NAME = re.compile(r"\w[\w-]*")
_USUAL: dict[str, Any] = {"on": True, "level": None}
Setting = dict[str, Any]  # what is set for one rule: on, level
State = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    state: State
    book: RuleBook
    fault: str
    faulty: str


class RuleFolder:
    """One folder of guidelines. Several windows and processes may share it: each sees what another one changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last: _Read | None = None
        self._one_reader = threading.Lock()

    @property
    def rules(self) -> RuleBook:
        """The rules in force: shipped and company's, by the company's settings, as far as they can be read."""
        return self._read().book

    @property
    def fault(self) -> str:
        """What is wrong with the first file that cannot be read, as one sentence; "" when all can."""
        return self._read().fault

    @property
    def faulty_rule(self) -> str:
        """The id of the rule that `fault` is about; "" where it is about the settings, or there is none."""
        return self._read().faulty

    def state(self) -> State:
        """Changes whenever a file of the folder does: the names, times and sizes of all."""
        found = []
        for path in (*self._files(), self.path / SETTINGS):
            try:
                status = path.stat()
            except OSError:
                continue  # it went away in this moment, or there never was one
            found.append((path.name, status.st_mtime_ns, status.st_size, status.st_ino))
        return tuple(found)

    def own(self) -> frozenset[str]:
        """The ids of the company's own rules, of those that cannot be read too."""
        return frozenset(path.stem for path in self._files())

    def text(self, rule_id: str) -> str | None:
        """The company's own text of a rule, or None where it has none."""
        return read_whole(self._file(rule_id))

    def put(self, rule_id: str, text: str | None) -> None:
        """Make this the company's text of a rule; None takes it away, and a shipped rule of that id stands again."""
        write_whole(self._file(rule_id), text)
        self._last = None

    def settings_text(self) -> str | None:
        return read_whole(self.path / SETTINGS)

    def put_settings_text(self, text: str | None) -> None:
        write_whole(self.path / SETTINGS, text)
        self._last = None

    def _read(self) -> _Read:
        state = self.state()
        last = self._last
        if last is None or last.state != state:
            with self._one_reader:
                book, faults = readable_company_rules(self.path)
                fault = str(faults[0]) if faults else ""
                faulty = faults[0].path.stem if faults and faults[0].path.parent.name == RULES else ""
                self._last = last = _Read(state, book, fault, faulty)
        return last

    def _files(self) -> list[Path]:
        folder = self.path / RULES
        return sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))

    def _file(self, rule_id: str) -> Path:
        """Where the text of a rule stands, or would be put; raises NotFound for what is no name of a rule."""
        if not _NAME.fullmatch(rule_id):
            raise NotFound(f"There is no rule {rule_id[:60]}.", "Look at the list of rules again.")
        other = self.path / RULES / f"{rule_id}.yml"
        return other if other.exists() else other.with_suffix(".yaml")


def with_setting(
    text: str | None, rule_id: str, change: Callable[[Setting], Setting], known: Container[str]
) -> str | None:
    """The settings with one rule's changed, and without rules that are not there; None when nothing is set any more."""
    settings = _settings(text)
    return known_only(_written({**settings, rule_id: change(settings.get(rule_id, {}))}), known)


def known_only(text: str | None, known: Container[str]) -> str | None:
    """The settings without rules that are not there: one of them would make all of them unreadable."""
    settings = _settings(text)
    if all(name in known for name in settings):
        return text
    return _written({name: row for name, row in settings.items() if name in known})


def _written(settings: dict[str, Setting]) -> str | None:
    """Only what differs from the rules' own files, in the order of their ids."""
    said = {
        name: {key: row[key] for key, usual in _USUAL.items() if row.get(key, usual) != usual}
        for name, row in sorted(settings.items())
    }
    rows = {name: row for name, row in said.items() if row}
    return yaml.safe_dump(rows, default_flow_style=None, allow_unicode=True) if rows else None


def switched_off(text: str | None) -> frozenset[str]:
    """The rules that these settings switch off."""
    return frozenset(name for name, row in _settings(text).items() if row.get("on") is False)


def _settings(text: str | None) -> dict[str, Setting]:
    """The settings as they are written; none where the text is not what settings look like."""
    try:
        given = yaml.safe_load(text or "")
    except yaml.YAMLError:
        return {}
    rows = given.items() if isinstance(given, dict) else ()
    return {
        str(name): {"on" if key is True else str(key): value for key, value in row.items()}  # YAML takes on for yes
        for name, row in rows
        if isinstance(row, dict)
    }
