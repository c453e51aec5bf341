"""What a sweep does to many rows at once: one bad row stops nobody else, on both databases."""

from collections.abc import Callable, Sequence

import pytest
import sqlalchemy
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.db import Transaction
from bot.installations.models import Workspace
from bot.scheduling import for_all
from tests.clock import MONDAY_MORNING


def rows(*numbers: int) -> Callable[[Session], Sequence[int]]:
    """Return what finds these."""
    return lambda _session: numbers


def write(session: Session, numbers: Sequence[int]) -> None:
    """Write rows down."""
    for number in numbers:
        session.add(
            Workspace(
                slack_id=f"T{number}",
                name="Acme",
                bot_user_id="U1",
                bot_id="B1",
                installed_at=MONDAY_MORNING,
            )
        )


def written(transaction: Transaction) -> list[str]:
    """Return what has been written down and committed."""
    with transaction() as session:
        return list(session.scalars(sqlalchemy.select(Workspace.slack_id).order_by(Workspace.id)))


class TestForAll:
    def test_acts_on_every_row_in_order_and_counts_them(self, transaction: Transaction) -> None:
        assert for_all(transaction, rows(3, 1, 2), write) == 3
        assert written(transaction) == ["T3", "T1", "T2"]

    def test_counts_nothing_when_there_is_nothing(self, transaction: Transaction) -> None:
        assert for_all(transaction, rows(), write) == 0

    def test_finds_and_acts_in_one_transaction(self, transaction: Transaction) -> None:
        sessions: list[Session] = []

        def find(session: Session) -> list[int]:
            sessions.append(session)
            return [1]

        for_all(transaction, find, lambda session, _rows: sessions.append(session))
        found, acted = sessions
        assert found is acted

    def test_commits_the_rest_and_then_raises_every_failure(self, transaction: Transaction) -> None:
        def act(session: Session, numbers: Sequence[int]) -> None:
            write(session, numbers)
            session.flush()
            for number in numbers:
                if number % 2:
                    raise ValueError(number)

        with pytest.raises(ExceptionGroup, match="some rows failed") as raised:
            for_all(transaction, rows(0, 1, 2, 3), act)
        assert [str(error) for error in raised.value.exceptions] == ["1", "3"]
        assert written(transaction) == ["T0", "T2"]

    def test_undoes_what_the_database_refuses_alone(self, transaction: Transaction) -> None:
        """Even if that shows only when the row is written, after `act` has returned."""
        with pytest.raises(ExceptionGroup) as raised:
            for_all(transaction, rows(1, 1, 2), write)
        (why,) = raised.value.exceptions
        assert isinstance(why, IntegrityError)
        assert written(transaction) == ["T1", "T2"]

    def test_stops_when_the_database_is_away(self, transaction: Transaction) -> None:
        """No row is to blame, and all will be there the next time."""
        acted: list[Sequence[int]] = []

        def act(session: Session, numbers: Sequence[int]) -> None:
            acted.append(numbers)
            write(session, numbers)
            raise OperationalError("UPDATE", {}, ConnectionError())

        with pytest.raises(OperationalError):
            for_all(transaction, rows(1, 2, 3), act)
        assert acted == [(1, 2, 3)]
        assert written(transaction) == []

    def test_stops_when_it_goes_away_among_single_rows(self, transaction: Transaction) -> None:
        def act(session: Session, numbers: Sequence[int]) -> None:
            if len(numbers) > 1:
                raise ValueError(numbers)
            write(session, numbers)
            if numbers == [2]:
                raise OperationalError("UPDATE", {}, ConnectionError())

        with pytest.raises(OperationalError):
            for_all(transaction, rows(1, 2, 3), act)
        assert written(transaction) == []

    def test_raises_what_finding_raises(self, transaction: Transaction) -> None:
        def find(_session: Session) -> list[int]:
            raise KeyError("x")

        with pytest.raises(KeyError):
            for_all(transaction, find, write)
