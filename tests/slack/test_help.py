"""`/align help`: every command on one screen."""

from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from bot import features
from bot.slack import help
from bot.slack.values import Command, CommandRow, Reply
from sandbox import validation
from tests.clock import MovedClock

ASKED = Command(workspace_id=1, user_id="U1", channel_id="C1", text="")


def row(hint: str, summary: str) -> CommandRow:
    return CommandRow(lambda *_, **__: Reply.none(), hint=hint, summary=summary)


def no_database() -> AbstractContextManager[Session]:
    raise AssertionError("help asks the database for nothing")


class TestAnswer:
    def test_lists_every_command(self, clock: MovedClock) -> None:
        commands = {"/align setup": row("", "Set up"), "/escalate": row("[what]", "Ask")}
        reply = help.answer(commands)(ASKED, transaction=no_database, clock=clock)
        text = (
            "I keep teams in step. This is what you can type:\n"
            "• `/align setup` Set up\n"
            "• `/escalate [what]` Ask"
        )
        assert reply.ack == {
            "response_type": "ephemeral",
            "text": text,
            "blocks": [
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": text, "verbatim": True},
                }
            ],
        }

    def test_hears_of_commands_that_come_later(self, clock: MovedClock) -> None:
        """`/align help` itself is added when its handler exists already."""
        commands: dict[str, CommandRow] = {}
        handler = help.row(commands).handler
        commands["/later"] = row("", "Later")
        reply = handler(ASKED, transaction=no_database, clock=clock)
        assert reply.ack
        assert "• `/later` Later" in reply.ack["text"]

    def test_fits_into_what_slack_takes(self, clock: MovedClock) -> None:
        answer = help.answer(features.COMMANDS)(ASKED, transaction=no_database, clock=clock)
        assert answer.ack
        assert validation.message(answer.ack["blocks"]) == []
        assert "…" not in answer.ack["text"]


class TestRow:
    def test_lists_itself(self) -> None:
        assert help.line("/align help", help.row({})) == "• `/align help` Show this list"
