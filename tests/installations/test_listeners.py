"""Whose workspace a payload comes from, without asking Slack each time."""

import pytest
import sqlalchemy
from slack_bolt import BoltContext
from sqlalchemy import Engine

from bot.db import Transaction
from bot.installations.listeners import Authorize, build_authorize
from tests.installations.workspaces import install


@pytest.fixture
def authorize(transaction: Transaction) -> Authorize:
    return build_authorize("xoxb-ours", transaction)


class TestAuthorize:
    @pytest.mark.sqlite_first
    def test_gives_the_workspace_its_token(
        self, authorize: Authorize, transaction: Transaction
    ) -> None:
        with transaction() as session:
            workspace = install(session)
        context = BoltContext()
        result = authorize(context, "T1", "U1")
        assert result
        assert (result.bot_token, result.bot_user_id, result.bot_id) == ("xoxb-ours", "UBOT", "B1")
        assert (result.team_id, result.user_id) == ("T1", "U1")
        assert context["workspace_id"] == workspace.id

    @pytest.mark.sqlite_first
    def test_gives_another_workspace_nothing(
        self, authorize: Authorize, transaction: Transaction
    ) -> None:
        with transaction() as session:
            install(session)
        context = BoltContext()
        assert authorize(context, "T404", "U1") is None
        assert "workspace_id" not in context

    @pytest.mark.sqlite_first
    def test_asks_the_database_once_a_workspace(
        self, authorize: Authorize, transaction: Transaction, engine: Engine
    ) -> None:
        with transaction() as session:
            install(session)
        asked: list[str] = []
        sqlalchemy.event.listen(
            engine, "before_cursor_execute", lambda *event: asked.append(event[2])
        )
        for user_id in ("U1", "U2", "U1"):
            context = BoltContext()
            assert authorize(context, "T1", user_id)
            assert context["workspace_id"]
        assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1

    def test_finds_a_workspace_that_was_installed_meanwhile(
        self, authorize: Authorize, transaction: Transaction
    ) -> None:
        assert authorize(BoltContext(), "T1", "U1") is None
        with transaction() as session:
            install(session)
        assert authorize(BoltContext(), "T1", "U1")
