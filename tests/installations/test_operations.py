"""Installing a workspace, and the numbers that are given out in it."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy
from sqlalchemy import exc
from sqlalchemy.orm import Session

from bot.db import Transaction
from bot.installations import operations
from bot.installations.models import Counter, Workspace
from tests.clock import MONDAY_MORNING
from tests.installations.workspaces import install


class TestInstall:
    def test_records_the_workspace(self, transaction: Transaction) -> None:
        with transaction() as session:
            workspace = operations.install(
                session,
                slack_id="T1",
                enterprise_id="E1",
                name="Acme",
                bot_user_id="UBOT",
                bot_id="B1",
                now=MONDAY_MORNING,
            )
        assert (workspace.slack_id, workspace.enterprise_id) == ("T1", "E1")
        assert (workspace.name, workspace.bot_user_id, workspace.bot_id) == ("Acme", "UBOT", "B1")
        assert workspace.installed_at == MONDAY_MORNING

    def test_keeps_up_with_what_changed_since(self, transaction: Transaction) -> None:
        with transaction() as session:
            first = install(session).id
        with transaction() as session:
            later = MONDAY_MORNING + timedelta(days=1)
            again = install(session, name="Acme & Sons", bot_user_id="UNEW", now=later)
            assert again.id == first
        with transaction() as session:
            (workspace,) = session.scalars(sqlalchemy.select(Workspace))
        assert (workspace.name, workspace.bot_user_id) == ("Acme & Sons", "UNEW")
        assert workspace.installed_at == MONDAY_MORNING

    def test_tells_workspaces_apart(self, transaction: Transaction) -> None:
        with transaction() as session:
            assert install(session).id != install(session, slack_id="T2").id


class TestNextNumber:
    def number(self, transaction: Transaction, workspace_id: int, kind: str = "ESC") -> int:
        with transaction() as session:
            return operations.next_number(session, workspace_id=workspace_id, kind=kind)

    def test_counts_from_one(self, transaction: Transaction) -> None:
        with transaction() as session:
            workspace_id = install(session).id
        assert [self.number(transaction, workspace_id) for _ in range(3)] == [1, 2, 3]

    def test_counts_each_kind_and_workspace_by_itself(self, transaction: Transaction) -> None:
        with transaction() as session:
            one, two = install(session).id, install(session, slack_id="T2").id
        self.number(transaction, one)
        assert self.number(transaction, one, "DEC") == 1
        assert self.number(transaction, two) == 1
        assert self.number(transaction, one) == 2

    def test_gives_a_number_back_with_the_change_that_fails(self, transaction: Transaction) -> None:
        with transaction() as session:
            workspace_id = install(session).id
        with pytest.raises(RuntimeError), transaction() as session:
            self.take_and_fail(session, workspace_id)
        assert self.number(transaction, workspace_id) == 1

    @staticmethod
    def take_and_fail(session: Session, workspace_id: int) -> None:
        operations.next_number(session, workspace_id=workspace_id, kind="ESC")
        raise RuntimeError

    def test_gives_fifty_people_at_once_a_number_each(self, transaction: Transaction) -> None:
        with transaction() as session:
            workspace_id = install(session).id
        numbers: list[int] = []
        start = threading.Barrier(50)

        def take() -> None:
            start.wait(30)
            numbers.append(self.number(transaction, workspace_id))

        threads = [threading.Thread(target=take) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(numbers) == list(range(1, 51))
        with transaction() as session:
            assert session.scalars(sqlalchemy.select(Counter.last)).one() == 50

    def test_belongs_to_a_workspace(self, transaction: Transaction) -> None:
        with pytest.raises(exc.IntegrityError):
            self.number(transaction, 404)
