"""`/roadmap`: the list, and the card of one initiative."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.hours import queries as hours
from bot.roadmap import operations, queries, rules
from bot.roadmap.blocks import card as cards
from bot.roadmap.blocks import lists, sentences
from bot.roadmap.models import Initiative
from bot.roadmap.rules import OWNERS_MIN
from bot.slack import block_kit
from bot.slack.values import Click, Command, Json, Reply
from bot.teams import queries as team_queries
from bot.worktime.rules.zones import zone_named

_HELP = "help"


def on_roadmap(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the list, or what the typed words mean in it."""
    typed = block_kit.typed(command.text)
    if typed.casefold() == _HELP:
        return Reply.text(sentences.HELP)
    with transaction() as session:
        if typed:
            return _look_up(session, command, typed, now=clock())
        return _first_page(session, command, now=clock())


def on_open(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the card: where the button was pressed, or in a modal if that is no conversation."""
    with transaction() as session:
        initiative = queries.get_initiative(
            session, workspace_id=click.workspace_id, initiative_id=int(click.value)
        )
        if click.channel_id is None:
            return Reply.open(modal_for(session, initiative, click.user_id, now=clock()))
        text, blocks = personal_card(session, initiative, click.user_id, now=clock())
    return Reply(whisper=text, blocks=blocks)


def on_turn(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show another page in place of this one."""
    with transaction() as session:
        page = _page(session, click.workspace_id, click.user_id, int(click.value), now=clock())
    return Reply(redraw=lists.page(page))


def personal_card(
    session: Session, initiative: Initiative, user_id: str, *, now: datetime
) -> tuple[str, list[Json]]:
    """Return the card as somebody sees it: with buttons if they may press them."""
    return cards.personal(
        queries.get_sheet(session, initiative),
        may_change=operations.may(initiative, "roadmap.change", by=user_id),
        today=_today(session, initiative.workspace_id, user_id, now),
    )


def modal_for(session: Session, initiative: Initiative, user_id: str, *, now: datetime) -> Json:
    """Return the card as a modal, as somebody sees it."""
    return cards.modal(
        queries.get_sheet(session, initiative),
        may_change=operations.may(initiative, "roadmap.change", by=user_id),
        today=_today(session, initiative.workspace_id, user_id, now),
    )


def _look_up(session: Session, command: Command, typed: str, *, now: datetime) -> Reply:
    number, is_number_only = rules.number_meant(typed)
    if number is not None:
        found = queries.find_by_number(session, workspace_id=command.workspace_id, number=number)
        if found:
            return Reply.text(*personal_card(session, found, command.user_id, now=now))
        if is_number_only:
            return Reply.text(sentences.no_such_number(number))
    return _look_for_name(session, command, typed, now=now)


def _look_for_name(session: Session, command: Command, typed: str, *, now: datetime) -> Reply:
    named = queries.list_named(
        session, workspace_id=command.workspace_id, part=typed, limit=lists.PAGE + 1
    )
    match named:
        case []:
            return Reply.text(sentences.nothing_found(typed))
        case [initiative]:
            return Reply.text(*personal_card(session, initiative, command.user_id, now=now))
        case _:
            today = _today(session, command.workspace_id, command.user_id, now)
            return Reply.text(*lists.found(named, typed, today))


def _first_page(session: Session, command: Command, *, now: datetime) -> Reply:
    page = _page(session, command.workspace_id, command.user_id, 0, now=now)
    teams = team_queries.list_teams(session, command.workspace_id)
    if not page.total and len(teams) < OWNERS_MIN:
        return Reply.text(*sentences.set_up_first(""))
    return Reply.text(*lists.page(page))


def _page(
    session: Session, workspace_id: int, user_id: str, number: int, *, now: datetime
) -> lists.Page:
    """Return a page of the list; the last one if there are not so many any more."""
    total = queries.count(session, workspace_id=workspace_id)
    number = max(0, min(number, (total - 1) // lists.PAGE))
    shown = queries.list_for(
        session,
        workspace_id=workspace_id,
        user_id=user_id,
        offset=number * lists.PAGE,
        limit=lists.PAGE,
    )
    today = _today(session, workspace_id, user_id, now)
    return lists.Page(shown, number=number, total=total, user_id=user_id, today=today)


def _today(session: Session, workspace_id: int, user_id: str, now: datetime) -> date:
    """Return the day that it is for somebody."""
    zone = hours.get_schedule(session, workspace_id, user_id, now=now).zone
    return now.astimezone(zone_named(zone)).date()
