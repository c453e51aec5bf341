"""Whether somebody may do something to an entry, asked when they do it."""

from collections.abc import Collection, Sequence

from bot.errors import Refused
from bot.ownership.models import Entry
from bot.ownership.rules.entries import Kind
from bot.ownership.rules.permissions import PERMISSIONS, QuestionState, action
from bot.permissions import ANY, may
from bot.teams.models import Team


class MayNot(Refused):
    """The person may not do this; those in `permitted` may."""

    def __init__(self, permitted: Sequence[str]) -> None:
        super().__init__(
            "Only a lead, deputy, liaison or sponsor of the team can do that. Ask one of them."
        )
        self.permitted = permitted


class Gone(Refused):
    """Somebody has removed the entry since the button was drawn."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"{entry.name} has been removed meanwhile.")
        self.entry = entry


def teams_to_add_to(teams: Sequence[Team], kind: Kind, *, by: str) -> list[Team]:
    """Return those of `teams` to whose list somebody may add; raise MayNot if to none."""
    allowed = [
        team for team in teams if may(PERMISSIONS, action(kind, "add"), ANY, team.roles_of(by))
    ]
    if not allowed:
        raise MayNot(keepers(teams))
    return allowed


def may_add(teams: Sequence[Team], kind: Kind, *, by: str) -> bool:
    """Return whether somebody may add to the list of any of these teams."""
    return any(may(PERMISSIONS, action(kind, "add"), ANY, team.roles_of(by)) for team in teams)


def check(entry: Entry, verb: str, *, by: str) -> None:
    """Raise Gone if the entry was removed, and MayNot if `by` may not do this to it."""
    if entry.removed_at is not None:
        raise Gone(entry)
    if not allows(entry, verb, by=by):
        raise MayNot(permitted(entry, verb))


def allows(entry: Entry, verb: str, *, by: str) -> bool:
    """Return whether somebody may do this to an entry as it stands."""
    return may(PERMISSIONS, action(entry.kind, verb), entry.standing, entry.roles_of(by))


def permitted(entry: Entry, verb: str) -> list[str]:
    """Return the user ids of those who may do this to an entry, the accountable person last."""
    everybody = [*keepers([entry.team]), entry.accountable]
    return [user_id for user_id in dict.fromkeys(everybody) if allows(entry, verb, by=user_id)]


def check_answering(teams: Sequence[Team], state: QuestionState, *, by: str) -> None:
    """Raise MayNot if somebody may not answer questions in this state."""
    if not may_answer(teams, state, by=by):
        raise MayNot(answering(teams))


def may_answer(
    teams: Sequence[Team], state: QuestionState = QuestionState.OPEN, *, by: str
) -> bool:
    """Return whether somebody may answer a question in this state: for any of the teams."""
    roles = {role for team in teams for role in team.roles_of(by)}
    return may(PERMISSIONS, "questions.answer", state, roles)


def keepers(teams: Collection[Team]) -> list[str]:
    """Return the user ids of those who keep the lists of these teams, each once."""
    found = [
        person
        for team in teams
        for person in (*team.leads, *team.deputies, team.liaison, *team.sponsors)
        if person
    ]
    return list(dict.fromkeys(found))


def answering(teams: Collection[Team]) -> list[str]:
    """Return the user ids of those who may answer questions, each once."""
    found = [
        person for team in teams for person in (*team.leads, *team.deputies, team.liaison) if person
    ]
    return list(dict.fromkeys(found))
