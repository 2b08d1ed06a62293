"""Which writer drafts here: a model when a key or an endpoint is set, else the offline writer."""

from __future__ import annotations

from drafting.brief import Writer
from drafting.writers.offline import OfflineWriter
from guidelines.context import Embed
from settings import Settings


def writer_for(settings: Settings, embed: Embed) -> Writer:
    """The writer that the settings ask for; ``embed`` helps the offline one to choose by meaning.

    A model writer falls back to the offline one and says so.
    """
    offline = OfflineWriter(embed)
    if settings.model_name is None:
        return offline
    from drafting.writers.fallback import WithFallback
    from drafting.writers.model import ModelWriter

    model = ModelWriter(
        settings.model_name,
        api_key=settings.openai_api_key.get_secret_value() if settings.openai_api_key else None,
        base_url=settings.openai_base_url,
        timeout=settings.model_timeout,
        structured_output=settings.structured_output,
        token_parameter=settings.token_parameter,
    )
    return WithFallback(model, offline)
