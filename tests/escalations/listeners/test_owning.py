"""What people press once an escalation is raised, as stories; it is Monday, 09:00 UTC."""

import pytest

from sandbox import Person
from tests.escalations import scenes
from tests.story import Story

PROMISED = "@Ivan Kovac has taken ESC-1 and promised an answer by Mon 23 Nov 11:00 UTC."


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    return sqlite_story


@pytest.fixture
def taken(story: Story) -> Story:
    """Ivan has taken what Maya asked; nobody pays attention to the seconds."""
    story.set_up()
    scenes.raise_one(story)
    scenes.acknowledge(story)
    return story


def choose(story: Story, name: str, button: str) -> Person:
    """Let somebody press a button under More on the card."""
    person = story.slack.person(name)
    person.click("More", message=scenes.card(story))
    person.click(button)
    return person


def buttons(story: Story, name: str) -> list[str]:
    """Return what somebody is offered under More."""
    person = story.slack.person(name)
    person.click("More", message=scenes.card(story))
    assert person.modal
    found = list(person.modal.buttons)
    person.close_modal()
    return found


def told(story: Story, name: str) -> list[str]:
    """Return the first lines of what somebody got directly."""
    return [message.plain.partition("\n")[0] for message in story.slack.person(name).dm()]


class TestMore:
    def test_offers_what_each_may_do(self, taken: Story) -> None:
        last = ["Timeline", "Follow", "Mute"]
        assert buttons(taken, "Ivan") == [
            *("Answer", "Promise another time", "Need more", "Put off", "Hand over", "Move up"),
            *last,
        ]
        assert buttons(taken, "Sofia") == ["Answer", "Hand over", "Move up", *last]
        maya = taken.slack.person("Maya")
        maya.click("More", message=maya.dm()[0])
        assert maya.modal
        assert maya.modal.buttons == ["Answer", "Hand over", "Move up", "Withdraw", *last]

    def test_tells_the_timeline(self, taken: Story) -> None:
        taken.pass_time(hours=1)
        ivan = choose(taken, "Ivan", "Timeline")
        assert ivan.modal
        assert ivan.modal.title == "Timeline of ESC-1"
        lines = ivan.modal.plain.splitlines()
        assert [line.partition("  ")[2] for line in lines] == [
            "@U0MAYA00001 raised it.",
            "@U0IVAN00003 took it.",
            "I reminded whoever has to act.",
        ]

    def test_lets_anybody_follow_and_mute(self, taken: Story) -> None:
        bo = choose(taken, "Bo", "Follow")
        assert bo.modal
        assert "You follow it: I tell you what becomes of it." in bo.modal.plain
        bo.close_modal()
        scenes.answer(taken)
        taken.pass_time(hours=1)
        assert told(taken, "Bo")[-1] == "@Ivan Kovac answered ESC-1: Repaired"
        choose(taken, "Bo", "Mute").close_modal()
        scenes.reopen(taken)
        taken.pass_time(days=1)
        assert len(told(taken, "Bo")) == 1


