"""`python -m ui`: look whether the desk can start, say in one line what is in the way, then serve it."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from settings import Settings, SettingsError, load_settings

APP = Path(__file__).parent.parent / "app.py"


def what_is_in_the_way(settings: Settings) -> str | None:
    """One sentence that says what to do before the desk can start, or None."""
    if settings.auth == "local" and settings.host not in {"127.0.0.1", "localhost", "::1"}:
        return (
            f"WELLPUT_HOST is {settings.host}, but without sign-in the desk serves this machine only: "
            "set it to 127.0.0.1."
        )
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        probe = settings.data_dir / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return (
            f"The data folder {settings.data_dir} can't be written ({error.strerror}): "
            "set WELLPUT_DATA_DIR to one that can."
        )
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError:
            return f"Port {settings.port} is taken: stop what uses it, or set WELLPUT_PORT to another."
    return None


def main() -> None:
    """Replace this process by Streamlit serving the desk; exit code 2 with one line when it can't."""
    try:
        settings = load_settings()
    except SettingsError as error:
        sys.exit(_refuse(str(error)))
    if reason := what_is_in_the_way(settings):
        sys.exit(_refuse(reason))
    print(f"Wellput: http://{settings.host}:{settings.port}", file=sys.stderr, flush=True)
    streamlit = [sys.executable, "-m", "streamlit", "run", str(APP)]
    options = [f"--server.port={settings.port}", f"--server.address={settings.host}", "--server.headless=true"]
    os.environ["WELLPUT_DATA_DIR"] = str(settings.data_dir.resolve())
    os.chdir(APP.parent)  # .streamlit/config.toml and static/ are found from here
    os.execv(sys.executable, streamlit + options)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
