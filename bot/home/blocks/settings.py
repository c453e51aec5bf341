"""The settings at the end of a Home: its person's own, and the teams'."""

from collections.abc import Sequence

from bot.hours.blocks import forms as hours_forms
from bot.nudges import blocks as nudges
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.blocks import settings as team_settings
from bot.teams.models import Team

ADD_TEAM = "home.add_team"

NAMED = 10
"""People who are named at most in one line; of the rest the number is said."""


def settings(teams: Sequence[Team], user_id: str, *, is_silent: bool) -> list[Json]:
    """Return the teams (teams.rules.TEAMS_MAX at most), and what the person may change."""
    buttons = [
        block_kit.button("My hours", action_id=hours_forms.OPEN, value="home"),
        block_kit.button("I'm away", action_id=hours_forms.GO_AWAY, value="home"),
    ]
    if any(user_id in team.responsible for team in teams):
        buttons.append(block_kit.button("Add a team", action_id=ADD_TEAM, value="home"))
    return [
        block_kit.header("Settings"),
        *(_team(team, user_id) for team in teams),
        block_kit.context("`/align settings` shows everything that belongs to a team."),
        *([_start_again()] if is_silent else []),
        block_kit.actions(*buttons),
    ]


def _start_again() -> Json:
    start = block_kit.button("Start again", action_id=nudges.START_AGAIN, value="home")
    said = "You asked me to stop writing to you: only what is urgent still comes."
    return block_kit.section(said, accessory=start)


def _team(team: Team, user_id: str) -> Json:
    name, channel = block_kit.quote(team.name), block_kit.channel(team.channel_id)
    line = f"*{name}* in {channel}, led by {_people(team.leads)}"
    if user_id not in team.responsible:
        return block_kit.section(f"{line}. {_people(team.responsible)} can change this.")
    return block_kit.section(line, accessory=team_settings.change_button(team))


def _people(user_ids: Sequence[str]) -> str:
    if not user_ids:
        return "nobody"
    if len(user_ids) <= NAMED:
        return block_kit.mentions(user_ids)
    named = ", ".join(block_kit.mention(user_id) for user_id in user_ids[:NAMED])
    return f"{named} and {len(user_ids) - NAMED} others"
