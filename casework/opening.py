"""Opens the desk from the settings: the one place where the rooms are wired together for the pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from casework import demonstration
from casework.desk import Desk
from casework.drafter import HouseDrafter
from casework.errors import CaseworkError
from casework.outbox import SmtpSettings
from casework.policy_file import PolicyFile
from casework.rule_folder import RuleFolder
from casework.store import Store
from settings import SHIPPED_POLICY, Settings

DEMO = Path(__file__).parents[1] / "demo"


def open_desk(settings: Settings) -> Desk:
    """Make the data folder if need be, open the database and the library, and settle what a crash left behind."""
    from casework.model import judge_for
    from casework.prepare import Surroundings
    from casework.writer import writer_for
    from knowledge.embedding import embedding_for
    from knowledge.library import Library

    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseworkError(
            f"The data folder {settings.data_dir} can't be made ({error.strerror}).",
            "Set WELLPUT_DATA_DIR to a folder that can be written.",
        ) from None
    policy_file = PolicyFile(settings.policy_path, SHIPPED_POLICY, editable=settings.policy_is_editable)
    library = Library(
        settings.data_dir,
        database_url=settings.database_url,
        chroma_url=settings.chroma_url,
        today=settings.today,
        embedding=embedding_for(settings.embedding, settings.openai_key, settings.openai_base_url),
    )
    rule_folder = RuleFolder(settings.data_dir / "guidelines")
    store = Store(settings.cases_url)
    demo_dir = DEMO if DEMO.is_dir() else None

    def today() -> date:
        return settings.today or (demo_dir and demonstration.day(store, demo_dir)) or date.today()

    def around() -> Surroundings:
        return Surroundings(library, policy_file.read(), rule_folder.rules, today(), settings.country)

    return Desk(
        store=store,
        data_dir=settings.data_dir,
        policy_file=policy_file,
        library=library,
        drafter=HouseDrafter(around, writer_for(settings, library.embed), judge_for(settings)),
        rule_folder=rule_folder,
        today=today,
        country=settings.country,
        smtp=_smtp(settings),
        demo_dir=demo_dir,
    )


def _smtp(settings: Settings) -> SmtpSettings | None:
    if not settings.smtp_host:
        return None
    return SmtpSettings(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security,
        settings.smtp_user,
        settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        settings.smtp_from or "",
    )
