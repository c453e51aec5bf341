"""What is said when people leave a team."""

from collections.abc import Sequence
from datetime import date

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


def holidays_end(country: str, ends_on: date, people: int) -> str:
    """Return what leads are told before the public holidays of a country are known no more."""
    whose = "your company's country" if not people else f"{people} here who said they work there"
    if people == 1:
        whose = "1 person here who said they work there"
    return (
        f"I know the public holidays of {block_kit.quote(country)} only until "
        f"{block_kit.day(ends_on)}: that is {whose}. After that day their holidays count as "
        "working days. A newer release of Lockstep knows more: please ask whoever runs it to "
        "install that before then."
    )
