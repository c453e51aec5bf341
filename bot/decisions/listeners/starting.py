"""Where writing a decision down begins: a command, a message, or an initiative."""

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions import queries
from bot.decisions.blocks import card, lists
from bot.decisions.blocks.forms.context import Context
from bot.decisions.blocks.forms.recording import Filled
from bot.decisions.listeners import opening
from bot.decisions.rules.titles import source_of_message, title_of
from bot.roadmap import queries as roadmap_queries
from bot.slack import block_kit
from bot.slack.values import Click, Command, Reply, Shortcut
from bot.teams import queries as team_queries


def on_decision(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form; what was typed is in it already. Without words, what was typed last is."""
    typed = block_kit.typed(command.text)[: block_kit.INPUT_MAX]
    with transaction() as session:
        found = opening.place(session, command.workspace_id, command.channel_id)
        if not found.is_open:
            return Reply.text(lists.not_in_channel())
        if not team_queries.list_teams(session, command.workspace_id):
            return Reply.text(lists.no_teams(typed))
        context = Context(command.channel_id, restricted_to=found.restricted_to)
        if not typed:
            return Reply.open(opening.resumed(session, command, context, Filled(), clock))
        title = title_of(typed)
        filled = Filled(title, typed if typed != title else "")
        return Reply.open(opening.form(session, command, context, filled))


def on_message(shortcut: Shortcut, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form with a message in it, or show the decision that this message made before."""
    message, workspace_id = shortcut.message, shortcut.workspace_id
    source = source_of_message(shortcut.channel_id, message.ts)
    with transaction() as session:
        found = opening.place(session, workspace_id, shortcut.channel_id)
        if not found.is_open or shortcut.channel_id.startswith("D"):
            return Reply(whisper=lists.not_in_channel())
        if not team_queries.list_teams(session, workspace_id):
            return Reply(whisper=lists.no_teams(""))
        if same := queries.find_by_source(session, workspace_id, source):
            text, blocks = card.card(same)
            opening_words = lists.recorded_already(same)
            return Reply(
                whisper=f"{opening_words} {text}",
                blocks=[block_kit.section(opening_words), *blocks],
            )
        context = Context(
            shortcut.channel_id,
            source=source,
            permalink=message.permalink,
            restricted_to=found.restricted_to,
        )
        others = [each for each in message.user_ids if each != shortcut.user_id]
        text = message.text[: block_kit.INPUT_MAX]
        filled = Filled(title_of(text), text, contributors=others)
        return Reply.open(opening.resumed(session, shortcut, context, filled, clock))


def on_initiative(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form from an initiative's card: the decision is part of it."""
    channel_id = click.channel_id or ""
    with transaction() as session:
        found = (
            opening.place(session, click.workspace_id, channel_id)
            if channel_id
            else opening.Place()
        )
        if not found.is_open:
            return Reply(whisper=lists.not_in_channel())
        initiative = roadmap_queries.get_initiative(
            session, workspace_id=click.workspace_id, initiative_id=int(click.value)
        )
        context = Context(
            channel_id, initiative_id=initiative.id, restricted_to=found.restricted_to
        )
        return Reply.open(opening.form(session, click, context, Filled()))
