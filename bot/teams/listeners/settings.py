"""`/align settings`: everybody may look, and who answers for a team may change it."""

from typing import Any

from sqlalchemy.orm import Session

from bot import edits
from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.hours.queries import find_company_hours
from bot.people.queries import list_groups
from bot.slack import block_kit, forms, modals
from bot.slack.values import Click, Command, Reply, Submission
from bot.teams import notices, queries
from bot.teams.blocks import settings as blocks
from bot.teams.blocks import setup
from bot.teams.blocks.changes import Groups
from bot.teams.operations import changing
from bot.teams.operations.changing import Closed, Stale
from bot.teams.operations.setting_up import NotResponsible


def on_settings(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show what belongs to each team; without teams, how to set them up."""
    with transaction() as session:
        teams = queries.list_all_teams(session, command.workspace_id)
        hours = find_company_hours(session, command.workspace_id)
        groups = _groups(session, command.workspace_id)
    if not teams:
        return Reply.text(*setup.welcome())
    return Reply.text(*blocks.overview(teams, hours, groups, user_id=command.user_id))


def on_change(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of one team."""
    with transaction() as session:
        try:
            team = changing.get_changeable(
                session,
                workspace_id=click.workspace_id,
                team_id=int(click.value),
                by=click.user_id,
            )
        except NotResponsible as error:
            return Reply(whisper=setup.ask_one_of(error.responsible))
        if team.closed_at is not None:
            raise Closed(team)
        groups = _groups(session, click.workspace_id)
    return Reply.open(blocks.change_form(team, changing.read(team), groups))


def on_save(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save what was changed, unless others changed the team meanwhile: then show what."""
    team_id, version = map(int, submission.metadata.split())
    with forms.at_version(version), transaction() as session:
        fields = _read(forms.without_version(submission.values))
        groups = _groups(session, submission.workspace_id)
        try:
            team = changing.change(
                session,
                workspace_id=submission.workspace_id,
                team_id=team_id,
                version=version,
                fields=fields,
                by=submission.user_id,
                now=clock(),
            )
        except Stale as error:
            return _ask_again(error, fields, groups)
        teams = queries.list_teams(session, submission.workspace_id)
        notices.greet(session, [team], teams=teams, by=submission.user_id, now=clock())
    return Reply.replace(blocks.saved(team, groups))


def _ask_again(stale: Stale, mine: dict[str, Any], groups: Groups) -> Reply:
    merged, changed = edits.meet(changing.read(stale.team), stale.changes, mine)
    form = blocks.change_form(stale.team, merged, groups, meanwhile=stale.changes, mine=changed)
    return Reply.replace(form)


def _groups(session: Session, workspace_id: int) -> Groups:
    groups = list_groups(session, workspace_id, limit=block_kit.OPTIONS_MAX)
    return {group.group_id: group.handle for group in groups}


def _read(values: modals.Values) -> dict[str, Any]:
    """Return what the form says, as `changing.read` returns it."""
    liaison = modals.person(values, "liaison")
    return {
        "name": modals.text(values, "name", missing="Please give the team a name."),
        "channel_id": modals.channel(values, "channel_id", missing="Please choose its channel."),
        "leads": list(modals.people(values, "leads", missing="Please choose at least one lead.")),
        "sponsors": list(modals.people(values, "sponsors", missing="Please choose a sponsor.")),
        "liaison": [liaison] if liaison else [],
        "deputies": list(modals.people(values, "deputies")),
        "source_id": _read_source(values),
        "wins_channel_id": modals.channel(values, "wins_channel_id") or None,
        "digest_channel_id": modals.channel(values, "digest_channel_id") or None,
        "standup_day": int(modals.choice(values, "standup_day", missing="Please choose a day.")),
        "standup_at": modals.time(values, "standup_at", missing="Please choose a time."),
    }


def _read_source(values: modals.Values) -> str | None:
    channel_id, group_id = modals.channel(values, "source_id"), modals.choice(values, blocks.GROUP)
    if channel_id and group_id:
        raise InvalidInput(blocks.GROUP, "Please choose the channel or the group, and clear one.")
    return channel_id or group_id or None
