"""Who is a colleague: one answer, for whatever asks."""

from dataclasses import replace

import pytest

from bot.people import operations, queries
from bot.people.operations import Profile
from bot.people.rules import Standing
from tests.story import Story

BO = Profile("U0BO0000004", "Bo Chen", "America/Los_Angeles", Standing.COLLEAGUE, False)


class TestIsColleague:
    @pytest.mark.parametrize(
        ("profile", "is_one"),
        [
            pytest.param(BO, True, id="colleague"),
            pytest.param(replace(BO, standing=Standing.GUEST), False, id="guest"),
            pytest.param(replace(BO, standing=Standing.BOT), False, id="bot"),
            pytest.param(replace(BO, standing=Standing.STRANGER), False, id="stranger"),
            pytest.param(replace(BO, is_deactivated=True), False, id="deactivated"),
        ],
    )
    def test_is_what_slack_says(self, story: Story, profile: Profile, is_one: bool) -> None:
        workspace_id = story.workspace.id
        with story.transaction() as session:
            operations.record_people(session, workspace_id, [profile], now=story.clock())
            assert queries.is_colleague(session, workspace_id, BO.user_id) is is_one
            (person,) = queries.find_people(session, workspace_id, [BO.user_id]).values()
            assert person.is_colleague is is_one
            outsiders = queries.find_outsiders(session, workspace_id, [BO.user_id])
            assert (outsiders == set()) is is_one

    def test_is_nobody_who_is_unknown_or_of_another_workspace(self, story: Story) -> None:
        with story.transaction() as session:
            operations.record_people(session, story.workspace.id, [BO], now=story.clock())
            assert not queries.is_colleague(session, story.workspace.id, "U0UNKNOWN01")
            assert not queries.is_colleague(session, story.workspace.id + 1, BO.user_id)
