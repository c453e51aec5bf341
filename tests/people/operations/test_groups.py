"""Which user groups there are."""

from bot.db import Transaction
from bot.people import queries
from bot.people.operations.groups import record_groups
from bot.people.rules.profiles import Group, read_group
from tests.clock import MovedClock
from tests.story import Story

IT = Group("S1", "IT team", "it-team", is_disabled=False)
HR = Group("S2", "HR", "hr", is_disabled=False)


class TestReadGroup:
    def test_reads_what_slack_lists(self) -> None:
        said = {"id": "S1", "name": "IT team", "handle": "it-team", "date_delete": 0}
        assert read_group(said) == IT

    def test_knows_a_disabled_one(self) -> None:
        assert read_group({"id": "S1", "date_delete": 1795424400}).is_disabled


class TestRecordGroups:
    def names(self, transaction: Transaction, workspace_id: int) -> list[str]:
        with transaction() as session:
            return [each.name for each in queries.list_groups(session, workspace_id, limit=9)]

    def test_has_exactly_those_that_slack_lists(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock
    ) -> None:
        for groups, names in (([IT, HR], ["HR", "IT team"]), ([IT], ["IT team"]), ([], [])):
            with transaction() as session:
                record_groups(session, workspace_id, groups, now=clock())
            assert self.names(transaction, workspace_id) == names
            clock.advance(days=1)

    def test_leaves_out_what_is_disabled_until_it_is_back(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock
    ) -> None:
        disabled = Group("S1", "IT team", "it-team", is_disabled=True)
        for group, names in ((IT, ["IT team"]), (disabled, []), (IT, ["IT team"])):
            with transaction() as session:
                record_groups(session, workspace_id, [group], now=clock())
            assert self.names(transaction, workspace_id) == names
            clock.advance(days=1)

    def test_happens_by_itself(self, story: Story) -> None:
        story.slack.admin.create_group("@it-team", ["Ivan"])
        story.sync()
        with story.transaction() as session:
            (group,) = queries.list_groups(session, story.workspace.id, limit=9)
        assert group.handle == "it-team"
