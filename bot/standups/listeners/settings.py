"""`/standup setup`, and changing one: a form that has the fields which its choices need."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.hours import queries as hours
from bot.people.queries import list_groups
from bot.slack import block_kit, forms, modals
from bot.slack.modals import Values
from bot.slack.values import Click, Command, Gesture, Reply, Submission
from bot.standups.blocks import card
from bot.standups.blocks import settings as blocks
from bot.standups.blocks.settings import Offered, Shown
from bot.standups.blocks.timing import OWN
from bot.standups.listeners import showing
from bot.standups.listeners.clicks import id_of, show
from bot.standups.models import Standup
from bot.standups.operations import checking, setting_up
from bot.standups.operations.checking import ChangedMeanwhile, NotAllowed
from bot.standups.rules import SET_UP, Audience
from bot.standups.rules.settings import Settings
from bot.teams import queries as team_queries
from bot.worktime.rules.periods import Rhythm


def on_setup(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a new stand-up, for the teams that somebody leads."""
    with transaction() as session:
        teams = team_queries.list_teams(session, command.workspace_id)
        theirs = [team for team in teams if command.user_id in team.responsible]
        if not theirs:
            return Reply.text(card.only_leads(teams))
        chosen = Settings(
            team_ids=tuple(team.id for team in theirs),
            days=(theirs[0].standup_day,),
            at=theirs[0].standup_at,
            channel_ids=tuple(dict.fromkeys(team.channel_id for team in theirs)),
        )
        offered = _offered(session, command, clock())
        return Reply.open(blocks.form(chosen, offered, Shown(chosen)))


def on_change(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a stand-up that is there."""
    with transaction() as session:
        standup = checking.begin(
            session, click.workspace_id, id_of(click.value), SET_UP, by=click.user_id
        )
        chosen = setting_up.settings_of(standup)
        shown = Shown(chosen, standup.id, standup.version)
        form = blocks.form(chosen, _offered(session, click, clock()), shown)
        return show(click, form)


def on_choose(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Draw the form with the fields that what was chosen needs; what was typed stays."""
    shown = blocks.load(click.metadata)
    chosen = _read(forms.without_version(click.values), shown.seen)
    with transaction() as session:
        return show(click, blocks.form(chosen, _offered(session, click, clock()), shown))


def on_save(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save it, unless somebody else has changed it meanwhile: then show both together."""
    shown, now = blocks.load(submission.metadata), clock()
    with forms.at_version(shown.drawn), transaction() as session:
        chosen = _read(forms.without_version(submission.values), shown.seen)
        try:
            standup = _save(session, submission, shown, chosen, now)
        except NotAllowed as error:
            raise InvalidInput("teams", str(error)) from error
        except ChangedMeanwhile as error:
            theirs = setting_up.settings_of(error.standup)
            merged = chosen.on_top_of(theirs, seen=shown.seen)
            drawn_again = Shown(theirs, shown.standup_id, error.standup.version, shown.drawn + 1)
            offered = _offered(session, submission, now)
            return Reply.replace(blocks.form(merged, offered, drawn_again, meanwhile=True))
        return Reply.replace(showing.draw(session, standup, saved=True))


def _save(
    session: Session, submission: Submission, shown: Shown, chosen: Settings, now: datetime
) -> Standup:
    workspace_id, by = submission.workspace_id, submission.user_id
    teams = team_queries.list_teams(session, workspace_id)
    if shown.standup_id is None:
        return setting_up.set_up(
            session, workspace_id, chosen, teams, view_id=submission.view_id, by=by, now=now
        )
    return setting_up.change(
        session,
        workspace_id,
        shown.standup_id,
        chosen,
        teams,
        version=shown.version,
        by=by,
        now=now,
    )


def _offered(session: Session, gesture: Gesture, now: datetime) -> Offered:
    workspace_id = gesture.workspace_id
    groups = list_groups(session, workspace_id, limit=block_kit.OPTIONS_MAX)
    company = hours.find_company_hours(session, workspace_id)
    own = hours.get_schedule(session, workspace_id, gesture.user_id, now=now).zone
    zones = [own, *([company.zone] if company and company.zone else [])]
    return Offered(
        team_queries.list_teams(session, workspace_id),
        {group.group_id: group.name for group in groups},
        list(dict.fromkeys(zones)),
    )


def _read(values: Values, seen: Settings) -> Settings:
    """Return what stands in the form; of fields that are not in it, what was there before."""
    rhythm, _, every = (modals.choice(values, "rhythm") or f"{seen.rhythm}:{seen.every}").partition(
        ":"
    )
    audience = Audience(modals.choice(values, "audience") or seen.audience)
    zone = modals.choice(values, "zone")
    return Settings(
        name=modals.text(values, "name"),
        team_ids=tuple(int(each) for each in modals.choices(values, "teams")),
        audience=audience,
        source_id=_source(values, audience, seen),
        people=modals.people(values, "people") if "people" in values else seen.people,
        rhythm=Rhythm(rhythm),
        every=int(every or 1),
        channel_ids=modals.channels(values, "channels"),
        zone=None if zone in {"", OWN} else zone,
        at=time.fromisoformat(modals.time(values, "at") or f"{seen.at:%H:%M}"),
        open_hours=int(modals.choice(values, "open_hours") or seen.open_hours),
        has_mood="mood" in modals.choices(values, "mood"),
        **_days(values, seen),
    )


def _source(values: Values, audience: Audience, seen: Settings) -> str | None:
    if "source" not in values:
        return seen.source_id if audience is seen.audience else None
    if audience is Audience.CHANNEL:
        return modals.channel(values, "source") or None
    return modals.choice(values, "source") or None


def _days(values: Values, seen: Settings) -> Mapping[str, Any]:
    days = seen.days
    if "days" in values:
        days = tuple(int(day) for day in modals.choices(values, "days"))
    elif "weekday" in values:
        days = (int(modals.choice(values, "weekday") or 0),)
    return {
        "days": days,
        "day": int(modals.choice(values, "day") or 1) if "day" in values else seen.day,
        "nth": int(modals.choice(values, "nth") or 1) if "nth" in values else seen.nth,
    }
