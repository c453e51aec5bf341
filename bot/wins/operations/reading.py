"""What comes of a message that was read because a lead reacted to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.outbox.operations import gates
from bot.outbox.queries.doubt import READING
from bot.people import queries as people
from bot.teams import queries as teams
from bot.wins.models import Reaction, Win
from bot.wins.operations import giving
from bot.wins.operations.giving import Gift
from bot.wins.operations.reacting import is_of_its_message
from bot.wins.queries import reactions
from bot.wins.queries.reactions import PACE
from bot.wins.rules import PEOPLE_MAX, Reach
from bot.wins.rules.reactions import LEASE, SPACING, Trouble
from bot.wins.rules.words import is_enough, source_of_message


@dataclass(frozen=True)
class Asked:
    """A message that is to be read, as it stood when that was claimed."""

    reaction_id: int
    workspace_id: int
    channel_id: str
    ts: str
    leased_until: datetime


@dataclass(frozen=True)
class Said:
    """A message that was read: in `words`, and how much of it is neither a name nor a mention.

    `people` are who wrote it and whom it mentions, `groups` the user groups that it mentions.
    """

    words: str
    bare: str
    people: tuple[str, ...]
    groups: tuple[str, ...]
    permalink: str | None = None


def claim(session: Session, *, workspace_ids: Collection[int], now: datetime) -> list[Asked]:
    """Return the messages to be read now, one in each workspace; nobody else reads them."""
    due = reactions.list_to_read(session, workspace_ids=workspace_ids, now=now)
    for each in due:
        each.due_at = now + LEASE
    gates.close(session, {(each.workspace_id, PACE): now + SPACING for each in due})
    return [
        Asked(each.id, each.workspace_id, each.channel_id, each.ts, now + LEASE) for each in due
    ]


def find_asked(session: Session, asked: Asked) -> Reaction | None:
    """Return the reaction for which a message was read, with all others to it locked.

    None if it was removed, or the message changed, since: then what was read is old.
    """
    where = (asked.workspace_id, asked.channel_id, asked.ts)
    for each in reactions.lock_reactions(session, *where):
        if each.id == asked.reaction_id and each.due_at == asked.leased_until:
            return each
    return None


def put_off(
    session: Session, reaction: Reaction, *, pause: timedelta, is_limit: bool, now: datetime
) -> None:
    """Read a message again after a pause; if Slack asked for it, nothing is read there before."""
    reaction.due_at = now + pause
    if is_limit:
        gates.close(session, {(reaction.workspace_id, READING): now + pause})


def give(
    session: Session, reaction: Reaction, said: Said, *, now: datetime
) -> Win | Trouble | None:
    """Give the win that a lead's reaction means, or return what is in its way.

    None if they lead nobody any more.
    """
    workspace_id, by = reaction.workspace_id, reaction.user_id
    everybody = teams.list_teams(session, workspace_id)
    team = teams.find_home_team(session, everybody, user_id=by, channel_id="")
    if team is None:
        return None
    if not is_public(session, workspace_id, reaction.channel_id):
        return Trouble.PRIVATE
    reaction.words, reaction.named = said.words, _welcome(session, reaction, said)
    if not is_enough(said.bare):
        return Trouble.FEW_WORDS
    gift = Gift(
        said.words,
        reaction.named,
        team,
        reach=Reach.EXECUTIVES,
        source=source_of_message(reaction.channel_id, reaction.ts),
        permalink=said.permalink,
    )
    try:
        win = giving.give(session, workspace_id, gift, by=by, now=now).win
    except InvalidInput as missing:
        return Trouble.NOBODY if missing.field == "people" else Trouble.FEW_WORDS
    reaction.win_id, reaction.words = win.id, None
    return win


def reword(win: Win, said: Said, *, now: datetime) -> bool:
    """Let a win say what its message says now, if that is enough; return whether it changed."""
    if not is_of_its_message(win, now) or not is_enough(said.bare) or win.what == said.words:
        return False
    win.what, win.reworded_at = said.words, now
    return True


def is_public(session: Session, workspace_id: int, channel_id: str) -> bool:
    """Return whether it is a public channel of which Slack has told us."""
    channel = people.find_channels(session, workspace_id, [channel_id]).get(channel_id)
    return channel is not None and not channel.is_private


def _welcome(session: Session, reaction: Reaction, said: Said) -> list[str]:
    """Return whom the win may name: who works here, without the lead who reacted.

    Nobody was chosen by the lead, as in the form, so whom Slack has not told us of does not count.
    """
    workspace_id = reaction.workspace_id
    named = dict.fromkeys(said.people)
    for group_id in said.groups:
        named |= dict.fromkeys(people.list_members(session, workspace_id, group_id))
    others = named.keys() - {reaction.user_id}
    outside = people.find_outsiders(session, workspace_id, others)
    outside |= people.find_strangers(session, workspace_id, others)
    return [each for each in named if each in others - outside][:PEOPLE_MAX]
