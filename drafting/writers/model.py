"""A model: LangChain's ChatOpenAI behind one method, for OpenAI and every endpoint like it.

Endpoints differ in how they give structured answers and in how they name the token limit (an endpoint may answer 500 to
`json_schema`): the first call finds out, later calls keep what worked. Retries stand in this one layer, honour
Retry-After, and all of them together end with the time-out. LangChain and OpenAI are imported when something is first
asked, not before.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, SecretStr, ValidationError

from drafting.errors import ModelUnavailable
from drafting.prompt import Rendered
from drafting.writers.endpoint import (
    AGAIN,
    OPENAI_HOST,
    disconnected,
    host_of,
    http_client,
    refused,
    timed_out,
    unusable,
    wait_before_retry,
)

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

Shape = TypeVar("Shape", bound=BaseModel)
Method = Literal["json_schema", "function_calling", "json_mode"]
TokenParameter = Literal["max_completion_tokens", "max_tokens"]
Dialect = tuple[Method, TokenParameter]

_METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "json_mode")
_DIALECT_REFUSED = frozenset({400, 415, 422, 500, 501})


class ChatModel:
    """Answers a prompt in a given shape. ``timeout`` is in seconds for the whole answer, retries included.

    ``client``, ``sleep`` and ``clock`` are there for tests: an httpx2.Client to speak through, how to wait, and when.
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
        temperature: float = 0.3,
        client: Any = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._api_key = api_key
        self._base_url = base_url
        self._timeout = timeout
        self._max_tokens = max_tokens
        self._temperature = temperature
        self._client = client
        self._sleep = sleep
        self._clock = clock
        methods = _METHODS if structured_output == "probe" else (structured_output,)
        parameters = self._likely_parameters() if token_parameter == "probe" else (token_parameter,)
        self._dialects: list[Dialect] = [(method, parameter) for method in methods for parameter in parameters]

    def ask(self, prompt: Rendered, shape: type[Shape]) -> Shape:
        """The model's answer to a prompt, in the shape that is asked for. Raises ModelUnavailable, never anything else.

        Asked in another dialect where the endpoint refuses one, and again where it is busy, until the time is up.
        """
        import openai

        dialects, tries = list(self._dialects), 0
        ends = self._clock() + self._timeout
        while (left := ends - self._clock()) > 0:
            try:
                answer = self._ask_once(prompt, shape, dialects[0], left)
            except openai.APITimeoutError:
                break
            except openai.APIConnectionError as error:
                raise disconnected(error, self._base_url) from None
            except openai.APIStatusError as error:
                if others := _other_dialects(error, dialects):
                    dialects = others
                    continue
                dialects, tries = list(self._dialects), tries + 1
                wait = wait_before_retry(error, tries)
                if wait is None or wait >= ends - self._clock():
                    raise refused(error, self.name) from None
                self._sleep(wait)
            except ModelUnavailable:
                raise
            except openai.LengthFinishReasonError:
                raise ModelUnavailable("The model's answer was cut short.", AGAIN) from None
            except UnicodeEncodeError:
                raise ModelUnavailable("OPENAI_API_KEY holds a character that no key has.", "Enter it anew.") from None
            except Exception as error:  # noqa: BLE001 the clients trip over a body that is no chat completion in ways of their own
                raise unusable(error, self._base_url) from None
            else:
                self._dialects = [dialects[0]]
                return answer
        raise timed_out(self._timeout)

    def _ask_once(self, prompt: Rendered, shape: type[Shape], dialect: Dialect, seconds: float) -> Shape:
        """One call. Raises what the endpoint's client raises, or ModelUnavailable for an answer that can't be used."""
        method, parameter = dialect
        model = self._chat(parameter, seconds).with_structured_output(shape, method=method, include_raw=True)
        result = model.invoke([("system", prompt.system), ("human", prompt.user)])
        if not isinstance(result, dict):
            raise ModelUnavailable("The model's answer was not in the agreed form.", AGAIN)
        raw, parsed = result.get("raw"), result.get("parsed")
        if raw is not None and raw.additional_kwargs.get("refusal"):
            raise ModelUnavailable("The model declined to answer.", AGAIN)
        if isinstance(parsed, shape):
            return parsed
        return _from_text(raw, shape)

    def _chat(self, parameter: TokenParameter, seconds: float) -> ChatOpenAI:
        from langchain_openai import ChatOpenAI

        if self._client is None:
            self._client = http_client()
        limit: dict[str, Any] = {"extra_body": {"max_tokens": self._max_tokens}}
        if parameter == "max_completion_tokens":
            limit = {"max_tokens": self._max_tokens}  # ChatOpenAI sends it under the newer name
        return ChatOpenAI(
            model=self.name,
            api_key=SecretStr(self._api_key or "none"),
            base_url=self._base_url,
            timeout=seconds,
            max_retries=0,
            temperature=self._temperature,
            http_client=self._client,
            **limit,
        )

    def _likely_parameters(self) -> tuple[TokenParameter, ...]:
        """OpenAI knows the older name only for its older models; compatible servers read the older one."""
        if self._base_url is None or host_of(self._base_url) == OPENAI_HOST:
            return ("max_completion_tokens", "max_tokens")
        return ("max_tokens", "max_completion_tokens")


def _other_dialects(error: Any, dialects: list[Dialect]) -> list[Dialect]:
    """The dialects left to try where the refusal may be about ours: of the token limit where it names that, else of
    structured answers. Empty when it is about something else."""
    method, parameter = dialects[0]
    text = str(error).lower()
    if error.status_code not in _DIALECT_REFUSED or "model_not_found" in text:
        return []
    if "max_tokens" in text or "max_completion_tokens" in text:
        return [dialect for dialect in dialects if dialect[1] != parameter]
    return [dialect for dialect in dialects if dialect[0] != method]


def _from_text(raw: Any, shape: type[Shape]) -> Shape:
    """A JSON answer that stands in the text itself, fenced or bare. Raises ModelUnavailable when there is none."""
    text = raw.content if raw is not None and isinstance(raw.content, str) else ""
    if not text.strip():
        raise ModelUnavailable("The model's answer was empty.", AGAIN)
    start, end = text.find("{"), text.rfind("}")
    try:
        return shape.model_validate_json(text[start : end + 1])
    except (ValidationError, ValueError):
        raise ModelUnavailable("The model's answer was not in the agreed form.", AGAIN) from None
