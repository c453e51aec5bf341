"""The whole walk through running processes: real sockets, both doors, both databases."""

from datetime import UTC, datetime, time, timedelta

import pytest

from sandbox.model import Message
from sandbox.people import Person
from tests import wait
from tests.processes.running import PATIENCE, Operator


class TestWalk:
    @pytest.mark.sqlite_first
    def test_over_socket_mode(self, operator: Operator) -> None:
        operator.start_socket_mode()
        walk(operator)
        operator.stop()

    @pytest.mark.sqlite_first
    def test_over_signed_http(self, operator: Operator) -> None:
        operator.start_http()
        walk(operator)
        operator.stop()

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_in_two_halves(self, operator: Operator) -> None:
        operator.start_halves()
        walk(operator)
        operator.stop()


def walk(operator: Operator) -> None:
    """Go from a command before set-up to an accepted answer, and climb one step on the way."""
    slack = operator.slack
    maya, ivan = slack.person("Maya"), slack.person("Ivan")
    # The next Monday at ten in UTC: whatever it is here, people work.
    now = slack.clock()
    monday = now.date() + timedelta(days=7 - now.weekday())
    slack.advance(datetime.combine(monday, time(10), UTC) - now)

    maya.command("/escalate", "The export fails", channel="#marketing")
    maya.click("Set up")
    set_up(maya)
    maya.submit({"ask": "Somebody who repairs it", "urgency": "High (30 minutes)"})
    card = arrives(ivan, "#it", "ESC-1, high urgency: Marketing asks IT")

    # Its clock starts when the bot has written down that the card was delivered.
    wait.until(lambda: operator.has_sent("ESC-1:card"), within=PATIENCE)

    slack.advance(timedelta(minutes=31))
    arrives(ivan, "#it", "ESC-1 still has no answer")

    ivan.click("Acknowledge", card)
    arrives(maya, "dm", "has taken ESC-1 and promised an answer")
    ivan.click("Answer", card)
    ivan.submit({"answer": "Repaired just now."})
    answer = arrives(maya, "dm", "ESC-1 has an answer")
    maya.click("Accept", answer)
    arrives(ivan, "#it", "Closed.")


def set_up(maya: Person) -> None:
    """Fill the set-up form."""
    maya.submit(
        {
            "channel_1": "#marketing",
            "leads_1": ["Maya"],
            "channel_2": "#it",
            "leads_2": ["Ivan"],
            "sponsor": "Sofia",
        }
    )


def arrives(person: Person, place: str, words: str) -> Message:
    """Return the newest message with `words` in it, once the person sees it."""

    def found() -> list[Message]:
        seen = person.dm() if place == "dm" else person.sees(place)
        return [message for message in seen if words in message.plain]

    wait.until(found, within=PATIENCE)
    return found()[-1]
