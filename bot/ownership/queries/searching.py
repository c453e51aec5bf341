"""Who answers for it: a search among teams, what they own and do, people, and earlier answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.ownership.models import Answer, Entry, EntryPerson, Found
from bot.ownership.queries import entries, likeness, questions
from bot.ownership.rules import words
from bot.ownership.rules.entries import Kind, Part
from bot.people import queries as people
from bot.people.models import Person
from bot.teams import queries as team_queries
from bot.teams.models import Team

ENTRIES_MAX, ANSWERED_MAX, PEOPLE_MAX = 1000, 500, 500
"""Rows that a search looks at; more than two teams write down by hand."""

_IN_WORDS_ABOUT = 0.6
"""What a fit of the description counts, beside one of the name."""

_ASKED_BEFORE = 0.9
"""What a fit of another question counts; the same one, in other words or not, counts in full."""

_ORDER = {found: place for place, found in enumerate(Found)}


def search(
    session: Session,
    workspace_id: int,
    text: str,
    *,
    user_ids: Sequence[str] = (),
    channel_ids: Sequence[str] = (),
) -> list[Answer]:
    """Return at most five things that fit, the best first.

    `text` is as the person typed it, without the people and the channels that they named exactly:
    those are `user_ids` and `channel_ids`.
    """
    # A closed team is no answer itself, but what it owns is, until somebody else does.
    known = team_queries.list_all_teams(session, workspace_id)
    teams = [team for team in known if team.closed_at is None]
    if user_ids or channel_ids:
        exact = [Answer(Found.PERSON, 1.0, user_id=user_id) for user_id in user_ids]
        exact += [
            Answer(Found.TEAM, 1.0, team=team) for team in teams if team.channel_id in channel_ids
        ]
        return _complete(session, workspace_id, exact[: words.ANSWERS_MAX], teams)
    named = list(_named(session, workspace_id, text, known))
    places = [words.Scored(answer.score, (_ORDER[answer.found], name)) for answer, name in named]
    chosen = [named[index][0] for index in words.best(places)]
    return _complete(session, workspace_id, chosen, teams)


def _named(
    session: Session, workspace_id: int, text: str, known: Sequence[Team]
) -> Iterator[tuple[Answer, str]]:
    """Yield everything there is, scored, with its name."""
    asked, teams = words.telling_words(text), [team for team in known if team.closed_at is None]
    written = entries.list_entries(session, workspace_id, limit=ENTRIES_MAX)
    yield from _fitting_entries(asked, written, {team.id: team for team in known})
    yield from _fitting_people(session, workspace_id, asked, written, teams)
    yield from _fitting_teams(session, workspace_id, asked, teams)
    yield from _fitting_questions(session, workspace_id, asked, words.fingerprint(text))


def _fitting_entries(
    asked: Sequence[str], written: Sequence[Entry], teams: Mapping[int, Team]
) -> Iterator[tuple[Answer, str]]:
    beside = {team_id: words.telling_words(team.name) for team_id, team in teams.items()}
    for entry in written:
        score = max(
            likeness.fit(asked, words.telling_words(entry.name), beside=beside[entry.team_id]),
            _IN_WORDS_ABOUT * likeness.fit(asked, words.telling_words(entry.about)),
        )
        found = Found.ENTRY if entry.kind is Kind.OWNED else Found.SERVICE
        yield Answer(found, score, entry=entry), entry.name


def _fitting_people(
    session: Session,
    workspace_id: int,
    asked: Sequence[str],
    written: Sequence[Entry],
    teams: Sequence[Team],
) -> Iterator[tuple[Answer, str]]:
    """Yield those who have to do with something: nobody else is an answer."""
    of_teams = {member.user_id for team in teams for member in team.members}
    accountable = {entry.accountable for entry in written if entry.accountable}
    involved = of_teams | accountable | set(_responsible(session, workspace_id))
    for person in people.find_people(session, workspace_id, involved).values():
        if person.deactivated_at is None:
            yield _fitting_person(asked, person), person.name


def _responsible(session: Session, workspace_id: int) -> Sequence[str]:
    return session.scalars(
        select(EntryPerson.user_id)
        .where(EntryPerson.workspace_id == workspace_id, EntryPerson.part == Part.RESPONSIBLE)
        .distinct()
        .limit(PEOPLE_MAX)
    ).all()


def _fitting_person(asked: Sequence[str], person: Person) -> Answer:
    score = likeness.fit(asked, words.telling_words(person.name))
    return Answer(Found.PERSON, score, user_id=person.user_id)


def _fitting_teams(
    session: Session, workspace_id: int, asked: Sequence[str], teams: Sequence[Team]
) -> Iterator[tuple[Answer, str]]:
    channels = people.find_channels(session, workspace_id, [team.channel_id for team in teams])
    for team in teams:
        channel = channels.get(team.channel_id)
        names = [team.name, channel.name if channel else ""]
        score = max(likeness.fit(asked, words.telling_words(name)) for name in names)
        yield Answer(Found.TEAM, score, team=team), team.name


def _fitting_questions(
    session: Session, workspace_id: int, asked: Sequence[str], fingerprint: str
) -> Iterator[tuple[Answer, str]]:
    for question in questions.list_answered(session, workspace_id, limit=ANSWERED_MAX):
        score = _ASKED_BEFORE * likeness.fit(asked, words.telling_words(question.text))
        if question.asked_as == fingerprint:
            score = 1.0
        yield Answer(Found.ANSWER, score, question=question), question.text


def _complete(
    session: Session, workspace_id: int, answers: Sequence[Answer], teams: Sequence[Team]
) -> list[Answer]:
    """Return the answers with all that is said of them."""
    wanted = [answer.entry.id for answer in answers if answer.entry]
    whole = entries.load(session, workspace_id, wanted) if wanted else {}
    return [
        replace(
            answer,
            entry=whole[answer.entry.id] if answer.entry else None,
            leads=tuple(team for team in teams if answer.user_id in team.leads),
            owns=tuple(
                entries.list_owned(session, workspace_id, answer.user_id) if answer.user_id else ()
            ),
        )
        for answer in answers
        # Somebody may have removed it while we looked.
        if answer.entry is None or answer.entry.id in whole
    ]
