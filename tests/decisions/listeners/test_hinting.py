"""Hints: only who asks, only where they are switched on, and once a week at most."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy

from bot.decisions.operations import hinting
from bot.decisions.queries import hints as queries
from sandbox import Delivery, Message, Person
from sandbox.payloads import events
from tests.crowd import at_once
from tests.decisions import scenes
from tests.decisions.world import World
from tests.story import Story

ASKED = "which tool do we use for the newsletter now, HubSpot?"
ENDS = [f"{kind}_{end}" for kind in ("channel", "group") for end in ("archive", "deleted", "left")]
OUTSIDERS = [{"is_restricted": True}, {"is_stranger": True}, {"is_bot": True}, {"deleted": True}]
NOT_TYPED: list[dict[str, object]] = [
    {"subtype": "message_changed"},
    {"subtype": "message_deleted"},
    {"subtype": "channel_join"},
    {"subtype": "bot_message"},
    {"subtype": "thread_broadcast", "bot_id": "B0OTHER0001"},
    {"bot_id": "B0OTHER0001"},
    {"user": None},
    {"user": "U0BOTUSER01"},
]
HINT = (
    "That may be decided: DEC-1, “We move the newsletter to HubSpot”. Decided by @Maya Okafor, "
    "Mon 23 Nov 09:00 UTC."
)


def switch_on(story: Story, channel: str = "#marketing") -> None:
    story.sync()
    maya = story.slack.person("Maya")
    maya.command("/decision", "hints", channel=channel)
    maya.click("Switch on", message=maya.sees(channel)[-1])
    story.settle()


def is_on(story: Story, channel: str = "#marketing") -> bool:
    with story.transaction() as session:
        return queries.gives_hints(session, story.workspace.id, story.slack.channel(channel).id)


def ask(
    story: Story, who: str = "Ana", text: str = ASKED, channel: str = "#marketing", **more: Any
) -> None:
    story.slack.person(who).say(text, channel=channel, **more)
    story.settle()


def save(story: Story, who: str, message: Message) -> None:
    """Somebody makes a decision of a message."""
    person = story.slack.person(who)
    person.shortcut("Save as decision", message)
    person.submit({})
    story.settle()


def hear(story: Story, **changes: object) -> None:
    """Let Slack tell that Ana asked in #marketing, with something of the message changed."""
    event = {
        "type": "message",
        "user": story.slack.person("Ana").id,
        "text": ASKED,
        "ts": "1795424400.000100",
        "channel": story.slack.channel("#marketing").id,
        "channel_type": "channel",
    }
    tell(story, event | changes)
    story.settle()


def tell(story: Story, event: dict[str, Any]) -> None:
    """Let Slack tell of something."""
    envelope = events.envelope(story.slack.workspace, event)
    assert story.receive(Delivery("events_api", envelope)).status == 200


def hints(story: Story, who: str = "Ana") -> list[str]:
    return [each for each in scenes.whispers(story, who) if each.startswith("That may be decided")]


