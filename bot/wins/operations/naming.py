"""Whom a win names: those who work here, besides whoever gives it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.people import queries as people
from bot.people.models import Person
from bot.teams.models import Team
from bot.wins.queries.members import list_doers
from bot.wins.rules import PEOPLE_MAX, Left, left_out


@dataclass(frozen=True)
class Named:
    """Who is in a win, in the order in which they were named, and who is left out, and why.

    Who came in with a whole team and cannot be in it is not spoken of.
    """

    people: Sequence[str]
    left_out: Mapping[str, Left]


def name(
    session: Session, workspace_id: int, user_ids: Sequence[str], teams: Iterable[Team], *, by: str
) -> Named:
    """Return whom a win names that `by` gives to these people, and to whole teams.

    Raises InvalidInput (`people`, `teams`) if nobody is left, or more than one win can name.
    """
    of_teams = [each for team in teams for each in list_doers(session, team)]
    everybody = list(dict.fromkeys([*user_ids, *of_teams]))
    known: Mapping[str, Person] = people.find_people(session, workspace_id, everybody)
    left = {each: why for each in everybody if (why := _why(known.get(each), each, by))}
    welcome = [each for each in everybody if each not in left]
    if not welcome:
        raise InvalidInput("people", "Please name somebody who works here, besides yourself.")
    if len(welcome) > PEOPLE_MAX:
        raise InvalidInput(
            "teams",
            f"That is {len(welcome)} people, and one win names at most {PEOPLE_MAX}. Please name "
            "those who did most of it.",
        )
    return Named(welcome, {each: left[each] for each in user_ids if each in left})


def _why(person: Person | None, user_id: str, by: str) -> Left | None:
    if person is None:
        return left_out(None, is_giver=user_id == by, is_deactivated=False)
    return left_out(
        person.standing,
        is_giver=user_id == by,
        is_deactivated=person.deactivated_at is not None,
    )
