"""The set-up form, what is said once it is filled in, and to whoever may not."""

from collections.abc import Collection, Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team
from bot.teams.rules import LEADS_MAX, TEAM_NAME_MAX

SET_UP = "teams.set_up"
START = "teams.start"

_FIRST_TEAMS = 2
_ORDINALS = ("first", "second")

WELCOME = (
    "I keep your teams in step. When something is stuck between two of them, somebody types "
    "`/escalate`: the other team is asked in its own channel, and asked again higher up, until the "
    "person who asked has an answer. I also know who answers for what, and what the teams are "
    "working on together."
)


def welcome() -> tuple[str, list[Json]]:
    """Return what the person reads who installed the app."""
    next_ = "You need two minutes and five fields: two channels, who leads there, and a sponsor."
    button = block_kit.button("Set up", action_id=START, value="welcome", style="primary")
    blocks = [block_kit.section(WELCOME), block_kit.section(next_), block_kit.actions(button)]
    return f"{WELCOME}\n{next_}", blocks


def setup_modal(
    teams: Sequence[Team],
    *,
    user_id: str,
    channel_id: str | None,
    nameless: Collection[int] = (),
    callback_id: str = SET_UP,
    metadata: str = "",
) -> Json:
    """Return the form for the first two teams, or for one more beside `teams`.

    The first channel offered is `channel_id`, unless it is a team's, and the sponsor the one of the
    teams, or `user_id`. The teams at the places in `nameless` are asked for their names: Slack has
    not told us of their channels.
    """
    places = (1,) if teams else range(1, _FIRST_TEAMS + 1)
    taken = {team.channel_id for team in teams}
    offered = None if channel_id in taken else channel_id
    sponsor = teams[0].sponsors[0] if teams else user_id
    return block_kit.modal(
        "Add a team" if teams else "Set up Lockstep",
        [
            block_kit.section(_introduction(teams)),
            *(
                block
                for place in places
                for block in _team_fields(
                    _which(place, teams), place, offered, named=place in nameless
                )
            ),
            block_kit.field(
                "Sponsor",
                block_kit.person_select(placeholder="One person", initial=sponsor),
                block_id="sponsor",
                hint="Is asked when the leads have not taken a problem in time.",
            ),
            block_kit.context(
                "All else has a default that you can see and change with `/align settings`: names, "
                "liaisons, working hours, holidays, quiet hours, stand-up, channels for wins and "
                "digests."
            ),
        ],
        callback_id=callback_id,
        submit="Save",
        metadata=metadata,
    )


def _introduction(teams: Sequence[Team]) -> str:
    if not teams:
        return "Two teams ask each other. Where are they asked, and who answers for them?"
    return f"Beside {_in_words([_where(team) for team in teams])}."


def _which(place: int, teams: Sequence[Team]) -> str:
    return "the team" if teams else f"the {_ORDINALS[place - 1]} team"


def _team_fields(which: str, place: int, channel_id: str | None, *, named: bool) -> list[Json]:
    fields = [
        block_kit.field(
            f"Channel of {which}",
            block_kit.channel_select(
                placeholder="Where others ask this team", initial=channel_id if place == 1 else None
            ),
            block_id=f"channel_{place}",
        ),
        block_kit.field(
            f"Leads of {which}",
            block_kit.people_select(placeholder="One to five people", limit=LEADS_MAX),
            block_id=f"leads_{place}",
        ),
    ]
    if not named:
        return fields
    name = block_kit.field(
        f"Name of {which}",
        block_kit.text_input(placeholder="For example Marketing", limit=TEAM_NAME_MAX),
        block_id=f"name_{place}",
        hint="I can't see this channel yet: tell me, and type /invite @Lockstep there.",
    )
    return [fields[0], name, fields[1]]


def done(teams: Sequence[Team], added: Sequence[Team]) -> Json:
    """Return the modal that says what works now, and what was assumed."""
    first, *_ = added
    names = _in_words([_where(team) for team in added])
    others = "each other" if len(teams) == len(added) else "the other teams"
    sponsor = block_kit.mention(first.sponsors[0])
    return block_kit.notice(
        "You are set up",
        f"{names} can ask {others} now.\n\n"
        "Type `/escalate` in a channel when something is stuck: the other team is asked, and asked "
        "again higher up, until there is an answer.\n\n"
        f"So far the sponsor is {sponsor}, whoever is in a team's channel belongs to the team, and "
        "its first lead may always be asked. `/align settings` shows all of it, and changes it.",
    )


def meanwhile(teams: Sequence[Team]) -> Json:
    """Return the modal that says that somebody else has set the teams up."""
    by = teams[0].created_by
    who = f"{block_kit.mention(by)} has" if by else "Somebody has"
    return block_kit.notice(
        "You are set up",
        f"{who} set up {_in_words([_where(team) for team in teams])} meanwhile, so I did not save "
        "this form. `/align settings` shows what is there; `/align setup` adds another team.",
    )


def greeting(team: Team, others: Sequence[Team], *, by: str) -> str:
    """Return what a team's channel reads when it has been set up."""
    team_name = block_kit.quote(team.name)
    other_names = _in_words([block_kit.quote(other.name) for other in others])
    needs = "needs" if len(others) == 1 else "need"
    leads = block_kit.mentions(team.leads)
    asked = "are asked" if len(team.leads) > 1 else "is asked"
    return (
        f"{block_kit.mention(by)} set me up here. What {other_names} {needs} from {team_name} is "
        f"asked in this channel, and {leads} {asked} first. Type `/escalate` to ask "
        f"{other_names if len(others) == 1 else 'one of them'} for an answer."
    )


def ask_one_of(responsible: Sequence[str]) -> str:
    """Return the sentence that names those who may change the teams."""
    return f"Your teams are set up already. {block_kit.mentions(responsible)} can change them."


def _where(team: Team) -> str:
    return f"*{block_kit.quote(team.name)}* in {block_kit.channel(team.channel_id)}"


def _in_words(parts: Sequence[str]) -> str:
    *head, last = parts
    return f"{', '.join(head)} and {last}" if head else last