class TestPromise:
    def test_tells_the_asker_the_other_time(self, taken: Story) -> None:
        ivan = choose(taken, "Ivan", "Promise another time")
        ivan.submit({"until": "2026-11-24 13:00"})  # in Berlin
        taken.settle()
        assert told(taken, "Maya")[-1] == (
            "@Ivan Kovac now promises the answer to ESC-1 by Tue 24 Nov 12:00 UTC."
        )
        assert "promised @Maya Okafor an answer by Tue 24 Nov 12:00 UTC" in scenes.card(taken).plain

    @pytest.mark.parametrize(
        ("until", "sentence"),
        [
            ("2026-11-22 12:00", "This has passed. Please choose a later time."),
            ("2027-11-22 12:00", "That is more than 30 days away. Please choose a sooner time."),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, taken: Story, until: str, sentence: str) -> None:
        ivan = choose(taken, "Ivan", "Promise another time")
        ivan.submit({"until": until})
        assert ivan.modal
        assert ivan.modal.errors == {"until": sentence}


class TestReminders:
    def test_come_half_way_and_at_the_time_and_then_the_next_level_is_asked(
        self, taken: Story
    ) -> None:
        taken.pass_time(hours=1)
        promised = "You promised @Maya Okafor an answer to ESC-1 by Mon 23 Nov 11:00 UTC"
        assert told(taken, "Ivan") == [f"{promised}."]
        taken.pass_time(hours=1)
        assert told(taken, "Ivan")[1:] == [
            f"{promised}, and that has passed. Please answer, hand it over, or promise another "
            "time; else I ask the sponsors Mon 23 Nov 13:00 UTC."
        ]
        assert scenes.thread(taken) == []
        taken.pass_time(hours=2)
        assert scenes.thread(taken) == [
            "@Sofia Rossi, ESC-1 still has no answer. Please decide who takes it."
        ]
        assert "Acknowledge" in scenes.card(taken).buttons


class TestHandOver:
    def test_tells_the_new_owner_and_the_asker(self, taken: Story) -> None:
        ivan = choose(taken, "Ivan", "Hand over")
        ivan.submit({"to": "Bo", "why": "Bo wrote the export"})
        taken.settle()
        said = "“Bo wrote the export”. The answer is promised by Mon 23 Nov 11:00 UTC."
        assert told(taken, "Bo") == [f"@Ivan Kovac handed ESC-1 over to you: {said}"]
        assert told(taken, "Maya")[-1] == f"@Ivan Kovac handed ESC-1 over to @Bo Chen: {said}"
        assert "@Bo Chen took it" in scenes.card(taken).plain

    def test_gives_it_to_the_other_team(self, taken: Story) -> None:
        ivan = choose(taken, "Ivan", "Hand over")
        ivan.submit({"team": "Marketing"})
        taken.settle()
        assert scenes.card_in(taken, "#it").plain == "ESC-1 is with Marketing now, in #marketing."
        moved = scenes.card_in(taken, "#marketing")
        assert moved.plain.startswith("ESC-1, high urgency: IT asks Marketing")
        assert moved.buttons == ["Acknowledge", "Answer", "More"]
        assert (
            told(taken, "Maya")[-1] == "@Ivan Kovac gave ESC-1 to Marketing. Its time begins anew."
        )

    @pytest.mark.parametrize("fields", [{}, {"to": "Bo", "team": "Marketing"}])
    def test_needs_one_of_the_two(self, taken: Story, fields: dict[str, str]) -> None:
        ivan = choose(taken, "Ivan", "Hand over")
        ivan.submit(fields)
        assert ivan.modal
        assert ivan.modal.errors == {"to": "Please choose a colleague or a team: one of the two."}

    def test_refuses_whoever_asked(self, taken: Story) -> None:
        ivan = choose(taken, "Ivan", "Hand over")
        ivan.submit({"to": "Maya"})
        assert ivan.modal
        assert ivan.modal.errors == {"to": "It is their question. Please choose somebody else."}


class TestPutOff:
    def test_tells_the_asker_and_wakes_by_itself(self, taken: Story) -> None:
        ivan = choose(taken, "Ivan", "Put off")
        ivan.submit({"until": "2026-11-25 10:00", "why": "The supplier is closed"})
        taken.settle()
        assert told(taken, "Maya")[-1] == (
            "@Ivan Kovac put ESC-1 off until Wed 25 Nov 09:00 UTC: “The supplier is closed”."
        )
        taken.pass_time(days=2)
        assert told(taken, "Ivan") == [
            "You put ESC-1 off until now. @Maya Okafor expects an answer by Wed 25 Nov 11:00 UTC."
        ]


class TestNeedMore:
    def test_makes_it_the_askers_turn(self, taken: Story) -> None:
        ivan = choose(taken, "Ivan", "Need more")
        ivan.submit({"question": "Which export?"})
        taken.settle()
        maya = taken.slack.person("Maya")
        asked = maya.dm()[-1]
        assert asked.plain == (
            "ESC-1 needs more from you\n@Ivan Kovac has ESC-1, and needs to know more from you "
            "before they can answer.\nWhich export?\nUntil you reply, the time is yours."
        )
        assert asked.buttons == ["Reply"]
        maya.click("Reply", message=asked)
        maya.submit({"reply": "All of them"})
        taken.settle()
        assert scenes.thread(taken) == ["@Maya Okafor replied: All of them"]
        assert told(taken, "Ivan")[-1].startswith(
            "@Maya Okafor replied about ESC-1: “All of them” Your answer is promised by"
        )
        (asked,) = [message for message in maya.dm() if message.ts == asked.ts]
        assert asked.buttons == []

    def test_reminds_an_asker_who_says_nothing(self, taken: Story) -> None:
        ivan = choose(taken, "Ivan", "Need more")
        ivan.submit({"question": "Which export?"})
        taken.settle()
        before = len(taken.slack.person("Maya").dm())
        for _day in range(2):
            taken.pass_time(days=1)
        assert len(taken.slack.person("Maya").dm()) > before
        assert "first needs to know from @Maya Okafor" in scenes.card(taken).plain


class TestMoveUp:
    def test_asks_the_sponsors_at_once(self, taken: Story) -> None:
        maya = taken.slack.person("Maya")
        maya.click("More", message=maya.dm()[0])
        maya.click("Move up")
        maya.submit({"level": "the sponsors", "why": "The campaign starts tomorrow"})
        taken.settle()
        assert scenes.thread(taken) == [
            "@Sofia Rossi, @Maya Okafor moved ESC-1 up to you: The campaign starts tomorrow"
        ]
        assert told(taken, "Sofia") == [
            "ESC-1 was moved up, so I ask you as the sponsor: please decide who takes it."
        ]


class TestWithdraw:
    def test_ends_it_and_tells_its_owner(self, taken: Story) -> None:
        maya = taken.slack.person("Maya")
        maya.click("More", message=maya.dm()[0])
        maya.click("Withdraw")
        maya.submit({"why": "It works again"})
        taken.settle()
        assert told(taken, "Ivan")[-1].startswith(
            "@Maya Okafor withdrew ESC-1: “It works again”. Nobody needs to do anything."
        )
        assert scenes.card(taken).buttons == ["More"]
        taken.pass_time(days=3)
        assert scenes.thread(taken) == []


class TestSilence:
    def test_is_taken_for_a_yes_after_two_working_days(self, taken: Story) -> None:
        scenes.answer(taken)
        for _day in range(2):
            taken.pass_time(days=1)
        reminded, closed = told(taken, "Maya")[-2:]
        assert reminded == "ESC-1 has an answer"
        assert closed == (
            "You said nothing to the answer to ESC-1 for two working days, so it counts as "
            "accepted. If it will not do, please raise it again."
        )
        assert "Closed." in scenes.card(taken).plain


class TestOncePerLevel:
    def test_is_one_post_and_one_direct_message_a_person(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story, by="Ana")
        story.pass_time(minutes=31)
        story.pass_time(minutes=31)
        assert len(scenes.thread(story)) == 2
        assert len(told(story, "Maya")) == len(told(story, "Sofia")) == 1
        assert told(story, "Ivan") == []
