"""Decisions in English, German and Japanese, made by chance, and what a plain scan finds there."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.decisions.models import Decision, Participant
from bot.decisions.operations import indexing
from bot.decisions.rules import OPEN, Part, State
from bot.decisions.rules.words import indexed
from bot.teams import queries as team_queries
from tests.decisions.world import ANA, BO, IVAN, MAYA, SOFIA, World

ENGLISH = (
    "we move the newsletter to HubSpot because it saves two tools and every campaign needs "
    "one budget "
    "from March on vendors sign the data agreement before access is granted laptops are "
    "renewed after "
    "three years single sign-on is required for all systems brand colours stay print is "
    "stopped events "
    "get a budget of 5000 euros support answers within one day the website is built on the "
    "new CRM"
)
GERMAN = (
    "wir führen das CRM ein weil die Größe der Datenbank wächst und die Kosten für Lizenzen "
    "über dem "
    "Budget liegen der Newsletter wird künftig über HubSpot verschickt Zugänge laufen über "
    "Single "
    "Sign-on Laptops werden nach drei Jahren ersetzt die Straße der Messe bleibt München "
    "Übersetzungen "
    "macht das Büro Drucksachen entfallen ab März Verträge prüft die Rechtsabteilung zuerst"
)
JAPANESE = (
    "顧客管理 を 新しい システム に 移行する 予算 は 来月 から 承認 が 必要 です 広告 の 費用 "
    "会議 は 短く "
    "単一 サインオン を 導入する サーバー 費用 を 削減する 展示会 に 参加しない 翻訳 は 外部 "
    "に 依頼する"
)
RARE = [f"{first}{last}" for first in ("zeta", "quarz", "flux", "nordo") for last in "abcdefghij"]

CHANNELS = ("C0SECRET001", "C0SECRET002")


@dataclass(frozen=True)
class Wrote:
    """A decision as the plain scan sees it."""

    id: int
    text: str
    words: frozenset[str]
    title_words: frozenset[str]
    state: State
    team_id: int
    people: frozenset[str]
    channel_id: str | None
    at: datetime


def fill(world: World, *, number: int, seed: int) -> list[Wrote]:
    """Write so many decisions down in a year, and let them be found; return what they say."""
    chance = random.Random(seed)  # noqa: S311 (a reproducible corpus, no secret)
    with world.transaction() as session:
        team_ids = [team.id for team in team_queries.list_teams(session, world.workspace_id)]
        made = [_decision(world, chance, each, team_ids) for each in range(1, number + 1)]
        session.add_all(made)
        session.flush()
        indexing.index(session, *made, now=world.clock())
        return [_wrote(each) for each in made]


def _decision(
    world: World, chance: random.Random, number: int, team_ids: Sequence[int]
) -> Decision:
    now = world.clock() - timedelta(minutes=chance.randrange(525_600))
    words = chance.choice((ENGLISH, GERMAN, JAPANESE)).split()
    state = chance.choice((*([State.ACCEPTED] * 4), *State))
    driver, *others = chance.sample((MAYA, ANA, IVAN, BO, SOFIA), chance.randint(1, 3))
    return Decision(
        workspace_id=world.workspace_id,
        number=number,
        title=_text(chance, words, 6)[:150],
        what=_text(chance, words, 25),
        rejected=_text(chance, words, 8) if chance.random() < 0.3 else None,
        team_id=chance.choice(team_ids),
        driver_id=driver,
        proposed_at=now,
        state=state,
        state_at=now,
        accepted_at=now if state in (State.ACCEPTED, State.SUPERSEDED, State.REVERSED) else None,
        restricted_to=chance.choice((*([None] * 8), *CHANNELS)),
        reminders=0,
        participants=[
            Participant(
                workspace_id=world.workspace_id, user_id=each, part=Part.INFORMED, added_at=now
            )
            for each in others
        ],
    )


def _text(chance: random.Random, words: Sequence[str], number: int) -> str:
    chosen = chance.choices(words, k=number)
    if chance.random() < 0.2:
        chosen.append(chance.choice(RARE))
    return (" " if words[0].isascii() else "").join(chosen)


def _wrote(decision: Decision) -> Wrote:
    text = "\n".join((decision.title, decision.what, decision.rejected or "", decision.name))
    return Wrote(
        decision.id,
        text,
        frozenset(indexed(text)),
        frozenset(indexed(decision.title)),
        decision.state,
        decision.team_id,
        frozenset({decision.driver_id, *(each.user_id for each in decision.participants)}),
        decision.restricted_to,
        decision.accepted_at or decision.proposed_at,
    )


def queries(wrote: Sequence[Wrote], *, number: int, seed: int) -> Iterator[str]:
    """Yield words that some of them have, by ones, twos and threes, and a few that none has."""
    chance = random.Random(seed)  # noqa: S311 (reproducible, no secret)
    for each in range(number):
        if each % 20 == 0:
            yield chance.choice(("xylophon", "存在", "newsletter xylophon"))
            continue
        text = chance.choice(wrote).text
        if text.isascii() or " " in text.splitlines()[0]:
            yield " ".join(chance.sample(text.split(), chance.randint(1, 3)))
        else:
            line = text.splitlines()[1]
            start = chance.randrange(len(line) - 4)
            yield line[start : start + chance.randint(1, 3)]


def readable(wrote: Sequence[Wrote], channels: Sequence[str] = ()) -> list[Wrote]:
    """Return those that a member of these private channels may read."""
    return [each for each in wrote if each.channel_id in {None, *channels}]


def is_current(wrote: Wrote) -> bool:
    """Return whether it holds, or may come to."""
    return wrote.state in OPEN
