"""The scan of everything that leaves the bot: private words reach nobody whom they are not for.

Every story is scanned when it ends: all calls, acknowledgements and log lines, for the words of the
private escalations, of the decisions of private channels, and of wins for a team alone, that are in
its database by then. What somebody says in a stand-up, too, they tell where it is summed up.
"""

import html
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy
from sqlalchemy.orm import Session, selectinload

from bot.decisions.models import Decision, DecisionEvent
from bot.escalations import queries
from bot.escalations.models import Escalation, EscalationEvent
from bot.people.models import FollowedMember, Following
from bot.standups.models import Turn
from bot.wins.models import Win
from bot.wins.rules import Reach
from sandbox import Sandbox

SHORTEST, LONGEST = 6, 60
"""Characters of words that are looked for: shorter ones may be anybody's, longer ones are cut."""

_FORMAT = logging.Formatter()


@dataclass
class Leaves:
    """What somebody is shown outside of messages: the answer to a gesture, and what it opened."""

    user_id: str
    shown: Any


@dataclass
class Watch(logging.Handler):
    """What left the bot in a story, besides the calls in Slack's journal."""

    leaves: list[Leaves] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line of the log."""
        self.lines.append(_FORMAT.format(record))

    def leave(self, user_id: str, *shown: Any) -> None:
        """Keep what somebody is shown."""
        self.leaves.append(Leaves(user_id, shown))


def leaks(session: Session, slack: Sandbox, watch: Watch) -> list[str]:
    """Return who got to see what they may not, in words; empty if nobody did."""
    told = _told_in_standups(session, slack)
    return [
        f"{name}: {words!r} was shown to {who}"
        for name, words, audience in (
            *_private(session),
            *_restricted(session),
            *_of_a_team(session),
        )
        for who in readers(slack, watch, words)
        if who not in audience | _heard(words, told)
    ]


def _private(session: Session) -> Iterator[tuple[str, str, set[str]]]:
    """Yield the words of each private escalation, and who may see them."""
    rows = sqlalchemy.select(Escalation.workspace_id, Escalation.id).where(
        Escalation.private_at.is_not(None)
    )
    for workspace_id, id_ in session.execute(rows).all():
        escalation = queries.get_escalation(session, workspace_id=workspace_id, escalation_id=id_)
        # Whoever lost their place on its ladder has seen what was said until then.
        took_part = {each.user_id for each in escalation.participants}
        said = sqlalchemy.select(EscalationEvent.why).where(EscalationEvent.escalation_id == id_)
        for words in {escalation.stuck, escalation.ask, *session.scalars(said)} - {None}:
            if len(words) >= SHORTEST:
                yield escalation.name, words, escalation.audience() | took_part


def _restricted(session: Session) -> Iterator[tuple[str, str, set[str]]]:
    """Yield the words of each restricted decision, and who is, or was, in its channel."""
    rows = sqlalchemy.select(Decision).where(Decision.restricted_to.is_not(None))
    for decision in session.scalars(rows).all():
        members = (
            sqlalchemy.select(FollowedMember.user_id)
            .join(Following, Following.id == FollowedMember.following_id)
            .where(Following.source_id == decision.restricted_to)
        )
        said = sqlalchemy.select(DecisionEvent.why).where(DecisionEvent.decision_id == decision.id)
        why = {each for each in session.scalars(said) if each and not each.startswith("DEC-")}
        for words in {decision.title, decision.what, decision.rejected, *why} - {None}:
            if words and len(words) >= SHORTEST:
                yield decision.name, words, set(session.scalars(members))


def _of_a_team(session: Session) -> Iterator[tuple[str, str, set[str]]]:
    """Yield the words of each win that is for a team alone, and who is in its channel or in it."""
    rows = sqlalchemy.select(Win).where(Win.reach == Reach.TEAM)
    whole = selectinload(Win.team), selectinload(Win.honorees)
    for win in session.scalars(rows.options(*whole)).all():
        inside = (
            sqlalchemy.select(FollowedMember.user_id)
            .join(Following, Following.id == FollowedMember.following_id)
            .where(Following.source_id == win.team.channel_id)
        )
        yield win.name, win.what, {win.given_by, *win.people, *session.scalars(inside)}


def _told_in_standups(session: Session, slack: Sandbox) -> list[tuple[str, set[str]]]:
    """Return what people said in stand-ups, and who reads it: they, and where it is summed up."""
    turns = sqlalchemy.select(Turn).options(selectinload(Turn.round))
    return [
        (
            _text(turn.answers),
            {turn.user_id}.union(
                *(_recipients(slack, {"channel": each}) for each in turn.round.told_in)
            ),
        )
        for turn in session.scalars(turns).all()
        if turn.answers
    ]


def _heard(words: str, told: Sequence[tuple[str, set[str]]]) -> set[str]:
    """Return who was told the same words in a stand-up, by somebody who meant to."""
    sought = plain(words)[:LONGEST]
    return {who for said, audience in told if sought in said for who in audience}


def readers(slack: Sandbox, watch: Watch, words: str) -> Iterator[str]:
    """Yield everybody who could read the words, "the log", or "a file"."""
    sought = plain(words)[:LONGEST]
    for call in slack.journal:
        if sought in _text(call.arguments):
            yield from _recipients(slack, call.arguments)
    yield from (each.user_id for each in watch.leaves if sought in _text(each.shown))
    yield from ("the log" for line in watch.lines if sought in plain(line))
    for channel in slack.workspace.channels.values():
        for message in channel.log.values():
            if sought in _text([message.text, message.blocks]):
                yield from [message.ephemeral_to] if message.ephemeral_to else _members(channel)
    for file in slack.workspace.files.all():
        if sought in plain((file.content or b"").decode(errors="replace")):
            yield "a file"


def plain(text: str) -> str:
    """Return a text as it is read: without Slack's escapes, marks of quotes and kinds of spaces."""
    lines = html.unescape(text).splitlines()
    return " ".join(" ".join(line.lstrip("> ") for line in lines).split())


def _text(said: Any) -> str:
    return plain("\n".join(_strings(said)))


def _strings(said: Any) -> Iterator[str]:
    """Yield all strings in what is said, also in those that are JSON themselves, as a modal's
    metadata is."""
    if isinstance(said, str):
        inner = _json(said)
        yield from [said] if inner is None else _strings(inner)
    elif isinstance(said, Mapping):
        yield from (text for each in said.values() for text in _strings(each))
    elif isinstance(said, list | tuple):
        yield from (text for each in said for text in _strings(each))


def _json(text: str) -> Any:
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _recipients(slack: Sandbox, arguments: dict[str, Any]) -> Sequence[str]:
    """Return who sees what a call says; views are opened in answer to a gesture, and kept there."""
    if user_id := arguments.get("user_id") or arguments.get("user"):
        return [str(user_id)]
    place = arguments.get("channel") or arguments.get("channel_id")
    if place is None:
        return []
    company = slack.workspace
    # One that has got another id since is known by its name.
    known_by = place if place in company.channels else company.names.get(place, "")
    try:
        return _members(company.channel(known_by))
    except KeyError:
        return [str(place)]


def _members(channel: Any) -> Sequence[str]:
    return [user_id for user_id in channel.members if not user_id.startswith("U0BOT")]
