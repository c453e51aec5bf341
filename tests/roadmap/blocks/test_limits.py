"""Whatever people type, everything drawn is within Slack's limits, and nothing in it is live."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.roadmap import operations
from bot.roadmap.blocks import card, forms, lists, sentences
from bot.roadmap.models import Initiative
from bot.roadmap.rules import NAME_MAX, REASON_MAX, Stage
from bot.teams.models import Team
from bot.teams.rules import LEADS_MAX, TEAM_NAME_MAX, TEAMS_MAX
from sandbox import validation
from tests.escalations.blocks.drawn import team
from tests.escalations.blocks.test_limits import EDIT_MAX, FILLERS, message_texts, mrkdwn
from tests.roadmap.blocks.drawn import TODAY, change, initiative, link, owned, sheet

Drawn = tuple[str, list[dict[str, Any]]]

OURS = re.compile(r"<(@U\w+|#C\w+|!date\^[^>]*)>")
HOSTILE = [*FILLERS, "<!here|x>", "&lt;!channel&gt;", "*_~`"]

steady = settings(derandomize=True, max_examples=50)


def many_teams(words: str) -> list[Team]:
    """Return as many teams as there can be, each with as many leads."""
    leads = [f"ULEAD{number:07d}" for number in range(LEADS_MAX)]
    teams = [team(words[:TEAM_NAME_MAX] or "x", "CM", *leads) for _each in range(TEAMS_MAX)]
    for number, each in enumerate(teams):
        each.id = number + 1
    return teams


def filled(words: str, **changes: Any) -> Initiative:
    """Return an initiative of every team in which everything that people can type is `words`."""
    owners = owned(*((each, f"UOWNER{each.id:05d}") for each in many_teams(words)))
    return initiative(
        title=words[:NAME_MAX],
        outcome=words[:REASON_MAX],
        why=words[:REASON_MAX],
        owners=owners,
        **changes,
    )


def edited(words: str) -> list[Drawn]:
    """Return every message that is ever edited, with `words` in it."""
    row = filled(words, version=2)
    gone = row.owner_ids
    full = sheet(row, *(link(n, title=words) for n in range(10)), linked=4711, gone=gone)
    return [card.posted(full), card.followed_elsewhere(full)]


def messages(words: str) -> list[Drawn]:
    """Return every message there is, with `words` in it."""
    rows = [filled(words, number=number) for number in range(lists.PAGE)]
    for row, stage in zip(rows, Stage, strict=False):
        row.stage = stage
    shown = lists.Page(rows, number=1, total=300, user_id="UANA", today=TODAY)
    moved = change("stage", "active", "done")
    return [
        *edited(words),
        card.personal(sheet(rows[0]), may_change=True, today=TODAY),
        lists.page(shown),
        lists.found(rows, words, TODAY),
        sentences.set_up_first(words[:NAME_MAX]),
        (sentences.too_long(words, NAME_MAX), []),
        (sentences.nothing_found(words), []),
        (sentences.only_the_responsible(rows[0]), []),
        (sentences.moved_meanwhile(rows[0], moved), []),
    ]


def views(words: str) -> list[dict[str, Any]]:
    """Return every form there is, with `words` in it."""
    row, teams = filled(words), many_teams(words)
    changes = [change("title", words, words) for _each in range(30)]
    again = forms.change_form(row, teams, operations.read(row), meanwhile=changes, mine=["title"])
    return [
        forms.add_form(teams, home=teams[0], user_id="UANA", title=words[:NAME_MAX]),
        again,
        card.modal(sheet(row, link(1, title=words)), may_change=True, today=TODAY),
    ]


class TestMessages:
    @pytest.mark.parametrize("filler", HOSTILE)
    def test_fit_with_every_field_full(self, filler: str) -> None:
        for text, blocks in messages((filler * 3000)[:3000]):
            assert validation.message(blocks) == []
            assert text

    @pytest.mark.parametrize("filler", HOSTILE)
    def test_can_be_edited_with_every_field_full(self, filler: str) -> None:
        for text, _blocks in edited((filler * 3000)[:3000]):
            assert len(text.encode()) <= EDIT_MAX

    @pytest.mark.parametrize("filler", HOSTILE)
    def test_list_a_page_in_what_slack_advises(self, filler: str) -> None:
        """4,000 bytes of an ephemeral message's text (docs.slack.dev, chat.postEphemeral)."""
        rows = [filled(filler * 80, number=99_999) for _each in range(lists.PAGE)]
        shown = lists.Page(rows, number=1, total=300, user_id="UANA", today=TODAY)
        for text, blocks in (lists.page(shown), lists.found(rows, filler * 80, TODAY)):
            assert len(text.encode()) <= EDIT_MAX
            assert len(blocks) <= 50

    @pytest.mark.parametrize("filler", HOSTILE)
    def test_mention_nobody_whom_we_did_not_mean(self, filler: str) -> None:
        for drawn in messages((filler * 3000)[:3000]):
            for text in message_texts(drawn):
                assert "<" not in OURS.sub("", text)
                assert "<@U1" not in text

    @steady
    @given(st.text(min_size=1, max_size=200).filter(lambda words: bool(words.strip())))
    def test_fit_and_mention_nobody_whatever_is_typed(self, words: str) -> None:
        for drawn in messages(words):
            assert validation.message(drawn[1]) == []
            for text in message_texts(drawn):
                assert "<" not in OURS.sub("", text)


class TestViews:
    @pytest.mark.parametrize("filler", HOSTILE)
    def test_fit_with_every_field_full(self, filler: str) -> None:
        for view in views((filler * 3000)[:3000]):
            assert validation.view(view, "modal") == []
            assert len(view["blocks"]) <= 100

    @pytest.mark.parametrize("filler", HOSTILE)
    def test_mention_nobody_whom_we_did_not_mean(self, filler: str) -> None:
        for view in views((filler * 3000)[:3000]):
            for text in mrkdwn(view["blocks"]):
                assert "<" not in OURS.sub("", text)
                assert "<@U1" not in text
