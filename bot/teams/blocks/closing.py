"""Closing a team: what is asked first, and what is said afterwards."""

from collections.abc import Iterator, Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team
from bot.teams.rules import Holdings

ASK = "teams.ask_to_close"
CLOSE = "teams.close"
REOPEN = "teams.reopen"

SHOWN = 20
"""Closed teams that are named: beside as many open ones they stay below Slack's 50 blocks."""


def ask_button(team: Team) -> Json:
    """Return the button that asks whether to close the team."""
    return block_kit.button("Close this team", action_id=ASK, value=str(team.id), style="danger")


def close_form(team: Team, holdings: Holdings) -> Json:
    """Return what is asked before a team is closed, which has to do with so much."""
    return block_kit.modal(
        "Close a team",
        [
            block_kit.section(f"Close {_name(team)}? From then on nobody can ask it."),
            block_kit.section("\n".join(f"• {line}" for line in _lines(holdings)) or _NOTHING),
            block_kit.context("You can open it again in `/align settings`."),
        ],
        callback_id=CLOSE,
        submit="Close it",
        metadata=str(team.id),
        close="Keep it",
    )


_NOTHING = "Nothing is open there, it owns nothing, and it is part of no initiative."


def _lines(holdings: Holdings) -> Iterator[str]:
    if holdings.asked:
        goes = "goes" if holdings.asked == 1 else "go"
        yield (
            f"{_counted(holdings.asked, 'open escalation')} to it {goes} on with the next people "
            "on the ladder, without its leads. Whoever has taken something keeps it."
        )
    if holdings.asks:
        stays = "stays" if holdings.asks == 1 else "stay"
        asks = _counted(holdings.asks, "open escalation")
        yield f"{asks} to others {stays} with whoever asked."
    if holdings.proposals:
        waits = "waits" if holdings.proposals == 1 else "wait"
        yield (
            f"{_counted(holdings.proposals, 'proposed decision')} {waits} for the same approvers "
            "as before."
        )
    counts = {"thing on its lists": holdings.entries, "initiative": holdings.initiatives}
    if held := [_counted(number, one) for one, number in counts.items() if number]:
        stays = "stays" if sum(counts.values()) == 1 else "stay"
        yield (
            f"{' and '.join(held)} {stays} with the people named there: `/align owns`, "
            "`/align services` and `/roadmap` change that."
        )


def _counted(number: int, one: str) -> str:
    noun, _, rest = one.partition(" on ")
    many = f"{noun}s on {rest}" if rest else f"{noun}s"
    return f"{number} {one if number == 1 else many}"


def closed(team: Team) -> Json:
    """Return the modal that says that a team is closed."""
    return block_kit.notice(
        "Closed",
        f"{_name(team)} is closed. What it was asked goes on with others, in a few seconds. "
        "`/align settings` opens it again.",
    )


def newest(teams: Sequence[Team]) -> tuple[list[Team], int]:
    """Return which closed teams are shown, the last one first, and how many more there are."""
    found = sorted(
        ((team.closed_at, team.id, team) for team in teams if team.closed_at), reverse=True
    )
    return [team for *_when, team in found[:SHOWN]], max(0, len(found) - SHOWN)


def earlier(number: int) -> str:
    """Return what is said of the closed teams that are not shown."""
    return f"{number} more {'was' if number == 1 else 'were'} closed before."


def line(team: Team) -> str:
    """Return what is said of a team that is closed."""
    if team.closed_at is None:
        return f"{_name(team)} is open."
    by = block_kit.mention(team.closed_by or "")
    return f"{_name(team)} was closed by {by}, {block_kit.day(team.closed_at.date())}"


def reopen_button(team: Team) -> Json:
    """Return the button that opens the team again; its name tells it from the others'."""
    return block_kit.button(f"Reopen {team.name}", action_id=REOPEN, value=str(team.id))


def told(team: Team, *, by: str) -> str:
    """Return what a closed team's channel reads."""
    return (
        f"{block_kit.mention(by)} has closed {_name(team)}: nobody asks it anything here any more. "
        "What is open goes on with the next people on its ladder, who read about it now. "
        "`/align settings` opens the team again."
    )


def told_again(team: Team, *, by: str) -> str:
    """Return what the channel of a team reads that is open again."""
    return f"{block_kit.mention(by)} has opened {_name(team)} again: it is asked here, as before."


def _name(team: Team) -> str:
    return f"*{block_kit.quote(team.name)}*"
