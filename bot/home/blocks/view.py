"""The Home tab: for who is set up, for who is not yet, and for guests."""

from collections.abc import Mapping, Sequence

from bot.home.blocks.rows import rows
from bot.home.rules import PAGE, Page, Section, Week
from bot.hours.blocks import forms as hours_forms
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.blocks import settings as team_settings
from bot.teams.blocks import setup as team_setup
from bot.teams.models import Team

ADD_TEAM = "home.add_team"
NEXT = "home.next"
PREVIOUS = "home.previous"

NAMED = 10
"""People who are named at most in one line; of the rest the number is said."""

_HEADINGS = {
    Section.WAITING: "Waiting on me",
    Section.RAISED: "Raised by me",
}
_NOTHING = {
    Section.WAITING: "Nothing waits on you.",
    Section.RAISED: (
        "Nothing of yours is with others. When something is stuck, type `/escalate` where you are."
    ),
}


def not_set_up() -> list[Json]:
    """Return the Home of a workspace in which nobody has set the teams up."""
    return [
        block_kit.header("Welcome to Lockstep"),
        block_kit.section(
            "Lockstep keeps two teams in step: what one needs from the other is asked, and asked "
            "again higher up, until there is an answer. To begin I need to know two teams, their "
            "channels and who leads them. It takes two minutes, and you can change everything "
            "later."
        ),
        block_kit.actions(
            block_kit.button("Set up", action_id=team_setup.START, value="home", style="primary")
        ),
    ]


def guest() -> list[Json]:
    """Return the Home of somebody who may read, and act on nothing."""
    return [
        block_kit.header("Lockstep"),
        block_kit.section(
            "Lockstep keeps the teams of this workspace in step. You can read its messages in your "
            "channels. As a guest you cannot take or answer anything here: please ask a colleague "
            "who works in this workspace."
        ),
    ]


def home(
    pages: Mapping[Section, Page], week: Week, teams: Sequence[Team], *, user_id: str
) -> list[Json]:
    """Return what somebody sees."""
    sections = [block for section in Section for block in _section(section, pages[section])]
    return [*sections, *_week(week), *_settings(teams, user_id)]


def _section(section: Section, page: Page) -> list[Json]:
    if not page.total:
        return [block_kit.header(_HEADINGS[section]), block_kit.section(_NOTHING[section])]
    heading = block_kit.header(f"{_HEADINGS[section]} ({page.total:,})")
    return [heading, *rows(page.items), *_turning(section, page)]


def _turning(section: Section, page: Page) -> list[Json]:
    """Return where in a long section the person is, and how they get on."""
    if page.total <= PAGE:
        return []
    last = page.first + len(page.items) - 1
    buttons = []
    if page.number:
        buttons.append(_turn(f"Previous {PAGE}", PREVIOUS, section, page.number - 1))
    if not page.is_last:
        coming = min(PAGE, page.total - last)
        buttons.append(_turn(f"Next {coming}", NEXT, section, page.number + 1))
    return [
        block_kit.context(f"{page.first:,} to {last:,} of {page.total:,}, most urgent first"),
        block_kit.actions(*buttons),
    ]


def _turn(label: str, action_id: str, section: Section, number: int) -> Json:
    return block_kit.button(label, action_id=action_id, value=f"{section.value}:{number}")


def _week(week: Week) -> list[Json]:
    return [block_kit.header("This week"), block_kit.section(_since_monday(week))]


def _since_monday(week: Week) -> str:
    if not (week.raised or week.answered):
        return "Since Monday you have raised and answered nothing."
    raised = f"Since Monday raised by me: {week.raised:,}"
    so_far = f", answered so far: {week.raised_and_answered:,}" if week.raised else ""
    return f"{raised}{so_far} · answered by me: {week.answered:,}"


def _settings(teams: Sequence[Team], user_id: str) -> list[Json]:
    """Return the teams (teams.rules.TEAMS_MAX at most), and what the person may change."""
    buttons = [block_kit.button("My hours", action_id=hours_forms.OPEN, value="home")]
    if any(user_id in team.responsible for team in teams):
        buttons.append(block_kit.button("Add a team", action_id=ADD_TEAM, value="home"))
    return [
        block_kit.header("Settings"),
        *(_team(team, user_id) for team in teams),
        block_kit.context("`/align settings` shows everything that belongs to a team."),
        block_kit.actions(*buttons),
    ]


def _team(team: Team, user_id: str) -> Json:
    name, channel = block_kit.quote(team.name), block_kit.channel(team.channel_id)
    line = f"*{name}* in {channel}, led by {_people(team.leads)}"
    if user_id not in team.responsible:
        return block_kit.section(f"{line}. {_people(team.responsible)} can change this.")
    change = block_kit.button("Change", action_id=team_settings.CHANGE, value=str(team.id))
    return block_kit.section(line, accessory=change)


def _people(user_ids: Sequence[str]) -> str:
    if not user_ids:
        return "nobody"
    if len(user_ids) <= NAMED:
        return block_kit.mentions(user_ids)
    named = ", ".join(block_kit.mention(user_id) for user_id in user_ids[:NAMED])
    return f"{named} and {len(user_ids) - NAMED} others"
