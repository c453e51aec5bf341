"""What records must be, each and all together, before any of them is brought in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.decisions.rules import Part, State, Succession, Vote
from bot.decisions.rules.records import Person, Record
from bot.decisions.rules.soundness import Facts, find_faults, in_order

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AT = NOW - timedelta(days=30)
DAY = timedelta(days=1)
MAYA, IVAN, BO, ANA = "U0MAYA00001", "U0IVAN00003", "U0BO0000004", "U0ANA000002"
FACTS = Facts(NOW, {"Marketing": [MAYA], "IT": [IVAN, BO]}, {"INI-3"})


def record(number: int = 7, state: State = State.ACCEPTED, **more: Any) -> Record:
    """Marketing's decision of a month ago."""
    held = state in {State.ACCEPTED, State.SUPERSEDED, State.REVERSED}
    fields: dict[str, Any] = {
        "title": "We move the newsletter",
        "what": "From March on",
        "team": "Marketing",
        "driver": MAYA,
        "proposed_at": AT,
        "state_at": AT,
        "accepted_at": AT if held else None,
    }
    return Record(number=number, state=state, **fields | more)


def voter(user: str = IVAN, vote: Vote | None = None, **more: Any) -> Person:
    """Somebody who has to approve, and has said so if there is a vote."""
    return Person(user, Part.APPROVER, AT, vote=vote, voted_at=AT if vote else None, **more)


YES, NO = Vote.APPROVE, Vote.REJECT


def following(number: int, of: int, how: str = "supersede", **more: Any) -> Record:
    return record(number, follows=of, follows_as=Succession(how), **more)


def faults_of(*some: Record, facts: Facts = FACTS) -> list[str]:
    """Return what is wrong with records that stand in the rows of a table, one after the other."""
    return list(find_faults({f"row {place}": each for place, each in enumerate(some, 2)}, facts))


SOUND: Mapping[str, tuple[Record, ...]] = {
    "decided alone": (record(),),
    "a title of 150 characters": (record(title="x" * 150),),
    "a review on the day before, west of here": (record(review_on=AT.date() - DAY),),
    "accepted by all": (record(people=(voter(IVAN, YES), voter(BO, YES))),),
    "accepted by one of two": (record(needed=1, people=(voter(IVAN, YES), voter(BO, NO))),),
    "accepted by who did not abstain": (
        record(people=(voter(IVAN, YES), voter(BO, Vote.ABSTAIN))),
    ),
    "whose vote counts no more": (record(people=(voter(IVAN, YES), voter(BO, NO, removed_at=AT))),),
    "rejected by one": (record(state=State.REJECTED, people=(voter(IVAN, NO), voter(BO))),),
    "rejected, by others": (record(state=State.REJECTED),),
    "waiting": (record(state=State.PROPOSED, people=(voter(IVAN, YES), voter(BO))),),
    "waiting for a stand-in": (
        record(
            state=State.PROPOSED,
            people=(voter(IVAN, stand_in=BO, stand_in_until=NOW + DAY),),
        ),
    ),
    "expired": (record(state=State.EXPIRED, people=(voter(IVAN, YES), voter(BO))),),
    "joint, waiting for the other team": (
        record(state=State.PROPOSED, partner="IT", people=(voter(IVAN, team="IT"),)),
    ),
    "joint, driven from the other team": (
        record(
            state=State.PROPOSED,
            partner="IT",
            driver=IVAN,
            people=(voter(MAYA, team="Marketing"),),
        ),
    ),
    "joint, whose driver was another one then": (
        record(partner="IT", driver=IVAN, people=(voter(BO, YES, team="IT"),)),
    ),
    "superseded": (record(3, State.SUPERSEDED), following(7, 3)),
    "amended": (record(3, State.SUPERSEDED), following(7, 3, "amend")),
    "reversed": (record(3, State.REVERSED), following(7, 3, "reverse")),
    "superseded twice": (
        record(3, State.SUPERSEDED),
        following(5, 3, state=State.SUPERSEDED),
        following(7, 5),
    ),
    "somebody proposes what follows": (
        record(3),
        following(7, 3, state=State.PROPOSED, people=(voter(),)),
    ),
    "nobody wanted what follows": (
        record(3, State.SUPERSEDED),
        following(5, 3, state=State.REJECTED),
        following(7, 3),
    ),
}


