"""Which reactions celebrate, which of them stand, and whom a message mentions."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from bot.wins.rules.reactions import groups_in, is_celebrating, is_on, people_in

EARLY, LATE = datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)


class TestIsCelebrating:
    @pytest.mark.parametrize(
        ("reaction", "emoji", "does"),
        [
            ("tada", "tada", True),
            ("clap::skin-tone-5", "clap", True),
            ("+1", "thumbsup", True),
            ("+1::skin-tone-2", "thumbsup", True),
            ("thumbsup", "+1", True),
            ("clap", "tada", False),
            ("tada2", "tada", False),
            ("clap::skin-tone-5", "tada", False),
        ],
    )
    def test_takes_the_emoji_in_any_skin_tone(self, reaction: str, emoji: str, does: bool) -> None:
        assert is_celebrating(reaction, emoji) is does


class TestIsOn:
    @pytest.mark.parametrize(
        ("reacted_at", "removed_at", "stands"),
        [
            (EARLY, None, True),
            (EARLY, LATE, False),
            (LATE, EARLY, True),
            (None, EARLY, False),
            (EARLY, EARLY, False),
        ],
    )
    def test_is_what_happened_last(
        self, reacted_at: datetime | None, removed_at: datetime | None, stands: bool
    ) -> None:
        assert is_on(reacted_at, removed_at) is stands


class TestPeopleIn:
    @pytest.mark.parametrize("order", [*permutations(("<@U1AB>", "<@W2CD|bo>", "<@U1AB>"))])
    def test_names_each_once_in_order(self, order: tuple[str, ...]) -> None:
        names = [each[2:6] for each in order]
        assert people_in(" and ".join(order)) == list(dict.fromkeys(names))

    @pytest.mark.parametrize("text", ["", "@ivan", "&lt;@U1AB&gt;", "<#C1>", "<!here>", "<@B1>"])
    def test_finds_nobody_elsewhere(self, text: str) -> None:
        assert people_in(text) == []


class TestGroupsIn:
    def test_names_each_once(self) -> None:
        assert groups_in("<!subteam^S1|@it> <!subteam^S2> <!subteam^S1> <!here>") == ["S1", "S2"]
