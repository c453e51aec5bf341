"""`/align who`: who answers for it, or the leads are asked."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.ownership import notices
from bot.ownership.blocks import answers as drawn
from bot.ownership.blocks import sentences
from bot.ownership.operations import asking
from bot.ownership.queries import searching
from bot.ownership.rules import words
from bot.slack import block_kit
from bot.slack.values import Click, Command, Reply
from bot.teams import queries as team_queries


def on_who(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Say who answers for it; what finds no answer is kept for the leads."""
    asked, now = block_kit.typed(command.text), clock()
    if len(asked) > words.QUESTION_MAX:
        return Reply.text(drawn.too_long(asked))
    if not words.words(asked):
        return Reply.text(drawn.USAGE)
    people, channels = words.mentioned_people(command.text), words.mentioned_channels(command.text)
    with transaction() as session:
        if not team_queries.list_teams(session, command.workspace_id):
            return Reply.text(*sentences.no_teams())
        found = searching.search(
            session, command.workspace_id, asked, user_ids=people, channel_ids=channels
        )
        if found:
            again = "" if people or channels else asked
            return Reply.text(*drawn.found(found, asked=again, now=now))
        return Reply.text(drawn.nobody(asked, _keep(session, command, asked, now)))


def on_ask_leads(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Keep the question although something was found: it was not what the person needed."""
    with transaction() as session:
        told = _keep(session, click, click.value, clock())
    return Reply(whisper=drawn.passed_on(click.value, told))


def _keep(session: Session, gesture: Command | Click, asked: str, now: datetime) -> list[str]:
    """Keep the question, and return the user ids of those who are told of it."""
    teams = team_queries.list_teams(session, gesture.workspace_id)
    home = team_queries.find_home_team(
        session, teams, user_id=gesture.user_id, channel_id=gesture.channel_id or ""
    )
    question = asking.keep(
        session,
        workspace_id=gesture.workspace_id,
        text=asked,
        asking_team=home,
        by=gesture.user_id,
        now=now,
    )
    return notices.ask_leads(session, question, teams, by=gesture.user_id, now=now)
