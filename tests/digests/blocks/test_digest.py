"""However much has changed, in whatever script, it is one valid message, and its thread."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest

from bot.digests.blocks import digest
from bot.digests.blocks.fitting import MESSAGE_MAX
from bot.digests.models.facts import Called, Decided, Escalated, Facts, Roadmap, Some, Won, Word
from bot.digests.rules.changes import Changes, Moved, Passed, Turned
from bot.digests.rules.snapshots import Item, Side, Snapshot
from bot.roadmap.rules import Stage, Status
from bot.slack.values import Json

TODAY = date(2026, 11, 30)
MANY = 500
SCRIPTS = (
    "&" * 80,
    "<@U0MAYA00001> <!channel> *bold* `code` " * 2,
    "新しいウェブショップの計画" * 6,
    "متجر إلكتروني جديد للجميع " * 3,
    "👩🏽‍💻🇩🇪🚀" * 9,
    "Web shop",
)
SECTION_MAX, BLOCKS_MAX, TEXT_MAX = 3000, 50, 4000


def facts(*, title: str, number: int, sides: int = 2) -> Facts:
    """Return a week in which everything changed, of which all is called so."""
    teams = range(1, sides + 1)
    side = Side(Status.AT_RISK, TODAY)
    items = {
        id_: Item(id_, Stage.ACTIVE, TODAY, dict.fromkeys(teams, side))
        for id_ in range(1, number + 1)
    }
    ids = tuple(items)
    turned = tuple(
        Turned(id_, team, Status.ON_TRACK, Status.AT_RISK) for id_ in ids for team in teams
    )
    changes = Changes(
        new=ids,
        done=ids,
        moved=tuple(Moved(id_, TODAY, TODAY) for id_ in ids),
        passed=tuple(Passed(id_, Stage.PLANNED, Stage.ACTIVE) for id_ in ids),
        turned=turned,
    )
    since, numbers = datetime(2026, 11, 20, 9, tzinfo=UTC), count(1)
    decided = [Decided(f"DEC-{next(numbers)}", title, [title, title], since) for _id in ids]
    escalated = [Escalated(id_, f"ESC-{id_}", (title, title), title * 9, since) for id_ in ids]
    won = [Won(f"WIN-{id_}", title * 9, ["U1", "U2", "U3", "U4", "U5"], id_) for id_ in ids]
    return Facts(
        today=TODAY,
        since=date(2026, 11, 23),
        roadmap=Roadmap(
            Snapshot(number, items), {id_: Called(title, TODAY) for id_ in ids}, silent=[]
        ),
        changes=changes,
        teams=dict.fromkeys(teams, title),
        names={"U1": title, "U2": "Bo"},
        words={(id_, team): Word(title * 9, "U1") for id_ in ids for team in teams},
        decided=Some(decided, 7, 3),
        waiting=Some(decided),
        escalated=Some(escalated, 0, 1),
        wins=Some(won, 0, 2),
    )


def texts(blocks: Sequence[Json]) -> list[str]:
    """Return what the sections say."""
    return [each["text"]["text"] for each in blocks if each["type"] == "section"]


class TestMessage:
    @pytest.mark.parametrize("title", SCRIPTS)
    @pytest.mark.parametrize("sides", [1, 2, 20])
    def test_is_one_that_slack_takes(self, title: str, sides: int) -> None:
        main, below = digest.message(facts(title=title, number=MANY, sides=sides))
        for text, blocks in (main, *below):
            assert 0 < len(text) <= TEXT_MAX
            assert len(blocks) <= BLOCKS_MAX
            assert sum(map(len, texts(blocks))) <= MESSAGE_MAX
            assert all(len(each) < SECTION_MAX for each in texts(blocks))
            assert "<@U0MAYA" not in "".join(texts(blocks))
            assert "<!" not in "".join(texts(blocks))

    def test_has_the_rest_in_its_thread_and_counts_it(self) -> None:
        main, below = digest.message(facts(title="Web shop", number=MANY))
        told = texts(main[1])
        for said, total in zip(told[1:], [*[MANY] * 5, MANY + 7, *[MANY] * 3], strict=True):
            (more,) = re.findall(r"…and (\d+) more in the thread", said)
            assert said.count("• ") + int(more) == total
        thread = "\n".join(said for _text, blocks in below for said in texts(blocks))
        everything = "\n".join([*told, thread])
        for part in ("target date", "from planned", "says at risk", "ESC-", "DEC-"):
            assert everything.count(part) >= MANY
        assert all(f"INI-{number} Web shop" in everything for number in range(1, MANY + 1))
        assert "more in the thread.\n…and 3 restricted decisions." in "\n".join(told)
        assert "…and 7 more." in thread

    def test_says_how_many_are_not_for_everybody(self) -> None:
        quiet = facts(title="Web shop", number=1)
        hidden = replace(
            quiet,
            changes=Changes(),
            decided=Some((), 0, 1),
            waiting=Some(),
            escalated=Some((), 0, 2),
            wins=Some((), 0, 1),
        )
        (_text, blocks), below = digest.message(hidden)
        assert texts(blocks)[1:] == [
            "*Decided*\n1 restricted decision.",
            "*Escalated and open, the oldest first*\n2 private ones.",
            "*Wins*\n1 for a team alone.",
        ]
        assert below == []


class TestHeadline:
    def test_of_a_week_without_news_is_the_whole_digest(self) -> None:
        quiet = replace(
            facts(title="Web shop", number=1),
            changes=Changes(),
            decided=Some(),
            waiting=Some(),
            escalated=Some(),
            wins=Some(),
        )
        (text, blocks), below = digest.message(quiet)
        assert text == "Nothing changed since Mon 23 Nov 2026."
        assert texts(blocks) == ["*Nothing changed since Mon 23 Nov 2026.*"]
        assert below == []
