"""A reply in the form in which it goes out: a message with its files, or a letter on the letterhead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from casework.case import Case
from casework.email_out import reply_message
from casework.files import Files
from casework.letter_out import letter_docx, letter_pdf
from casework.store import Store
from guidelines.policy import Policy

Form = Literal["eml", "pdf", "docx"]
MEDIA_TYPES: dict[Form, str] = {
    "eml": "message/rfc822",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class ReplyFiles:
    """The replies of one desk as files; ``sender`` is the address that they are mailed from, "" where none is set."""

    def __init__(
        self,
        store: Store,
        files: Files,
        templates: Path,
        sender: str,
        policy: Callable[[], Policy],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._files, self._templates, self._sender = store, files, templates, sender
        self._policy, self._now = policy, now

    def message(self, case: Case, *, preview: bool = False) -> EmailMessage:
        """The reply as a message in the customer's thread, with the files that go out with it."""
        files = [(file, self._files.attachment(file.sha256)) for file in case.attachments_out]
        return reply_message(case, self._policy(), self._sender, files, self._now(), preview=preview)

    def rendered(self, case: Case, form: Form, *, preview: bool) -> bytes:
        """The reply as a file of that form; of a message that was sent, exactly what was handed over."""
        policy, day = self._policy(), self._now().date()
        if form == "pdf":
            return letter_pdf(case, policy, day, preview=preview, templates=self._templates)
        if form == "docx":
            return letter_docx(case, policy, day, preview=preview, templates=self._templates)
        with self._store.reading() as books:
            sent = books.sent_message(case.id)
        if sent is not None and not preview:
            return sent
        message = self.message(case, preview=preview)
        message["X-Unsent"] = "1"  # opens in mail programs as a message to be sent
        return message.as_bytes()
