"""Choosing where and when the weekly digest goes out."""

from datetime import time

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.digests.blocks import settings as blocks
from bot.digests.blocks.settings import Shown
from bot.digests.models import DigestSettings
from bot.digests.operations import configuring
from bot.digests.operations.configuring import Choice, ChosenMeanwhile, NotAllowed, choice_of
from bot.digests.queries.digests import find_settings
from bot.digests.rules.times import Timing
from bot.errors import InvalidInput
from bot.hours import queries as hours
from bot.permissions import Role
from bot.slack import forms, modals
from bot.slack.modals import Values
from bot.slack.values import Click, Command, Gesture, Json, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.models import roles_in


def on_setup(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form for who may choose; tell everybody else what is chosen."""
    with transaction() as session:
        form, said = _form(session, command, clock)
    return Reply.open(form) if form else Reply.text(said)


def on_open(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form, from below a digest."""
    with transaction() as session:
        form, said = _form(session, click, clock)
    return Reply.open(form) if form else Reply(whisper=said)


def on_save(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save what was chosen, unless somebody else chose meanwhile: then it is asked again."""
    shown, workspace_id = blocks.load(submission.metadata), submission.workspace_id
    with forms.at_version(shown.drawn), transaction() as session:
        chosen = _read(forms.without_version(submission.values))
        try:
            configuring.set_up(
                session,
                workspace_id,
                chosen,
                version=shown.version,
                roles=roles(session, submission),
                by=submission.user_id,
                now=clock(),
            )
        except NotAllowed as error:
            raise InvalidInput("channel", str(error)) from error
        except ChosenMeanwhile as error:
            again = Shown(error.settings.version, shown.drawn + 1)
            zones = _zones(session, submission, clock)
            theirs = choice_of(error.settings)
            return Reply.replace(blocks.form(theirs.channel_id, theirs.timing, zones, again))
    return Reply.replace(blocks.saved(chosen.channel_id, chosen.timing))


def roles(session: Session, gesture: Gesture) -> set[Role]:
    """Return what somebody is to the teams of their workspace."""
    return roles_in(team_queries.list_teams(session, gesture.workspace_id), gesture.user_id)


def _form(session: Session, gesture: Gesture, clock: Clock) -> tuple[Json | None, str]:
    """Return the form if somebody may choose, and what is chosen, in words."""
    settings = find_settings(session, gesture.workspace_id)
    zones = _zones(session, gesture, clock)
    chosen = choice_of(settings) if settings else Choice(None, Timing(zone=zones[0]))
    said = blocks.not_yours(chosen.channel_id, chosen.timing)
    if not configuring.may_set_up(roles(session, gesture)):
        return None, said
    channel_id = chosen.channel_id or _first_channel(session, gesture, settings)
    shown = Shown(settings.version if settings else 0)
    return blocks.form(channel_id, chosen.timing, zones, shown), said


def _first_channel(
    session: Session, gesture: Gesture, settings: DigestSettings | None
) -> str | None:
    """Return the channel that the form begins with: the one for digests of the first team led.

    Who has chosen none is not asked to choose one again.
    """
    if settings is not None:
        return None
    teams = team_queries.list_teams(session, gesture.workspace_id)
    theirs = [team for team in teams if gesture.user_id in team.responsible]
    return theirs[0].digest_channel_id or theirs[0].channel_id


def _zones(session: Session, gesture: Gesture, clock: Clock) -> list[str]:
    """Return the places to choose from, somebody's own first, and then the company's."""
    workspace_id = gesture.workspace_id
    own = hours.get_schedule(session, workspace_id, gesture.user_id, now=clock()).zone
    company = hours.find_company_hours(session, workspace_id)
    return [own, *([company.zone] if company and company.zone else [])]


def _read(values: Values) -> Choice:
    at = modals.time(values, "at", missing="Please choose a time.")
    day = modals.choice(values, "day", missing="Please choose a day.")
    zone = modals.choice(values, "zone", missing="Please choose a place.")
    timing = Timing(int(day), time.fromisoformat(at), zone)
    return Choice(modals.channel(values, "channel") or None, timing)
