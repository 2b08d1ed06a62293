"""The model writer: LangChain's ChatOpenAI behind the one-method seam, for OpenAI and every endpoint that speaks like it.

Endpoints differ in how they give structured answers and in how they name the token limit (an endpoint may answer 500 to
`json_schema`): the first call finds out, later calls keep what worked. Retries stand in this one layer and honour
Retry-After. LangChain and OpenAI are imported when the first letter is written, not before.
"""  # noqa: E501

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError

from drafting.brief import Brief
from drafting.errors import ModelUnavailable
from drafting.prompt import Rendered
from drafting.reply import Reply
from drafting.writers.accept import AGAIN, Answer, accept
from drafting.writers.model_prompt import render_reply_prompt

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

Method = Literal["json_schema", "function_calling", "json_mode"]
TokenParameter = Literal["max_completion_tokens", "max_tokens"]

_METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "json_mode")
_OPENAI_HOST = "api.openai.com"
_TRIES = 3
_LONGEST_WAIT = 20.0  # seconds; a Retry-After beyond this is not waited for while a person looks on


class ModelWriter:
    """Writes with a model. ``timeout`` is in seconds for one call; raises ModelUnavailable, never anything else.

    ``http_client`` and ``sleep`` are there for tests: an httpx2.Client to speak through, and how to wait.
    """

    def __init__(
        self,
        name: str,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = 60.0,
        structured_output: Literal["probe", "json_schema", "function_calling", "json_mode"] = "probe",
        token_parameter: Literal["probe", "max_completion_tokens", "max_tokens"] = "probe",
        max_tokens: int = 1500,
        http_client: Any = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._api_key = api_key
        self._base_url = base_url
        self._timeout = timeout
        self._max_tokens = max_tokens
        self._http_client = http_client
        self._sleep = sleep
        self._lock = threading.Lock()
        self._methods: list[Method] = list(_METHODS) if structured_output == "probe" else [structured_output]
        self._parameters = self._first_parameters() if token_parameter == "probe" else [token_parameter]

    def write(self, brief: Brief) -> Reply:
        """A reply by the model, taken over by `accept`. Raises ModelUnavailable with what happened and what to do."""
        return accept(self._answer(render_reply_prompt(brief)), brief, self.name)

    def _answer(self, prompt: Rendered) -> Answer:
        """Ask, trying another dialect of the endpoint where it refuses one, and again where it is busy."""
        import openai

        waits = 0
        while True:
            method, parameter = self._methods[0], self._parameters[0]
            try:
                return self._ask(prompt, method, parameter)
            except openai.APITimeoutError:
                raise ModelUnavailable(f"The model did not answer within {self._timeout:g} s.", AGAIN) from None
            except openai.APIConnectionError:
                raise ModelUnavailable(f"The model's endpoint {self._where} could not be reached.", AGAIN) from None
            except openai.APIStatusError as error:
                if self._other_dialect(error, method, parameter):
                    continue
                waits += 1
                wait = _wait_before_retry(error, waits)
                if wait is None:
                    raise _explained(error, self.name) from None
                self._sleep(wait)
            except openai.LengthFinishReasonError:
                raise ModelUnavailable("The model's answer was cut short.", AGAIN) from None
            except (openai.OpenAIError, ValueError, AttributeError, TypeError, KeyError) as error:
                # the clients trip over a body that is no chat completion (a proxy's page, half a JSON)
                raise ModelUnavailable(_malformed(error), AGAIN) from None

    def _ask(self, prompt: Rendered, method: Method, parameter: TokenParameter) -> Answer:
        """One call. Raises what the endpoint's client raises, or ModelUnavailable for an answer that can't be used."""
        model = self._chat(parameter).with_structured_output(Answer, method=method, include_raw=True)
        result = model.invoke([("system", prompt.system), ("human", prompt.user)])
        if not isinstance(result, dict):
            raise ModelUnavailable("The model's answer was not in the agreed form.", AGAIN)
        raw, parsed = result.get("raw"), result.get("parsed")
        if raw is not None and raw.additional_kwargs.get("refusal"):
            raise ModelUnavailable("The model declined to write this reply.", AGAIN)
        if isinstance(parsed, Answer):
            return parsed
        return _from_text(raw)

    def _chat(self, parameter: TokenParameter) -> ChatOpenAI:
        from langchain_openai import ChatOpenAI

        settings: dict[str, Any] = {"extra_body": {"max_tokens": self._max_tokens}}
        if parameter == "max_completion_tokens":
            settings = {"max_tokens": self._max_tokens}  # ChatOpenAI sends it under the newer name
        if self._http_client is not None:
            settings["http_client"] = self._http_client
        return ChatOpenAI(
            model=self.name,
            api_key=SecretStr(self._api_key or "none"),
            base_url=self._base_url,
            timeout=self._timeout,
            max_retries=0,
            temperature=0.3,
            **settings,
        )

    def _other_dialect(self, error: Any, method: Method, parameter: TokenParameter) -> bool:
        """Whether the refusal may be about our dialect and another is left to try; what was refused is not tried again."""  # noqa: E501
        if error.status_code not in (400, 404, 415, 422, 500, 501):
            return False
        text = str(error).lower()
        with self._lock:
            if "max_tokens" in text or "max_completion_tokens" in text:
                return self._drop(self._parameters, parameter)
            if error.status_code == 404 or "model_not_found" in text:
                return False
            return self._drop(self._methods, method)

    @staticmethod
    def _drop(choices: list[Any], refused: str) -> bool:
        if choices[0] != refused:
            return True  # another thread has found out already
        if len(choices) == 1:
            return False
        choices.pop(0)
        return True

    def _first_parameters(self) -> list[TokenParameter]:
        """OpenAI knows the newer name only for its newer models; compatible servers read the older one."""
        if self._base_url is None or urlsplit(self._base_url).hostname == _OPENAI_HOST:
            return ["max_completion_tokens", "max_tokens"]
        return ["max_tokens", "max_completion_tokens"]

    @property
    def _where(self) -> str:
        return urlsplit(self._base_url).netloc if self._base_url else _OPENAI_HOST


def _from_text(raw: Any) -> Answer:
    """A JSON answer that stands in the text itself, fenced or bare. Raises ModelUnavailable when there is none."""
    text = raw.content if raw is not None and isinstance(raw.content, str) else ""
    if not text.strip():
        raise ModelUnavailable("The model's answer was empty.", AGAIN)
    start, end = text.find("{"), text.rfind("}")
    try:
        return Answer.model_validate_json(text[start : end + 1])
    except (ValidationError, ValueError):
        raise ModelUnavailable("The model's answer was not in the agreed form.", AGAIN) from None


def _wait_before_retry(error: Any, tried: int) -> float | None:
    """Seconds until the next try: what the endpoint says, else a little longer each time; None when it is no use."""
    busy = error.status_code in (408, 409, 429, 500, 502, 503, 504)
    if not busy or tried >= _TRIES or "insufficient_quota" in str(error):
        return None
    asked = error.response.headers.get("retry-after", "")
    try:
        wait = float(asked) if asked else 0.5 * 2**tried
    except ValueError:
        wait = 0.5 * 2**tried
    return wait if wait <= _LONGEST_WAIT else None


def _explained(error: Any, name: str) -> ModelUnavailable:
    status = error.status_code
    if status in (401, 403):
        return ModelUnavailable(
            "The model's endpoint refused the key.", "Check OPENAI_API_KEY, or go on with this draft."
        )
    if status == 404:
        return ModelUnavailable(
            f"The endpoint knows no model named {name}.", "Check WELLPUT_MODEL and OPENAI_BASE_URL."
        )
    if status == 429:
        return ModelUnavailable("The model's endpoint is busy or its quota is used up.", "Try again in a few minutes.")
    return ModelUnavailable(f"The model's endpoint answered with an error ({status}).", AGAIN)


def _malformed(error: Exception) -> str:
    if "content" in type(error).__name__.lower():
        return "The model's endpoint filtered this letter."
    return "The model's answer was not in the agreed form."
