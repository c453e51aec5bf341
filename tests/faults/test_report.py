"""The table of what was proven: one line for each figure, and one for many alike."""

import pytest

from tests.faults import report
from tests.faults.report import Proof

SENTENCE = "Timers: fire once"


class TestDescribe:
    @pytest.mark.parametrize(
        ("nodeid", "expected"),
        [
            ("a.py::TestFanOut::test_loses_nothing", ("Fan out: loses nothing", "")),
            ("a.py::TestTimers::test_fire_once[sqlite-2]", (SENTENCE, "sqlite-2")),
            ("a.py::TestEachBug::test_is_caught[a::b]", ("Each bug: is caught", "a::b")),
        ],
    )
    def test_reads_as_a_sentence(self, nodeid: str, expected: tuple[str, str]) -> None:
        assert report.describe(nodeid) == expected


class TestLines:
    def test_show_what_each_case_recorded(self) -> None:
        figures = {"seed": 7, "timers": 200, "lost": 0}
        proof = Proof(SENTENCE, "2 workers", 36.4, "passed", figures)
        assert list(report.lines([proof]))[2:] == [
            "| Timers: fire once | 2 workers | 7 | timers 200, lost 0 | 36 | passed |"
        ]

    def test_count_the_cases_that_recorded_nothing(self) -> None:
        cases = [
            Proof(SENTENCE, f"case {number}", 1.5, "passed" if number else "failed")
            for number in range(4)
        ]
        assert list(report.lines(cases))[2:] == [
            "| Timers: fire once | case 0 |  |  | 2 | failed |",
            "| Timers: fire once | 3 cases |  |  | 4 | passed |",
        ]
