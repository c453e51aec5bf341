"""The settings: their defaults, and the sentence for each that is missing or wrong."""

import os
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from bot import config
from bot.config import LOG_LEVELS, SLACK_API_URL, ConfigError, Settings

TOKEN = {"SLACK_BOT_TOKEN": "xoxb-a-token"}
NUMBERS = {"POSTS_PER_SECOND": "5", "REPOST_AFTER": "120", "LOOKS_APART": "30"}
"""Settings that are numbers, and the example in their sentence: the default."""


def settings(**env: str) -> Settings:
    return Settings.from_env(TOKEN | env)


class TestFromEnv:
    def test_needs_a_bot_token_and_nothing_else(self) -> None:
        assert settings() == Settings(
            slack_bot_token="xoxb-a-token",
            slack_app_token=None,
            slack_signing_secret=None,
            slack_api_url="https://slack.com/api/",
            database_url="sqlite:///lockstep.db",
            host="127.0.0.1",
            port=3000,
            log_level="INFO",
            posts_per_second=5,
            repost_after=timedelta(minutes=2),
            looks_apart=timedelta(seconds=30),
            clock_file=None,
        )

    def test_takes_every_setting(self) -> None:
        assert settings(
            SLACK_APP_TOKEN="xapp-1-a-token",
            SLACK_SIGNING_SECRET="a-secret",
            SLACK_API_URL="http://127.0.0.1:8080/api",
            DATABASE_URL="sqlite:////data/here.db",
            HOST="0.0.0.0",  # noqa: S104 (only read here)
            PORT="0",
            LOG_LEVEL="debug",
            POSTS_PER_SECOND="12.5",
            REPOST_AFTER="300",
            LOOKS_APART="0.25",
            CLOCK_FILE="/data/clock",
        ) == Settings(
            slack_bot_token="xoxb-a-token",
            slack_app_token="xapp-1-a-token",
            slack_signing_secret="a-secret",
            slack_api_url="http://127.0.0.1:8080/api/",
            database_url="sqlite:////data/here.db",
            host="0.0.0.0",  # noqa: S104 (only read here)
            port=0,
            log_level="DEBUG",
            posts_per_second=12.5,
            repost_after=timedelta(minutes=5),
            looks_apart=timedelta(milliseconds=250),
            clock_file=Path("/data/clock"),
        )

    def test_takes_an_empty_setting_for_a_missing_one(self) -> None:
        """As a copied .env.example has them."""
        names = ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "DATABASE_URL")
        names += ("HOST", "PORT", "LOG_LEVEL", "CLOCK_FILE", *NUMBERS)
        empty = dict.fromkeys(names, "")
        assert settings(**empty) == settings()

    @pytest.mark.parametrize(
        ("env", "sentence"),
        [
            ({"SLACK_BOT_TOKEN": ""}, "Set SLACK_BOT_TOKEN: your app's page .*xoxb-"),
            ({"SLACK_BOT_TOKEN": "xapp-1-x"}, "SLACK_BOT_TOKEN must start with xoxb-; copy it"),
            ({"SLACK_APP_TOKEN": "xoxb-x"}, "SLACK_APP_TOKEN must start with xapp-; copy it"),
            ({"SLACK_API_URL": "slack.com/api"}, "SLACK_API_URL must be an http"),
            ({"SLACK_API_URL": "ftp://slack.com/api/"}, "SLACK_API_URL must be an http"),
            ({"SLACK_API_URL": "http:///api/"}, "SLACK_API_URL must be an http"),
            ({"PORT": "http"}, "PORT must be a number from 0 to 65535"),
            ({"PORT": "-1"}, "PORT must be a number from 0 to 65535"),
            ({"PORT": "65536"}, "PORT must be a number from 0 to 65535"),
            ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL must be one of DEBUG, INFO, WARNING"),
        ],
    )
    def test_names_what_is_missing_or_wrong(self, env: dict[str, str], sentence: str) -> None:
        with pytest.raises(ConfigError, match=sentence):
            Settings.from_env(TOKEN | env)

    @pytest.mark.parametrize(("name", "example"), NUMBERS.items())
    @pytest.mark.parametrize(
        "value", ["fast", "-1", "1,5", "1e3", "nan", "inf", "5 ", "100000", "0.0001"]
    )
    def test_names_a_number_that_is_none(self, name: str, example: str, value: str) -> None:
        with pytest.raises(ConfigError) as refused:
            settings(**{name: value})
        assert str(refused.value) == f"{name} must be a number from 0 to 99999, like {example}."

    @pytest.mark.parametrize("value", ["0", "0.001", "7", "99999", "99999.999"])
    def test_takes_numbers_of_seconds_and_posts(self, value: str) -> None:
        taken = settings(POSTS_PER_SECOND=value, REPOST_AFTER=value, LOOKS_APART=value)
        assert taken.posts_per_second == float(value)
        assert taken.repost_after == taken.looks_apart == timedelta(seconds=float(value))

    @pytest.mark.parametrize("level", LOG_LEVELS)
    def test_takes_every_log_level(self, level: str) -> None:
        assert settings(LOG_LEVEL=level.lower()).log_level == level

    def test_shows_no_secret(self) -> None:
        shown = repr(
            settings(
                SLACK_APP_TOKEN="xapp-hidden",
                SLACK_SIGNING_SECRET="hidden",
                DATABASE_URL="postgresql://anna:hidden@localhost/lockstep",
            )
        )
        assert "a-token" not in shown
        assert "hidden" not in shown

    def test_cannot_be_changed_afterwards(self) -> None:
        with pytest.raises(AttributeError):
            settings().port = 1  # type: ignore[misc] # it is what this test is about
        assert {field.name for field in fields(Settings)} == set(vars(settings()))