class TestFindFaults:
    @pytest.mark.parametrize("some", SOUND.values(), ids=SOUND)
    def test_says_nothing_of_what_could_have_been_made_here(self, some: tuple[Record, ...]) -> None:
        assert faults_of(*some) == []
        assert faults_of(*reversed(some)) == []

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"number": 0}, "number: 0 is no number of a decision. Count them from 1"),
            ({"number": 2**31}, "number: 2147483648 is no number of a decision"),
            ({"title": " "}, "title: it is no line of text. Write one"),
            ({"title": "a\nb"}, "title: it is no line of text. Write one"),
            ({"title": "x" * 151}, "title: it has 151 characters. Shorten it to 150"),
            ({"what": "x" * 40_001}, "what: it has 40,001 characters. Shorten it to 40,000"),
            ({"rejected": "x" * 40_001}, "rejected: it has 40,001 characters. Shorten it to"),
            ({"state_because": "x" * 3001}, "state_because: it has 3,001 characters. Shorten it"),
            ({"what": "a\0b"}, "what: it has a character that is none"),
            ({"what": "\ud800"}, "what: it has a character that is none"),
            (
                {"permalink": "javascript:alert(1)"},
                "permalink: 'javascript:alert(1)' is no address",
            ),
            ({"permalink": "https://x|> <!channel>"}, "permalink: 'https://x|> <!channel>' is no"),
            ({"source": "a meeting"}, "source: 'a meeting' is nothing that a decision comes from"),
            ({"restricted_to": "#leads"}, "restricted_to: '#leads' is no channel's id in Slack"),
            ({"driver": "Maya"}, "driver: 'Maya' is nobody's id in Slack. Write it as U0MAYA00001"),
            ({"accepted_by": "@ana"}, "accepted_by: '@ana' is nobody's id in Slack"),
            ({"people": (voter("Ivan", YES),)}, "people.user: 'Ivan' is nobody's id in Slack"),
            ({"team": "Sales"}, "team: there is no team 'Sales'. Set it up, or rename it here"),
            ({"partner": "Sales"}, "partner: there is no team 'Sales'"),
            ({"partner": "Marketing"}, "partner: Marketing decides it already"),
            ({"initiative": "INI-9"}, "initiative: there is no INI-9. Add it, or take this out"),
            ({"people": (voter(vote=YES, team="IT"),)}, "people.team: 'IT' does not decide this"),
        ],
    )
    def test_names_a_value_that_cannot_be_kept(self, more: dict[str, Any], sentence: str) -> None:
        assert sentence in "\n".join(faults_of(record(**more)))
        assert all(each.startswith("row 2: ") for each in faults_of(record(**more)))

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"proposed_at": NOW + DAY}, "proposed_at: 2026-11-24 09:00:00+00:00 has not come yet"),
            ({"state_at": NOW + DAY}, "state_at: 2026-11-24 09:00:00+00:00 has not come yet"),
            (
                {"people": (replace(voter(), removed_at=NOW + DAY),)},
                "people.removed_at: 2026-11-24",
            ),
            ({"state_at": AT - DAY}, "state_at: 2026-10-23 09:00:00+00:00 is before it was propos"),
            ({"accepted_at": AT - DAY}, "accepted_at: 2026-10-23 09:00:00+00:00 is before it was"),
            ({"accepted_at": NOW}, "accepted_at: 2026-11-23 09:00:00+00:00 is before it was propo"),
            ({"review_on": date(2026, 10, 22)}, "review_on: 2026-10-22 is before the decision"),
            ({"review_on": date(9999, 12, 31)}, "review_on: 9999-12-31 is no time that I can keep"),
            ({"proposed_at": datetime.min.replace(tzinfo=UTC)}, "proposed_at: 0001-01-01 00:00:00"),
        ],
    )
    def test_names_a_time_that_cannot_be(self, more: dict[str, Any], sentence: str) -> None:
        assert f"row 2: {sentence}" in "\n".join(faults_of(record(**more)))

    @pytest.mark.parametrize(
        ("one", "sentence"),
        [
            (record(accepted_at=None), "accepted_at: it held, and does not say since when"),
            (record(state=State.EXPIRED, accepted_at=AT), "accepted_at: it is expired, and so nev"),
            (record(state=State.PROPOSED), "people: it is proposed, and nobody has to approve it"),
            (record(needed=2, people=(voter(IVAN, YES),)), "needed: 2 of 1 approvers cannot app"),
            (record(needed=0), "needed: 0 of 0 approvers cannot approve"),
            (
                record(people=(voter(IVAN, YES), voter(BO))),
                "state: it is accepted, and 1 of 2 have approved (all must)",
            ),
            (
                record(needed=2, people=(voter(IVAN, YES), voter(BO, Vote.ABSTAIN))),
                "state: it is accepted, and 1 of 2 have approved (2 must)",
            ),
            (
                record(state=State.REJECTED, people=(voter(IVAN, YES),)),
                "state: it is rejected, and 1 of 1 have approved (all must)",
            ),
            (
                record(state=State.PROPOSED, people=(voter(IVAN, YES),)),
                "state: it is proposed, and 1 of 1 have approved (all must)",
            ),
            (
                record(state=State.WITHDRAWN, people=(voter(IVAN, NO),)),
                "state: it is withdrawn, and 0 of 1 have approved (all must)",
            ),
            (
                record(state=State.PROPOSED, partner="IT", people=(voter(ANA, team="Marketing"),)),
                "people: nobody approves it for IT. Name somebody, or no partner",
            ),
            (record(partner="IT"), "people: nobody approves it for Marketing or IT"),
            (
                record(partner="IT", people=(voter(ANA, YES),)),
                "state: it is accepted, and 1 of 1 have approved (all must)",
            ),
            (
                record(people=(Person(IVAN, Part.INFORMED, AT, vote=YES, voted_at=AT),)),
                f"people.vote: {IVAN} votes, and is informed. Make them an approver",
            ),
            (
                record(people=(replace(voter(IVAN, YES), voted_at=None),)),
                f"people.vote: {IVAN} has a vote or a time of it. Write both, or none",
            ),
            (
                record(people=(voter(IVAN, YES), voter(IVAN, YES))),
                f"people: {IVAN} is 2 times approver. Name them once",
            ),
        ],
    )
    def test_names_a_state_that_does_not_fit(self, one: Record, sentence: str) -> None:
        assert f"row 2: {sentence}" in "\n".join(faults_of(one))

    @pytest.mark.parametrize(
        ("some", "sentences"),
        [
            (
                (record(), record(title="Another")),
                ["row 3: number: 7 is that of row 2 too. Give one of them another."],
            ),
            (
                (record(6, source="ESC-1"), record(7, source="ESC-1")),
                ["row 3: source: ESC-1 is that of row 2 too. Give one of them another."],
            ),
            (
                (following(7, 3),),
                [
                    "row 2: follows: there is no DEC-3, neither here nor in the log. Bring it in "
                    "with these, or take this out."
                ],
            ),
            (
                (record(7, follows=3),),
                [
                    "row 2: follows: it says what it follows and not how, or the other way. "
                    "Write both."
                ],
            ),
            (
                (record(3, State.SUPERSEDED),),
                [
                    "row 2: state: it is superseded, and nothing that held follows it. Bring that "
                    "in too, or correct the state."
                ],
            ),
            (
                (record(3), following(7, 3)),
                [
                    "row 3: follows: DEC-3 is accepted, and as DEC-7 is accepted it must be "
                    "superseded. Correct that, or take this out."
                ],
            ),
            (
                (record(3, State.SUPERSEDED), following(7, 3, "reverse")),
                [
                    "row 3: follows: DEC-3 is superseded, and as DEC-7 is accepted it must be "
                    "reversed. Correct that, or take this out."
                ],
            ),
            (
                (record(3, State.REJECTED), following(7, 3)),
                ["row 3: follows: DEC-3 is rejected, and never held. Take this out."],
            ),
            (
                (record(3, State.SUPERSEDED), following(5, 3), following(7, 3)),
                [
                    f"row {row}: follows: DEC-5, DEC-7 follow DEC-3 at once: only one can. Choose "
                    "one."
                    for row in (3, 4)
                ],
            ),
            (
                (
                    following(3, 5, state=State.SUPERSEDED),
                    following(5, 3, state=State.SUPERSEDED),
                    following(7, 5, state=State.REJECTED),
                ),
                [
                    f"row {row}: follows: DEC-3, DEC-5 follow each other in a circle."
                    for row in (2, 3)
                ],
            ),
            (
                (following(7, 7, state=State.SUPERSEDED),),
                ["row 2: follows: DEC-7 follow each other in a circle."],
            ),
        ],
    )
    def test_names_what_does_not_go_together(
        self, some: tuple[Record, ...], sentences: list[str]
    ) -> None:
        assert faults_of(*some) == sentences


