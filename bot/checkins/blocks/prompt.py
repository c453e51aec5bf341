"""What owners are told: the question, its reminders, and that they see it differently."""

from collections.abc import Sequence

from bot.checkins.models import Checkin, Round
from bot.checkins.rules import days
from bot.roadmap.blocks import card as cards
from bot.roadmap.blocks import sides as drawn
from bot.roadmap.models import Initiative, Side
from bot.roadmap.rules import Cadence
from bot.slack import block_kit
from bot.slack.values import Json

CHECK_IN = "checkins.check_in"
WHY = "checkins.why"

_TITLE = 80
Drawn = tuple[str, list[Json]]

_OFTEN = {
    Cadence.WEEKLY: "every Tuesday",
    Cadence.FORTNIGHTLY: "every second Tuesday",
    Cadence.MONTHLY: "on the first Tuesday of each month",
}


def asking(checkin: Checkin) -> Drawn:
    """Return the question to one owner."""
    return _question(
        checkin,
        f"How does {_called(checkin.round.initiative)} go for {_team(checkin)}? It takes a minute. "
        "Nobody reads the other side's answer before giving their own.",
    )


def reminder(checkin: Checkin) -> Drawn:
    """Return what reminds an owner."""
    asked = block_kit.moment(checkin.asked_at) if checkin.asked_at else "before"
    return _question(
        checkin,
        f"How does {_called(checkin.round.initiative)} go for {_team(checkin)}? I asked {asked}.",
    )


def silent(checkin: Checkin) -> Drawn:
    """Return what the sponsors of a side are told when its owner does not answer."""
    said = (
        f"{block_kit.mention(checkin.user_id)} has not said how "
        f"{_called(checkin.round.initiative)} goes for {_team(checkin)}, as was due on "
        f"{block_kit.day(checkin.held_on)}. Please ask them, or let somebody else own it."
    )
    return said, [block_kit.section(said)]


def differing(initiative: Initiative, sides: Sequence[Side]) -> Drawn:
    """Return what owners are told who see an initiative differently."""
    sheet = drawn.of(initiative, sides)
    sentence = drawn.different(sheet).strip("*")
    said = f"{_called(initiative)}: {sentence}"
    value = str(initiative.id)
    log = block_kit.button("Log decision", action_id=cards.LOG_DECISION, value=value)
    return f"{said}{drawn.said(sheet)}", [
        block_kit.section(f"*{said}*"),
        *drawn.drawn(sheet)[1:],
        block_kit.actions(log, *drawn.buttons(sheet)),
    ]


def why(checkin: Checkin) -> str:
    """Return why somebody was asked."""
    round_ = checkin.round
    rule = _OFTEN[days.in_force(round_.cadence, round_.target_on, round_.held_on)]
    return (
        f"You own {_called(round_.initiative)} for {_team(checkin)}, and it is active. Its owners "
        f"are asked {rule}{_because(round_)}. To change that: `/roadmap {round_.initiative.name}`, "
        "then *Change*."
    )


def _because(round_: Round) -> str:
    if round_.cadence is not Cadence.BY_DATE:
        return ", as was chosen for it"
    target = block_kit.day(round_.target_on)
    if days.in_force(round_.cadence, round_.target_on, round_.held_on) is Cadence.WEEKLY:
        return f", because its target date, {target}, is less than eight weeks away"
    return f", until eight weeks before its target date, {target}; then every week"


def _question(checkin: Checkin, said: str) -> Drawn:
    value = str(checkin.id)
    check_in = block_kit.button("Check in", action_id=CHECK_IN, value=value, style="primary")
    why_me = block_kit.button("Why was I asked?", action_id=WHY, value=value)
    return said, [block_kit.section(said), block_kit.actions(check_in, why_me)]


def _called(initiative: Initiative) -> str:
    return f"{initiative.name} {block_kit.quote(initiative.title, _TITLE)}"


def _team(checkin: Checkin) -> str:
    return names(checkin, [checkin.team_id])


def names(checkin: Checkin, team_ids: Sequence[int]) -> str:
    """Return the names of the teams with these ids, in mrkdwn."""
    return block_kit.quote(plain_names(checkin, team_ids))


def plain_names(checkin: Checkin, team_ids: Sequence[int]) -> str:
    """Return the names of the teams with these ids, for where no mrkdwn is."""
    owners = checkin.round.initiative.owners
    found = [owner.team.name for owner in owners if owner.team_id in team_ids]
    return " and ".join(found) if found else "the other team"
