"""The checker is proven to see each kind of wrong, in small worlds with one thing broken."""

import ast
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.faults import checker, evidence
from tests.faults.checker import Call, Evidence, Expected, Row, Shown, check

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def shown(name: str, ts: str, *, version: int = 1, thread_ts: str | None = None) -> Shown:
    return Shown("C1", ts, thread_ts, f"[{name} v{version}] The words", f"marker of {name}")


def row(number: int, name: str, ts: str, *, version: int = 1) -> Row:
    text = f"[{name} v{version}] The words"
    return Row(number, "sent", "chat.postMessage", f"marker of {name}", "C1", ts, text)


GOOD = Evidence(
    expected=[
        Expected("r-1", 2, "C1"),
        Expected("r-2", 1, "C1", thread_of="r-1"),
        Expected("r-3", 1, "C1", thread_of="r-1"),
    ],
    shown=[
        shown("r-1", "1.1", version=2),
        shown("r-2", "1.2", thread_ts="1.1"),
        shown("r-3", "1.3", thread_ts="1.1"),
    ],
    calls=[
        Call(NOON, "chat.postMessage", "C1", retry_after=timedelta(seconds=2)),
        Call(NOON + timedelta(seconds=1), "chat.postMessage", "C2"),
        Call(NOON + timedelta(seconds=1), "chat.update", "C1"),
        Call(NOON + timedelta(seconds=2), "chat.postMessage", "C1"),
    ],
    rows=[row(1, "r-1", "1.1", version=2), row(2, "r-2", "1.2"), row(3, "r-3", "1.3")],
)
CARD, FIRST, SECOND = GOOD.shown


def changed(place: int, **values: object) -> list[Shown]:
    """Return what the good world shows, with one message changed."""
    return [replace(each, **values) if at == place else each for at, each in enumerate(GOOD.shown)]


class TestCheck:
    def test_finds_nothing_where_all_is_well(self) -> None:
        assert not check(GOOD).complaints()

    def test_sees_what_is_lost(self) -> None:
        report = check(replace(GOOD, shown=[CARD, FIRST]))
        assert report.lost == ("r-3",)

    def test_sees_what_is_seen_twice(self) -> None:
        report = check(replace(GOOD, shown=[*GOOD.shown, replace(FIRST, ts="1.9")]))
        assert report.twice == ("r-2 at C1 1.2, C1 1.9",)

    def test_sees_a_second_copy_that_has_no_name(self) -> None:
        nameless = Shown("C1", "2.1", None, "Somebody escalates", "m")
        report = check(replace(GOOD, shown=[*GOOD.shown, nameless, replace(nameless, ts="2.2")]))
        assert report.twice == ("'Somebody escalates' at C1 2.1, C1 2.2",)

    def test_sees_what_nobody_asked_for(self) -> None:
        report = check(replace(GOOD, shown=[*GOOD.shown, shown("r-4", "1.4")]))
        assert report.unexpected == ("'[r-4 v1] The words' at C1 1.4",)

    def test_sees_what_the_database_does_not_know(self) -> None:
        report = check(replace(GOOD, shown=[*GOOD.shown, Shown("C1", "2.1", None, "Hello", "m")]))
        assert report.unexpected == ("'Hello' at C1 2.1, of which the database does not know",)

    def test_sees_an_older_version(self) -> None:
        report = check(replace(GOOD, shown=changed(0, text="[r-1 v1] The words")))
        assert report.stale == ("r-1 shows version 1, not 2",)

    def test_sees_another_channel(self) -> None:
        report = check(replace(GOOD, shown=changed(2, channel="C2")))
        assert report.misplaced == ("r-3 is in C2, not in C1",)

    def test_sees_a_reply_outside_its_thread(self) -> None:
        report = check(replace(GOOD, shown=changed(2, thread_ts=None)))
        assert report.misplaced == ("r-3 is in the thread None, not in r-1's",)

    def test_knows_where_a_persons_messages_land(self) -> None:
        landed = Call(NOON, "chat.postMessage", "U1", landed_in="D1")
        here = Evidence([Expected("r-1", 1, "U1")], [replace(CARD, channel="D1")], [landed])
        assert check(replace(here, shown=[replace(CARD, channel="D2")])).misplaced
        assert not check(here).misplaced
        assert not check(replace(here, calls=[])).misplaced

    def test_sees_replies_in_the_wrong_order(self) -> None:
        report = check(replace(GOOD, shown=[CARD, replace(FIRST, ts="1.4"), SECOND]))
        assert report.out_of_order == ("r-3 stands before r-2",)

    @pytest.mark.parametrize("state", ["pending", "sending", "unknown"])
    def test_sees_what_is_still_on_its_way(self, state: str) -> None:
        rows = [replace(GOOD.rows[0], state=state), *GOOD.rows[1:]]
        assert check(replace(GOOD, rows=rows)).unsettled == (f"row 1 is {state}",)

    @pytest.mark.parametrize(
        ("wrong", "complaint"),
        [
            ({"ts": "7.7"}, "row 3 is not at C1 7.7"),
            ({"marker": "m"}, "row 3 is at C1 1.3 with another's marker"),
            ({"text": "Other"}, "row 3 says 'Other', and Slack shows '[r-3 v1] The words'"),
        ],
    )
    def test_sees_a_row_that_slack_does_not_bear_out(
        self, wrong: dict[str, str], complaint: str
    ) -> None:
        rows = [*GOOD.rows[:2], replace(GOOD.rows[2], **wrong)]
        assert check(replace(GOOD, rows=rows)).unanchored == (complaint,)

    def test_sees_two_rows_that_claim_one_message(self) -> None:
        rows = [*GOOD.rows, replace(GOOD.rows[2], number=4)]
        assert check(replace(GOOD, rows=rows)).unanchored == ("2 rows claim ('C1', '1.3')",)

    def test_sees_a_call_before_the_end_of_a_pause(self) -> None:
        early = Call(NOON + timedelta(seconds=1.5), "chat.postMessage", "C1")
        report = check(replace(GOOD, calls=[*GOOD.calls, early]))
        assert report.impatient == ("C1 at 12:00:01.500000, 0.500 s early",)

    def test_takes_a_person_and_her_messages_for_one_channel(self) -> None:
        calls = [
            Call(NOON, "chat.postMessage", "U1", landed_in="D1"),
            Call(NOON, "chat.postMessage", "U1", retry_after=timedelta(seconds=2)),
            Call(NOON + timedelta(seconds=1), "chat.postMessage", "D1"),
        ]
        assert check(Evidence(calls=calls)).impatient == ("D1 at 12:00:01.000000, 1.000 s early",)


class TestModules:
    @pytest.mark.parametrize("module", [checker, evidence])
    def test_know_nothing_of_the_bot(self, module: object) -> None:
        tree = ast.parse(Path(str(getattr(module, "__file__", ""))).read_text())
        names = [
            name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (getattr(node, "module", None), *(each.name for each in node.names))
        ]
        assert "re" in names or "json" in names
        assert not [name for name in names if name and name.partition(".")[0] in ("bot", "sandbox")]
