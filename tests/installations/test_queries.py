"""Questions about workspaces."""

import threading

from bot.db import Transaction
from bot.installations import queries
from tests.installations.workspaces import install


class TestFindWorkspace:
    def test_finds_it_by_slacks_name_for_it(self, transaction: Transaction) -> None:
        with transaction() as session:
            install(session, slack_id="T2", name="Other")
            install(session, slack_id="T1", name="Acme")
            found = queries.find_workspace(session, "T1")
        assert found
        assert found.name == "Acme"

    def test_finds_none_that_is_not_installed(self, transaction: Transaction) -> None:
        with transaction() as session:
            install(session)
            assert queries.find_workspace(session, "T404") is None


class TestLockWorkspace:
    def test_makes_others_wait_until_the_transaction_ends(self, transaction: Transaction) -> None:
        with transaction() as session:
            workspace_id = install(session).id
        order: list[str] = []

        def second() -> None:
            with transaction() as session:
                queries.lock_workspace(session, workspace_id)
                order.append("second")

        thread = threading.Thread(target=second)
        with transaction() as session:
            queries.lock_workspace(session, workspace_id)
            thread.start()
            thread.join(0.1)  # long enough to get in, if it could
            order.append("first")
        thread.join(10)
        assert order == ["first", "second"]
