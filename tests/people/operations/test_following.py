"""Following a channel or a group, and following it no more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import sqlalchemy
from sqlalchemy.orm import Session

from bot.db import Transaction
from bot.people import operations, queries
from bot.people.jobs import sweeps
from bot.people.models import FollowedMember, Following, Reading
from bot.people.operations import following as followings
from bot.people.operations import readings
from tests.clock import MovedClock
from tests.people import company
from tests.story import Story


def count(session: Session, model: type) -> int:
    return session.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(model)) or 0


def at_once(*acts: Callable[[], object]) -> None:
    with ThreadPoolExecutor(len(acts)) as pool:
        for running in [pool.submit(act) for act in acts]:
            running.result()


class TestFollow:
    def test_is_done_once_however_many_ask(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock
    ) -> None:
        def follow() -> None:
            with transaction() as session:
                operations.follow(session, workspace_id, "C1", now=clock())

        at_once(*[follow] * 4)
        with transaction() as session:
            assert (count(session, Following), count(session, Reading)) == (1, 2)

    def test_asks_for_nothing_again_that_was_read(self, story: Story) -> None:
        company.follow(story, "#it")
        story.sync()
        company.follow(story, "#it")
        with company.counted(story) as calls:
            story.sync()
        assert calls == {}

    def test_looks_again_at_once_for_what_was_hidden(self, story: Story) -> None:
        company.follow(story, "#leads")
        story.sync()
        company.missed(story, lambda: story.slack.person("Maya").invite_bot("#leads"))
        company.follow(story, "#leads")
        story.sync()
        assert len(company.members(story, "#leads")) == 3


class TestUnfollow:
    def test_forgets_the_members_and_asks_no_more(self, story: Story, clock: MovedClock) -> None:
        story.slack.admin.create_group("@it-team", ["Ivan"])
        company.follow(story, "#it", "@it-team")
        story.sync()
        with story.transaction() as session:
            for source in ("#it", "@it-team"):
                source_id = company.source_id(story, source)
                operations.unfollow(session, story.workspace.id, source_id)
        with story.transaction() as session:
            assert (count(session, Following), count(session, FollowedMember)) == (0, 0)
        clock.advance(days=2)
        with company.counted(story) as calls:
            story.sync()
        assert calls == {"usergroups.list": 1}  # which then finds that nobody follows a group
        clock.advance(days=2)
        with company.counted(story) as calls:
            story.sync()
        assert calls == {}

    def test_while_it_is_being_read_drops_what_comes(self, story: Story) -> None:
        company.follow(story, "#it")
        calls = story.reader._claim()
        with story.transaction() as session:
            operations.unfollow(session, story.workspace.id, "C0IT0000003")
            assert all(
                readings.find_asked(session, asked) is None
                for asked in calls
                if asked.subject == "C0IT0000003"
            )


class TestListMembers:
    def test_names_only_those_who_may_act(self, story: Story) -> None:
        company.follow(story, "#general")
        story.slack.person("Maya").invite("Dan", "#general")
        story.sync()
        assert "Gail Moreau" not in company.members(story, "#general")  # a guest
        assert "Dan Whitlock" not in company.members(story, "#general")  # deactivated
        assert company.members(story, "#general") == [
            "Ana Ribeiro",
            "Bo Chen",
            "Ivan Kovac",
            "Maya Okafor",
            "Sofia Rossi",
        ]

    def test_of_another_workspace_are_none_of_ours(self, story: Story) -> None:
        company.follow(story, "#it")
        story.sync()
        with story.transaction() as session:
            assert queries.list_members(session, story.workspace.id + 1, "C0IT0000003") == []


class TestForgetLeavers:
    def test_keeps_who_left_for_a_week(self, story: Story, clock: MovedClock) -> None:
        company.follow(story, "#it")
        story.sync()
        clock.advance(minutes=1)
        story.slack.person("Bo").leave("#it")
        assert self.kept(story) == 4
        clock.advance(days=8)
        sweeps.forget_leavers(transaction=story.transaction, now=clock() - timedelta(days=2))
        assert self.kept(story) == 4
        sweeps.forget_leavers(transaction=story.transaction, now=clock())
        assert self.kept(story) == 3

    def kept(self, story: Story) -> int:
        with story.transaction() as session:
            return count(session, FollowedMember)


class TestEventsAtOnce:
    def test_leave_the_last_word_to_slacks_clock(self, story: Story, clock: MovedClock) -> None:
        """Two processes hear at the same time that somebody came, and later went."""
        company.follow(story, "#it")

        def note(change: Callable[..., None], seconds: int) -> Callable[[], None]:
            def act() -> None:
                with story.transaction() as session:
                    (each,) = queries.find_followings(
                        session, story.workspace.id, ["C0IT0000003"]
                    ).values()
                    change(session, each, ["U1", "U2"], at=clock() + timedelta(seconds=seconds))

            return act

        at_once(note(followings.leave, 2), note(followings.join, 1), note(followings.join, 1))
        with story.transaction() as session:
            left = session.scalars(sqlalchemy.select(FollowedMember.left_at)).all()
        assert left == [clock() + timedelta(seconds=2)] * 2
