"""The model writer against an endpoint that is played in the process: what it sends, and every way in which it can fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx2
import pytest

from drafting.brief import Brief, Found
from drafting.enquiry import Enquiry
from drafting.errors import ModelUnavailable
from drafting.letter import Letter
from drafting.writers.fallback import WithFallback
from drafting.writers.model import ChatModel
from drafting.writers.model_writer import ModelWriter
from drafting.writers.offline import OfflineWriter
from guidelines.context import CaseFacts, Fact, Point
from guidelines.policy import Company, Contact, Policy
from knowledge.passage import Hit, Passage

GOOD = {
    "parts": [
        {
            "name": "acknowledgement",
            "sentences": [{"text": "Thank you for asking about our garden tour.", "sources": []}],
        },
        {
            "name": "explanation",
            "sentences": [{"text": "The garden tour takes 90 minutes and costs £12.", "sources": ["tours.md@1#0"]}],
        },
        {"name": "help", "sentences": [{"text": "You can reach us on 01632 960100.", "sources": ["policy:contacts"]}]},
        {"name": "closing", "sentences": [{"text": "Kind regards,", "sources": []}]},
    ]
}


def brief() -> Brief:
    body = "How long is the garden tour and what does it cost?"
    point = Point(body, 0, len(body))
    passage = Passage("tours.md@1#0", "tours.md", 1, "Garden", "The garden tour takes 90 minutes and costs £12.")
    return Brief(
        letter=Letter(body=body, sender="Ana Ruiz <ana@mail.example>"),
        enquiry=Enquiry("enquiry", "ordinary", "en", "neutral", "normal", "Dear Ana Ruiz", points=(point,)),
        found=(Found(point, (Hit(passage, 0.8),)),),
        policy=Policy(
            company=Company(
                name="Tidewater Museum", contacts=(Contact(phone="01632 960100"),), link_domains=("tidewater.example",)
            )
        ),
        today=date(2026, 11, 23),
        facts=CaseFacts((Fact("booked", "2026-11-20"),)),
        agent="Noor Haddad",
    )


def completion(answer: Any, *, tool: bool = False, refusal: str | None = None) -> httpx2.Response:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    message: dict[str, Any] = {"role": "assistant", "content": None if tool or refusal else text, "refusal": refusal}
    if tool:
        call = {"id": "c1", "type": "function", "function": {"name": "Answer", "arguments": text}}
        message["tool_calls"] = [call]
    body = {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "tool_calls" if tool else "stop", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return httpx2.Response(200, json=body)


class Endpoint:
    """Plays the answers of a queue, the last one for ever, and keeps what it was sent."""

    def __init__(self, *answers: httpx2.Response | Exception | Callable[[dict[str, Any]], httpx2.Response]) -> None:
        self.answers = list(answers)
        self.requests: list[dict[str, Any]] = []
        self.waited: list[float] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        sent = json.loads(request.content)
        self.requests.append(sent)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(sent) if callable(answer) else answer

    def writer(self, **settings: Any) -> ModelWriter:
        client = httpx2.Client(transport=httpx2.MockTransport(self))
        defaults: dict[str, Any] = {"api_key": "k", "base_url": "http://models.example/v1", "timeout": 60.0}
        return ModelWriter(ChatModel("m", client=client, sleep=self.waited.append, **{**defaults, **settings}))


def failure(status: int, text: str = "no", **headers: str) -> httpx2.Response:
    return httpx2.Response(status, json={"error": {"message": text}}, headers=headers)


def test_a_good_answer_becomes_a_reply_with_our_greeting_and_signature() -> None:
    endpoint = Endpoint(completion(GOOD))
    reply = endpoint.writer().write(brief())
    assert reply.writer == "m"
    assert reply.text.startswith("Dear Ana Ruiz,\n\nThank you for asking about our garden tour.")
    assert reply.text.endswith("Kind regards,\n\nNoor Haddad\nTidewater Museum")
    assert reply.parts[2].sentences[0].sources == ("tours.md@1#0",)


def test_the_letter_goes_out_between_its_markers_as_data() -> None:
    endpoint = Endpoint(completion(GOOD))
    endpoint.writer().write(brief())
    user = endpoint.requests[0]["messages"][1]["content"]
    mark = user.rpartition(" ")[2]
    assert user.endswith(f"\nLETTER {mark}\nHow long is the garden tour and what does it cost?\nEND OF LETTER {mark}")
    assert "[tours.md@1#0]" in user


def test_an_endpoint_that_fails_on_json_schema_is_asked_by_function_calling_and_remembered() -> None:
    def compatible(sent: dict[str, Any]) -> httpx2.Response:
        if "response_format" in sent:
            return failure(500, "grammar")
        return completion(GOOD, tool=True)

    endpoint = Endpoint(compatible)
    writer = endpoint.writer()
    assert "90 minutes" in writer.write(brief()).text
    assert "90 minutes" in writer.write(brief()).text
    assert ["response_format" in sent for sent in endpoint.requests] == [True, False, False]
    assert endpoint.waited == []


def test_json_mode_is_the_last_resort() -> None:
    def old(sent: dict[str, Any]) -> httpx2.Response:
        if sent.get("response_format", {}).get("type") == "json_object":
            return completion(GOOD)
        return failure(400, "unknown field")

    assert "£12" in Endpoint(old).writer().write(brief()).text


def test_the_name_of_the_token_limit_is_found_out() -> None:
    def new(sent: dict[str, Any]) -> httpx2.Response:
        if "max_tokens" in sent:
            return failure(400, "Unsupported parameter: max_tokens; use max_completion_tokens")
        return completion(GOOD)

    endpoint = Endpoint(new)
    assert "£12" in endpoint.writer().write(brief()).text
    assert "max_completion_tokens" in endpoint.requests[-1]


def test_openai_itself_is_sent_the_newer_name_first() -> None:
    endpoint = Endpoint(completion(GOOD))
    endpoint.writer(base_url="https://api.openai.com/v1").write(brief())
    assert "max_completion_tokens" in endpoint.requests[0]
    assert "max_tokens" not in endpoint.requests[0]


def test_retry_after_is_honoured() -> None:
    endpoint = Endpoint(failure(429, "slow down", **{"retry-after": "7"}), completion(GOOD))
    assert "£12" in endpoint.writer().write(brief()).text
    assert endpoint.waited == [7.0]


def test_a_busy_endpoint_is_left_after_three_tries() -> None:
    endpoint = Endpoint(failure(429, "slow down"))
    with pytest.raises(ModelUnavailable, match="busy"):
        endpoint.writer().write(brief())
    assert len(endpoint.requests) == 3
    assert endpoint.waited == [1.0, 2.0]


def test_a_long_retry_after_is_not_waited_for() -> None:
    endpoint = Endpoint(failure(429, "tomorrow", **{"retry-after": "3600"}))
    with pytest.raises(ModelUnavailable, match="busy"):
        endpoint.writer().write(brief())
    assert endpoint.waited == []


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (httpx2.ReadTimeout("slow"), "did not answer within 60 s"),
        (httpx2.ConnectError("refused"), "models.example could not be reached"),
        (failure(401), "refused the key"),
        (failure(404, "model_not_found"), "no model named m"),
        (failure(503), "error \\(503\\)"),
        (completion('{"parts": [{"name": "explanation", "sent'), "agreed form"),
        (completion({"parts": [{"name": "postscript", "sentences": []}]}), "agreed form"),
        (completion(""), "empty"),
        (completion({"parts": []}), "empty"),
        (completion(GOOD, refusal="I will not"), "declined"),
        (httpx2.Response(200, text="<html>proxy</html>"), "agreed form|error"),
    ],
)
def test_every_fault_is_said_in_one_sentence(answer: Any, says: str) -> None:
    with pytest.raises(ModelUnavailable, match=says) as raised:
        Endpoint(answer).writer(structured_output="json_schema").write(brief())
    assert raised.value.next_step


def parts(*sentences: str) -> dict[str, Any]:
    rows = [{"text": text, "sources": ["tours.md@1#0"]} for text in sentences]
    return {"parts": [{"name": "explanation", "sentences": rows}]}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (parts(*["The garden tour takes 90 minutes."] * 4), "repeated itself"),
        (
            parts(
                "Merci pour votre message, la visite de notre jardin dure une heure et vous coûte le prix des billets."
            ),
            "another language",
        ),
        (parts("I'm sorry, but I can't help with that request about the tour."), "declined"),
    ],
)
def test_an_answer_that_is_no_reply_is_refused(answer: Any, says: str) -> None:
    with pytest.raises(ModelUnavailable, match=says):
        Endpoint(completion(answer)).writer().write(brief())


def test_a_sentence_on_a_source_that_does_not_exist_refuses_the_answer() -> None:
    answer = parts("The garden tour takes 90 minutes and costs £12 for everybody.")
    answer["parts"][0]["sentences"][0]["sources"] = ["prices.md@3#9", "tours.md@1#0"]
    with pytest.raises(ModelUnavailable, match="does not exist"):
        Endpoint(completion(answer)).writer().write(brief())


@pytest.mark.parametrize("written", ["[tours.md@1#0]", "tours.md@1#0 ", "Tours.md@1#0", "tours.md"])
def test_a_source_that_is_written_a_little_differently_is_recognised(written: str) -> None:
    answer = parts("The garden tour takes 90 minutes and costs £12 for everybody.")
    answer["parts"][0]["sentences"][0]["sources"] = [written, "", "none"]
    reply = Endpoint(completion(answer)).writer().write(brief())
    assert reply.parts[1].sentences[0].sources == ("tours.md@1#0",)


def test_images_markup_and_foreign_links_do_not_get_through() -> None:
    answer = parts(
        "The **garden tour** takes 90 minutes ![x](http://evil.example/p.png) and costs £12.",
        "Tickets are at [our page](https://tidewater.example/tours) <img src=x>.",
        "Or see [here](https://tidewater.example.evil.example/a).",
    )
    reply = Endpoint(completion(answer)).writer().write(brief())
    assert "evil" not in reply.text
    assert "<" not in reply.text
    assert "**" not in reply.text
    assert "https://tidewater.example/tours" in reply.text
    assert "an address that is not the company's: one sentence" in reply.note


def test_with_a_fallback_the_offline_writer_answers_and_says_why() -> None:
    writer = WithFallback(Endpoint(httpx2.ReadTimeout("slow")).writer(), OfflineWriter())
    reply = writer.write(brief())
    assert reply.writer == "offline"
    assert reply.note.startswith("The model did not answer within 60 s, so this draft comes from the offline writer.")
    assert "90 minutes" in reply.text
