"""The Home tab: for who is set up, for who is not yet, and for guests."""

from collections.abc import Mapping, Sequence

from bot.escalations.blocks import introduction
from bot.home.blocks import settings
from bot.home.blocks import week as weeks
from bot.home.blocks.rows import rows
from bot.home.rules import PAGE, Ahead, Page, Section, Week
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.blocks import setup as team_setup
from bot.teams.models import Team

NEXT = "home.next"
PREVIOUS = "home.previous"

_HEADINGS = {
    Section.WAITING: "Waiting on me",
    Section.RAISED: "Raised by me",
    Section.INITIATIVES: "My initiatives",
}
_NOTHING = {
    Section.WAITING: "Nothing waits on you.",
    Section.RAISED: (
        "Nothing of yours is with others. When something is stuck, type `/escalate` where you are."
    ),
    Section.INITIATIVES: "You own no open initiative. Type `/roadmap` to see what there is.",
}
_ORDERED = {
    Section.WAITING: "most urgent first",
    Section.RAISED: "most urgent first",
    Section.INITIATIVES: "soonest due first",
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
    pages: Mapping[Section, Page],
    week: Week,
    ahead: Ahead,
    teams: Sequence[Team],
    *,
    user_id: str,
    is_silent: bool,
) -> list[Json]:
    """Return what somebody sees; `is_silent` if nothing is written to them unasked any more.

    At most 98 of Slack's 100 blocks: what can be begun, three sections of 23, four of the week, 23
    of the settings, and one more either for the question whether messages shall go on, or for
    starting them again.
    """
    begin = block_kit.button("Escalate", action_id=introduction.BEGIN, value=" ", style="primary")
    sections = [block for section in Section for block in _section(section, pages[section])]
    return [
        block_kit.actions(begin),
        *sections,
        *weeks.week(week, ahead),
        *settings.settings(teams, user_id, is_silent=is_silent),
    ]


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
        block_kit.context(f"{page.first:,} to {last:,} of {page.total:,}, {_ORDERED[section]}"),
        block_kit.actions(*buttons),
    ]


def _turn(label: str, action_id: str, section: Section, number: int) -> Json:
    return block_kit.button(label, action_id=action_id, value=f"{section.value}:{number}")
