"""`/standup` and `/standup list`: what is open for somebody, and what there is."""

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.people import queries as people
from bot.slack import block_kit
from bot.slack.values import Click, Command, Json, Reply, Submission
from bot.standups.blocks import card, pausing
from bot.standups.blocks import open as open_blocks
from bot.standups.blocks.card import Standing
from bot.standups.listeners import answering
from bot.standups.listeners.clicks import id_of, show
from bot.standups.models import Standup
from bot.standups.operations import checking, closing, running, setting_up
from bot.standups.queries import rounds, standups, turns
from bot.standups.queries.audiences import find_audience
from bot.standups.queries.habits import list_paused
from bot.standups.rules import END, RUN
from bot.standups.rules.counting import count
from bot.standups.rules.questions import of_round
from bot.worktime.rules import timetable

SHOWN = 20
"""Stand-ups in one list."""


def on_standup(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of what is open for somebody; of several, let them choose."""
    with transaction() as session:
        open_ = turns.list_open(session, command.workspace_id, command.user_id, limit=SHOWN)
        if len(open_) == 1:
            form = answering.open_form(session, open_[0], by=command.user_id, now=clock())
            return Reply.open(form)
        newest = turns.find_newest(session, command.workspace_id, command.user_id)
        paused = list_paused(session, command.workspace_id, command.user_id)
        return Reply.text(*open_blocks.listed(open_, newest, paused))


def on_skip(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show what is open for somebody with its menu to skip it."""
    with transaction() as session:
        open_ = turns.list_open(session, command.workspace_id, command.user_id, limit=SHOWN)
        return Reply.text(*open_blocks.listed(open_, None))


def on_list(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show which stand-ups there are, and how each stands."""
    with transaction() as session:
        found = standups.list_standups(session, command.workspace_id, limit=SHOWN)
        standings = [_for_one(session, each, command.user_id) for each in found]
        return Reply.text(*card.listed(standings, command.user_id))


def on_look(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open a stand-up for its leads."""
    with transaction() as session:
        standup = _begin(session, click)
        return Reply.open(draw(session, standup))


def on_preview(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the form as everybody is asked it."""
    with transaction() as session:
        standup = _begin(session, click)
        asked = of_round(standup.questions, rounds.next_number(session, standup))
        return Reply.over(card.preview(standup, asked))


def on_previewed(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Close the preview: it sends nothing."""
    return Reply.none()


def on_try(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask whoever tries it, and nobody else."""
    with transaction() as session:
        running.try_out(
            session, click.workspace_id, id_of(click.value), by=click.user_id, now=clock()
        )
    return show(click, block_kit.notice("Try it on me", card.tried()))


def on_ask_now(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask everybody now."""
    with transaction() as session:
        round_ = running.ask_now(
            session, click.workspace_id, id_of(click.value), by=click.user_id, now=clock()
        )
        asked = [turn.user_id for turn in turns.list_of_round(session, round_)]
        outside = people.find_outsiders(session, click.workspace_id, asked)
        said = card.asked_now(round_, len(asked) - len(outside))
        return show(click, block_kit.notice("Ask now", said))


def on_ask_to_end(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask whether a stand-up is to end."""
    with transaction() as session:
        standup = checking.begin(
            session, click.workspace_id, id_of(click.value), END, by=click.user_id
        )
        return show(click, card.ending(standup))


def on_end(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """End a stand-up."""
    standup_id, by = id_of(submission.metadata), submission.user_id
    with transaction() as session:
        standup = setting_up.end(session, submission.workspace_id, standup_id, by=by, now=clock())
        return Reply.replace(block_kit.notice("Stand-up", card.ended(standup)))


def on_pause(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask whoever says so nothing any more."""
    now = clock()
    with transaction() as session:
        standup = _get(session, click)
        closing.pause(session, click.workspace_id, standup.id, click.user_id, now=now)
        text, blocks = pausing.paused(standup)
        return Reply(whisper=text, blocks=blocks)


def on_go_on(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Go on asking whoever says so."""
    with transaction() as session:
        standup = _get(session, click)
        closing.go_on(session, click.workspace_id, standup.id, click.user_id)
        return Reply(whisper=pausing.goes_on(standup))


def draw(session: Session, standup: Standup, *, saved: bool = False) -> Json:
    """Return a stand-up as its leads see it."""
    return card.card(standing(session, standup), saved=saved)


def standing(session: Session, standup: Standup) -> Standing:
    """Return how a stand-up stands."""
    next_on = timetable.next_day(standup.timing, standup.planned_until)
    audience = find_audience(session, standup)
    outside = people.find_outsiders(session, standup.workspace_id, audience)
    members = len(audience) - len(outside)
    open_ = rounds.list_open(session, standup, limit=1)
    if not open_:
        return Standing(standup, next_on, members)
    everybody = turns.list_of_round(session, open_[0])
    counted = count((turn.state, turn.skipped_because, turn.out_because) for turn in everybody)
    return Standing(standup, next_on, members, open_[0], everybody, counted)


def _for_one(session: Session, standup: Standup, user_id: str) -> Standing:
    """Return how a stand-up stands for one person: nobody else's turns are read."""
    next_on = timetable.next_day(standup.timing, standup.planned_until)
    for round_ in rounds.list_open(session, standup, limit=1):
        theirs = turns.find_theirs(session, round_, user_id)
        return Standing(standup, next_on, 0, round_, [theirs] if theirs else [])
    return Standing(standup, next_on, 0)


def _begin(session: Session, click: Click) -> Standup:
    return checking.begin(session, click.workspace_id, id_of(click.value), RUN, by=click.user_id)


def _get(session: Session, click: Click) -> Standup:
    return standups.get_standup(
        session, workspace_id=click.workspace_id, standup_id=id_of(click.value)
    )
