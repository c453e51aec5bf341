"""Setting a meeting up, and changing one: a form that has the fields which its choices need."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.hours import queries as hours
from bot.meetings import notices
from bot.meetings.blocks import form as blocks
from bot.meetings.blocks import lists
from bot.meetings.blocks.form import Shown
from bot.meetings.listeners.showing import id_of, show, standings_of
from bot.meetings.models import Meeting
from bot.meetings.operations import checking, setting_up
from bot.meetings.operations.checking import ChangedMeanwhile, NotAllowed
from bot.meetings.rules import PERMISSIONS, SET_UP, Kind
from bot.meetings.rules.settings import Settings, usual
from bot.permissions import ANY, may
from bot.slack import forms, modals
from bot.slack.modals import Values
from bot.slack.values import Click, Gesture, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.models import Team, roles_in
from bot.worktime.rules.periods import Rhythm


def on_set_up(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a new meeting, of a team that somebody leads with another."""
    with transaction() as session:
        teams = team_queries.list_teams(session, click.workspace_id)
        theirs = [team for team in teams if click.user_id in team.responsible]
        if not may(PERMISSIONS, SET_UP, ANY, roles_in(teams, click.user_id)):
            raise NotAllowed("The leads and sponsors of your teams set their meetings up.")
        others = [team for team in teams if team is not theirs[0]]
        own = hours.get_schedule(session, click.workspace_id, click.user_id, now=clock())
        begun = Settings(
            team_id=theirs[0].id,
            partner_id=others[0].id if others else None,
            zone=own.zone,
            channel_id=theirs[0].channel_id,
        )
        chosen = usual(begun, Kind.ROADMAP)
        return show(click, blocks.form(chosen, teams, Shown(chosen)))


def on_change(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a meeting that is there."""
    with transaction() as session:
        meeting = checking.begin(
            session, click.workspace_id, id_of(click.value), SET_UP, by=click.user_id
        )
        chosen = setting_up.settings_of(meeting)
        shown = Shown(chosen, meeting.id, meeting.version)
        return show(click, blocks.form(chosen, _teams(session, click), shown))


def on_choose(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Draw the form with the fields that what was chosen needs; what was typed stays.

    A new meeting of another kind is proposed when such a one usually is.
    """
    shown = blocks.load(click.metadata)
    chosen = _read(forms.without_version(click.values), shown.seen)
    if chosen.kind is not shown.seen.kind and shown.meeting_id is None:
        chosen = usual(chosen, chosen.kind)
        shown = Shown(chosen, drawn=shown.drawn + 1)
    with transaction() as session:
        return show(click, blocks.form(chosen, _teams(session, click), shown))


def on_save(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save it, unless somebody else has changed it meanwhile: then show both together."""
    shown, now = blocks.load(submission.metadata), clock()
    with forms.at_version(shown.drawn), transaction() as session:
        chosen = _read(forms.without_version(submission.values), shown.seen)
        try:
            meeting = _save(session, submission, shown, chosen, now)
        except NotAllowed as error:
            raise InvalidInput("team", str(error)) from error
        except ChangedMeanwhile as error:
            theirs = setting_up.settings_of(error.meeting)
            merged = chosen.on_top_of(theirs, seen=shown.seen)
            again = Shown(theirs, shown.meeting_id, error.meeting.version, shown.drawn + 1)
            teams = _teams(session, submission)
            return Reply.replace(blocks.form(merged, teams, again, meanwhile=True))
        (standing,) = standings_of(session, [meeting], user_id=submission.user_id, now=now)
        return Reply.replace(lists.saved(standing))


def _save(
    session: Session, submission: Submission, shown: Shown, chosen: Settings, now: datetime
) -> Meeting:
    workspace_id, by = submission.workspace_id, submission.user_id
    teams = _teams(session, submission)
    if shown.meeting_id is None:
        return setting_up.set_up(
            session, workspace_id, chosen, teams, view_id=submission.view_id, by=by, now=now
        )
    meeting, ahead = setting_up.change(
        session,
        workspace_id,
        shown.meeting_id,
        chosen,
        teams,
        version=shown.version,
        by=by,
        now=now,
    )
    if ahead is not None:
        notices.redraw(session, ahead, now=now)
    return meeting


def _teams(session: Session, gesture: Gesture) -> Sequence[Team]:
    return team_queries.list_teams(session, gesture.workspace_id)


def _read(values: Values, seen: Settings) -> Settings:
    """Return what stands in the form; of fields that are not in it, what was there before."""
    rhythm, _, every = (modals.choice(values, "rhythm") or f"{seen.rhythm}:{seen.every}").partition(
        ":"
    )
    return Settings(
        kind=Kind(modals.choice(values, "kind") or seen.kind),
        team_id=_chosen_team(values, "team"),
        partner_id=_chosen_team(values, "partner"),
        rhythm=Rhythm(rhythm),
        every=int(every or 1),
        weekday=int(modals.choice(values, "weekday") or seen.weekday),
        nth=int(modals.choice(values, "nth") or seen.nth),
        at=time.fromisoformat(modals.time(values, "at") or f"{seen.at:%H:%M}"),
        zone=modals.choice(values, "zone") or seen.zone,
        channel_id=modals.channel(values, "channel"),
    )


def _chosen_team(values: Values, field: str) -> int | None:
    chosen = modals.choice(values, field)
    return int(chosen) if chosen else None
