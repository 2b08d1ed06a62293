"""`python -m drafting` with a model: a real endpoint on loopback, every fault of which leaves a draft and one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.faults.endpoint import Play, Played, StandIn, closed_port, failed, first_passage, said, stand_in

from .conftest import Answered, Company

Fits = Callable[[str, Any], bool]


def good(request: dict[str, Any]) -> dict[str, Any]:
    """What an able model would answer to the letter about the oven door, citing what the prompt offers."""
    warranty, door = first_passage(request, "36 months"), first_passage(request, "seal")
    explained = [
        {"text": "The warranty of your Ember 60 is 36 months from delivery.", "sources": [warranty]},
        {"text": "Please wipe the seal with warm water, then check that no rack stands out.", "sources": [door]},
    ]
    sorry = {"text": "I am sorry that the door of your Ember 60 no longer closes.", "sources": ["letter:body"]}
    step = {"text": "If it still does not close, reply to this email and we will look at it together.", "sources": []}
    help_ = {"text": "You can also reach us on 01632 960 200.", "sources": ["policy:contacts"]}
    return {
        "parts": [
            {"name": "acknowledgement", "sentences": [sorry]},
            {"name": "explanation", "sentences": explained},
            {"name": "next_step", "sentences": [step]},
            {"name": "help", "sentences": [help_]},
            {"name": "closing", "sentences": [{"text": "Kind regards,", "sources": []}]},
        ]
    }


def able(request: dict[str, Any]) -> Played:
    return said(good(request))(request)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[StandIn]:
    with stand_in(able) as made:
        yield made


@pytest.fixture(autouse=True)
def _able_again(endpoint: StandIn) -> None:
    endpoint.play = able
    endpoint.requests.clear()


def draft(company: Company, url: str, **settings: str) -> Answered:
    return company.door(
        "drafting",
        company.path("letter.eml"),
        "--agent",
        "Tom Aldous",
        "--json",
        OPENAI_BASE_URL=url,
        WELLPUT_MODEL="stand-in",
        **settings,
    )


def test_the_whole_door_speaks_to_an_endpoint(company: Company, endpoint: StandIn, fits: Fits) -> None:
    drafted = company.process(
        "drafting",
        company.path("letter.eml"),
        "--agent",
        "Tom Aldous",
        "--json",
        OPENAI_BASE_URL=endpoint.url,
        WELLPUT_MODEL="stand-in",
    )
    assert fits("drafting", drafted.json)
    assert (drafted.code, drafted.json["writer"], drafted.json["note"]) == (0, "stand-in", "")


def test_the_reply_is_structured_with_sources_that_exist_and_our_greeting_and_signature(
    company: Company, endpoint: StandIn
) -> None:
    drafted = draft(company, endpoint.url).json
    reply = drafted["reply"]
    assert [part["name"] for part in reply["parts"]] == [
        "greeting",
        "acknowledgement",
        "explanation",
        "next_step",
        "help",
        "closing",
        "signature",
    ]
    assert reply["text"].startswith("Dear Mrs Amadi,")
    assert reply["text"].endswith("Tom Aldous\nEmber Kitchens")
    passages = {passage["id"] for passage in drafted["passages"]}
    cited = {source for part in reply["parts"] for sentence in part["sentences"] for source in sentence["sources"]}
    assert cited & passages
    assert cited - passages == {"letter:body", "policy:contacts"}


def only(dialect: str) -> Play:
    def play(request: dict[str, Any]) -> Played:
        asked = request.get("response_format", {}).get("type") or ("tools" if request.get("tools") else "none")
        return able(request) if asked == dialect else failed(500, "grammar is not supported")(request)

    return play


@pytest.mark.parametrize("dialect", ["json_schema", "tools", "json_object"])
def test_each_dialect_of_structured_answers_is_found(company: Company, endpoint: StandIn, dialect: str) -> None:
    endpoint.play = only(dialect)
    drafted = draft(company, endpoint.url).json
    assert (drafted["writer"], drafted["note"]) == ("stand-in", "")
    assert "36 months" in drafted["reply"]["text"]


def test_a_busy_endpoint_that_says_when_is_asked_again(company: Company, endpoint: StandIn) -> None:
    answers = iter([failed(429, "slow down", Retry_After="0"), able])
    endpoint.play = lambda request: next(answers)(request)
    assert draft(company, endpoint.url).json["writer"] == "stand-in"
    assert len(endpoint.requests) == 2


LOOP = [{"text": "Thank you for writing to us about your oven.", "sources": []}] * 50
GERMAN = (
    "Vielen Dank für Ihre Nachricht, wir haben die Tür und die Garantie für Sie geprüft und melden uns mit der Antwort."
)
HALF = '{"parts": [{"name": "explanation", "sentences": [{"text": "The warr'


def parts(*sentences: dict[str, Any]) -> dict[str, Any]:
    return {"parts": [{"name": "explanation", "sentences": list(sentences)}]}


def invented(request: dict[str, Any]) -> Played:
    answer = good(request)
    answer["parts"][1]["sentences"][0]["sources"] = ["warranty-2031.pdf@9#4"]
    return said(answer)(request)


def cut_short(request: dict[str, Any]) -> Played:
    whole = able(request)
    return Played(body=whole.body, cut=len(whole.body) // 2)


def dripping(request: dict[str, Any]) -> Played:
    return Played(body=able(request).body, drip=True)


FAULTS: dict[str, tuple[Play, str]] = {
    "no answer": (lambda _: Played(hold=True), "did not answer within 0.9 s"),
    "an answer that drips in": (dripping, "did not answer within 0.9 s"),
    "a wrong key": (failed(401), "refused the key"),
    "a key without rights": (failed(403), "refused the key"),
    "an unknown model": (failed(404, "model_not_found"), "no model named stand-in"),
    "too much asked, with no time said": (failed(429), "busy"),
    "too much asked, try tomorrow": (failed(429, "later", Retry_After="86400"), "busy"),
    "too much asked, at a date": (failed(429, "later", Retry_After="Mon, 23 Nov 2026 10:00:00 GMT"), "busy"),
    "a used-up quota": (failed(429, "insufficient_quota"), "quota"),
    "a broken server": (failed(500), "error (500)"),
    "a server that is down": (failed(503), "error (503)"),
    "a page of a proxy": (
        lambda _: Played(body=b"<html>Sign in</html>", headers={"Content-Type": "text/html"}),
        "form",
    ),
    "half a body": (lambda _: Played(body=b'{"id": "x", "choi'), "form"),
    "a body without choices": (lambda _: Played(body=b'{"id": "x", "choices": []}'), "form"),
    "another type of body": (lambda _: Played(body=b"[1, 2]"), "form"),
    "half JSON in the answer": (said(HALF), "agreed form"),
    "prose instead of JSON": (said("Dear Mrs Amadi, thank you for your letter about the oven door."), "agreed form"),
    "JSON of another shape": (said({"reply": "Dear Mrs Amadi"}), "agreed form"),
    "a part that does not exist": (said({"parts": [{"name": "postscript", "sentences": []}]}), "agreed form"),
    "nothing": (said(""), "empty"),
    "no parts": (said({"parts": []}), "empty"),
    "blank sentences": (said(parts({"text": "\u200b \u200b", "sources": []})), "empty"),
    "an answer that was cut at its limit": (said(HALF, finish="length"), "cut short"),
    "a refusal": (said("", refusal="I will not."), "declined"),
    "a refusal in words": (
        said(parts({"text": "I'm sorry, but I can't help with that request.", "sources": []})),
        "declined",
    ),
    "a loop": (said({"parts": [{"name": "explanation", "sentences": LOOP}]}), "repeated itself"),
    "an unknown passage": (invented, "source that does not exist"),
    "another language": (said(parts({"text": GERMAN, "sources": []})), "another language"),
    "a cut connection": (cut_short, "broke off"),
}


@pytest.fixture(scope="module")
def faulty(company: Company) -> dict[str, dict[str, Any]]:
    """One process, a letter for each fault: the case facts name the fault, and the endpoint plays it."""

    def play(request: dict[str, Any]) -> Played:
        prompt = request["messages"][1]["content"]
        return next(plays for name, (plays, _) in FAULTS.items() if f"fault: {name}\n" in prompt)(request)

    letter = company.path("letter.eml")
    lines = [
        json.dumps({"id": name, "path": letter, "facts": {"facts": [{"name": "fault", "value": name}]}})
        for name in FAULTS
    ]
    with stand_in(play) as endpoint:
        drafted = company.door(
            "drafting",
            "--jsonl",
            stdin="\n".join(lines),
            OPENAI_BASE_URL=endpoint.url,
            WELLPUT_MODEL="stand-in",
            WELLPUT_MODEL_TIMEOUT="0.9",
        )
    assert drafted.code == 0, drafted.err
    assert "Traceback" not in drafted.err
    return {answer["id"]: answer for answer in drafted.lines}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_leaves_the_offline_draft_and_one_honest_sentence(
    faulty: dict[str, dict[str, Any]], fits: Fits, fault: str
) -> None:
    drafted = faulty[fault]
    assert fits("drafting", drafted)
    assert drafted["writer"] == "offline"
    assert "36 months" in drafted["reply"]["text"]
    assert FAULTS[fault][1] in drafted["note"]
    assert drafted["note"].count("so this draft comes from the offline writer") == 1
    assert "\n" not in drafted["note"]


def test_a_fault_does_not_end_the_door(company: Company, endpoint: StandIn) -> None:
    endpoint.play = failed(401)
    drafted = draft(company, endpoint.url)
    assert drafted.code in (0, 1)
    assert drafted.json["writer"] == "offline"


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/v1", "not-a-url", "http://[::1", "ftp://127.0.0.1/v1"])
def test_an_endpoint_that_is_not_there_is_said(company: Company, url: str) -> None:
    drafted = draft(company, url.format(port=closed_port()))
    assert drafted.json["writer"] == "offline"
    assert "could not be reached" in drafted.json["note"] or "OPENAI_BASE_URL" in drafted.json["note"]


def test_a_key_that_no_header_can_carry_is_said(company: Company, endpoint: StandIn) -> None:
    drafted = draft(company, endpoint.url, OPENAI_API_KEY="sk-schlüssel-“1”")
    assert drafted.json["writer"] == "offline"
    assert "OPENAI_API_KEY" in drafted.json["note"]


def test_json_lines_go_on_after_a_fault(company: Company, endpoint: StandIn) -> None:
    answers = iter([failed(401), able])
    endpoint.play = lambda request: next(answers)(request)
    line = json.dumps({"id": 1, "path": company.path("letter.eml")})
    drafted = company.door(
        "drafting", "--jsonl", stdin=f"{line}\n{line}\n", OPENAI_BASE_URL=endpoint.url, WELLPUT_MODEL="stand-in"
    )
    assert [answer["writer"] for answer in drafted.lines] == ["offline", "stand-in"]


def with_last(sentence: str) -> Play:
    """The good answer, but its next step is this sentence."""

    def play(request: dict[str, Any]) -> Played:
        answer = good(request)
        answer["parts"][2]["sentences"][0]["text"] = sentence
        return said(answer)(request)

    return play


WRONG = "We guarantee that it will never happen again."


def test_errors_go_back_once_and_are_mended(company: Company, endpoint: StandIn) -> None:
    answers = iter([with_last(WRONG), able])
    endpoint.play = lambda request: next(answers)(request)
    drafted = draft(company, endpoint.url)
    assert (drafted.code, drafted.json["writer"]) == (0, "stand-in")
    assert "guarantee" not in drafted.json["reply"]["text"]
    second = endpoint.requests[1]["messages"][1]["content"]
    assert WRONG in second
    assert "What the check found:" in second


def test_a_revision_that_changes_more_than_it_may_is_not_taken(company: Company, endpoint: StandIn) -> None:
    def other(request: dict[str, Any]) -> Played:
        answer = good(request)
        answer["parts"][0]["sentences"][0]["text"] = "Thank you for your letter about the oven and its door."
        return said(answer)(request)

    answers = iter([with_last(WRONG), other])
    endpoint.play = lambda request: next(answers)(request)
    drafted = draft(company, endpoint.url)
    assert (drafted.code, drafted.json["writer"]) == (1, "stand-in")
    assert WRONG in drafted.json["reply"]["text"]
    assert len(endpoint.requests) == 2


def test_a_fault_in_the_second_round_leaves_the_first_answer_with_its_findings(
    company: Company, endpoint: StandIn
) -> None:
    answers = iter([with_last(WRONG), failed(401)])
    endpoint.play = lambda request: next(answers)(request)
    drafted = draft(company, endpoint.url)
    assert (drafted.code, drafted.json["writer"]) == (1, "stand-in")
    assert any(finding["level"] == "error" for finding in drafted.json["findings"])
