"""The ladder of two teams: as a sentence, and as a form."""

from collections.abc import Sequence
from itertools import combinations

from bot.escalations.models import Ladder
from bot.escalations.rules import Level, Urgency, Who, spans
from bot.escalations.rules import ladders as rules
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team

CHANGE = "escalations.change_ladder"
CHOOSE = "escalations.choose_ladder"

APPLY = "apply"
PEOPLE_MAX = 5

WHO = {
    Who.LEADS: "The leads of the team that is asked",
    Who.OTHER_LEADS: "The leads of the team that asks",
    Who.LIAISONS: "The liaisons of both teams",
    Who.SPONSORS: "The sponsors of both teams",
}


def sentence(ladder: rules.Ladder, urgency: Urgency) -> str:
    """Return who is asked after how long, in one sentence."""
    steps, waited = [], "first"
    for number, level in enumerate(ladder.levels):
        steps.append(f"{waited} {_whom(level)}")
        another = "another " if number else ""
        waited = f"after {another}{spans.written(level.within[urgency])}".replace(
            "another 1 ", "another "
        )
    sponsors = "the sponsors, and again every working day"
    return f"*{urgency.value.capitalize()}*: {', '.join([*steps, f'{waited} {sponsors}'])}."


def _whom(level: Level) -> str:
    both = {Who.LEADS, Who.OTHER_LEADS} <= {*level.who}
    roles = ["the leads of both teams"] if both else []
    for who in level.who:
        if not (both and who in {Who.LEADS, Who.OTHER_LEADS}):
            roles.append(WHO[who][0].lower() + WHO[who][1:])
    people = [block_kit.mention(user_id) for user_id in level.people]
    *most, last = [*roles, *people] or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last


def look(ladder: Ladder, pair: Sequence[Team]) -> Json:
    """Return the ladder for somebody who may read it."""
    return block_kit.modal(
        "Ladder", _said(ladder, pair), callback_id="notice", submit=None, close="Close"
    )


def choose_form(teams: Sequence[Team]) -> Json:
    """Return the form that asks for two of many teams."""
    options = [
        block_kit.option(f"{one.name} and {other.name}", f"{one.id}:{other.id}")
        for one, other in combinations(teams, 2)
    ]
    select = block_kit.select(placeholder="Two teams", options=options[: block_kit.OPTIONS_MAX])
    return block_kit.modal(
        "Ladder",
        [block_kit.field("Between whom?", select, block_id="pair")],
        callback_id=CHOOSE,
        submit="Show",
    )


def change_form(
    ladder: Ladder, pair: Sequence[Team], *, open_ones: int, told: str | None = None
) -> Json:
    """Return the form that changes the ladder; `told` is what somebody else changed meanwhile."""
    one, other = pair
    apply = block_kit.option(f"Apply to the {open_ones} open ones, too", APPLY)
    offer = block_kit.field(
        "Open escalations", block_kit.checkboxes([apply]), block_id="apply", optional=True
    )
    return block_kit.modal(
        "Ladder",
        [
            *([block_kit.section(told)] if told else []),
            *_said(ladder, pair),
            *(field for number in range(rules.LEVELS_MAX) for field in _level(ladder, number)),
            block_kit.section("*After that* the sponsors are asked, every working day."),
            *([offer] if open_ones else []),
        ],
        callback_id=CHANGE,
        submit="Save",
        metadata=f"{one.id}:{other.id}:{ladder.version}",
    )


def meanwhile(newest: Ladder) -> str:
    """Return what is said to who comes second; what they chose is still in the form."""
    who, when = block_kit.mention(newest.created_by or ""), block_kit.moment(newest.created_at)
    return (
        f"{who} changed this ladder, {when}: below is how it is now. What you chose is still in "
        "the form. Please look, and save again."
    )


def _said(ladder: Ladder, pair: Sequence[Team]) -> list[Json]:
    one, other = (block_kit.quote(team.name) for team in pair)
    changed = ""
    if ladder.created_by:
        who, when = block_kit.mention(ladder.created_by), block_kit.moment(ladder.created_at)
        changed = f" Changed by {who}, {when}."
    lines = [sentence(ladder.rule, urgency) for urgency in Urgency]
    return [
        block_kit.section(f"*When {one} and {other} ask each other*"),
        block_kit.section("\n".join(lines)),
        block_kit.context(f"Only working time counts; a day is eight hours.{changed}"),
    ]


def _level(ladder: Ladder, number: int) -> list[Json]:
    levels = ladder.rule.levels
    level = levels[number] if number < len(levels) else None
    heading = ("First", "Then", "Then")[number]
    options = [block_kit.option(said, who.value) for who, said in WHO.items()]
    return [
        block_kit.field(
            f"{heading}: who is asked?",
            block_kit.checkboxes(options, chosen=level.who if level else ()),
            block_id=f"who_{number}",
            optional=True,
        ),
        block_kit.field(
            "And these people",
            block_kit.people_select(
                placeholder="Nobody", initial=level.people if level else (), limit=PEOPLE_MAX
            ),
            block_id=f"people_{number}",
            optional=True,
        ),
        block_kit.field(
            "How long do they have, for High, Normal, Low?",
            block_kit.text_input(
                placeholder="30 min, 4 h, 1 day",
                initial=spans.together(level.within) if level else "",
                limit=60,
            ),
            block_id=f"within_{number}",
            optional=True,
        ),
    ]
