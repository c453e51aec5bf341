"""A stand-up as its leads see it, with what they can do, and as a list for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.blocks import form, leads, words
from bot.standups.models import Round, Standup, Turn
from bot.standups.rules import Audience, State
from bot.standups.rules.counting import Count
from bot.standups.rules.questions import Question
from bot.teams.models import Team

LOOK = "standups.look"
CHANGE = "standups.change"
QUESTIONS = "standups.questions"
PREVIEW = "standups.preview"
TRY = "standups.try_out"
ASK_NOW = "standups.ask_now"
END = "standups.end"

Drawn = tuple[str, list[Json]]

_STATES = {
    State.PLANNED: "you are asked at your hour",
    State.ASKED: "waits for your answer",
    State.ANSWERED: "you have answered",
    State.ON_PLAN: "you have answered",
    State.SKIPPED: "you skipped it",
    State.OUT: "you were not asked",
    State.SILENT: "you did not answer",
}


@dataclass(frozen=True)
class Standing:
    """How a stand-up stands: when it asks next, and the round that is open, with its turns."""

    standup: Standup
    next_on: date
    members: int
    open_round: Round | None = None
    turns: Sequence[Turn] = ()
    count: Count | None = None


def card(standing: Standing, *, saved: bool = False) -> Json:
    """Return a stand-up for its leads: when, who, what, how it stands, and what they can do."""
    standup = standing.standup
    value = str(standup.id)
    return block_kit.modal(
        "Stand-up",
        [
            *([block_kit.section("*Saved.*")] if saved else []),
            *(block_kit.section(each) for each in words.paragraphs(described(standing))),
            *_open_round(standing),
            block_kit.actions(
                block_kit.button("Preview", action_id=PREVIEW, value=value),
                block_kit.button("Try it on me", action_id=TRY, value=value),
                block_kit.button("Ask now", action_id=ASK_NOW, value=value),
            ),
            block_kit.actions(
                block_kit.button("Change", action_id=CHANGE, value=value),
                block_kit.button("Questions", action_id=QUESTIONS, value=value),
                block_kit.button("End it", action_id=END, value=value, style="danger"),
            ),
        ],
        callback_id="notice",
        submit=None,
        close="Close",
    )


def described(standing: Standing) -> list[str]:
    """Return what a stand-up is, in a few lines."""
    standup = standing.standup
    return [
        f"*{words.name(standup)}* of {words.teams(standup.teams)}",
        f"It asks {_people(standing.members)}{_of_channel(standup)} {words.when(standup.timing)}, "
        f"next on {block_kit.day(standing.next_on)}. "
        f"The summary goes to {words.channels(standup.channel_ids)}.",
        *(f"• {words.question(each)}" for each in standup.questions),
    ]


def listed(standings: Sequence[Standing], user_id: str) -> Drawn:
    """Return all stand-ups of the workspace, with how each stands for somebody."""
    if not standings:
        said = (
            "There is no stand-up yet. A lead begins one with `/standup setup`: it takes a minute."
        )
        return said, [block_kit.section(said)]
    lines = [_line(each, user_id) for each in standings]
    blocks = [
        block_kit.section(line, accessory=_look(each) if _leads(each, user_id) else None)
        for line, each in zip(lines, standings, strict=True)
    ]
    return "\n".join(lines), blocks


def preview(standup: Standup, asked_next: Sequence[Question]) -> Json:
    """Return the form as somebody is asked it; it sends nothing."""
    asked = block_kit.context("This is what everybody is asked. Close it: nothing is sent.")
    return block_kit.modal(
        "Preview",
        [asked, *form.preview(asked_next)],
        callback_id=PREVIEW,
        submit="Close",
        metadata=str(standup.id),
    )


def only_leads(teams: Sequence[Team]) -> str:
    """Return who sets stand-ups up, to somebody who does not."""
    if not teams:
        return "Set your teams up first: `/align setup` takes a minute."
    leads_of = dict.fromkeys(lead for team in teams for lead in team.leads)
    who = block_kit.mentions(leads_of)
    return f"The leads of your teams set stand-ups up, and see how they go: {who}."


def asked_now(round_: Round, members: int) -> str:
    """Return what is said when everybody is asked outside the schedule."""
    return (
        f"I ask {_people(members)} now, or when they work next. The round closes "
        f"{block_kit.moment(round_.closes_at)}, and today has no other."
    )


def tried() -> str:
    """Return what is said when somebody tries a stand-up on themselves."""
    return (
        "I have sent you the question, as everybody gets it. Answer it within an hour, and you "
        "alone get the summary. Nothing of it counts."
    )


def ending(standup: Standup) -> Json:
    """Return what asks whether a stand-up is to end."""
    said = (
        f"Nobody is asked for *{words.name(standup)}* any more. A round that is open is still "
        "summed up, and what was said stays. It cannot be begun again, but you can set up a new "
        "one."
    )
    return block_kit.modal(
        "End this stand-up?",
        [block_kit.section(said)],
        callback_id=END,
        submit="End it",
        metadata=str(standup.id),
    )


def ended(standup: Standup) -> str:
    """Return what is said when a stand-up has ended."""
    return f"{words.name(standup)} has ended: nobody is asked any more. What was said stays."


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _of_channel(standup: Standup) -> str:
    is_channels = standup.audience is Audience.CHANNEL
    return f" of {block_kit.channel(standup.source_id or '')}" if is_channels else ""


def _open_round(standing: Standing) -> list[Json]:
    if standing.open_round is None or standing.count is None:
        return []
    count = standing.count
    lines = [
        f"*Open now:* {block_kit.day(standing.open_round.held_on)}, {count.heard} of {count.asked} "
        f"have answered; it closes {block_kit.moment(standing.open_round.closes_at)}."
    ]
    lines += [
        f"Not counted ({why}): {len(user_ids)}"
        for why, user_ids in leads.by_reason(standing.turns).items()
    ]
    return [block_kit.section("\n".join(lines))]


def _line(standing: Standing, user_id: str) -> str:
    standup = standing.standup
    said = f"*{words.name(standup)}* of {words.teams(standup.teams)}, {words.when(standup.timing)}."
    turn = next((turn for turn in standing.turns if turn.user_id == user_id), None)
    if standing.open_round is not None and turn is not None:
        return f"{said} Open now: {_STATES[turn.state]}."
    return f"{said} Next on {block_kit.day(standing.next_on)}."


def _leads(standing: Standing, user_id: str) -> bool:
    return any(user_id in team.responsible for team in standing.standup.teams)


def _look(standing: Standing) -> Json:
    return block_kit.button("Look", action_id=LOOK, value=str(standing.standup.id))
