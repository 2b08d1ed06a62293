"""The model writer: a reply by a model, taken over by code that trusts none of it."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.brief import Brief
from drafting.errors import ModelUnavailable
from drafting.prompt import Rendered
from drafting.reply import Reply
from drafting.writers.accept import Answer, accept
from drafting.writers.endpoint import AGAIN
from drafting.writers.model import ChatModel
from drafting.writers.model_prompt import render_reply_prompt
from drafting.writers.revision import keeps_the_rest, render_revision_prompt
from guidelines.finding import Finding


class ModelWriter:
    """Writes with a model; raises ModelUnavailable, never anything else."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.name = model.name

    def write(self, brief: Brief) -> Reply:
        """A reply by the model, taken over by `accept`. Raises ModelUnavailable with what happened and what to do."""
        prompt = render_reply_prompt(brief)
        return accept(self._model.ask(prompt, Answer), brief, self.name, instructions=prompt.system)

    def revise(self, brief: Brief, reply: Reply, findings: Sequence[Finding]) -> Reply:
        """The reply once more, with only what the findings name mended. Raises ModelUnavailable as `write` does.

        A sentence that nothing was found against may not change: where one did, the reply is refused.
        """
        task, wish = render_reply_prompt(brief), render_revision_prompt(reply, findings)
        prompt = Rendered(f"{task.system}\n\n{wish.system}", f"{task.user}\n\n{wish.user}")
        revised = accept(self._model.ask(prompt, Answer), brief, self.name, instructions=prompt.system)
        if not keeps_the_rest(reply, revised, findings):
            raise ModelUnavailable("The model changed more than it was asked to.", AGAIN)
        return revised