class TestOnMessage:
    def test_tells_who_asks_and_nobody_else(self, story: Story) -> None:
        story.set_up()
        scenes.record(story)
        switch_on(story)
        ask(story)
        assert hints(story) == [HINT]
        assert not hints(story, "Maya")
        said = [each.plain for each in story.slack.channel("#marketing").messages]
        assert not any(HINT in each for each in said)

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("also_to_channel", [False, True])
    def test_answers_in_the_thread_in_which_somebody_asks(
        self, story: Story, also_to_channel: bool
    ) -> None:
        story.set_up()
        scenes.record(story)
        switch_on(story)
        first = story.slack.person("Maya").say("The draft is here.", channel="#marketing")
        ask(story, thread_ts=first.ts, also_to_channel=also_to_channel)
        assert hints(story) == [HINT]
        ana = story.slack.person("Ana")
        assert ana.sees("#marketing")[-1].thread_ts == first.ts
        ana.click("Not what I asked", message=ana.sees("#marketing")[-1])
        story.settle()
        assert ana.sees("#marketing")[-1].plain.startswith("Thank you")
        assert ana.sees("#marketing")[-1].thread_ts == first.ts

    def test_answers_in_the_channel_what_begins_a_thread(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        hear(story, thread_ts="1795424400.000100")
        assert hints(story) == [HINT]
        assert story.slack.person("Ana").sees("#marketing")[-1].thread_ts is None

    def test_hears_people_who_have_just_typed_something(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        for other in NOT_TYPED:
            hear(story, **other)
            assert hints(story) == [], other
        hear(story)
        assert hints(story) == [HINT]

    def test_says_nothing_where_hints_are_off(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        ask(story)
        switch_on(story)
        maya = story.slack.person("Maya")
        maya.command("/decision", "hints", channel="#marketing")
        maya.click("Switch off", message=maya.sees("#marketing")[-1])
        story.settle()
        ask(story)
        assert hints(story) == []

    def test_says_it_once_a_week(self, story: Story) -> None:
        story.set_up()
        scenes.record(story)
        switch_on(story)
        ask(story)
        story.clock.advance(days=6, hours=23)
        ask(story, "Sofia")
        assert hints(story, "Sofia") == []
        story.clock.advance(hours=2)
        ask(story, "Sofia")
        assert hints(story, "Sofia") == [HINT]

    def test_says_it_once_when_slack_tells_twice(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)

        def twice(delivery: Delivery) -> object:
            story.receive(delivery)
            return story.receive(delivery)

        story.slack.deliver_to(twice)  # type: ignore[arg-type]  # its answer is an Ack
        ask(story)
        assert hints(story) == [HINT]

    def test_is_silent_on_what_is_no_question_or_not_decided(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        scenes.propose(story, "Ivan", title="We buy a second coffee machine")
        switch_on(story)
        for text in (
            "We move the newsletter to HubSpot.",
            "do we buy a second coffee machine?",
            "who is at the fair in Cologne?",
        ):
            ask(story, text=text)
        assert hints(story) == []

    def test_names_what_holds_now(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        scenes.choose(
            story, "Maya", "Supersede it", title="The newsletter stays in HubSpot's rival"
        )
        switch_on(story)
        ask(story)
        (only,) = hints(story)
        assert "DEC-2" in only

    def test_hints_at_no_restricted_one_elsewhere(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        story.slack.person("Sofia").invite_bot("#leads")
        story.sync()
        story.settle()
        story.sync()
        maya = story.slack.person("Maya")
        maya.command("/decision", scenes.TITLE, channel="#leads")
        maya.submit({})
        switch_on(story)
        switch_on(story, "#leads")
        ask(story)
        assert hints(story) == []
        ask(story, "Maya", channel="#leads")
        assert len(hints(story, "Maya")) == 1

    def test_says_nothing_of_what_the_question_itself_became(self, sqlite_story: Story) -> None:
        """Slack tells of a message again, hours later, if it had no answer the first time."""
        story = sqlite_story
        story.set_up()
        switch_on(story)
        told: list[Delivery] = []
        story.slack.deliver_to(lambda delivery: told.append(delivery) or story.receive(delivery))
        asked = story.slack.person("Ana").say(ASKED, channel="#marketing")
        save(story, "Maya", asked)
        (question,) = [each for each in told if each.payload.get("event", {}).get("text") == ASKED]
        assert story.receive(question).status == 200
        story.settle()
        assert hints(story) == []
        ask(story)
        assert len(hints(story)) == 1

    @pytest.mark.parametrize("saved", [0, 1], ids=["its beginning", "an answer"])
    def test_says_nothing_of_what_was_decided_in_the_same_thread(
        self, sqlite_story: Story, saved: int
    ) -> None:
        story = sqlite_story
        story.set_up()
        switch_on(story)
        maya = story.slack.person("Maya")
        first = maya.say(scenes.TITLE, channel="#marketing")
        answer = maya.say(scenes.TITLE, channel="#marketing", thread_ts=first.ts)
        save(story, "Maya", (first, answer)[saved])
        for who in ("Maya", "Ana"):
            ask(story, who, thread_ts=first.ts)
            assert hints(story, who) == []
        other = maya.say("Good morning", channel="#marketing")
        ask(story, thread_ts=other.ts)
        assert len(hints(story)) == 1

    def test_tells_nobody_of_another_company(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        story.sync()
        scenes.record(story)
        switch_on(story)
        ask(story, "Eve")
        assert hints(story, "Eve") == []
        ask(story)
        assert len(hints(story)) == 1

    def test_says_nothing_of_a_decision_below_its_own_card(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        ask(story, thread_ts=scenes.card(story).ts)
        assert hints(story) == []
        ask(story)
        assert hints(story) == [HINT]

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("outsider", OUTSIDERS, ids=str)
    def test_tells_nobody_whom_slack_calls_no_colleague(
        self, story: Story, outsider: dict[str, bool]
    ) -> None:
        story.set_up()
        scenes.record(story)
        switch_on(story)
        story.slack.admin.change_person("Ana", **outsider)
        hear(story)
        assert hints(story) == []
        story.slack.admin.change_person("Ana", **dict.fromkeys(outsider, False))
        hear(story)
        assert hints(story) == [HINT]

    def test_tells_nobody_of_whom_slack_has_not_told_us(self, sqlite_story: Story) -> None:
        """People of other companies are in no list of ours."""
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        hear(story, user="U0UNKNOWN01")
        with story.transaction() as session:
            rows = session.execute(sqlalchemy.text("SELECT * FROM decision_hints")).all()
        assert rows == []

    @pytest.mark.parametrize(
        "said",
        [
            {"user_team": "T0OTHERCO01"},
            {"user_profile": {"is_restricted": True}},
            {"user_profile": {"is_ultra_restricted": True}},
        ],
        ids=str,
    )
    def test_believes_a_message_that_says_it_is_an_outsiders(
        self, sqlite_story: Story, said: dict[str, object]
    ) -> None:
        """What we know of somebody may be old."""
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        hear(story, **said)
        assert hints(story) == []
        hear(story, user_team=story.slack.workspace.team_id)
        assert hints(story) == [HINT]

    @pytest.mark.parametrize("outsider", OUTSIDERS, ids=str)
    def test_tells_nobody_who_is_none_any_more_when_it_is_sent(
        self, sqlite_story: Story, outsider: dict[str, bool]
    ) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        story.slack.person("Ana").say(ASKED, channel="#marketing")
        story.slack.admin.change_person("Ana", **outsider)
        story.settle()
        assert hints(story) == []

    def test_keeps_nothing_of_the_question(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        ask(story, text=f"{ASKED} zebra")
        with story.transaction() as session:
            for table in ("decision_hints", "decision_hint_channels", "outbox_messages"):
                rows = session.execute(sqlalchemy.text(f"SELECT * FROM {table}")).all()  # noqa: S608 (our own words)
                assert "zebra" not in str(rows)


class TestOnNotMeant:
    def test_lets_it_be_for_good(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        ask(story)
        ana: Person = story.slack.person("Ana")
        ana.click("Not what I asked", message=ana.sees("#marketing")[-1])
        story.settle()
        assert scenes.whispers(story, "Ana")[-1] == (
            "Thank you: I don't bring that one up in this channel again."
        )
        story.clock.advance(days=8)
        ask(story, "Sofia")
        assert hints(story, "Sofia") == []


class TestOnSwitch:
    def test_tells_the_channel_who_did_it(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        switch_on(story)
        assert story.slack.channel("#marketing").messages[-1].plain == (
            "@Maya Okafor switched hints at decisions on in this channel. When somebody asks "
            "something in this channel that a decision answers, only they are told of it, once a "
            "week at most. I keep nothing of what is asked."
        )

    def test_is_for_leads_and_sponsors(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        ana = story.slack.person("Ana")
        ana.command("/decision", "hints", channel="#marketing")
        ana.click("Switch on", message=ana.sees("#marketing")[-1])
        story.settle()
        assert scenes.whispers(story, "Ana")[-1].startswith("Only leads and sponsors can switch")


class TestOnMoved:
    @pytest.mark.sqlite_first
    def test_takes_along_what_is_on_and_what_was_given(self, story: Story) -> None:
        story.set_up()
        scenes.record(story)
        switch_on(story)
        ask(story)
        story.slack.admin.change_id("#marketing")
        ask(story, "Sofia")
        assert hints(story, "Sofia") == []  # it was given this week
        story.clock.advance(days=7)
        ask(story, "Sofia")
        assert hints(story, "Sofia") == [HINT]
        maya = story.slack.person("Maya")
        maya.command("/decision", "hints", channel="#marketing")
        assert maya.sees("#marketing")[-1].plain.startswith("Hints are on in #marketing.")

    def test_lets_a_button_that_was_drawn_before_switch_what_is_there_now(
        self, sqlite_story: Story
    ) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        maya = story.slack.person("Maya")
        maya.command("/decision", "hints", channel="#marketing")
        story.slack.admin.change_id("#marketing")
        maya.click("Switch off", message=maya.sees("#marketing")[-1])
        story.settle()
        ask(story)
        assert hints(story) == []

    def test_brings_what_is_on_its_way(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        switch_on(story)
        story.slack.person("Ana").say(ASKED, channel="#marketing")
        story.slack.admin.change_id("#marketing")
        story.settle()
        assert hints(story) == [HINT]


def leave(story: Story) -> None:
    story.slack.person("Maya").remove_bot("#marketing")
    story.slack.person("Maya").invite_bot("#marketing")


def archive(story: Story) -> None:
    story.slack.archive("#marketing")
    story.slack.unarchive("#marketing")


class TestOnClosed:
    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("close", [leave, archive])
    def test_ends_them_until_somebody_switches_them_on_again(
        self, story: Story, close: Callable[[Story], None]
    ) -> None:
        story.set_up()
        scenes.record(story)
        switch_on(story)
        story.clock.advance(seconds=1)
        close(story)
        ask(story)
        assert hints(story) == []
        switch_on(story)
        ask(story)
        assert hints(story) == [HINT]

    @pytest.mark.parametrize("kind", ENDS)
    def test_hears_it_of_every_kind_of_channel(self, sqlite_story: Story, kind: str) -> None:
        story = sqlite_story
        story.set_up()
        switch_on(story)
        story.clock.advance(seconds=1)
        here = story.slack.channel("#marketing").id
        tell(story, {"type": kind, "channel": here})
        assert not is_on(story)

    def test_hears_of_our_own_leaving_as_of_anybodys(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        switch_on(story)
        story.clock.advance(seconds=1)
        left = {
            "type": "member_left_channel",
            "channel": story.slack.channel("#marketing").id,
            "user": story.slack.workspace.app.bot_user_id,
            "event_ts": f"{story.clock().timestamp():.6f}",
        }
        tell(story, left)
        assert not is_on(story)

    def test_goes_on_when_somebody_else_leaves(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        switch_on(story)
        story.clock.advance(seconds=1)
        story.slack.person("Ana").leave("#marketing")
        assert is_on(story)

    def test_does_not_believe_old_news(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        before = story.clock().timestamp()
        story.clock.advance(minutes=1)
        switch_on(story)
        here = story.slack.channel("#marketing").id
        tell(story, {"type": "channel_archive", "channel": here, "event_ts": f"{before:.6f}"})
        assert is_on(story)


class TestTakeTurn:
    def test_is_one_persons_of_ten_who_ask_at_once(self, world: World) -> None:
        decision_id = world.propose()

        def take() -> int | None:
            with world.transaction() as session:
                return hinting.take_turn(
                    session, world.workspace_id, "C1", decision_id, now=world.clock()
                )

        given = at_once([take] * 10)
        assert sum(each is not None for each in given) == 1