class TestBesideTheLog:
    def facts(self, *log: Record) -> Facts:
        return replace(FACTS, log={each.number: each for each in log})

    def test_passes_over_what_is_there_and_the_same(self) -> None:
        old = record(people=(voter("Somebody of long ago"),))
        assert faults_of(old, facts=self.facts(old)) == []

    def test_names_what_is_different_there(self) -> None:
        assert faults_of(record(title="x", needed=1), facts=self.facts(record())) == [
            "row 2: number: DEC-7 is there already, and says something else (title, needed). Give "
            "yours another number."
        ]

    def test_names_a_source_that_has_made_one(self) -> None:
        there = self.facts(record(3, source="ESC-1"))
        assert faults_of(record(source="ESC-1"), facts=there) == [
            "row 2: source: ESC-1 has made DEC-3 already. Take it out."
        ]

    def test_lets_one_follow_what_is_there(self) -> None:
        proposed = following(7, 3, state=State.PROPOSED, people=(voter(),))
        assert faults_of(proposed, facts=self.facts(record(3))) == []

    def test_never_ends_what_holds_there(self) -> None:
        assert faults_of(following(7, 3), facts=self.facts(record(3))) == [
            "row 2: follows: DEC-3 is accepted, and as DEC-7 is accepted it must be superseded. "
            "Correct that, or take this out."
        ]

    def test_names_another_one_that_follows_the_same_there(self) -> None:
        other = following(5, 3, state=State.PROPOSED, people=(voter(),))
        assert faults_of(replace(other, number=7), facts=self.facts(record(3), other)) == [
            "row 2: follows: DEC-5, DEC-7 follow DEC-3 at once: only one can. Choose one."
        ]

    def test_names_somebody_whom_slack_does_not_know(self) -> None:
        facts = replace(FACTS, strangers={IVAN})
        assert faults_of(record(people=(voter(IVAN, YES),)), facts=facts) == [
            f"row 2: people.user: nobody here has the id {IVAN}. Look it up in Slack."
        ]


class TestInOrder:
    def test_puts_each_after_the_one_that_it_follows(self) -> None:
        some = [record(1, follows=3), record(2, follows=1), record(3), record(4)]
        assert [each.number for each in in_order(some)] == [3, 4, 1, 2]

    def test_takes_a_long_line_of_descent(self) -> None:
        some = [record(each, follows=each + 1) for each in range(1, 20_000)]
        assert [each.number for each in in_order(some)] == list(range(19_999, 0, -1))
