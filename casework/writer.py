"""Which writer drafts here: a model when a key or an endpoint is set, else the offline writer."""

from __future__ import annotations

from casework.model import chat_model
from drafting.brief import Writer
from drafting.writers.offline import OfflineWriter
from guidelines.context import Embed
from settings import Settings

TEMPERATURE = 0.3  # of the model, when it writes


def writer_for(settings: Settings, embed: Embed) -> Writer:
    """The writer that the settings ask for; ``embed`` helps the offline one to choose by meaning.

    A model writer falls back to the offline one and says so.
    """
    offline = OfflineWriter(embed)
    if settings.model_name is None:
        return offline
    from drafting.writers.fallback import WithFallback
    from drafting.writers.model_writer import ModelWriter

    model = chat_model(settings, timeout=settings.model_timeout, temperature=TEMPERATURE)
    return WithFallback(ModelWriter(model), offline)
