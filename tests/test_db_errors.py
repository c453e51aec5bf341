"""What an error of the database says when it is logged: what is wrong, and nobody's words."""

import traceback

import pytest
import sqlalchemy
from sqlalchemy.exc import DBAPIError

from bot.db import Transaction
from tests.clock import MovedClock
from tests.escalations import world as worlds

SECRET = "the merger with Umbrella"

WRONG = {
    "a choice that there is not": "UPDATE escalations SET stuck = :secret, state = 'lost'",
    "a key that there is already": "UPDATE escalations SET origin = :secret",
    "nothing where something must be": "UPDATE escalations SET stuck = :secret, ask = NULL",
    "what leads nowhere": "UPDATE escalations SET stuck = :secret, answering_team_id = 99",
}
ON_POSTGRESQL = {
    "words for a number": "UPDATE escalations SET level = CAST(:secret AS integer)",
    "what is too long": "UPDATE escalations SET card_key = repeat(:secret, 9)",
}


@pytest.fixture
def two(transaction: Transaction, clock: MovedClock) -> None:
    """Two escalations."""
    world = worlds.build(transaction, clock)
    world.raise_one()
    world.raise_one()


def logged(transaction: Transaction, statement: str) -> str:
    """Return what a log has of a statement that fails."""
    with pytest.raises(DBAPIError) as failed, transaction() as session:
        session.execute(sqlalchemy.text(statement).bindparams(secret=SECRET))
    return "".join(traceback.format_exception(failed.value))


@pytest.mark.usefixtures("two")
class TestErrors:
    @pytest.mark.parametrize("what", WRONG)
    def test_say_no_word_of_a_row(self, transaction: Transaction, what: str) -> None:
        said = logged(transaction, WRONG[what])
        assert SECRET not in said
        assert "IntegrityError" in said

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    @pytest.mark.parametrize("what", ON_POSTGRESQL)
    def test_say_no_word_of_a_value(self, transaction: Transaction, what: str) -> None:
        assert SECRET not in logged(transaction, ON_POSTGRESQL[what])

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_say_where_and_what_is_wrong(self, transaction: Transaction) -> None:
        said = logged(transaction, WRONG["a key that there is already"])
        assert "UniqueViolation 23505 escalations uq_escalations_unfinished_origin" in said
