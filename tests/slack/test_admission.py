"""Who may act: asked once, in the transaction of the gesture itself."""

from datetime import datetime

import pytest
import sqlalchemy
from sqlalchemy.orm import Session

from bot import outbox
from bot.db import Transaction
from bot.errors import Refused
from bot.installations.models import Workspace
from bot.slack import admission
from bot.slack.values import Command, Means
from tests.clock import MovedClock
from tests.installations.workspaces import install

GESTURE = Command(7, "U1", "C1", "words")
Asked = tuple[int, str, datetime, bool]


class TestAdmitting:
    @pytest.fixture(autouse=True)
    def doorkeeper(self, transaction: Transaction, clock: MovedClock) -> None:
        self.asked: list[Asked] = []
        self.refusal: Refused | None = None
        self.clock = clock
        self.means = Means(transaction, clock, outbox.whisper, self.admit)

    def admit(self, session: Session, *, workspace_id: int, user_id: str, now: datetime) -> None:
        self.asked.append((workspace_id, user_id, now, session.in_transaction()))
        if self.refusal:
            raise self.refusal

    def test_asks_at_the_beginning_of_the_transaction(self) -> None:
        with admission.admitting(GESTURE, self.means)():
            assert self.asked == [(7, "U1", self.clock(), True)]

    def test_asks_for_the_first_transaction_of_a_gesture_only(self) -> None:
        begin = admission.admitting(GESTURE, self.means)
        for _time in range(2):
            with begin():
                pass
        assert len(self.asked) == 1

    def test_asks_for_every_gesture(self) -> None:
        for _gesture in range(2):
            with admission.admitting(GESTURE, self.means)():
                pass
        assert len(self.asked) == 2

    def test_lets_nothing_happen_if_the_person_may_not(self) -> None:
        self.refusal = Refused("Not you.")
        begin = admission.admitting(GESTURE, self.means)
        for _time in range(2):  # a handler that goes on all the same is asked again
            with pytest.raises(Refused, match=r"^Not you\.$"), begin():
                raise AssertionError("the handler went on")

    def test_commits_what_the_handler_does(self) -> None:
        with admission.admitting(GESTURE, self.means)() as session:
            install(session)
        with self.means.transaction() as session:
            assert session.scalar(sqlalchemy.select(Workspace))
