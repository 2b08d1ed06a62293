"""The desk killed with SIGKILL at each step of a sending, against a real SMTP server: never twice, never unapproved."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.unit.casework.conftest import RESPONDER, open_house
from tests.unit.casework.test_sending import Letterbox, _free_port

ROOT = Path(__file__).parents[3]
CHILD = """
import os, signal, sys
from pathlib import Path
from casework import outbox
from casework.store import Transaction
from tests.unit.casework.conftest import RESPONDER, open_house

folder, port, step = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
where, _, name = step.partition(" ")
owner = Transaction if hasattr(Transaction, name) else outbox
real = getattr(owner, name)

def die(*args, **values):
    if where == "after":
        real(*args, **values)
    os.kill(os.getpid(), signal.SIGKILL)

house = open_house(folder, outbox.SmtpSettings("127.0.0.1", port, "none", timeout=5))
setattr(owner, name, die)
house.desk.send(1, RESPONDER)
"""


@pytest.mark.parametrize(
    ("step", "state", "arrived"),
    [
        ("before add_sending", "approved", 0),
        ("before _connect", "send_failed", 0),
        ("after _connect", "send_failed", 0),
        ("before _hand_over", "send_uncertain", 0),
        ("after _hand_over", "send_uncertain", 1),
        ("before _conclude", "send_uncertain", 1),
        ("after _conclude", "sent", 1),
    ],
)
def test_after_a_kill_the_case_says_what_is_known_and_nothing_is_sent_again(
    tmp_path: Path, step: str, state: str, arrived: int
) -> None:
    house = open_house(tmp_path / "data")
    house.approved()
    house.store.close()
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        port = str(controller.port)
        died: Any = subprocess.run(
            [sys.executable, "-c", CHILD, str(tmp_path / "data"), port, step],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert died.returncode == -signal.SIGKILL, died.stderr.decode()
        again = open_house(tmp_path / "data")
        assert again.desk.case(1).state == state
        assert len(box.got) == arrived
        assert again.desk.audit_fault() is None
        if state == "send_uncertain":
            assert again.desk.settle(1, bool(arrived), RESPONDER).state == ("sent" if arrived else "send_failed")
    finally:
        controller.stop()
