"""Sending through real SMTP servers on loopback: one that takes mail, one that refuses, one that hangs up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from casework import outbox
from casework.errors import CaseworkError, NotAllowed
from casework.outbox import SmtpSettings
from tests.unit.casework.conftest import RESPONDER, SUPERVISOR, House, open_house


class Letterbox:
    """Takes what comes, or answers with ``refusal`` at RCPT or at the final dot."""

    def __init__(self) -> None:
        self.got: list[Any] = []
        self.refuse_recipient = self.refuse_message = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuse_message:
            return self.refuse_message
        self.got.append(envelope)
        return "250 2.0.0 taken as 42"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, SmtpSettings]]:
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield box, SmtpSettings("127.0.0.1", controller.port, "none", timeout=5)
    controller.stop()


def test_an_approved_reply_goes_out_once_in_the_customers_thread(tmp_path: Path, letterbox: Any) -> None:
    box, smtp = letterbox
    house = open_house(tmp_path / "data", smtp)
    case = house.approved("Dear Ms Penrose,\n\n.A line that begins with a dot & <b>.\n\nRosa Lind")
    sent = house.desk.send(case.id, RESPONDER)
    assert (sent.state, sent.problem) == ("sent", "")
    assert sent.sent_at is not None
    [envelope] = box.got
    assert envelope.rcpt_tos == ["jo@penrose.example"]
    message = message_from_bytes(envelope.content, policy=default)
    assert message["Subject"] == "Re: Paddle broken"
    assert message["In-Reply-To"] == "<abc@mail.example>"
    assert message["References"] == "<first@mail.example> <abc@mail.example>"
    plain: Any = message.get_body(("plain",))
    assert plain.get_content().replace("\r\n", "\n") == case.text + "\n"
    html: Any = message.get_body(("html",))
    assert "&lt;b&gt;" in html.get_content()
    with pytest.raises(NotAllowed, match="has been sent"):
        house.desk.send(case.id, RESPONDER)
    assert len(box.got) == 1
    assert house.desk.export(case.id, "eml", RESPONDER)[1].replace(b"\r\n", b"\n") == envelope.content.replace(
        b"\r\n", b"\n"
    )


def test_files_go_out_with_the_reply(tmp_path: Path, letterbox: Any) -> None:
    box, smtp = letterbox
    house = open_house(tmp_path / "data", smtp)
    case = house.drafted()
    house.desk.attach(case.id, "..\\label\n.pdf", b"%PDF-1.7 x", RESPONDER)
    house.desk.submit(case.id, RESPONDER)
    house.desk.approve(case.id, SUPERVISOR)
    house.desk.send(case.id, RESPONDER)
    [attachment] = message_from_bytes(box.got[0].content, policy=default).iter_attachments()  # type: ignore[attr-defined]
    assert (attachment.get_filename(), attachment.get_content()) == ("label_.pdf", b"%PDF-1.7 x")


def test_what_is_not_approved_is_not_sent(tmp_path: Path, letterbox: Any) -> None:
    box, smtp = letterbox
    house = open_house(tmp_path / "data", smtp)
    case = house.drafted()
    with pytest.raises(NotAllowed, match="still a draft"):
        house.desk.send(case.id, RESPONDER)
    assert box.got == []


@pytest.mark.parametrize("where", ["refuse_recipient", "refuse_message"])
def test_a_refusal_says_why_and_can_be_tried_again(tmp_path: Path, letterbox: Any, where: str) -> None:
    box, smtp = letterbox
    house = open_house(tmp_path / "data", smtp)
    case = house.approved()
    setattr(box, where, "550 5.1.1 no such mailbox")
    failed = house.desk.send(case.id, RESPONDER)
    assert failed.state == "send_failed"
    assert "no such mailbox" in failed.problem
    setattr(box, where, "")
    assert house.desk.send(case.id, RESPONDER).state == "sent"
    assert len(box.got) == 1


def test_no_server_at_all_is_a_failure_and_nothing_is_lost(tmp_path: Path) -> None:
    house = open_house(tmp_path / "data", SmtpSettings("127.0.0.1", _free_port(), "none", timeout=2))
    case = house.approved()
    failed = house.desk.send(case.id, RESPONDER)
    assert failed.state == "send_failed"
    assert "Nothing went out" in failed.problem
    assert failed.approval_hash == case.approval_hash


def test_a_line_cut_after_the_final_dot_waits_for_a_person_and_is_never_repeated(tmp_path: Path) -> None:
    with _hangs_up(after_dot=True) as (smtp, got):
        house = open_house(tmp_path / "data", smtp)
        case = house.approved()
        uncertain = house.desk.send(case.id, RESPONDER)
        assert uncertain.state == "send_uncertain"
        with pytest.raises(NotAllowed, match="may have been sent"):
            house.desk.send(case.id, RESPONDER)
    assert len(got) == 1
    assert house.desk.settle(case.id, False, RESPONDER).state == "send_failed"


def test_a_person_settles_that_it_arrived(tmp_path: Path) -> None:
    with _hangs_up(after_dot=True) as (smtp, _):
        house = open_house(tmp_path / "data", smtp)
        case = house.approved()
        house.desk.send(case.id, RESPONDER)
    settled = house.desk.settle(case.id, True, RESPONDER)
    assert (settled.state, settled.problem) == ("sent", "")


def test_a_line_cut_before_the_message_is_a_plain_failure(tmp_path: Path) -> None:
    with _hangs_up(after_dot=False) as (smtp, got):
        house = open_house(tmp_path / "data", smtp)
        case = house.approved()
        assert house.desk.send(case.id, RESPONDER).state == "send_failed"
    assert got == []


@pytest.mark.parametrize(("stage", "state"), [("claimed", "send_failed"), ("handing_over", "send_uncertain")])
def test_a_desk_that_died_while_sending_is_settled_at_the_next_opening(
    tmp_path: Path, letterbox: Any, monkeypatch: pytest.MonkeyPatch, stage: str, state: str
) -> None:
    box, smtp = letterbox
    house = open_house(tmp_path / "data", replace(smtp, timeout=0.3))
    case = house.approved()

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(outbox, "_connect" if stage == "claimed" else "_hand_over", die)
    with pytest.raises(KeyboardInterrupt):
        house.desk.send(case.id, RESPONDER)
    monkeypatch.undo()
    assert house.desk.case(case.id).state == "sending"
    house.store.close()
    again = open_house(tmp_path / "data", smtp)
    assert again.desk.case(case.id).state == "sending"  # the one who claimed it may still be at it
    monkeypatch.setattr(outbox, "OWNER", f"{socket.gethostname()}:1:a new process")
    restarted = open_house(tmp_path / "data", smtp)
    assert restarted.desk.case(case.id).state == state
    assert box.got == []


def test_a_deadline_that_became_false_stops_the_sending(tmp_path: Path, letterbox: Any) -> None:
    box, smtp = letterbox
    house = open_house(tmp_path / "data", smtp)
    case = house.approved("It comes on 24 November.")
    house.drafter.today = date(2026, 11, 26)
    with pytest.raises(NotAllowed, match="Checked again today"):
        house.desk.send(case.id, RESPONDER)
    after = house.desk.case(case.id)
    assert (after.state, after.approval_hash) == ("changes_requested", "")
    assert box.got == []


def test_a_text_changed_behind_the_desk_is_not_sent(tmp_path: Path, letterbox: Any) -> None:
    box, smtp = letterbox
    house = open_house(tmp_path / "data", smtp)
    case = house.approved()
    with closing(__import__("sqlite3").connect(house.folder / "wellput.db")) as db, db:
        db.execute("UPDATE cases SET text = 'We owe you 1,000 pounds.'")
    with pytest.raises(NotAllowed, match="no longer what was approved"):
        house.desk.send(case.id, RESPONDER)
    assert box.got == []
    assert house.desk.case(case.id).state == "changes_requested"


def test_two_who_send_at_once_send_once(tmp_path: Path, letterbox: Any) -> None:
    box, smtp = letterbox
    house = open_house(tmp_path / "data", smtp)
    case = house.approved()
    refused: list[CaseworkError] = []

    def send() -> None:
        try:
            house.desk.send(case.id, RESPONDER)
        except CaseworkError as error:
            refused.append(error)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(box.got), len(refused)) == (1, 5)


def test_without_a_mail_server_the_way_by_hand_is_named_and_recorded(house: House) -> None:
    case = house.approved()
    with pytest.raises(CaseworkError, match="mark it as sent"):
        house.desk.send(case.id, RESPONDER)
    sent = house.desk.mark_sent_by_hand(case.id, RESPONDER)
    assert sent.state == "sent"
    assert sent.history[-1].action == "sent_by_hand"


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _hangs_up(*, after_dot: bool) -> Iterator[tuple[SmtpSettings, list[bytes]]]:
    """A server that hangs up without an answer: after it took the whole message, or when DATA is asked."""
    listener = socket.create_server(("127.0.0.1", 0))
    got: list[bytes] = []

    def serve() -> None:
        line, _ = listener.accept()
        with line, line.makefile("rb") as lines:
            line.sendall(b"220 here\r\n")
            for command in lines:
                if command.upper().startswith(b"DATA"):
                    if not after_dot:
                        return
                    line.sendall(b"354 go on\r\n")
                    got.append(b"".join(iter(lines.readline, b".\r\n")))
                    return
                line.sendall(b"250 OK\r\n")

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield SmtpSettings("127.0.0.1", listener.getsockname()[1], "none", timeout=5), got
    finally:
        thread.join()
        listener.close()
