"""`/align help`: every command on one screen."""

from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from bot import features
from bot.slack import help
from bot.slack.values import Command, CommandRow, Need, Reply, ShortcutRow
from sandbox import validation
from tests.clock import MovedClock

SHORTCUTS = {
    "t.save": ShortcutRow(lambda *_, **__: Reply.none(), "Save it", "Keep what it says"),
}


def asked(text: str) -> Command:
    return Command(workspace_id=1, user_id="U1", channel_id="C1", text=text)


def row(hint: str, summary: str, need: Need) -> CommandRow:
    return CommandRow(lambda *_, **__: Reply.none(), hint=hint, summary=summary, need=need)


def no_database() -> AbstractContextManager[Session]:
    raise AssertionError("help asks the database for nothing")


class TestAnswer:
    def test_lists_commands_by_what_somebody_needs(self, clock: MovedClock) -> None:
        commands = {
            "/align setup": row("", "Set up", Need.SET_UP),
            "/escalate": row("[what]", "Ask", Need.STUCK),
            "/align hours": row("", "Say when you work", Need.TIME),
        }
        reply = help.answer(commands, {"escalations": "How they move"}, SHORTCUTS)(
            asked(""), transaction=no_database, clock=clock
        )
        assert reply.ack
        assert reply.ack["text"] == (
            "I keep teams in step. What do you need?\n\n"
            "*Something is stuck*\n"
            "• Ask: `/escalate [what]`\n\n"
            "*You work at other hours, or are away*\n"
            "• Say when you work: `/align hours`\n\n"
            "*You set Lockstep up, or are lost*\n"
            "• Set up: `/align setup`\n\n"
            "*A message says it already: open its menu, More actions ⋮*\n"
            "• Keep what it says: *Save it*\n\n"
            "How it works: `/align help escalations`"
        )
        assert [block["text"]["text"] for block in reply.ack["blocks"]] == reply.ack["text"].split(
            "\n\n"
        )
        assert reply.ack["response_type"] == "ephemeral"

    @pytest.mark.parametrize("typed", ["escalations", " Escalations "])
    def test_says_more_of_a_topic(self, typed: str, clock: MovedClock) -> None:
        commands = {"/try": row("", "Try", Need.STUCK)}
        handler = help.answer(commands, {"escalations": "How they move"}, SHORTCUTS)
        reply = handler(asked(typed), transaction=no_database, clock=clock)
        assert reply.ack
        assert reply.ack["text"] == "How they move"

    def test_hears_of_commands_that_come_later(self, clock: MovedClock) -> None:
        """`/align help` itself is added when its handler exists already."""
        commands: dict[str, CommandRow] = {}
        handler = help.row(commands, {}, {}).handler
        commands["/later"] = row("", "Later", Need.STUCK)
        reply = handler(asked(""), transaction=no_database, clock=clock)
        assert reply.ack
        assert "• Later: `/later`" in reply.ack["text"]
        assert "More actions" not in reply.ack["text"]  # without shortcuts

    @pytest.mark.parametrize("topic", ["", *features.TOPICS])
    def test_fits_into_what_slack_takes(self, topic: str, clock: MovedClock) -> None:
        handler = help.answer(features.COMMANDS, features.TOPICS, features.SHORTCUTS)
        answer = handler(asked(topic), transaction=no_database, clock=clock)
        assert answer.ack
        assert validation.message(answer.ack["blocks"]) == []
        assert "…" not in answer.ack["text"]


class TestRow:
    def test_lists_itself(self) -> None:
        line = help.line("/align help", help.row({}, {}, {}))
        assert line == "• Show this list: `/align help [topic]`"
