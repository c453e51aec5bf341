"""Whatever people type, as long as they may: Slack takes it, and shows all of it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy.orm import Session

from bot.nudges.models import QueuedNudge
from bot.outbox.models import OutboxMessage
from bot.standups.blocks import asked, card, form, leads, pausing, reports, settings
from bot.standups.blocks import open as open_blocks
from bot.standups.blocks.form import Filled
from bot.standups.blocks.settings import Offered, Shown
from bot.standups.listeners import showing
from bot.standups.models import Standup
from bot.standups.operations import answering
from bot.standups.operations import asked as asking
from bot.standups.operations.setting_up import settings_of
from bot.standups.queries import lines, rounds, standups, turns
from bot.standups.queries import reports as report_queries
from bot.standups.rules import NAME_MAX, PEOPLE_MAX, Audience, Out, Skip, State, questions
from bot.standups.rules.counting import Count
from bot.standups.rules.lines import LINE_MAX, LINES_MAX
from bot.standups.rules.questions import (
    CHOICE_MAX,
    CHOICES_MAX,
    WORDS_MAX,
    Answer,
    Flag,
    Kind,
    Question,
)
from bot.standups.rules.settings import Settings
from bot.teams import queries as team_queries
from tests.hostile import check, mrkdwn, texts
from tests.standups.world import ANA, MAYA, World

ANSWER_MAX, SECTION_MAX = 3000, 3000
POOL = ANSWER_MAX // (WORDS_MAX + 1)
"""Long questions that fit into the one field in which they are typed, one a line."""

WEEKS = 4
"""As many as let a thing be carried over so often that it is asked about."""


def fill(hostile: str, length: int, mark: str = "") -> str:
    """Return words on one line, again and again until it is so long; it begins with `mark`."""
    typed = hostile.encode(errors="ignore").decode().replace("\0", "")
    line = f"{mark}{' '.join(typed.split())} "
    return "".join(islice(cycle(line), length)).strip()


def ten(hostile: str) -> list[Question]:
    """Return as many questions as there can be, of every kind, each as long as it can be."""
    choices = tuple(fill(hostile, CHOICE_MAX, str(number)) for number in range(CHOICES_MAX))
    kinds = [*(kind for kind in Kind if kind is not Kind.MOOD), Kind.TEXT]
    flags = [None] * len(kinds) + list(Flag)
    return [
        Question(
            f"question{place}",
            fill(hostile, WORDS_MAX, str(place)),
            kind=kind,
            choices=choices if kind in {Kind.ONE_OF, Kind.SEVERAL} else (),
            flag=flag,
        )
        for place, (kind, flag) in enumerate(
            zip([*kinds, *(Kind.TEXT for _flag in Flag)], flags, strict=True)
        )
    ]


def answer(question: Question, hostile: str) -> Answer:
    """Return an answer that is as long as it can be."""
    return {
        Kind.TEXT: fill(hostile, ANSWER_MAX),
        Kind.ONE_OF: "".join(question.choices[-1:]),
        Kind.SEVERAL: question.choices,
        Kind.SCALE: "5",
        Kind.NUMBER: "999999999999.123456789012345678901234567",
        Kind.YES_NO: "yes",
    }[question.kind]


def get(session: Session, world: World) -> Standup:
    """Return the stand-up."""
    return standups.get_standup(session, workspace_id=world.workspace_id, standup_id=1)


def ask(world: World, asks: list[Question]) -> None:
    """Let the stand-up ask these."""
    with world.transaction() as session:
        version = get(session, world).version
        asking.ask(session, world.workspace_id, 1, asks, version=version, by=MAYA)


def messages(world: World) -> Iterator[dict[str, Any]]:
    """Yield all messages, and what is to be told."""
    with world.transaction() as session:
        for message in session.scalars(sqlalchemy.select(OutboxMessage)):
            yield {"text": message.payload["text"], "blocks": message.payload.get("blocks", [])}
        for nudge in session.scalars(sqlalchemy.select(QueuedNudge)):
            yield {"text": nudge.text, "blocks": nudge.blocks}


def drawn(world: World) -> Iterator[dict[str, Any]]:
    """Yield what is shown to whoever asks for it."""
    turn_id = world.turn_of(MAYA).id
    with world.transaction() as session:
        standup = get(session, world)
        turn = turns.get_turn(session, workspace_id=world.workspace_id, turn_id=turn_id)
        standing = showing.standing(session, standup)
        carried = lines.list_carried(session, turn)
        held = report_queries.list_held(session, standup)
        for text, blocks in (
            card.listed([standing], MAYA),
            open_blocks.listed([turn], None),
            open_blocks.listed([], turn),
            pausing.paused(standup),
            reports.reported([(standup, held)]),
        ):
            yield {"text": text, "blocks": blocks}
        for view in (
            showing.draw(session, standup),
            card.preview(standup, questions.of_round(standup.questions, 1)),
            card.ending(standup),
            asked.listed(standup),
            *(asked.form(each, {}) for each in questions.load(standup.asked)),
            form.form(turn, carried, Filled(turn.answers, kept_at=world.clock())),
        ):
            yield {"view": view}


def check_whole(said: dict[str, Any]) -> None:
    """Refuse what Slack would, and what was cut somewhere: in a mention, or what people typed."""
    check(said)
    assert [text for text in mrkdwn(said) if len(text) >= SECTION_MAX] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestEverythingThatCanBeTyped:
    @pytest.mark.parametrize("hostile", texts())
    def test_is_shown_as_long_as_it_may_be(self, world: World, hostile: str) -> None:
        world.set_up(name=fill(hostile, NAME_MAX), has_mood=True)
        ask(world, ten(hostile))
        world.pass_time(hours=1)
        said = {each.key: answer(each, hostile) for each in ten(hostile)}
        plan = [fill(hostile, LINE_MAX, str(number)) for number in range(LINES_MAX)]
        for week in range(WEEKS):
            world.answer(MAYA, answers=said, plan=() if week else plan)
            for each in drawn(world):
                check_whole(each)
            world.pass_time(days=7)
        assert [each for each in messages(world) if "carried this over 3 times" in str(each)]
        for each in messages(world):
            check_whole(each)

    @pytest.mark.parametrize("hostile", texts())
    def test_takes_turns_when_it_asks(self, world: World, hostile: str) -> None:
        pool = tuple(fill(hostile, WORDS_MAX, str(number)) for number in range(POOL))
        world.set_up(name=fill(hostile, NAME_MAX))
        ask(world, [Question("pool", "", pool=pool)])
        world.pass_time(hours=1)
        world.move(answering.skip, world.turn_of(ANA), Skip.NOT_MINE)
        world.answer(MAYA, answers={"pool": fill(hostile, ANSWER_MAX)})
        for each in (*drawn(world), *messages(world)):
            check_whole(each)


class TestLeads:
    def test_are_told_of_everybody_in_whole_mentions(self, world: World) -> None:
        world.set_up()
        world.pass_time(days=2)
        with world.transaction() as session:
            round_ = rounds.get_round(session, workspace_id=world.workspace_id, round_id=1)
            silent = [SimpleNamespace(state=State.SILENT, out_because=None, skipped_because=None)]
            out = [
                SimpleNamespace(state=State.OUT, out_because=why, skipped_because=None)
                for why in Out
            ]
            many: Any = [
                SimpleNamespace(**vars(each), user_id=f"U0{place:09}")
                for each in (*silent, *out)
                for place in range(40)
            ]
            text, blocks = leads.told(round_, many, Count(0, 40, 0))
        shown = "\n".join(block["text"]["text"] for block in blocks)
        assert shown.count(" and 10 more") == shown.count("Not counted (") + 1
        assert shown.count("<@U0000000000>") == shown.count(" and 10 more")
        for said in mrkdwn(blocks):
            assert len(said) < SECTION_MAX
        assert text


class TestSettings:
    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    @pytest.mark.parametrize("hostile", texts())
    def test_have_room_for_all_that_can_be_chosen(self, world: World, hostile: str) -> None:
        name = fill(hostile, NAME_MAX)
        world.set_up(name=name)
        with world.transaction() as session:
            chosen: Settings = replace(
                settings_of(get(session, world)),
                audience=Audience.PEOPLE,
                people=tuple(f"U{number:010}" for number in range(PEOPLE_MAX)),
                channel_ids=tuple(f"C{number:010}" for number in range(10)),
                team_ids=tuple(range(100, 130)),
            )
            teams = team_queries.list_teams(session, world.workspace_id)
            offered = Offered(teams, {f"S{n}": name for n in range(100)}, ["Europe/Berlin"])
            for audience in Audience:
                shown = Shown(replace(chosen, audience=audience), 10**9, 10**6, 1000)
                check({"view": settings.form(shown.seen, offered, shown, meanwhile=True)})
                assert settings.load(shown.dump()) == shown
