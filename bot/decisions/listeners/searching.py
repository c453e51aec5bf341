"""`/decision find`: looking for decisions, page by page, and changing what is looked for."""

from datetime import date

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions.blocks import results
from bot.decisions.blocks.forms import searching as forms
from bot.decisions.blocks.results import ROWS, Asked
from bot.decisions.models.finding import Results
from bot.decisions.queries.search import search
from bot.decisions.rules import State, searches
from bot.decisions.rules import wanted as rules
from bot.decisions.rules.searches import BEGINNING, Place
from bot.decisions.rules.wanted import ME, Typed, Wanted
from bot.errors import InvalidInput
from bot.hours import queries as hours
from bot.people import queries as people
from bot.roadmap import queries as roadmap_queries
from bot.slack import block_kit, modals
from bot.slack.values import Click, Command, Gesture, Reply, Submission
from bot.teams import queries as team_queries
from bot.worktime.rules import zones

_CHOICES = block_kit.OPTIONS_MAX - 1
"""Teams, or initiatives, to choose from, beside any of them."""


def on_find(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show what is found by the words and the filters that were typed."""
    typed = rules.parse(command.text)
    with transaction() as session:
        wanted = _resolve(session, command, typed)
        return Reply.text(*results.message(*_page(session, command, wanted, clock)))


def on_older(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the next page, in place of this one."""
    wanted, place = searches.load(click.value)
    with transaction() as session:
        found, asked = _page(session, click, wanted, clock, place)
    if click.channel_id is None:
        return Reply.update(results.modal(found, asked))
    return Reply(redraw=results.message(found, asked))


def on_filter(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form with what was looked for in it."""
    wanted, _place = searches.load(click.value)
    with transaction() as session:
        teams = team_queries.list_all_teams(session, click.workspace_id)
        initiatives = roadmap_queries.list_open(
            session, workspace_id=click.workspace_id, limit=_CHOICES
        )
    form = forms.search_form(wanted, teams[:_CHOICES], initiatives)
    return Reply.update(form) if click.channel_id is None else Reply.open(form)


def on_search(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show what is found, in place of the form."""
    wanted = _filled(submission)
    with transaction() as session:
        return Reply.replace(results.modal(*_page(session, submission, wanted, clock)))


def _page(
    session: Session,
    gesture: Gesture,
    wanted: Wanted,
    clock: Clock,
    start: Place = BEGINNING,
) -> tuple[Results, Asked]:
    """Return what somebody finds, and what they looked for by the names of things."""
    workspace_id, user_id = gesture.workspace_id, gesture.user_id
    here = getattr(gesture, "channel_id", None)
    zone = hours.get_schedule(session, workspace_id, user_id, now=clock()).zone
    found = search(
        session,
        workspace_id,
        wanted,
        # Whoever speaks in a channel is in it, whether Slack has told us or not.
        channels={*people.list_channels_of(session, workspace_id, user_id), *filter(None, [here])},
        zone=zones.zone_named(zone),
        limit=ROWS,
        start=start,
    )
    teams = team_queries.list_all_teams(session, workspace_id) if wanted.team_id else []
    team = next((each.name for each in teams if each.id == wanted.team_id), None)
    return found, Asked(wanted, team, _initiative(session, workspace_id, wanted), start)


def _initiative(session: Session, workspace_id: int, wanted: Wanted) -> str | None:
    if wanted.initiative_id is None:
        return None
    return roadmap_queries.get_initiative(
        session, workspace_id=workspace_id, initiative_id=wanted.initiative_id
    ).name


def _resolve(session: Session, command: Command, typed: Typed) -> Wanted:
    """Return what is wanted, by ids; raise InvalidInput for what there is not."""
    initiative = None
    if typed.initiative is not None:
        found = roadmap_queries.find_by_number(
            session, workspace_id=command.workspace_id, number=typed.initiative
        )
        if found is None:
            raise InvalidInput("in", f"I find no INI-{typed.initiative}. `/roadmap` shows all.")
        initiative = found.id
    return Wanted(
        words=rules.check_words(block_kit.typed(typed.words)),
        state=typed.state,
        team_id=_team(session, command.workspace_id, typed.team) if typed.team else None,
        initiative_id=initiative,
        user_id=command.user_id if typed.user_id == ME else typed.user_id,
        since=typed.since,
        until=typed.until,
    )


def _team(session: Session, workspace_id: int, name: str) -> int:
    teams = team_queries.list_all_teams(session, workspace_id)
    for team in teams:
        if team.name.casefold() == name.casefold():
            return team.id
    names = ", ".join(block_kit.quote(team.name) for team in teams)
    there = f"There are: {names}." if names else "None is set up yet: type `/align setup`."
    raise InvalidInput("team", f"I know no team {block_kit.quote(name, 80)}. {there}")


def _filled(submission: Submission) -> Wanted:
    values = submission.values
    people_chosen = modals.people(values, "user")
    since, until = (_day(modals.date(values, each)) for each in ("since", "until"))
    rules.check_days(since, until)
    state = modals.choice(values, "state")
    return Wanted(
        words=rules.check_words(modals.text(values, "words")),
        state=None if state in {"", forms.ANY} else State(state),
        team_id=_id(modals.choice(values, "team")),
        initiative_id=_id(modals.choice(values, "initiative")),
        user_id=people_chosen[0] if people_chosen else None,
        since=since,
        until=until,
    )


def _id(chosen: str) -> int | None:
    return None if chosen in {"", forms.ANY} else int(chosen)


def _day(chosen: str) -> date | None:
    return date.fromisoformat(chosen) if chosen else None
