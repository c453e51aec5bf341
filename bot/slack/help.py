"""`/align help`: every command in one screen."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.db import Transaction
from bot.slack import block_kit
from bot.slack.values import Command, CommandRow, Handler, Reply

_INTRODUCTION = "I keep teams in step. This is what you can type:"


def answer(commands: Mapping[str, CommandRow]) -> Handler:
    """Return the handler that lists `commands`; it also answers whatever nobody else does."""

    def on_help(_command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
        lines = [line(name, row) for name, row in commands.items()]
        text = "\n".join([_INTRODUCTION, *lines])
        return Reply.text(text, [block_kit.section(text)])

    return on_help


def row(commands: Mapping[str, CommandRow]) -> CommandRow:
    """Return the row of `/align help` itself."""
    return CommandRow(answer(commands), hint="", summary="Show this list")


def line(name: str, row: CommandRow) -> str:
    """Return one command as a line of mrkdwn."""
    typed = f"{name} {row.hint}".strip()
    return f"• `{typed}` {row.summary}"
