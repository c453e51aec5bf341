"""Writing a decision down where it was made: from a command, from a message, and never twice."""

import pytest
import sqlalchemy

from bot.decisions.models import Decision
from sandbox import Delivery
from tests.decisions import scenes
from tests.decisions.scenes import MORE, TITLE
from tests.escalations.scenes import tapped
from tests.story import Story
from tests.teams.listeners.test_closing import close


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    sqlite_story.set_up()
    return sqlite_story


class TestOnDecision:
    def test_takes_two_clicks_for_a_plain_record(self, story: Story) -> None:
        """The command opens the form with the words in it; Record sends it."""
        reply = scenes.record(story)
        assert (reply.status, reply.body) == (200, None)
        assert scenes.card(story).plain == (
            "DEC-1, decided by Marketing\nWe move the newsletter to HubSpot\n"
            "Decided by @Maya Okafor, Mon 23 Nov 09:00 UTC.\n"
            "Driven by @Maya Okafor, Mon 23 Nov 09:00 UTC"
        )
        assert scenes.card(story).text == (
            "DEC-1, decided by Marketing: We move the newsletter to HubSpot. “We move the "
            "newsletter to HubSpot” Decided by <@U0MAYA00001>, "
            "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>."
        )

    def test_takes_all_there_is_to_say(self, story: Story) -> None:
        scenes.record(
            story,
            more=True,
            what="From March on",
            rejected="Mailchimp: no single sign-on",
            approvers=["Ivan", "Bo"],
            needed="One of them",
            contributors=["Ana"],
            informed=["Sofia"],
            review_on="2027-03-01",
            partner="IT",
        )
        assert scenes.card(story).plain == (
            "DEC-1, proposed by Marketing and IT\nWe move the newsletter to HubSpot\n"
            "What and why\nFrom March on\nRejected options\nMailchimp: no single sign-on\n"
            "Waits for @Ivan Kovac and @Bo Chen: 1 of the 2 has to approve, at least one of each "
            "team.\n"
            "Driven by @Maya Okafor, Mon 23 Nov 09:00 UTC · Review Mon 1 Mar 2027 · "
            "With @Ana Ribeiro"
        )
        assert scenes.card(story, channel="#it").plain == scenes.card(story).plain

    def test_puts_a_long_text_into_the_reasons(self, story: Story) -> None:
        words = "We move. " + "Because of this. " * 20
        scenes.record(story, words)
        assert scenes.card(story).plain.startswith("DEC-1, decided by Marketing\nWe move. Because")
        assert words.strip() in scenes.card(story).plain

    def test_puts_what_stands_below_the_first_line_into_the_reasons(self, story: Story) -> None:
        scenes.record(story, "We move\nfrom March on")
        assert "\nWe move\nWhat and why\nWe move\nfrom March on" in scenes.card(story).plain

    def test_asks_for_a_title(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#marketing")
        with pytest.raises(Exception, match="What was decided"):
            maya.submit({})

    def test_asks_for_a_day_that_is_to_come(self, story: Story) -> None:
        scenes.record(story, more=True, review_on="2026-11-23")
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.errors == {"review_on": "Please choose a day that is still to come."}

    def test_says_who_could_not_approve_where_it_was_asked(self, story: Story) -> None:
        scenes.propose(story, "Maya")
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.errors == {
            "approvers": "Whoever drives it does not approve it: choose others, or nobody to "
            "decide alone."
        }

    def test_is_sent_once_however_often_slack_sends_it(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", TITLE, channel="#marketing")
        with tapped(story) as payloads:
            maya.submit({})
        story.receive(Delivery("interactive", payloads[-1]))
        story.settle()
        assert scenes.card(story).plain.startswith("DEC-1,")

    def test_says_where_the_card_is_when_that_is_elsewhere(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", TITLE, channel="#general")
        maya.submit({})
        assert maya.modal
        assert maya.modal.plain == "DEC-1 is recorded. Its card is in #C0MARKETNG2."

    def test_is_no_list_because_it_begins_so(self, story: Story) -> None:
        scenes.record(story, "list prices are final")
        assert "list prices are final" in scenes.card(story).plain


HOSTILE = (
    'A & B <x> "q" |',
    "&lt;b&gt; <@U0MAYA00001> <!channel>",
    "| a | b |\n---\nkey: value\n- # x",
    "\U0001f389 \u05d0\u05d1 \u202e turned",
)


class TestWords:
    @pytest.mark.parametrize("words", HOSTILE)
    def test_are_kept_as_they_were_typed(self, story: Story, words: str) -> None:
        scenes.record(story, "x", what=words)
        with story.transaction() as session:
            assert session.scalars(sqlalchemy.select(Decision.what)).all() == [words]


class TestOnTyped:
    def test_keeps_a_form_that_was_closed_for_a_week(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#marketing")
        maya.choose("What was decided?", "We stop prin")
        maya.choose("What exactly, and why?", "Nobody reads it")
        maya.close_modal()
        story.clock.advance(days=6, hours=23)
        maya.command("/decision", channel="#marketing")
        assert maya.modal
        assert maya.modal.plain.startswith(
            "This is what you had typed when you closed it, Mon 23 Nov 09:00 UTC."
        )
        maya.submit({})
        story.settle()
        assert "We stop prin\nWhat and why\nNobody reads it" in scenes.card(story).plain
        maya.command("/decision", channel="#marketing")
        assert maya.modal
        assert "had typed" not in maya.modal.plain

    def test_keeps_nothing_of_a_form_that_was_sent(self, story: Story) -> None:
        """Slack tells of the last letter after the form was sent."""
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#marketing")
        with tapped(story) as typed:
            maya.choose("What was decided?", "We stop printing")
        maya.submit({})
        assert story.receive(Delivery("interactive", typed[-1])).status == 200
        maya.command("/decision", channel="#marketing")
        assert maya.modal
        assert "had typed" not in maya.modal.plain

    def test_forgets_it_after_a_week(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#marketing")
        maya.choose("What was decided?", "We stop prin")
        maya.close_modal()
        story.pass_time(days=7)
        maya.command("/decision", channel="#marketing")
        assert maya.modal
        assert "had typed" not in maya.modal.plain

    def test_can_be_started_afresh(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#marketing")
        maya.choose("What was decided?", "We stop prin")
        maya.close_modal()
        maya.command("/decision", channel="#marketing")
        maya.click("Start afresh")
        maya.submit({"title": "We print"})
        story.settle()
        assert "We print" in scenes.card(story).plain

    def test_keeps_what_stands_in_all_fields(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#marketing")
        maya.click(MORE)
        maya.choose("Who has to approve it?", ["Ivan"])
        maya.choose("What was decided?", "We stop printing")
        maya.close_modal()
        maya.command("/decision", channel="#marketing")
        maya.submit({})
        story.settle()
        assert "Waits for @Ivan Kovac" in scenes.card(story).plain

    def test_keeps_the_team_that_was_chosen(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#marketing")
        maya.click(MORE)
        maya.choose("Whose decision is it?", "IT")
        maya.choose("What was decided?", "We stop printing")
        maya.close_modal()
        maya.command("/decision", channel="#marketing")
        maya.submit({})
        story.settle()
        assert scenes.card(story, channel="#it").plain.startswith("DEC-1, decided by IT")

    def test_is_for_what_it_was_typed_about(self, story: Story) -> None:
        """Who began to amend it and wants to reverse it finds no amendment in the form."""
        scenes.record(story)
        maya = story.slack.person("Maya")
        maya.choose(scenes.MENU, "Amend it", scenes.card(story))
        maya.choose("What was decided?", "We move in May")
        maya.close_modal()
        maya.choose(scenes.MENU, "Reverse it", scenes.card(story))
        assert maya.modal
        assert maya.modal.title == "Reverse a decision"

    def test_starts_afresh_about_the_same(self, story: Story) -> None:
        scenes.record(story)
        maya = story.slack.person("Maya")
        maya.choose(scenes.MENU, "Amend it", scenes.card(story))
        maya.choose("What was decided?", "We move in May")
        maya.close_modal()
        maya.choose(scenes.MENU, "Amend it", scenes.card(story))
        maya.click("Start afresh")
        maya.submit({"title": "We move in June"})
        story.settle()
        assert "Superseded by DEC-2 (We move in June)" in scenes.card(story).plain


class TestOnMessage:
    def test_takes_the_message_over(self, story: Story) -> None:
        ana, bo, maya = (story.slack.person(name) for name in ("Ana", "Bo", "Maya"))
        message = ana.say("We move to HubSpot\nin March", channel="#marketing")
        bo.say("Fine", channel="#marketing", thread_ts=message.ts)
        (message,) = [
            each for each in story.slack.channel("#marketing").messages if each.ts == message.ts
        ]
        maya.shortcut("Save as decision", message=message)
        maya.submit({})
        story.settle()
        said = scenes.card(story).plain
        assert "We move to HubSpot\nWhat and why\nWe move to HubSpot\nin March" in said
        assert said.endswith("· The message · With @Ana Ribeiro and @Bo Chen")

    def test_offers_the_record_that_it_made_before(self, story: Story) -> None:
        ana, maya = story.slack.person("Ana"), story.slack.person("Maya")
        message = ana.say("We move", channel="#marketing")
        maya.shortcut("Save as decision", message=message)
        maya.submit({})
        story.settle()
        ana.shortcut("Save as decision", message=message)
        story.settle()
        assert ana.modal is None
        assert scenes.whispers(story, "Ana")[-1].startswith(
            "This message was saved before, as DEC-1:\nDEC-1, decided by Marketing"
        )

    def test_shows_what_somebody_else_saved_meanwhile(self, story: Story) -> None:
        ana, maya = story.slack.person("Ana"), story.slack.person("Maya")
        message = ana.say("We move", channel="#marketing")
        for person in (ana, maya):
            person.shortcut("Save as decision", message=message)
        maya.submit({})
        ana.submit({})
        assert ana.modal
        assert ana.modal.title == "It is DEC-1"


class TestOnSucceed:
    @pytest.mark.parametrize(
        ("choice", "did", "follows"),
        [
            ("Amend it", "superseded", "Amends"),
            ("Supersede it", "superseded", "Supersedes"),
            ("Reverse it", "reversed", "Reverses"),
        ],
    )
    def test_puts_a_banner_on_the_old_card_and_takes_its_buttons(
        self, story: Story, choice: str, did: str, follows: str
    ) -> None:
        scenes.record(story)
        scenes.choose(story, "Maya", choice, title="We stay")
        old = scenes.card(story)
        assert old.plain.startswith(
            f"DEC-1, {did}, decided by Marketing\n:warning: {did.capitalize()} by DEC-2 (We stay), "
            "Mon 23 Nov 09:00 UTC.\nWe move the newsletter to HubSpot"
        )
        assert old.buttons == []
        assert f"{follows} DEC-1" in scenes.card(story, "DEC-2").plain

    def test_says_on_the_old_card_what_is_proposed(self, story: Story) -> None:
        scenes.record(story)
        scenes.choose(story, "Maya", "Supersede it", title="We stay", approvers=["Ivan"])
        assert "DEC-2 (We stay) is proposed to take its place." in scenes.card(story).plain
        scenes.choose(story, "Maya", "Withdraw it", "DEC-2")
        assert "is proposed" not in scenes.card(story).plain

    def test_begins_an_amendment_with_the_old_words(self, story: Story) -> None:
        scenes.record(story, what="From March on")
        scenes.choose(story, "Maya", "Amend it")
        assert "We move the newsletter to HubSpot\nWhat and why\nFrom March on" in (
            scenes.card(story, "DEC-2").plain
        )

    def test_asks_neither_who_drives_it_nor_who_has_left(self, story: Story) -> None:
        """Ivan, who approved the old one, amends it; of Bo, who has left, nothing is expected."""
        scenes.record(story, more=True, approvers=["Ivan", "Bo", "Ana"], needed="2 of them")
        for who in ("Ivan", "Ana"):
            scenes.press(story, who, "Approve")
        story.slack.admin.deactivate("Bo")
        story.settle()
        scenes.choose(story, "Ivan", "Amend it", title="We move in May")
        assert "Waits for @Ana Ribeiro, who has to approve." in scenes.card(story, "DEC-2").plain

    def test_asks_for_the_team_when_that_of_the_old_one_is_closed(self, story: Story) -> None:
        scenes.record(story, by="Ivan", channel="#it")
        sofia = story.slack.person("Sofia")
        sofia.command("/align", "setup", channel="#general")
        sofia.submit({"channel_1": "#general", "leads_1": ["Bo"]})
        sofia.close_modal()
        close(story, name="Sofia")
        sofia.choose(scenes.MENU, "Reverse it", scenes.card(story, channel="#it"))
        sofia.submit({"team": "Marketing"})
        story.settle()
        assert "Reversed by DEC-2" in scenes.card(story, channel="#it").plain
        assert "decided by Marketing" in scenes.card(story, "DEC-2").plain


class TestOnInitiative:
    def test_makes_it_part_of_the_initiative(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "add", channel="#marketing")
        maya.submit(
            {
                "Name": "Web shop",
                "What will be true when it is done?": "It is live",
                "Why?": "It is slow",
                "Owner in Marketing": "Maya",
                "Owner in IT": "Ivan",
                "Target date": "2026-12-04",
                "Stage": "Active",
                "Channel": "#marketing",
            }
        )
        maya.close_modal()
        story.settle()
        maya.click("Log decision")
        assert maya.modal
        assert "It is part of INI-1: Web shop." in maya.modal.plain
        maya.submit({"title": "We sell socks"})
        story.settle()
        assert scenes.card(story).plain.endswith("· Part of INI-1")
        (initiative,) = [
            each.plain
            for each in story.slack.channel("#marketing").messages
            if each.plain.startswith("INI-1")
        ]
        assert "DEC-1, accepted: We sell socks" in initiative
