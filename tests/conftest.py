"""What every test stands on: no setting of the person who runs them, and in CI no test that is skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _settings_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test sees its own data folder and no key, whatever the environment or a `.env` file says."""
    for name in os.environ:
        if name.startswith(("WELLPUT_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("WELLPUT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("settings.Settings.model_config", _without_dotenv())


def _without_dotenv() -> dict[str, object]:
    from settings import Settings

    return {**Settings.model_config, "env_file": None}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skipped test is a failed one: no part may be missing there."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in CI: {report.longrepr}"