class TestFromEnvMovedClock:
    @pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "[::1]"])
    def test_is_taken_with_a_loopback_slack(self, host: str) -> None:
        taken = settings(CLOCK_FILE="clock", SLACK_API_URL=f"http://{host}:8080/api/")
        assert taken.clock_file == Path("clock")

    @pytest.mark.parametrize(
        "url", [SLACK_API_URL, "https://127.0.0.1.example.com/api/", "http://10.0.0.1/api/"]
    )
    def test_is_refused_with_any_other(self, url: str) -> None:
        with pytest.raises(ConfigError, match=r"CLOCK_FILE .* loopback"):
            settings(CLOCK_FILE="clock", SLACK_API_URL=url)


class TestFromEnvOfTheProcess:
    def test_reads_the_environment_and_then_the_file(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nPORT=4000\nLOG_LEVEL=DEBUG\n")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(os, "environ", {"PORT": "5000"})
        read = Settings.from_env()
        assert (read.slack_bot_token, read.port, read.log_level) == ("xoxb-file", 5000, "DEBUG")

    def test_gives_migrations_the_database_alone(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / ".env").write_text("DATABASE_URL=postgres://localhost/lockstep\n")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(os, "environ", {})
        assert config.database_url() == "postgresql+psycopg://localhost/lockstep"


class TestDatabaseUrl:
    @pytest.mark.parametrize(
        ("given", "taken"),
        [
            ("sqlite:///lockstep.db", "sqlite:///lockstep.db"),
            ("sqlite:////data/lockstep.db", "sqlite:////data/lockstep.db"),
            ("postgres://a:b@h:5432/d", "postgresql+psycopg://a:b@h:5432/d"),
            ("postgresql://a:b@h/d", "postgresql+psycopg://a:b@h/d"),
            ("postgresql+psycopg://a:b@h/d", "postgresql+psycopg://a:b@h/d"),
            ("postgres://a:p%40ss@h/d?sslmode=require", None),
        ],
    )
    def test_is_for_the_drivers_we_ship(self, given: str, taken: str | None) -> None:
        expected = taken or "postgresql+psycopg://a:p%40ss@h/d?sslmode=require"
        assert config.database_url({"DATABASE_URL": given}) == expected
        assert settings(DATABASE_URL=given).database_url == expected

    @pytest.mark.parametrize(
        "given",
        [
            "lockstep.db",
            "mysql://a:hidden@h/d",
            "postgresql+asyncpg://a:hidden@h/d",
            "sqlite://",  # in memory: every connection would have a database of its own
            "sqlite:///:memory:",
            "postgres://a:hidden@h:port/d",
        ],
    )
    def test_refuses_others_without_repeating_the_password(self, given: str) -> None:
        with pytest.raises(ConfigError, match="DATABASE_URL must be like sqlite") as refused:
            config.database_url({"DATABASE_URL": given})
        assert "hidden" not in str(refused.value)


class TestRequireADoor:
    def test_takes_either_or_both(self) -> None:
        settings(SLACK_APP_TOKEN="xapp-1").require_a_door()
        settings(SLACK_SIGNING_SECRET="s").require_a_door()
        settings(SLACK_APP_TOKEN="xapp-1", SLACK_SIGNING_SECRET="s").require_a_door()

    def test_says_where_to_find_either(self) -> None:
        with pytest.raises(ConfigError, match=r"SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET"):
            settings().require_a_door()


class TestHiddenSlackEnvironment:
    def test_hides_what_bolt_would_read_and_gives_it_back(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "environ", {"SLACK_CLIENT_ID": "1.2", "HOME": "/home"})
        with config.hidden_slack_environment():
            assert os.environ == {"HOME": "/home"}
        assert os.environ == {"SLACK_CLIENT_ID": "1.2", "HOME": "/home"}

    def test_gives_it_back_after_a_failure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "environ", {"SLACK_CLIENT_ID": "1.2"})
        with pytest.raises(RuntimeError), config.hidden_slack_environment():
            raise RuntimeError
        assert os.environ == {"SLACK_CLIENT_ID": "1.2"}
