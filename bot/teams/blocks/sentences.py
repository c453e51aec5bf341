"""What is said when people leave a team."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.teams.models import Team


def you_lead(team: Team, gone: Sequence[str]) -> str:
    """Return what somebody reads who leads a team from now on."""
    return (
        f"{_gone(gone)}, so you lead {_name(team)} from now on: what the others need is asked in "
        f"{block_kit.channel(team.channel_id)}, and you are asked first. If it should be somebody "
        "else, `/align settings` changes it."
    )


def others_lead(team: Team, gone: Sequence[str], heirs: Sequence[str]) -> str:
    """Return what those responsible for a team read when somebody left it."""
    if heirs:
        leads = "leads" if len(heirs) == 1 else "lead"
        next_ = f"so {block_kit.mentions(heirs)} {leads} {_name(team)} from now on"
    else:
        next_ = f"and I took them off {_name(team)}"
    return f"{_gone(gone)}, {next_}. `/align settings` shows who does what, and changes it."


def _gone(user_ids: Sequence[str]) -> str:
    are = "is" if len(user_ids) == 1 else "are"
    return f"{block_kit.mentions(user_ids)} {are} not here any more"


def _name(team: Team) -> str:
    return f"*{block_kit.quote(team.name)}*"
