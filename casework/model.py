"""The model that the settings name, if any: who writes with it is in `casework.writer`, who judges is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settings import Settings

if TYPE_CHECKING:
    from drafting.judge import ModelJudge
    from drafting.writers.model import ChatModel

JUDGE_SECONDS = 20.0  # a person waits meanwhile; what takes longer stands as not checked


def judge_for(settings: Settings) -> ModelJudge | None:
    """Who answers the judged rules; None where no model is set, so that they stand as not checked."""
    if settings.model_name is None:
        return None
    from drafting.judge import ModelJudge

    return ModelJudge(chat_model(settings, timeout=min(JUDGE_SECONDS, settings.model_timeout), temperature=0.0))


def chat_model(settings: Settings, *, timeout: float, temperature: float) -> ChatModel:
    """The model that the settings name; ``timeout`` in seconds for a whole answer. There must be one."""
    from drafting.writers.model import ChatModel

    assert settings.model_name is not None
    return ChatModel(
        settings.model_name,
        api_key=settings.openai_api_key.get_secret_value() if settings.openai_api_key else None,
        base_url=settings.openai_base_url,
        timeout=timeout,
        structured_output=settings.structured_output,
        token_parameter=settings.token_parameter,
        temperature=temperature,
    )
