"""The policy in force: a file that was named and is then read-only, or the data folder's own, which pages may edit."""

from __future__ import annotations

from pathlib import Path

from casework.errors import CaseworkError, NotAllowed
from casework.whole_file import write_whole
from guidelines.policy import Policy, PolicyError, parse_policy

LONGEST = 300_000  # characters of a policy that is saved


class PolicyFile:
    """Reads the policy when its file changed; saves a valid one whole or not at all."""

    def __init__(self, path: Path, shipped: Path, *, editable: bool) -> None:
        self.path, self.editable, self._shipped = path, editable, shipped
        self._seen: tuple[int, int, int] | None = None
        self._policy: Policy | None = None

    def text(self) -> str:
        """The policy as it is written; the shipped one until the data folder has its own."""
        path = self.path if self.path.exists() or not self.editable else self._shipped
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise CaseworkError(f"The policy {path} can't be read.", "Check the file and its permissions.") from None

    @property
    def is_shipped(self) -> bool:
        """Whether the policy in force is still the starting one, word for word."""
        return self.text() == self._shipped.read_text("utf-8")

    def read(self) -> Policy:
        """The policy; raises CaseworkError with path and line when the file was spoilt from outside."""
        path = self.path if self.path.exists() else self._shipped
        status = path.stat() if path.exists() else None
        seen = (status.st_mtime_ns, status.st_size, status.st_ino) if status else None
        if self._policy is None or seen is None or seen != self._seen:
            try:
                self._policy = parse_policy(self.text(), str(path))
            except PolicyError as error:
                raise CaseworkError(str(error), "Mend that line of the policy.") from None
            self._seen = seen
        return self._policy

    def save(self, text: str) -> Policy:
        """Put a policy in force; raises CaseworkError naming the line when it does not fit, and changes nothing."""
        if not self.editable:
            raise NotAllowed(
                f"The policy is the file {self.path}, which the setting WELLPUT_POLICY names; it is read-only here.",
                "Change that file, or take the setting out.",
            )
        if len(text) > LONGEST:
            raise CaseworkError("The policy is longer than anybody could keep in mind.", "Shorten it, then save again.")
        try:
            policy = parse_policy(text, saving=True)
        except PolicyError as error:
            raise CaseworkError(str(error), "Mend that line, then save again.") from None
        write_whole(self.path, text)
        self._policy = None
        return policy

    def forget(self) -> None:
        """Go back to the shipped policy."""
        if self.editable:
            self.path.unlink(missing_ok=True)
            self._policy = None
