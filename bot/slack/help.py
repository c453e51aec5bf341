"""`/align help`: what you can do, by what you need; `/align help escalations` says more."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.db import Transaction
from bot.slack import block_kit
from bot.slack.values import Command, CommandRow, Handler, Json, Need, Reply, ShortcutRow

_INTRODUCTION = "I keep teams in step. What do you need?"
_ON_MESSAGES = "*A message says it already: open its menu, More actions ⋮*"


def answer(
    commands: Mapping[str, CommandRow],
    topics: Mapping[str, str],
    shortcuts: Mapping[str, ShortcutRow],
) -> Handler:
    """Return the handler that lists what can be done; it also answers whatever nobody else does.

    `topics` are texts of our own, by the word that asks for each.
    """

    def on_help(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
        topic = topics.get(command.text.strip().lower())
        listed = [*_by_need(commands), _on_messages(shortcuts), _more(topics)]
        paragraphs = [topic] if topic else [paragraph for paragraph in listed if paragraph]
        return Reply.text("\n\n".join(paragraphs), _drawn(paragraphs))

    return on_help


def row(
    commands: Mapping[str, CommandRow],
    topics: Mapping[str, str],
    shortcuts: Mapping[str, ShortcutRow],
) -> CommandRow:
    """Return the row of `/align help` itself."""
    handler = answer(commands, topics, shortcuts)
    return CommandRow(handler, hint="[topic]", summary="Show this list", need=Need.SET_UP)


def line(name: str, row: CommandRow) -> str:
    """Return one command as a line of mrkdwn."""
    typed = f"{name} {row.hint}".strip()
    return f"• {row.summary}: `{typed}`"


def _by_need(commands: Mapping[str, CommandRow]) -> list[str]:
    groups = [
        [
            f"*{need.value}*",
            *(line(name, row) for name, row in commands.items() if row.need is need),
        ]
        for need in Need
    ]
    return [_INTRODUCTION, *("\n".join(lines) for lines in groups if len(lines) > 1)]


def _on_messages(shortcuts: Mapping[str, ShortcutRow]) -> str:
    lines = [f"• {row.description}: *{row.name}*" for row in shortcuts.values()]
    return "\n".join([_ON_MESSAGES, *lines]) if lines else ""


def _more(topics: Mapping[str, str]) -> str:
    words = ", ".join(f"`/align help {topic}`" for topic in topics)
    return f"How it works: {words}" if words else ""


def _drawn(paragraphs: list[str]) -> list[Json]:
    return [block_kit.section(paragraph) for paragraph in paragraphs]
