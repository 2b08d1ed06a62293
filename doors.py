"""What the doors share: one clear line for bad input, one JSON value on standard output, and JSON lines in and out.

Exit codes: 0 done; 1 findings at error level; 2 bad input. Progress and logs go to standard error.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from guidelines.context import CaseFacts
from guidelines.policy import Policy, PolicyError, load_policy
from guidelines.rule import RuleError
from settings import SHIPPED_POLICY, Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from guidelines.rulebook import RuleBook
    from knowledge.library import Library

DONE, FINDINGS, BAD_INPUT = 0, 1, 2


class BadInput(Exception):
    """Something in the call that a person can mend: the message is one sentence that says what to do."""


_FOR_PEOPLE = (BadInput, SettingsError, PolicyError, RuleError)


class DoorParser(ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}. See --help.", file=sys.stderr)
        sys.exit(BAD_INPUT)


def enter(parser: ArgumentParser, run: Callable[[Namespace, Settings], int], argv: list[str] | None = None) -> int:
    """Parse the call, read the settings once, run the door. An error meant for people becomes one line and exit 2."""
    arguments = parser.parse_args(argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        settings = load_settings()
        _look_at_data_folder(settings)
        return run(arguments, settings)
    except _FOR_PEOPLE as error:
        return complain(str(error))
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away; there is nobody to tell
        return DONE
    except Exception as error:  # noqa: BLE001 a person gets one line, whatever went wrong
        return complain(str(error) if is_for_people(error) else _unforeseen(error))


def _look_at_data_folder(settings: Settings) -> None:
    if settings.data_dir.exists() and not settings.data_dir.is_dir():
        raise BadInput(f"The data folder {settings.data_dir} is a file: set WELLPUT_DATA_DIR to a folder.")


def _unforeseen(error: Exception) -> str:
    """One line for a fault that nobody foresaw: what a person can do, and where it was for whoever mends it."""
    if isinstance(error, OSError) and error.strerror:
        return (
            f"{error.filename or 'A file'} could not be used ({error.strerror}): check its rights and the disk's space."
        )
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else "an unknown place"
    return (
        f"This could not be done ({type(error).__name__} at {place}): try another file, and report it with this line."
    )


def is_for_people(error: Exception) -> bool:
    """The rooms' own errors carry a message and a next step."""
    return isinstance(error, _FOR_PEOPLE) or hasattr(error, "next_step")


def complain(message: str) -> int:
    """Say in one line on standard error what is wrong, and return the exit code for it."""
    print(" ".join(message.split()), file=sys.stderr)
    return BAD_INPUT


def show(value: Any) -> None:
    """Print one JSON value on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def answer_lines(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Answer each JSON line of standard input by one line, in order; a bad line is answered by its error."""
    code = DONE
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        given: Any = None
        try:
            given = json.loads(line)
            if not isinstance(given, dict):
                raise BadInput(f"Line {number} is not a JSON object.")
            answered = answer(given)
        except json.JSONDecodeError as error:
            answered, code = {"error": f"Line {number} is not JSON: {error.msg}."}, BAD_INPUT
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 one line's fault must not end the others
            answered = {"error": str(error) if is_for_people(error) else _unforeseen(error)}
            code = BAD_INPUT
        name = given.get("id") if isinstance(given, dict) else None
        print(json.dumps({"id": name, **answered}, ensure_ascii=False), flush=True)
    return code


def required(given: dict[str, Any], key: str) -> str:
    """A text that a JSON line must carry."""
    value = given.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f'The line needs "{key}", a text.')
    return value


def optional(given: dict[str, Any], key: str) -> str | None:
    """A text that a JSON line may carry."""
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(f'"{key}" must be a text.')
    return value or None


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or BadInput with one sentence."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}: check the name.") from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder: name one file in it.") from None
    except OSError as error:
        raise BadInput(f"{path} can't be read ({error.strerror}): check its permissions.") from None


def read_text(name: str) -> str:
    """The text of a file, or of standard input for "-"; byte-order marks and Windows-1252 are understood."""
    data = sys.stdin.buffer.read() if name == "-" else read_bytes(Path(name))
    if not data.strip():
        raise BadInput(f"{name} is empty: there is nothing to check.")
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput(f"{name} is not a text: save the draft as plain text first.")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_facts(name: str | None) -> CaseFacts:
    """The case facts of a ``--facts`` file, JSON or YAML."""
    if name is None:
        return CaseFacts()
    import yaml

    try:
        return case_facts(yaml.safe_load(read_bytes(Path(name)).decode("utf-8-sig")))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise BadInput(f"{name} is neither JSON nor YAML: see the README for the shape of case facts.") from None
    except BadInput as error:
        raise BadInput(f"{name}: {error}") from None


def case_facts(data: Any) -> CaseFacts:
    """Case facts from the shape that the doors take."""
    try:
        return CaseFacts.from_mapping(data)
    except ValueError as error:
        raise BadInput(str(error)) from None


def policy_in_force(settings: Settings) -> Policy:
    """The policy that was named, else the data folder's own, else the shipped one that it starts from."""
    if settings.policy is None and not settings.policy_path.exists():
        return load_policy(SHIPPED_POLICY)
    return load_policy(settings.policy_path)


def rules_in_force(settings: Settings) -> RuleBook:
    """The shipped rules with the company's own of the data folder. Raises RuleError for a faulty one."""
    from guidelines.company_rules import load_company_rules

    return load_company_rules(settings.data_dir / "guidelines")


def open_library(settings: Settings, *, one_shot: bool = False) -> Library:
    """The company's documents, as the settings say where they are and how they are found."""
    from knowledge.embedding import embedding_for
    from knowledge.library import Library

    return Library(
        settings.data_dir,
        database_url=settings.database_url,
        chroma_url=settings.chroma_url,
        today=settings.today,
        one_shot=one_shot,
        embedding=embedding_for(settings.embedding, settings.openai_key, settings.openai_base_url),
    )


def today(settings: Settings) -> date:
    """The day that deadlines are counted from."""
    return settings.today or date.today()
