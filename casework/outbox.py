"""Sending by SMTP, once: claimed before it is sent, and never repeated by itself when nobody knows how it ended.

The claim is committed before the first byte goes out. What ends before the message was handed over has surely not
gone out and may be tried again; what ends between the final dot and the server's answer may have (RFC 1047), and
waits for a person.
"""

from __future__ import annotations

import os
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Literal
from uuid import uuid4

from casework.approval import hash_of
from casework.case import Case, Person
from casework.errors import NotAllowed
from casework.review import Act, transition
from casework.store import Store

OWNER = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex}"
ABANDONED_AFTER = timedelta(minutes=15)
UNCERTAIN = (
    "The line was cut after the message was handed over, so it may or may not have gone out. "
    "Find out whether it arrived (the server's log, the customer), then say so here; it is not sent again by itself."
)


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """The company's mail server. ``sender`` "" takes the policy's first contact address."""

    host: str
    port: int = 587
    security: Literal["starttls", "ssl", "none"] = "starttls"
    user: str | None = None
    password: str | None = None
    sender: str = ""
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sending ended: ``accepted`` by the server, ``refused`` (surely not sent), or ``lost`` (nobody knows)."""

    act: Literal["accepted", "refused", "lost"]
    answer: str


def send(
    store: Store, case: Case, message: EmailMessage, smtp: SmtpSettings, by: Person, now: Callable[[], datetime]
) -> Outcome:
    """Claim the approved case, hand its message over, and record how it ended. Raises NotAllowed if it was claimed."""
    content = message.as_bytes()
    with store.writing() as books:
        current = books.case(case.id)
        state = transition(current.state, "claim")
        if current.approval_hash != case.approval_hash or hash_of(current) != case.approval_hash:
            raise NotAllowed("The reply is no longer what was approved.", "Look at it again.")
        sending = books.add_sending(case.id, str(message["Message-ID"]), OWNER, now(), content)
        books.put(replace(current, state=state, problem=""))
        books.record(now(), by.id, "claimed", f"case:{case.id}", {"message_id": str(message["Message-ID"])})

    handed = False

    def handing_over() -> None:
        nonlocal handed
        with store.writing() as books:
            books.set_sending(sending, "handing_over")
        handed = True

    sender = str(message["From"].addresses[0].addr_spec)
    try:
        outcome = deliver(content, sender, list(case.recipients), smtp, handing_over)
    except Exception as error:  # noqa: BLE001 a claimed case must not stay in sending
        outcome = Outcome("lost" if handed else "refused", f"Sending stopped ({error}).")
    _conclude(store, case.id, sending, outcome, by.id, now())
    return outcome


def deliver(
    content: bytes, sender: str, recipients: list[str], smtp: SmtpSettings, handing_over: Callable[[], None]
) -> Outcome:
    """One try. ``handing_over`` is called, and must have committed, before the first byte of the message leaves."""
    try:
        with _connect(smtp) as server:
            _reply(server.mail(sender), "the sender")
            for recipient in recipients:
                _reply(server.rcpt(recipient), recipient)
            code, answer = server.docmd("DATA")
            if code != 354:
                return Outcome("refused", _refusal(code, answer, "the message"))
            handing_over()
            return _hand_over(server, content)
    except _Refused as refused:
        return Outcome("refused", str(refused))
    except smtplib.SMTPAuthenticationError:
        return Outcome(
            "refused", "The mail server does not accept the user name and password. Check WELLPUT_SMTP_USER."
        )
    except smtplib.SMTPResponseException as error:
        return Outcome("refused", _refusal(error.smtp_code, error.smtp_error, "the connection"))
    except (smtplib.SMTPException, OSError) as error:
        reason = str(error) or type(error).__name__
        return Outcome("refused", f"The mail server {smtp.host} could not be used ({reason}). Nothing went out.")


def recover(store: Store, now: datetime) -> int:
    """Settle what a process that is gone left in sending; gives how many. Nothing is sent here.

    Before the hand-over it is a failure that may be tried again; after it nobody knows, and a person decides.
    """
    with store.reading() as books:
        left = [row for row in books.open_sendings() if _is_gone(row[2], row[4], now)]
    for sending, case_id, _, stage, _ in left:
        if stage == "claimed":
            outcome = Outcome("refused", "The desk was stopped before the message was handed over. Nothing went out.")
        else:
            outcome = Outcome("lost", "The desk was stopped while the message was handed over.")
        _conclude(store, case_id, sending, outcome, "", now)
    return len(left)


class _Refused(Exception):
    """The server said no, in words for a person."""


def _conclude(store: Store, case_id: int, sending: int, outcome: Outcome, by: str, at: datetime) -> None:
    act: Act = outcome.act
    problem = {"accepted": "", "lost": UNCERTAIN, "refused": f"{outcome.answer} Send it again when that is mended."}
    with store.writing() as books:
        case = books.case(case_id)
        books.set_sending(sending, outcome.act, outcome.answer)
        if case.state != "sending":
            return
        sent_at = at if outcome.act == "accepted" else None
        books.put(replace(case, state=transition("sending", act), problem=problem[outcome.act], sent_at=sent_at))
        names = {"accepted": "sent", "refused": "send_failed", "lost": "send_uncertain"}
        books.record(at, by, names[outcome.act], f"case:{case_id}", {"answer": outcome.answer})


def _connect(smtp: SmtpSettings) -> smtplib.SMTP:
    if smtp.security == "ssl":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=smtp.timeout, context=context)
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout)
    try:
        server.ehlo_or_helo_if_needed()
        if smtp.security == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if smtp.user:
            server.login(smtp.user, smtp.password or "")
    except BaseException:
        server.close()
        raise
    return server


def _hand_over(server: smtplib.SMTP, content: bytes) -> Outcome:
    """Send the message and wait for the answer to the final dot; without that answer nobody knows."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    dotted = re.sub(rb"(?m)^\.", b"..", lines)
    try:
        server.send(dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, answer = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        server.close()
        return Outcome("lost", str(error) or type(error).__name__)
    if code == -1:
        return Outcome("lost", "The server closed the line without an answer.")
    if code != 250:
        return Outcome("refused", _refusal(code, answer, "the message"))
    return Outcome("accepted", f"{code} {_words(answer)}")


def _reply(answer: tuple[int, bytes], what: str) -> None:
    code, words = answer
    if code not in (250, 251):
        raise _Refused(_refusal(code, words, what))


def _refusal(code: int, words: bytes | str, what: str) -> str:
    return f"The mail server refused {what}: {code} {_words(words)}. Nothing went out."


def _words(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())[:300].rstrip(".")


def _is_gone(owner: str, claimed_at: datetime, now: datetime) -> bool:
    """Whether the process that claimed a sending is no longer there to finish it."""
    if owner == OWNER:
        return False
    host, _, rest = owner.partition(":")
    process = rest.partition(":")[0]
    if host == socket.gethostname() and process.isdigit() and int(process) != os.getpid():
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
        return now - claimed_at > ABANDONED_AFTER
    return host == socket.gethostname() or now - claimed_at > ABANDONED_AFTER
