"""When an endpoint does not answer: how long it is waited for, and what the person who waits is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from drafting.errors import ModelUnavailable

if TYPE_CHECKING:
    import httpx2

AGAIN = "Try again, or go on with this draft."
OPENAI_HOST = "api.openai.com"
TRIES = 3
LARGEST_ANSWER = 2_000_000  # bytes; a reply is some thousand
_BUSY = frozenset({408, 409, 429, 500, 502, 503, 504})


def http_client() -> httpx2.Client:
    """A client whose read time-out bounds the whole answer: by itself it begins anew with every byte that drips in."""
    import httpx2

    return httpx2.Client(event_hooks={"request": [_start], "response": [_bound]})


def _start(request: Any) -> None:
    request.extensions["wellput_started"] = time.monotonic()


def _bound(response: Any) -> None:
    extensions = response.request.extensions
    limit = extensions.get("timeout", {}).get("read")
    if limit is not None:
        response.stream = _bounded(response.stream, extensions["wellput_started"] + limit)


def _bounded(stream: Any, ends: float) -> Any:
    import httpx2

    class Bounded(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            size = 0
            for chunk in stream:
                size += len(chunk)
                if time.monotonic() > ends:
                    raise httpx2.ReadTimeout("the whole answer took too long")
                if size > LARGEST_ANSWER:
                    raise httpx2.ReadError("the answer does not end")
                yield chunk

        def close(self) -> None:
            stream.close()

    return Bounded()


def wait_before_retry(error: Any, tried: int) -> float | None:
    """Seconds until the next try: what the endpoint says, else a little longer each time; None when it is no use."""
    if error.status_code not in _BUSY or tried >= TRIES or "insufficient_quota" in str(error):
        return None
    asked = error.response.headers.get("retry-after", "")
    try:
        wait: float = float(asked)
    except ValueError:
        wait = -1.0
    return wait if wait >= 0 else 0.5 * float(2**tried)


def timed_out(seconds: float) -> ModelUnavailable:
    return ModelUnavailable(f"The model did not answer within {seconds:g} s.", AGAIN)


def disconnected(error: Any, base_url: str | None) -> ModelUnavailable:
    """No connection, or one that broke off before the answer was whole."""
    if _causes(error) & {"RemoteProtocolError", "ReadError", "DecodingError"}:
        return ModelUnavailable("The connection to the model broke off in the middle of its answer.", AGAIN)
    return ModelUnavailable(
        f"The model's endpoint {host_of(base_url)} could not be reached.", "Check that it runs, and OPENAI_BASE_URL."
    )


def unusable(error: Exception, base_url: str | None) -> ModelUnavailable:
    """What is no error of the endpoint, and no answer either."""
    causes = _causes(error)
    if causes & {"InvalidURL", "UnsupportedProtocol"}:
        return ModelUnavailable(f"{base_url} is not an address.", "Check OPENAI_BASE_URL.")
    if "ContentFilterFinishReasonError" in causes:
        return ModelUnavailable("The model's endpoint filtered this letter.", AGAIN)
    return ModelUnavailable("The model's answer was not in the agreed form.", AGAIN)


def _causes(error: BaseException | None) -> set[str]:
    names = set()
    while error is not None:
        names.add(type(error).__name__)
        error = error.__cause__
    return names


def refused(error: Any, name: str) -> ModelUnavailable:
    """What an error status means for the person who waits."""
    status = error.status_code
    if status in (401, 403):
        return ModelUnavailable("The model's endpoint refused the key.", "Check OPENAI_API_KEY.")
    if status == 404:
        return ModelUnavailable(
            f"The endpoint knows no model named {name}.", "Check WELLPUT_MODEL and OPENAI_BASE_URL."
        )
    if status == 429:
        return ModelUnavailable("The model's endpoint is busy or its quota is used up.", "Try again in a few minutes.")
    if status == 413 or "context_length" in str(error):
        return ModelUnavailable("The letter is too long for the model.", "Shorten it, or choose a larger model.")
    return ModelUnavailable(f"The model's endpoint answered with an error ({status}).", AGAIN)


def host_of(base_url: str | None) -> str:
    try:
        return urlsplit(base_url).netloc if base_url else OPENAI_HOST
    except ValueError:
        return str(base_url)
