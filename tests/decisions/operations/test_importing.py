"""Bringing decisions in: what is sound is written, on both databases, and stands the check."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from bot import audit
from bot.db import Transaction
from bot.decisions.jobs import acting
from bot.decisions.operations import ending, reviewing, voting
from bot.decisions.operations.importing import bring_in
from bot.decisions.queries.invariants import INVARIANTS, PROOFS
from bot.decisions.queries.records import read_all
from bot.decisions.rules import ENDS, Part, State, Succession, Vote
from bot.decisions.rules.records import Person, Record, Unreadable
from bot.decisions.rules.soundness import WORDS_MAX
from bot.people.models import Reading
from bot.people.operations import Profile, record_people
from bot.people.rules import Standing
from bot.people.rules.readings import Kind
from tests.clock import MONDAY_MORNING, MovedClock
from tests.decisions import world as worlds
from tests.decisions.world import ANA, BO, IVAN, MAYA, World
from tests.escalations.world import build as elsewhere

NOW = MONDAY_MORNING
AT = NOW - timedelta(days=60)
HELD = (State.ACCEPTED, State.SUPERSEDED, State.REVERSED)

moments = st.integers(0, 59 * 24 * 60).map(lambda minutes: AT + timedelta(minutes=minutes))
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
said = words.filter(bool)


def alone(number: int, title: str, what: str, at: datetime) -> Record:
    """A decision that somebody of Marketing took."""
    return Record(number, title, what, "Marketing", MAYA, at, State.ACCEPTED, at, accepted_at=at)


lone = st.builds(
    alone,
    st.integers(1, 40),
    said.filter(lambda text: len(text.splitlines()) == 1 and text.strip()),
    said,
    moments,
)


@st.composite
def families(draw: st.DrawFn) -> list[Record]:
    """Draw records as they could have come to be here: voted on, and following each other."""
    some = draw(st.lists(lone, max_size=6, unique_by=lambda each: each.number))
    records = [draw(_voted_on(each)) for each in some]
    for place, each in enumerate(records[1:], 1):
        before = records[place - 1]
        if before.state is not State.ACCEPTED or draw(st.booleans()):
            continue
        how = draw(st.sampled_from(Succession))
        records[place] = replace(each, follows=before.number, follows_as=how)
        if each.state in HELD:
            at = max(before.state_at, each.state_at)
            records[place - 1] = replace(before, state=ENDS[how], state_at=at)
    return list(draw(st.permutations(records)))


@st.composite
def _voted_on(draw: st.DrawFn, record: Record) -> Record:
    state = draw(st.sampled_from([State.ACCEPTED, State.PROPOSED, State.REJECTED, State.EXPIRED]))
    is_joint = draw(st.booleans())
    vote = {State.ACCEPTED: Vote.APPROVE, State.REJECTED: Vote.REJECT}.get(state)
    at = record.proposed_at
    approver = Person(
        IVAN,
        Part.APPROVER,
        at,
        team="IT" if is_joint else None,
        vote=vote,
        voted_at=at if vote else None,
        because=draw(st.none() | said),
    )
    others = [Person(ANA, draw(st.sampled_from([Part.INFORMED, Part.CONTRIBUTOR])), at)]
    return replace(
        record,
        state=state,
        accepted_at=at if state is State.ACCEPTED else None,
        partner="IT" if is_joint else None,
        rejected=draw(st.none() | said),
        review_on=draw(st.none() | st.dates(at.date(), date(2030, 1, 1))),
        people=(approver, *draw(st.sampled_from([others, []]))),
    )


ODD: Mapping[str, st.SearchStrategy[Any]] = {
    "number": st.sampled_from([-1, 0, 1, 2, 2**31 - 1, 2**31, 2**70]),
    "title": st.sampled_from(["", " ", "a\nb", "x" * 150, "x" * 151, "\0", "\ud800"]),
    "what": st.sampled_from(["\0", "\udfff", "'' ' : & | !", "x" * 2_000]),
    "rejected": st.sampled_from([None, "\0", "\ud800"]) | words,
    "team": st.sampled_from(["Marketing", "IT", "Sales", ""]),
    "partner": st.sampled_from([None, "Marketing", "IT", "Sales"]),
    "initiative": st.sampled_from([None, "INI-1", ""]),
    "source": st.sampled_from([None, "ESC-1", "message:0123456789abcdef", "x" * 40, "\0"]),
    "permalink": st.sampled_from([None, "https://a.example/1", "http://a", "\0"]) | words,
    "restricted_to": st.sampled_from([None, "C0LEADS0004", "it's", "G0 X", "C" * 40]),
    "driver": st.sampled_from([MAYA, IVAN, "Maya", "U'", "", "U" * 33]),
    "state": st.sampled_from(State),
    "state_by": st.sampled_from([None, MAYA, "x y"]),
    "state_because": st.none() | words,
    "accepted_by": st.sampled_from([None, MAYA, "x y"]),
    "needed": st.sampled_from([None, 0, 1, 2, 2**40]),
    "follows": st.sampled_from([None, 1, 2, 3, 2**40, -1]),
    "follows_as": st.sampled_from([None, *Succession]),
    "review_on": st.none() | st.dates(),
    **dict.fromkeys(
        ("proposed_at", "state_at", "accepted_at"),
        st.none() | st.datetimes(timezones=st.timezones()) | moments,
    ),
}
"""What a field may say once somebody has been at it."""

ODD_OF_PEOPLE: Mapping[str, st.SearchStrategy[Any]] = {
    "user": st.sampled_from([IVAN, ANA, MAYA, "Ivan's", "x y", ""]),
    "part": st.sampled_from(Part),
    "team": st.sampled_from([None, "IT", "Marketing", "Sales"]),
    "removed_at": moments,
    "vote": st.sampled_from([None, *Vote]),
    "voted_at": st.none() | moments,
    "voted_by": st.sampled_from([None, MAYA, "x" * 40]),
    "because": st.sampled_from(["\0", "x" * 3_001]) | words,
    "stand_in": st.sampled_from([BO, "x y", "U" * 40]),
    "stand_in_until": st.datetimes(timezones=st.timezones()),
}
"""What a field of one of their people may say then."""


@st.composite
def tampered(draw: st.DrawFn) -> list[Record]:
    """Draw such records of which a field or two say something else."""
    records = draw(families().filter(bool))
    for _time in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(records) - 1))
        records[place] = draw(_tampered_with(records[place]))
    return records


@st.composite
def _tampered_with(draw: st.DrawFn, record: Record) -> Record:
    one, *others = record.people
    kind = draw(st.sampled_from(["field", "field", "person", "person", "twice"]))
    if kind == "twice":
        return replace(record, people=(one, *others, one))
    if kind == "person":
        field = draw(st.sampled_from(sorted(ODD_OF_PEOPLE)))
        odd = replace(one, **{field: draw(ODD_OF_PEOPLE[field])})
        return replace(record, people=(odd, *others))
    field = draw(st.sampled_from(sorted(ODD)))
    value = draw(ODD[field])
    return record if value is None and field in _NEEDED else replace(record, **{field: value})


_NEEDED = {each.name for each in fields(Record) if "None" not in str(each.type)}


def placed(records: list[Record]) -> dict[str, Record]:
    return {f"row {place}": each for place, each in enumerate(records, 2)}


class Within(Session):
    """One transaction in which whatever asks for one takes part."""

    def connection(self, *_others: Any, **_more: Any) -> Connection:
        """Return the connection, whatever it is wanted for."""
        return super().connection()


@cache
def sentences() -> audit.Invariants:
    """Return what must be true of every row.

    Once for all examples: to build it again for each took more than half of their time.
    """
    return INVARIANTS | audit.kinship()


@dataclass(frozen=True)
class Trial:
    """Brings records in, checks all that `check` does, and takes everything back."""

    world: World
    engine: Engine
    capsys: pytest.CaptureFixture[str]

    def bring_in(self, records: list[Record]) -> None:
        """Raise Unreadable, or fail if what stands there is not what was read, or not sound."""
        with Within(self.engine) as session:
            transaction: Any = partial(nullcontext, session)
            workspace_id = self.world.workspace_id
            new = bring_in(session, workspace_id, placed(records), now=NOW)
            assert len(new) == len(records)
            session.flush()
            session.expire_all()
            assert list(read_all(transaction, workspace_id)) == sorted(records, key=_number)
            code = audit.check(sentences(), PROOFS, transaction=transaction, now=NOW)
            said = self.capsys.readouterr().out
            assert code == 0, said


@pytest.fixture
def trial(world: World, engine: Engine, capsys: pytest.CaptureFixture[str]) -> Trial:
    """Brings records into a workspace with two teams."""
    return Trial(world, engine, capsys)


def _number(record: Record) -> int:
    return record.number


steady = settings(
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class TestBringIn:
    @steady
    @given(records=families())
    def test_writes_whatever_could_have_come_to_be_here(
        self, trial: Trial, records: list[Record]
    ) -> None:
        trial.bring_in(records)

    @settings(steady, max_examples=100)
    @given(records=tampered())
    def test_refuses_what_it_cannot_write(self, trial: Trial, records: list[Record]) -> None:
        with suppress(Unreadable):
            trial.bring_in(records)

    def test_takes_the_longest_words_of_any_script(self, trial: Trial) -> None:
        han = "".join(chr(0x4E00 + place * 7919 % 20_000) for place in range(WORDS_MAX))
        latin = "".join(f"w{place:05} " for place in range(WORDS_MAX // 7))
        longest = [
            replace(alone(1, han[:150], han, AT), rejected=han[::-1]),
            replace(alone(2, "x" * 150, latin, AT), rejected="x" * WORDS_MAX),
        ]
        trial.bring_in(longest)

    def test_writes_nothing_if_anything_is_wrong(self, world: World) -> None:
        sound, wrong = alone(1, "Sound", "x", AT), alone(2, "x" * 151, "x", AT)
        with pytest.raises(Unreadable), world.transaction() as session:
            bring_in(session, world.workspace_id, placed([sound, wrong]), now=NOW)
        assert list(read_all(world.transaction, world.workspace_id)) == []
        assert world.get(world.propose()).number == 1

    def test_names_strangers_once_everybody_is_known(self, world: World) -> None:
        with world.transaction() as session:
            maya = Profile(MAYA, "Maya", None, Standing.COLLEAGUE, is_deactivated=False)
            record_people(session, world.workspace_id, [maya], now=NOW)
            everybody = Reading(
                workspace_id=world.workspace_id, kind=Kind.PEOPLE, subject="", ended_at=NOW
            )
            session.add(everybody)
        stranger = replace(alone(1, "x", "x", AT), state_by=IVAN)
        with (
            pytest.raises(Unreadable, match=f"row 2: state_by: nobody here has the id {IVAN}"),
            world.transaction() as session,
        ):
            bring_in(session, world.workspace_id, placed([stranger]), now=NOW)


@pytest.fixture
def lived(transaction: Transaction, clock: MovedClock) -> Iterator[World]:
    """A workspace whose decisions have been through all that can happen to one."""
    world = worlds.build(transaction, clock)
    asked = world.propose(IVAN, BO)
    world.vote(asked, IVAN)
    world.move(voting.delegate, asked, BO, to=ANA, until=clock() + timedelta(days=9))
    world.propose(IVAN, needed=1)  # expires
    world.move(ending.withdraw, world.propose(IVAN), MAYA, why="The budget is gone")
    world.vote(world.propose(IVAN, BO), IVAN, Vote.REJECT)
    joint = world.propose(IVAN, joint=True)
    world.vote(joint, IVAN)
    clock.advance(days=1)
    for how in ("amend", "supersede", "reverse"):
        joint = world.succeed(joint, how=how)
    world.vote(world.succeed(joint, IVAN), IVAN, Vote.REJECT)
    world.succeed(joint, IVAN)
    informed = world.propose(informed=[ANA], review_on=date(2026, 12, 24))
    world.move(ending.acknowledge, informed, ANA)
    world.move(reviewing.keep, informed, MAYA, review_on=date(2027, 12, 24))
    world.propose(MAYA, by=IVAN, joint=True)
    world.leave(IVAN)
    for sweep in (acting.abstain_left, acting.inherit_left):
        sweep(transaction=transaction, now=clock())
    clock.advance(days=31)
    acting.act_on_due(transaction=transaction, now=clock())
    world.propose(BO, by=MAYA, joint=True)
    yield world
    assert world.altered() is None


class TestWhatHasLived:
    def test_comes_in_again_elsewhere(self, lived: World, clock: MovedClock) -> None:
        records = list(read_all(lived.transaction, lived.workspace_id))
        states = {each.state for each in records}
        assert states == set(State)
        other = elsewhere(lived.transaction, clock, slack_id="T0OTHER0001")
        for now_new in (len(records), 0):
            with lived.transaction() as session:
                new = bring_in(session, other.workspace_id, placed(records), now=clock())
                assert len(new) == now_new
        assert list(read_all(lived.transaction, other.workspace_id)) == records
