"""What those who answer for teams are told: people left, holidays are known no longer."""

from collections.abc import Sequence

from bot.hours.models import HolidaysEnd
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


def others_keep(team: Team, gone: Sequence[str], heirs: Sequence[str]) -> str:
    """Return what those responsible for a closed team read when somebody left it."""
    if not heirs:
        return f"{_gone(gone)}, and I took them off {_name(team)}, which is closed."
    answers = "answers" if len(heirs) == 1 else "answer"
    return (
        f"{_gone(gone)}, so {block_kit.mentions(heirs)} {answers} from now on for what is left of "
        f"{_name(team)}, which is closed."
    )


def holidays_end(ends: HolidaysEnd, *, people: int, is_companys: bool) -> str:
    """Return what leads are told before the public holidays of a country are known no more.

    `people` have said that they work there; `is_companys` if whoever said nothing does, too. It
    is true after that day as well: somebody may lead a team only then.
    """
    return (
        f"I know the public holidays of {block_kit.quote(ends.name)} only until "
        f"{block_kit.day(ends.ends_on)}. That concerns {_concerned(people, is_companys)}. Later "
        "holidays there count as working days. A newer release of Lockstep brings newer ones: "
        "please ask whoever runs it to install that."
    )


def _concerned(people: int, is_companys: bool) -> str:
    said = f"{people} {'person' if people == 1 else 'people'} who said they work there"
    if not is_companys:
        return said
    everybody = "everybody who has not said otherwise"
    return f"{everybody}, and {said}" if people else everybody


def _gone(user_ids: Sequence[str]) -> str:
    are = "is" if len(user_ids) == 1 else "are"
    return f"{block_kit.mentions(user_ids)} {are} not here any more"


def _name(team: Team) -> str:
    return f"*{block_kit.quote(team.name)}*"
