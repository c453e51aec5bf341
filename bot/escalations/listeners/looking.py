"""Looking at an escalation, following it, and hearing nothing more of it."""

from bot.clock import Clock
from bot.db import Transaction
from bot.escalations import queries
from bot.escalations.blocks import refusals, timeline
from bot.escalations.listeners.moving import look, show
from bot.escalations.models import Escalation
from bot.escalations.operations import checking, joining
from bot.escalations.queries.escalations import list_events
from bot.slack.values import Click, Reply


def on_open(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show all of it to somebody whom it concerns, with what they can do."""
    with transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=click.workspace_id, escalation_id=int(click.value)
        )
    if not may_see(escalation, click.user_id, channel_id=click.channel_id):
        return Reply(whisper=refusals.not_for_you(escalation))
    return show(click, look(escalation, click.user_id))


def on_timeline(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show what happened to it."""
    with transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=click.workspace_id, escalation_id=int(click.value)
        )
        events = list_events(session, escalation)
    if not checking.may_follow(escalation, by=click.user_id):
        return Reply(whisper=refusals.not_for_you(escalation))
    return show(click, timeline.timeline(escalation, events))


def on_follow(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Tell the person what becomes of it."""
    with transaction() as session:
        escalation = joining.follow(
            session, click.workspace_id, int(click.value), by=click.user_id, now=clock()
        )
    return show(click, look(escalation, click.user_id))


def on_mute(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Tell the person of it only what they are asked."""
    with transaction() as session:
        escalation = joining.mute(
            session, click.workspace_id, int(click.value), by=click.user_id, now=clock()
        )
    return show(click, look(escalation, click.user_id))


def may_see(escalation: Escalation, user_id: str, *, channel_id: str | None) -> bool:
    """Return whether somebody may read all of it: it concerns them, or they are in its channel."""
    if checking.may_open(escalation, by=user_id):
        return True
    return escalation.private_at is None and channel_id == escalation.answering_team.channel_id
