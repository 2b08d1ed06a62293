"""A model writer with the offline writer behind it: a fault leaves a usable draft and one honest sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafting.brief import Brief, Writer
from drafting.errors import ModelUnavailable
from drafting.reply import Reply
from guidelines.finding import Finding


class WithFallback:
    """Asks ``model``; when it is unavailable, ``offline`` writes and the reply's ``note`` says why, ``writer`` who."""

    def __init__(self, model: Writer, offline: Writer) -> None:
        self._model = model
        self._offline = offline

    @property
    def name(self) -> str:
        return self._model.name

    def write(self, brief: Brief) -> Reply:
        """Never raises for a fault of the model."""
        try:
            return self._model.write(brief)
        except ModelUnavailable as fault:
            reply = self._offline.write(brief)
            reason = fault.message.rstrip(".")
            note = f"{reason}, so this draft comes from the offline writer. {fault.next_step}"
            return replace(reply, note=" ".join(part for part in (note, reply.note) if part))

    def revise(self, brief: Brief, reply: Reply, findings: Sequence[Finding]) -> Reply:
        """The model's reply with what the check found mended; the same one when that fails or it is not the model's."""
        revise = getattr(self._model, "revise", None)
        if revise is None or reply.writer != self._model.name:
            return reply
        try:
            revised: Reply = revise(brief, reply, findings)
        except ModelUnavailable:
            return reply
        return revised
