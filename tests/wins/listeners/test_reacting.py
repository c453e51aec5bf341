"""A lead's reaction to a message makes it a win, and taking it back takes the win back."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy

from bot.wins.models import Reaction, Settings, Win
from bot.wins.rules import Rhythm
from sandbox import Message
from tests.decisions.scenes import told, whispers
from tests.people import company
from tests.people.listeners.hearing import hear
from tests.story import Story
from tests.wins import scenes
from tests.wins.reactions import READ, WIN, WORDS, celebrate, say, take_back, told_of, wins


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the reading, and in lives."""
    sqlite_story.set_up()
    sqlite_story.sync()
    return sqlite_story


def choose_emoji(story: Story, emoji: str) -> None:
    with story.transaction() as session:
        session.execute(sqlalchemy.delete(Settings))
        session.add(
            Settings(workspace_id=story.workspace.id, emoji=emoji, values=[], rhythm=Rhythm.MONTHLY)
        )


def heard(story: Story) -> int:
    with story.transaction() as session:
        return session.scalar(sqlalchemy.select(sqlalchemy.func.count(Reaction.id))) or 0


def was_read(story: Story) -> bool:
    return bool(story.slack.journal.of("conversations.history"))


class TestOnReactionAdded:
    def test_makes_the_message_a_win_of_its_author_and_whom_it_mentions(self, story: Story) -> None:
        celebrate(story, say(story))
        assert wins(story) == [WIN]
        assert told(story, "Maya")[-1] == (
            "WIN-1: thank you! It is told on the next working morning in #marketing and #it, and "
            "@Ivan Kovac and @Bo Chen hear of it first. Take your reaction back within a day to "
            "undo that."
        )
        assert told(story, "Ivan")[-1] == (
            f"@Maya Okafor celebrates you in WIN-1: “{READ}” Unless you take it back within a day, "
            "everybody reads it on the next working morning."
        )
        story.pass_time(days=1)
        for channel in ("#marketing", "#it"):
            (post,) = scenes.posts(story, channel)
            assert f"@Ivan Kovac and @Bo Chen: {READ}\nWIN-1, from @Maya Okafor" in post.plain

    def test_goes_as_far_as_a_win_may(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        with story.transaction() as session:
            (win,) = session.scalars(sqlalchemy.select(Win))
            assert (win.reach, win.given_by) == ("executives", "U0MAYA00001")
            assert win.permalink
            assert win.permalink.endswith(f"/archives/C0IT0000003/p{message.ts.replace('.', '')}")

    def test_takes_the_emoji_that_the_leads_chose_in_any_skin_tone(self, story: Story) -> None:
        choose_emoji(story, "raised_hands")
        message = say(story)
        celebrate(story, message)
        assert wins(story) == []
        celebrate(story, message, emoji="raised_hands::skin-tone-4")
        assert wins(story) == [WIN]

    @pytest.mark.parametrize("who", ["Ana", "Sofia", "Bo"])
    def test_is_for_leads(self, story: Story, who: str) -> None:
        celebrate(story, say(story, channel="#general"), by=who)
        assert (wins(story), heard(story), was_read(story)) == ([], 0, False)

    def test_leaves_in_private_what_was_said_there(self, story: Story) -> None:
        story.slack.person("Maya").invite_bot("#leads")
        story.sync()
        celebrate(story, say(story, channel="#leads"))
        assert (wins(story), heard(story), was_read(story)) == ([], 0, False)

    def test_is_about_messages_alone(self, story: Story) -> None:
        hear(story, "reaction_added", item={"type": "file", "file": "F1"})
        hear(story, "reaction_added", item={"type": "message", "channel": "C9", "ts": "1.2"})
        assert heard(story) == 0

    def test_does_not_celebrate_what_lockstep_says_of_wins(self, story: Story) -> None:
        scenes.give(story, "@Ivan", at_once=["Tell it now, not in the morning"])
        celebrate(story, scenes.posts(story, "#it")[0])
        assert (len(wins(story)), heard(story)) == (1, 0)

    @pytest.mark.parametrize("subtype", ["channel_join", "channel_topic", "bot_add"])
    def test_does_not_celebrate_what_slack_says(self, story: Story, subtype: str) -> None:
        ivan = story.slack.person("Ivan").id
        message = Message("C0IT0000003", "", ivan, f"<@{ivan}> has joined it", subtype=subtype)
        celebrate(story, story.slack.workspace.post(message))
        assert (wins(story), told(story, "Maya")[1:]) == ([], [])

    def test_leaves_out_silently_who_does_not_work_here(self, story: Story) -> None:
        words = "@Ivan showed me @Maya and @Eve how the new export works, see @Lockstep @Dan"
        celebrate(story, say(story, words, by="Gail", channel="#general"))
        assert [each.partition(":")[0] for each in wins(story)] == ["• WIN-1 @Ivan Kovac"]
        assert "not in it" not in told(story, "Maya")[-1]

    def test_names_the_people_of_a_group_that_a_team_follows(self, story: Story) -> None:
        story.slack.admin.create_group("@it-team", ["Ivan", "Bo"])
        company.follow(story, "@it-team")
        story.sync()
        group = company.source_id(story, "@it-team")
        text = f"<!subteam^{group}|@it-team> moved the whole export in a night"
        message = Message("C0GENERAL01", "", story.slack.person("Ana").id, text)
        celebrate(story, story.slack.workspace.post(message))
        assert wins(story) == [
            "• WIN-1 @Ana Ribeiro, @Bo Chen and @Ivan Kovac: @it-team moved the whole export in a "
            "night (Mon 23 Nov 2026)"
        ]

    @pytest.mark.parametrize("also_to_channel", [False, True])
    def test_reads_a_reply_in_a_thread(self, story: Story, also_to_channel: bool) -> None:
        question = say(story, "Who has moved the export to the new cluster?", by="Ana")
        ivan = story.slack.person("Ivan")
        more = {"thread_ts": question.ts, "also_to_channel": also_to_channel}
        reply = ivan.say(WORDS, channel="#it", **more)  # type: ignore[arg-type]  # the test's table
        say(story, "And all in one night, wow", by="Ana", thread_ts=question.ts)
        celebrate(story, reply)
        assert wins(story) == [WIN]

    @pytest.mark.parametrize("first", ["tada", "form"])
    def test_gives_one_win_of_a_message(self, story: Story, first: str) -> None:
        message, maya = say(story, channel="#general", by="Ana"), story.slack.person("Maya")
        if first == "tada":
            celebrate(story, message)
        else:
            maya.shortcut("Celebrate this", message=message)
            maya.submit({"team": "Marketing"})
            story.settle()
        before = wins(story)
        celebrate(story, message, by="Ivan")
        take_back(story, message, by="Ivan")
        assert (len(before), wins(story)) == (1, before)
        assert told_of(story, "Ivan") == []

    def test_hears_an_event_once_however_often_it_comes(self, story: Story) -> None:
        message = say(story)
        for _time in range(3):
            at = story.clock()
            item = {"type": "message", "channel": message.channel, "ts": message.ts}
            hear(story, "reaction_added", at=at, item=item, item_user=message.user)
            story.read_messages()
        assert (wins(story), len(story.slack.journal.of("conversations.history"))) == ([WIN], 1)


class TestOnReactionRemoved:
    def test_takes_the_win_back(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        take_back(story, message)
        assert wins(story) == []
        story.pass_time(days=1)
        assert scenes.posts(story, "#it") == []

    def test_keeps_a_message_from_being_read(self, story: Story) -> None:
        message = say(story)
        story.slack.person("Maya").react("tada", message)
        take_back(story, message)
        assert (wins(story), was_read(story), told(story, "Maya")[1:]) == ([], False, [])

    def test_counts_when_it_comes_first(self, story: Story) -> None:
        message, put_at = say(story), story.clock()
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        for kind, later in (("removed", 2), ("added", 1)):
            at = put_at + timedelta(seconds=later)
            hear(story, f"reaction_{kind}", at=at, item=item, item_user=message.user)
        story.read_messages()
        assert (wins(story), was_read(story)) == ([], False)

    def test_counts_though_another_emoji_was_chosen_meanwhile(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        choose_emoji(story, "raised_hands")
        take_back(story, message)
        assert wins(story) == []

    def test_changes_nothing_after_a_day(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        story.pass_time(days=1)
        take_back(story, message)
        assert wins(story) == [WIN]

    def test_corrects_what_was_told(self, story: Story) -> None:
        story.clock.advance(hours=1)
        message = say(story)
        celebrate(story, message)
        story.pass_time(hours=23)
        assert scenes.posts(story, "#it")
        take_back(story, message)
        assert story.slack.channel("#it").messages[-1].plain == "What was here was taken back."


class TestAgain:
    def test_restores_the_same_win_and_tells_each_once(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        assert (len(told_of(story, "Ivan")), len(told_of(story, "Bo"))) == (1, 0)  # Bo sleeps
        take_back(story, message)
        story.pass_time(minutes=5)
        celebrate(story, message)
        assert wins(story) == [WIN]
        story.pass_time(hours=9)
        assert [len(told_of(story, who)) for who in ("Maya", "Ivan", "Bo")] == [1, 1, 1]

    def test_draws_what_was_told_again(self, story: Story) -> None:
        story.clock.advance(hours=1)
        message = say(story)
        celebrate(story, message)
        story.pass_time(hours=23)
        bo = story.slack.person("Bo")
        bo.click("Add a thank-you", message=scenes.posts(story, "#it")[0])
        bo.submit({"words": "That saved us a week"})
        story.settle()
        before = [each.plain for each in story.slack.channel("#marketing").messages]
        take_back(story, message)
        celebrate(story, message)
        assert [each.plain for each in story.slack.channel("#marketing").messages] == before

    def test_overrules_nobody_who_is_in_it(self, story: Story) -> None:
        message, ivan = say(story), story.slack.person("Ivan")
        celebrate(story, message)
        ivan.click("Take it back", message=ivan.dm()[-1])
        take_back(story, message)
        celebrate(story, message)
        assert wins(story) == []
        story.pass_time(days=1)
        assert told(story, "Maya")[-1] == (
            "@Ivan Kovac would rather not be celebrated in WIN-1, so it stays taken back. A few "
            "words to them alone are a thank-you too."
        )

    def test_is_too_late_after_a_day(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        take_back(story, message)
        story.pass_time(days=1)
        celebrate(story, message)
        assert wins(story) == []
        assert told(story, "Maya")[-1] == (
            "WIN-1 was taken back by @Maya Okafor, Mon 23 Nov 09:00 UTC. If it is to be told after "
            "all, type /win."
        )

    def test_is_told_to_another_lead_that_it_was_taken_back(self, story: Story) -> None:
        message = say(story, by="Ana", channel="#general")
        celebrate(story, message)
        take_back(story, message)
        celebrate(story, message, by="Ivan")
        assert wins(story) == []
        assert told(story, "Ivan")[-1].startswith("WIN-1 was taken back by @Maya Okafor, ")


class TestOnFinish:
    def test_asks_for_the_words_that_are_missing(self, story: Story) -> None:
        message, maya = say(story, "@Bo @Sofia :tada: wow!"), story.slack.person("Maya")
        celebrate(story, message)
        assert told(story, "Maya")[-1] == (
            "You celebrated a message in #it, but who was not there does not learn from it what "
            "was done. A few words more, and it is a win."
        )
        maya.click("Add a few words", message=maya.dm()[-1])
        assert maya.modal
        people, _teams, what = maya.modal.view["blocks"][:3]
        assert people["element"]["initial_users"] == ["U0IVAN00003", "U0BO0000004", "U0SOFIA0005"]
        assert what["element"]["initial_value"] == "@Bo Chen @Sofia Rossi :tada: wow!"
        maya.submit({"what": "Moved the whole export in a night"})
        story.settle()
        assert [each.partition(":")[0] for each in wins(story)] == [
            "• WIN-1 @Ivan Kovac, @Bo Chen and @Sofia Rossi"
        ]
        take_back(story, message)  # the form gave it
        assert len(wins(story)) == 1
        maya.click("Add a few words", message=maya.dm()[-1])
        story.settle()
        assert whispers(story, "Maya")[-1].startswith("@Maya Okafor has celebrated this already")

    def test_asks_who_it_was(self, story: Story) -> None:
        message = say(story, "We moved the export to the new cluster", by="Maya")
        celebrate(story, message)
        assert told(story, "Maya")[-1].startswith(
            "You celebrated a message in #it, but I found nobody in it who works here, besides "
            "yourself. Say whom you mean, and it is a win."
        )
        maya = story.slack.person("Maya")
        maya.click("Say who it was", message=maya.dm()[-1])
        assert maya.modal
        people, _teams, what = maya.modal.view["blocks"][:3]
        assert "initial_users" not in people["element"]
        assert what["element"]["initial_value"] == message.text

    def test_waits_over_the_weekend(self, story: Story) -> None:
        story.clock.advance(days=4, hours=11)  # Friday evening
        celebrate(story, say(story, "wow"))
        assert told(story, "Maya")[1:] == []
        story.pass_time(days=2, hours=13)
        assert told(story, "Maya")[-1].startswith("You celebrated a message in #it, but ")

    def test_is_for_who_reacted_while_it_is_remembered(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        celebrate(story, say(story, "wow"))
        message = maya.dm()[-1]
        story.pass_time(days=8)
        maya.click("Add a few words", message=message)
        story.settle()
        assert whispers(story, "Maya")[-1] == (
            "I don't remember that reaction any more. Celebrate this in the menu of the message "
            "does the same."
        )

    def test_needs_no_words_that_an_edit_has_added(self, story: Story) -> None:
        message = say(story, "wow")
        celebrate(story, message)
        story.slack.person("Ivan").edit(WORDS, message)
        story.read_messages()
        assert wins(story) == [WIN]


class TestOnMessage:
    def test_follows_an_edit(self, story: Story) -> None:
        story.clock.advance(hours=1)
        message, ivan = say(story), story.slack.person("Ivan")
        celebrate(story, message)
        ivan.edit("We moved every export to the new cluster & it is faster", message)
        story.read_messages()
        (line,) = wins(story)
        assert "We moved every export to the new cluster & it is faster" in line
        story.pass_time(hours=9)  # morning where Bo is
        story.pass_time(hours=14)
        ivan.edit("We moved every export there, and it is twice as fast", message)
        story.read_messages()
        for channel in ("#it", "#marketing"):
            (post,) = scenes.posts(story, channel)
            assert "and it is twice as fast\nWIN-1" in post.plain
        assert len(told_of(story, "Bo")) == 1
        assert "every export" in told_of(story, "Bo")[0]

    @pytest.mark.parametrize("why", ["few words", "a day", "edited"])
    def test_keeps_the_words(self, story: Story, why: str) -> None:
        message = say(story)
        celebrate(story, message)
        if why == "a day":
            story.pass_time(days=1)
        if why == "edited":
            with story.transaction() as session:
                session.execute(sqlalchemy.update(Win).values(edited_at=story.clock()))
        new = "never mind" if why == "few words" else "We did not move it after all, sorry"
        story.slack.person("Ivan").edit(new, message)
        story.read_messages()
        assert wins(story) == [WIN]

    @pytest.mark.parametrize("has_thread", [False, True])
    def test_takes_back_what_was_deleted(self, story: Story, has_thread: bool) -> None:
        message = say(story)
        if has_thread:
            say(story, "Great", by="Bo", thread_ts=message.ts)
        celebrate(story, message)
        story.slack.person("Ivan").delete(message)
        story.read_messages()
        assert wins(story) == []
        story.pass_time(days=1)
        assert scenes.posts(story, "#marketing") == []
        assert told(story, "Maya")[-1] == (
            "WIN-1 is taken back: whoever wrote the message has deleted it."
        )
        with story.transaction() as session:
            assert session.scalars(sqlalchemy.select(Win.undone_by)).all() == ["U0IVAN00003"]

    def test_takes_nothing_back_after_a_day(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        story.pass_time(days=1)
        story.slack.person("Ivan").delete(message)
        story.read_messages()
        assert wins(story) == [WIN]

    def test_says_that_it_was_deleted_before_it_was_read(self, story: Story) -> None:
        message = say(story)
        story.slack.person("Maya").react("tada", message)
        story.slack.person("Ivan").delete(message)
        story.read_messages()
        assert wins(story) == []
        assert told(story, "Maya")[-1].startswith(
            "You celebrated a message in #it, but it was deleted before I could read it. If it is "
            "still true, say yourself what they did."
        )

    def test_reads_nothing_of_other_messages(self, story: Story) -> None:
        message = say(story)
        story.slack.person("Ivan").delete(story.slack.person("Ivan").edit("nothing", message))
        assert (heard(story), was_read(story)) == (0, False)


class TestOnMoved:
    def test_takes_reactions_along(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        story.slack.admin.change_id("#it")
        moved = replace(message, channel=story.slack.channel("#it").id)
        celebrate(story, moved, by="Ivan")
        assert wins(story) == [WIN]
        take_back(story, moved)
        assert wins(story) == []
