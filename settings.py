"""Every setting, read once, at the start of a process; handed down from there as plain values.

Settings carry the prefix ``WELLPUT_`` and come from the environment or a ``.env`` file beside the code;
``OPENAI_API_KEY`` and ``OPENAI_BASE_URL`` keep the names that everyone knows.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHIPPED_POLICY = Path(__file__).parent / "guidelines" / "policy.yaml"


class SettingsError(Exception):
    """A setting that does not fit; the message is one line that names it."""


class Settings(BaseSettings):
    """What an installation can set; see ``.env.example`` for the same list in words."""

    model_config = SettingsConfigDict(env_prefix="WELLPUT_", env_file=".env", env_ignore_empty=True, extra="ignore")

    data_dir: Path = Path("data")
    policy: Path | None = None
    today: date | None = None
    port: int = Field(default=8501, ge=1, le=65535)
    host: str = "127.0.0.1"
    demo: bool = False
    auth: Literal["local"] = "local"
    country: str = Field(default="GB", min_length=2, max_length=2)

    model: str | None = None
    model_timeout: float = Field(default=60.0, gt=0)
    structured_output: Literal["probe", "json_schema", "function_calling", "json_mode"] = "probe"
    token_parameter: Literal["probe", "max_completion_tokens", "max_tokens"] = "probe"
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")

    database_url: str | None = None
    chroma_url: str | None = None
    embedding: str = "local"

    smtp_host: str | None = None
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "ssl", "none"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str | None = None

    @field_validator("chroma_url", "database_url", mode="before")
    @classmethod
    def _not_blank(cls, value: object) -> object:
        return value or None

    @property
    def policy_path(self) -> Path:
        """The policy in force: the file that was named (read-only), else the data folder's own."""
        return self.policy or self.data_dir / "policy.yaml"

    @property
    def policy_is_editable(self) -> bool:
        return self.policy is None

    @property
    def cases_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'wellput.db'}"

    @property
    def openai_key(self) -> str | None:
        return self.openai_api_key.get_secret_value() if self.openai_api_key else None

    @property
    def model_name(self) -> str | None:
        """The model that writes, or None when the offline writer does: a key or an endpoint must be set."""
        if self.openai_api_key is None and self.openai_base_url is None and self.model is None:
            return None
        return self.model or "gpt-4.1-mini"


def load_settings() -> Settings:
    """Read the environment once. Raises SettingsError with one line naming the first setting that does not fit."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        name = field if field.isupper() else f"WELLPUT_{field.upper()}"
        raise SettingsError(f"{name} is set to {first['input']!r}, which does not fit: {first['msg']}.") from None
