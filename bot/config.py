"""What the operator sets: the only place that reads the environment."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import load_dotenv
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

SLACK_API_URL = "https://slack.com/api/"
_DATABASE_HINT = (
    "DATABASE_URL must be like sqlite:///lockstep.db or postgresql://user:password@host/name: copy "
    "it from your database host's page, or leave it out to use a file here."
)
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class ConfigError(Exception):
    """A setting is missing or wrong; the message names it and says where its value is found."""


@dataclass(frozen=True)
class Settings:
    """Every setting; `repr()` shows no secret."""

    slack_bot_token: str = field(repr=False)
    slack_app_token: str | None = field(repr=False)
    slack_signing_secret: str | None = field(repr=False)
    slack_api_url: str
    database_url: str = field(repr=False)
    host: str
    port: int
    log_level: str
    posts_per_second: float
    repost_after: timedelta
    looks_apart: timedelta
    clock_file: Path | None

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Return the settings in `env` (default: `.env`, then the process's environment).

        Raises ConfigError at the first setting that is missing or wrong.
        """
        if env is None:
            load_dotenv(Path.cwd() / ".env")
            env = os.environ
        settings = cls(
            slack_bot_token=_token(env, "SLACK_BOT_TOKEN", "xoxb-") or _missing_bot_token(),
            slack_app_token=_token(env, "SLACK_APP_TOKEN", "xapp-"),
            slack_signing_secret=env.get("SLACK_SIGNING_SECRET") or None,
            slack_api_url=_api_url(env.get("SLACK_API_URL") or SLACK_API_URL),
            database_url=_database_url(env),
            host=env.get("HOST") or "127.0.0.1",
            port=_port(env.get("PORT") or "3000"),
            log_level=_log_level(env.get("LOG_LEVEL") or "INFO"),
            posts_per_second=_number(env, "POSTS_PER_SECOND", "5"),
            repost_after=timedelta(seconds=_number(env, "REPOST_AFTER", "120")),
            looks_apart=timedelta(seconds=_number(env, "LOOKS_APART", "30")),
            clock_file=Path(env["CLOCK_FILE"]) if env.get("CLOCK_FILE") else None,
        )
        _refuse_moved_clock_on_real_slack(settings)
        return settings

    def require_a_door(self) -> None:
        """Raise ConfigError unless Slack has a way in: Socket Mode, HTTP or both."""
        if not (self.slack_app_token or self.slack_signing_secret):
            raise ConfigError(
                "Set SLACK_APP_TOKEN (Socket Mode: your app's page, Basic Information, App-Level "
                "Tokens, scope connections:write) or SLACK_SIGNING_SECRET (HTTP: your app's page, "
                "Basic Information, App Credentials)."
            )


def database_url(env: Mapping[str, str] | None = None) -> str:
    """Return DATABASE_URL alone, for migrations, which need no Slack token."""
    if env is None:
        load_dotenv(Path.cwd() / ".env")
        env = os.environ
    return _database_url(env)


@contextmanager
def hidden_slack_environment() -> Iterator[None]:
    """Hide SLACK_* while Bolt's App is built.

    Bolt 1.30 reads tokens by itself, and SLACK_CLIENT_ID with SLACK_CLIENT_SECRET turn it into an
    OAuth app (slack_bolt/app/app.py, `App.__init__`).
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _token(env: Mapping[str, str], name: str, prefix: str) -> str | None:
    value = env.get(name)
    if value and not value.startswith(prefix):
        raise ConfigError(f"{name} must start with {prefix}; copy it again from your app's page.")
    return value or None


def _missing_bot_token() -> str:
    raise ConfigError(
        "Set SLACK_BOT_TOKEN: your app's page on api.slack.com/apps, OAuth & Permissions, "
        "Bot User OAuth Token (it starts with xoxb-)."
    )


def _database_url(env: Mapping[str, str]) -> str:
    """Return DATABASE_URL for the drivers we ship; hosts hand out `postgres://`."""
    try:
        url = make_url(env.get("DATABASE_URL") or "sqlite:///lockstep.db")
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise ConfigError(_DATABASE_HINT) from None
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    is_file = url.drivername == "sqlite" and url.database not in {None, "", ":memory:"}
    if not is_file and url.drivername != "postgresql+psycopg":
        raise ConfigError(_DATABASE_HINT)
    return url.render_as_string(hide_password=False)


def _api_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(
            f"SLACK_API_URL must be an http(s) address that ends in /api/, like {SLACK_API_URL}; "
            "leave it out to use Slack's."
        )
    return value if value.endswith("/") else value + "/"


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 <= int(value) <= 65535:  # noqa: PLR2004 (TCP's highest port)
        raise ConfigError("PORT must be a number from 0 to 65535, like 3000.")
    return int(value)


def _number(env: Mapping[str, str], name: str, default: str) -> float:
    """Return a setting that counts seconds, or posts a second."""
    value = env.get(name) or default
    if not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", value):
        raise ConfigError(f"{name} must be a number from 0 to 99999, like {default}.")
    return float(value)


def _log_level(value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise ConfigError(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    return value.upper()


def _refuse_moved_clock_on_real_slack(settings: Settings) -> None:
    if settings.clock_file and not is_loopback(settings.slack_api_url):
        raise ConfigError(
            "CLOCK_FILE moves the clock for demos and tests, so it needs SLACK_API_URL to be a "
            "loopback address; remove CLOCK_FILE to run against Slack."
        )


def is_loopback(url: str) -> bool:
    """Return whether `url` leads to this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
