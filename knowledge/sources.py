"""The files that are to be loaded: each with the name that its document will have, read only when its turn comes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from knowledge.loading.content import Refusal
from knowledge.loading.formats import is_archive, is_document
from knowledge.loading.limits import LARGEST_ARCHIVE

LONGEST_NAME = 450  # characters of a document's name


@dataclass(frozen=True, slots=True)
class Source:
    """One file: where it is, the document's name, its size in bytes, and its bytes where they are at hand already.

    ``below`` is the folder in the documents' names that an archive's members are put under, "" for none.
    """

    path: str
    document: str
    size: int
    data: bytes | None = None
    below: str = ""

    @property
    def is_archive(self) -> bool:
        return is_archive(self.document)

    def read(self) -> bytes:
        """The file's bytes, of a huge one as many as it takes to refuse it. Raises Refusal where it won't open."""
        if self.data is not None:
            return self.data
        path = Path(self.path)
        try:
            if path.exists() and not path.is_file():
                raise Refusal("This is not an ordinary file.", "Give a file, or a folder that holds files.")
            with path.open("rb") as file:
                return file.read(LARGEST_ARCHIVE + 1)
        except FileNotFoundError:
            raise Refusal("There is no such file.", "Check the path.") from None
        except OSError as error:
            raise Refusal(
                f"The file can't be opened ({error.strerror}).", "Check its rights and add it again."
            ) from None


def from_paths(paths: Sequence[Path]) -> list[Source]:
    """Files as they are, folders with all that is below them; a document is named by its path below the folder."""
    return [source for path in paths for source in (_below(path) if path.is_dir() else (_one(path, path.name),))]


def from_uploads(files: Sequence[tuple[str, bytes]]) -> list[Source]:
    """Uploaded files by the names that the browser gives them."""
    return [Source(name, _named(name), len(data), data) for name, data in files]


def member(archive: Source, name: str, data: bytes | None) -> Source:
    """A file inside an archive, which counts as a folder that was added."""
    inside = f"{archive.below}/{name}" if archive.below else name
    return Source(f"{archive.path}/{name}", _named(inside), len(data or b""), data)


def _below(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        wanted = is_document(path.name) or is_archive(path.name)
        if wanted and path.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
            yield _one(path, inside.as_posix(), below=inside.with_suffix("").as_posix())


def _one(path: Path, document: str, below: str = "") -> Source:
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Source(str(path), _named(document), size, below=below)


def _named(name: str) -> str:
    """A name that can be stored and typed: "/" between parts, none of them empty or "..", no control characters."""
    try:
        name = os.fsencode(name).decode("utf-8")
    except UnicodeDecodeError:  # a file named on a system of another encoding
        name = os.fsencode(name).decode("cp1252", errors="replace")
    except UnicodeEncodeError:
        name = name.encode("utf-8", errors="replace").decode("utf-8")
    name = re.sub(r"[\x00-\x1f\x7f]", " ", name.replace("\\", "/"))
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", ".", "..")]
    kept = "/".join(parts) or "document"
    return kept if len(kept) <= LONGEST_NAME else f"{kept[:200]}…{kept[-(LONGEST_NAME - 201) :]}"
