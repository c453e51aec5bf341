"""What is asked before a team is closed."""

import pytest

from bot.teams.blocks import closing as blocks
from bot.teams.rules import Holdings
from sandbox import validation
from tests.teams.teams import IT, LONG

ASKED = (
    "on with the next people on the ladder, without its leads. "
    "Whoever has taken something keeps it."
)
NAMED = "with the people named there: `/align owns`, `/align services` and `/roadmap` change that."


def said(holdings: Holdings) -> list[str]:
    """Return what the form says of what the team has to do with, a line each."""
    form = blocks.close_form(IT, holdings)
    text: str = form["blocks"][1]["text"]["text"]
    return text.splitlines()


class TestCloseForm:
    @pytest.mark.parametrize(
        ("holdings", "lines"),
        [
            (
                Holdings(asked=1, asks=1, initiatives=1),
                [
                    f"• 1 open escalation to it goes {ASKED}",
                    "• 1 open escalation to others stays with whoever asked.",
                    f"• 1 initiative stays {NAMED}",
                ],
            ),
            (
                Holdings(asked=2, asks=3, initiatives=4, entries=5, proposals=6),
                [
                    f"• 2 open escalations to it go {ASKED}",
                    "• 3 open escalations to others stay with whoever asked.",
                    "• 6 proposed decisions wait for the same approvers as before.",
                    f"• 5 things on its lists and 4 initiatives stay {NAMED}",
                ],
            ),
            (
                Holdings(proposals=1),
                ["• 1 proposed decision waits for the same approvers as before."],
            ),
            (Holdings(entries=1), [f"• 1 thing on its lists stays {NAMED}"]),
            (
                Holdings(initiatives=1, entries=1),
                [f"• 1 thing on its lists and 1 initiative stay {NAMED}"],
            ),
            (
                Holdings(),
                ["Nothing is open there, it owns nothing, and it is part of no initiative."],
            ),
        ],
    )
    def test_says_what_becomes_of_what_there_is(self, holdings: Holdings, lines: list[str]) -> None:
        assert said(holdings) == lines

    def test_is_within_slacks_limits(self) -> None:
        form = blocks.close_form(LONG, Holdings(*[10**6] * 5))
        assert validation.view(form, "modal") == []
