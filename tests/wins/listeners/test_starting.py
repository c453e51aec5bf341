"""Where a win begins: words, a message, an initiative that is done, an escalation in time."""

import pytest

from bot.slack.values import Command
from bot.wins.listeners import starting
from tests.decisions.scenes import whispers
from tests.escalations import scenes as escalations
from tests.people import company
from tests.roadmap import scenes as roadmap
from tests.story import Story
from tests.wins import scenes
from tests.wins.scenes import WORDS


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    sqlite_story.set_up()
    sqlite_story.sync()
    return sqlite_story


class TestOnWin:
    def test_takes_what_was_typed_over(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/win", f"@Ivan @Bo {WORDS}", channel="#marketing")
        assert maya.modal
        people, _teams, what = maya.modal.view["blocks"][:3]
        assert people["element"]["initial_users"] == ["U0IVAN00003", "U0BO0000004"]
        assert what["element"]["initial_value"] == WORDS

    def test_names_the_people_of_a_group_that_a_team_follows(self, story: Story) -> None:
        story.slack.admin.create_group("@it-team", ["Ivan", "Bo"])
        company.follow(story, "@it-team")
        story.sync()
        group = company.source_id(story, "@it-team")
        ana = story.slack.person("Ana")
        for typed, named in (
            (f"<!subteam^{group}|@it-team> {WORDS}", ["U0BO0000004", "U0IVAN00003"]),
            (f"<!subteam^S0UNKNOWN1|@others> {WORDS}", None),
        ):
            command = Command(story.workspace.id, ana.id, "C0MARKETNG2", typed)
            reply = starting.on_win(command, transaction=story.transaction, clock=story.clock)
            assert reply.modal
            people, _teams, what = reply.modal["blocks"][:3]
            assert people["element"].get("initial_users") == named
            words = WORDS if named else f"@others {WORDS}"
            assert what["element"]["initial_value"] == words

    def test_shows_one_by_its_name_to_who_may_read_it(self, story: Story) -> None:
        scenes.give(story, "@Ana", reach="My team only", figure="-38 %")
        maya, ivan = story.slack.person("Maya"), story.slack.person("Ivan")
        maya.close_modal()
        for person, said in (
            (maya, f"WIN-1 @Ana Ribeiro: {WORDS} (Mon 23 Nov 2026), from @Maya Okafor · -38 %"),
            (ivan, "I can't find WIN-1. /win list shows all that you may read."),
        ):
            person.command("/win", "win-1", channel="#general")
            assert person.sees("#general")[-1].plain == said
        assert maya.sees("#general")[-1].buttons == ["Change it", "Take it back"]
        maya.click("Take it back")
        story.settle()
        maya.command("/win", "WIN-1", channel="#general")
        assert maya.sees("#general")[-1].plain.startswith("I can't find WIN-1.")


class TestBeforeTheSetUp:
    def test_says_what_to_do_first(self, sqlite_story: Story) -> None:
        maya = sqlite_story.slack.person("Maya")
        maya.command("/win", f"@Ivan {WORDS}", channel="#marketing")
        assert maya.modal is None
        assert maya.sees("#marketing")[-1].plain == (
            "There are no teams yet, so nobody would read it. Type /align setup first: it takes "
            "two minutes."
        )


class TestOnMessage:
    def test_celebrates_whoever_wrote_it_once(self, story: Story) -> None:
        maya, ivan = story.slack.person("Maya"), story.slack.person("Ivan")
        message = ivan.say(f"We {WORDS}", channel="#it")
        maya.shortcut("Celebrate this", message=message)
        maya.submit({"team": "Marketing"})
        story.settle()
        story.slack.person("Bo").shortcut("Celebrate this", message=message)
        story.settle()
        assert whispers(story, "Bo")[-1] == (
            "@Maya Okafor has celebrated this already: WIN-1, Mon 23 Nov 09:00 UTC."
        )
        story.pass_time(days=1)
        (post,) = scenes.posts(story, "#it")
        assert f"@Ivan Kovac: We {WORDS}" in post.plain

    def test_leaves_in_private_what_was_said_there(self, story: Story) -> None:
        sofia = story.slack.person("Sofia")
        sofia.invite_bot("#leads")
        story.sync()
        message = story.slack.person("Ivan").say(f"We {WORDS}", channel="#leads")
        sofia.shortcut("Celebrate this", message=message)
        story.settle()
        assert sofia.modal is None
        assert whispers(story, "Sofia")[-1].startswith("What is said in a private channel stays")


class TestOnInitiative:
    def test_celebrates_its_owners_once_it_is_done(self, story: Story) -> None:
        roadmap.add(story, Channel="#it")
        maya, sofia = story.slack.person("Maya"), story.slack.person("Sofia")
        (card,) = roadmap.posted(story)
        assert "Celebrate it" not in card.buttons
        roadmap.move(story, maya, "Done", card)
        (card,) = roadmap.posted(story)
        sofia.click("Celebrate it", message=card)
        sofia.submit({"team": "IT"})
        assert sofia.modal
        assert "@U0MAYA00001 and @U0BO0000004 hear of it first." in sofia.modal.plain
        sofia.close_modal()
        maya.click("Celebrate it", message=card)
        story.settle()
        assert whispers(story, "Maya")[-1].startswith("@Sofia Rossi has celebrated this already:")
        story.pass_time(days=1)
        (post,) = scenes.posts(story, "#it")
        assert "@Maya Okafor and @Bo Chen: The new shop is live" in post.plain
        assert "WIN-1, from @Sofia Rossi · INI-1: Web shop" in post.plain

    def test_says_who_took_back_what_came_from_it(self, story: Story) -> None:
        roadmap.add(story, Stage="Done", Channel="#it")
        maya = story.slack.person("Maya")
        (card,) = roadmap.posted(story)
        maya.click("Celebrate it", message=card)
        maya.submit({"team": "Marketing"})
        maya.click("Take it back")
        story.settle()
        maya.close_modal()
        maya.click("Celebrate it", message=card)
        story.settle()
        assert whispers(story, "Maya")[-1] == (
            "WIN-1 was taken back by @Maya Okafor, Mon 23 Nov 09:00 UTC. Type /win to celebrate it "
            "in your own words."
        )


class TestOnEscalation:
    def test_celebrates_who_answered_in_time(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        escalations.raise_one(story)
        escalations.acknowledge(story)
        escalations.answer(story)
        maya.click("Accept", message=maya.dm()[-1])
        story.settle()
        copy = next(each for each in maya.dm() if "Celebrate it" in each.buttons)
        maya.click("Celebrate it", message=copy)
        maya.submit({"team": "Marketing"})
        assert maya.modal
        assert "@U0IVAN00003 hear of it first." in maya.modal.plain
        story.pass_time(days=1)
        (post,) = scenes.posts(story, "#it")
        assert f"@Ivan Kovac: Answered ESC-1 in time: {escalations.STUCK}" in post.plain

    def test_does_not_offer_it_when_somebody_was_late(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        escalations.raise_one(story)
        story.pass_time(hours=1)
        escalations.acknowledge(story)
        escalations.answer(story)
        maya.click("Accept", message=next(each for each in maya.dm() if "Accept" in each.buttons))
        story.settle()
        assert not [each for each in maya.dm() if "Celebrate it" in each.buttons]
