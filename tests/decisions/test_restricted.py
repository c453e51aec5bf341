"""A decision from a private channel: its words are for that channel's members, everywhere."""

import pytest

from sandbox import Message
from tests.decisions import scenes
from tests.decisions.scenes import MENU
from tests.story import Story, altered

WORDS = "We let two people go"


@pytest.fixture
def story(story: Story) -> Story:
    """Maya, Ivan and Sofia are in #leads, a private channel, with Lockstep; Ana and Bo are not."""
    story.set_up()
    story.slack.person("Sofia").invite_bot("#leads")
    story.sync()
    story.settle()
    story.sync()
    return story


def decide(story: Story, *approvers: str, **filled: object) -> None:
    maya = story.slack.person("Maya")
    maya.command("/decision", WORDS, channel="#leads")
    maya.submit({"approvers": list(approvers), **filled})
    story.settle()


def in_secret(story: Story) -> Message:
    (card,) = [each for each in story.slack.channel("#leads").messages if "DEC-1," in each.plain]
    return card


class TestCard:
    def test_stands_in_the_private_channel_alone(self, story: Story) -> None:
        decide(story)
        assert WORDS in in_secret(story).plain
        assert in_secret(story).plain.endswith("Restricted to the members of this channel")
        assert not any("DEC-1" in each.plain for each in story.slack.channel("#marketing").messages)


class TestNudge:
    def test_has_the_words_for_a_member_only(self, story: Story) -> None:
        decide(story, "Ivan", "Bo")
        story.pass_time(hours=8)  # it is morning where Bo is
        assert WORDS in scenes.told(story, "Ivan")[-1]
        assert scenes.told(story, "Bo")[-1] == (
            "@Maya Okafor wants you in 1 restricted decision, DEC-1, but you are not in its "
            "private channel: ask @Maya Okafor to invite you there."
        )


class TestDriver:
    def test_is_told_no_words_when_they_have_left_the_channel(self, story: Story) -> None:
        decide(story, "Ivan")
        story.slack.person("Maya").leave("#leads")
        story.settle()
        story.slack.person("Ivan").click("Approve", message=in_secret(story))
        story.settle()
        assert scenes.told(story, "Maya")[-1] == (
            "1 restricted decision that you drive, DEC-1, has moved on or waits for you, but you "
            "are not in its private channel: ask somebody there to invite you."
        )

    def test_is_told_no_words_of_what_they_inherit(self, story: Story) -> None:
        decide_by_ivan(story, "IT")
        story.slack.person("Sofia").leave("#leads")
        story.slack.admin.deactivate("Ivan")
        story.settle()
        assert "that you drive, DEC-1," in scenes.told(story, "Sofia")[-1]
        assert not any(WORDS in each for each in scenes.told(story, "Sofia"))

    def test_is_a_sponsor_who_may_read_it_before_a_lead_who_may_not(self, story: Story) -> None:
        decide_by_ivan(story, "Marketing")
        story.slack.person("Maya").leave("#leads")
        story.slack.admin.deactivate("Ivan")
        story.settle()
        assert f"DEC-1, “{WORDS}”, is yours to drive" in scenes.told(story, "Sofia")[-1]


def decide_by_ivan(story: Story, team: str) -> None:
    ivan = story.slack.person("Ivan")
    ivan.command("/decision", WORDS, channel="#leads")
    ivan.click(scenes.MORE)
    ivan.submit({"team": team, "review_on": "2027-03-01"})
    story.settle()


class TestRights:
    def test_are_nobodys_outside(self, story: Story) -> None:
        """Although Bo is an approver: a button of the card in his hands changes nothing."""
        decide(story, "Ivan", "Bo")
        bo, before = story.slack.person("Bo"), in_secret(story).plain

        with altered(story, lambda payload: payload["user"].update(id=bo.id)):
            story.slack.person("Ivan").click("Approve", message=in_secret(story))
        story.settle()
        assert in_secret(story).plain == before
        said = [each.plain for each in story.slack.channel("#leads").messages]
        assert not any("approved" in each for each in said)

    def test_end_with_the_membership(self, story: Story) -> None:
        decide(story, "Ivan")
        ivan = story.slack.person("Ivan")
        asked = ivan.dm()[-1]
        ivan.leave("#leads")
        story.settle()
        ivan.click("Approve", message=asked)
        story.settle()
        assert scenes.whispers(story, "Ivan")[-1] == (
            "DEC-1 is restricted: only the members of its private channel read it and decide. Ask "
            "@Maya Okafor to invite you there."
        )
        assert "Waits for @Ivan Kovac" in in_secret(story).plain


class TestCommand:
    def test_shows_a_member_all_and_others_nothing(self, story: Story) -> None:
        decide(story)
        ivan, bo = story.slack.person("Ivan"), story.slack.person("Bo")
        ivan.command("/decision", "DEC-1", channel="#it")
        assert WORDS in ivan.sees("#it")[-1].plain
        bo.command("/decision", "DEC-1", channel="#it")
        assert bo.sees("#it")[-1].plain == (
            "DEC-1 is restricted: only the members of the private channel where it was written "
            "down read it. Ask @Maya Okafor to invite you there."
        )

    def test_counts_it_in_a_list(self, story: Story) -> None:
        decide(story)
        ana, maya = story.slack.person("Ana"), story.slack.person("Maya")
        ana.command("/decision", "list", channel="#marketing")
        assert ana.sees("#marketing")[-1].plain.startswith("1 restricted decision\n")
        maya.command("/decision", "list", channel="#marketing")
        assert WORDS in maya.sees("#marketing")[-1].plain

    def test_is_refused_where_we_are_not(self, story: Story) -> None:
        sofia = story.slack.person("Sofia")
        sofia.remove_bot("#leads")
        story.settle()
        story.sync()
        sofia.command("/decision", WORDS, channel="#leads")
        assert sofia.modal is None
        assert sofia.sees("#leads")[-1].plain.startswith("I'm not in this channel, so I could not")

    def test_keeps_words_that_were_typed_before_we_were_removed(self, story: Story) -> None:
        """Neither the form that is open nor what is kept of it comes to stand anywhere else."""
        maya, sofia = story.slack.person("Maya"), story.slack.person("Sofia")
        maya.command("/decision", WORDS, channel="#leads")
        sofia.remove_bot("#leads")
        story.settle()
        story.sync()
        maya.submit({})
        story.settle()
        assert maya.modal
        assert maya.modal.errors == {
            "title": "I'm not in the channel any more where you began this, so I can't keep it "
            "between its members. Invite me there again, and send it then."
        }
        assert not any("DEC-1" in each.plain for each in story.slack.channel("#marketing").messages)


class TestDraft:
    def test_goes_on_in_its_channel_alone(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#leads")
        maya.choose("What was decided?", WORDS)
        maya.close_modal()
        maya.command("/decision", channel="#marketing")
        assert maya.modal
        assert "had typed" not in maya.modal.plain
        maya.command("/decision", channel="#leads")
        assert "had typed" in maya.modal.plain

    def test_of_elsewhere_does_not_go_on_in_it(self, story: Story) -> None:
        """Whoever types the rest there would find it in #marketing."""
        maya = story.slack.person("Maya")
        maya.command("/decision", channel="#marketing")
        maya.choose("What was decided?", "We let")
        maya.close_modal()
        maya.command("/decision", channel="#leads")
        assert maya.modal
        assert "had typed" not in maya.modal.plain


class TestForm:
    def test_says_who_will_read_it_also_with_all_fields(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/decision", WORDS, channel="#leads")
        said = "Only the members of #C0LEADS0004 will read it: its card goes there."
        assert maya.modal
        assert said in maya.modal.plain
        maya.click(scenes.MORE)
        assert said in maya.modal.plain


class TestHistory:
    def test_is_for_members(self, story: Story) -> None:
        decide(story)
        ivan = story.slack.person("Ivan")
        card = in_secret(story)
        ivan.leave("#leads")
        story.settle()
        ivan.command("/decision", "DEC-1", channel="#it")
        assert WORDS not in ivan.sees("#it")[-1].plain
        maya = story.slack.person("Maya")
        maya.choose(MENU, "History", card)
        assert maya.modal
        assert WORDS in maya.modal.plain


class TestSuccessor:
    def test_stays_in_the_channel(self, story: Story) -> None:
        decide(story)
        maya = story.slack.person("Maya")
        maya.choose(MENU, "Reverse it", in_secret(story))
        maya.submit({"title": "They stay"})
        story.settle()
        said = [each.plain for each in story.slack.channel("#leads").messages]
        assert any(each.startswith("DEC-2,") for each in said)
        assert not any("stay" in each.plain for each in story.slack.channel("#marketing").messages)


class TestWeekly:
    def test_counts_it(self, story: Story) -> None:
        decide(story)
        story.pass_time(days=7)
        weekly = [
            each.plain
            for each in story.slack.channel("#marketing").messages
            if each.plain.startswith("Decisions this week")
        ]
        assert weekly[-1].startswith("Decisions this week\nNew\n• 1 restricted decision\n")
        assert WORDS not in weekly[-1]


class TestRemoval:
    def test_ends_what_members_may_read_at_once(self, story: Story) -> None:
        """Who is in there now Slack does not tell us any more: nobody is taken for a member."""
        decide(story, "Ivan")
        sofia, maya, ivan = (story.slack.person(each) for each in ("Sofia", "Maya", "Ivan"))
        asked = ivan.dm()[-1]
        sofia.remove_bot("#leads")
        maya.command("/decision", "list", channel="#marketing")
        assert maya.sees("#marketing")[-1].plain.startswith("1 restricted decision\n")
        maya.command("/decision", "find people", channel="#marketing")
        assert WORDS not in maya.sees("#marketing")[-1].plain
        ivan.click("Approve", message=asked)
        story.settle()
        assert scenes.whispers(story, "Ivan")[-1].startswith("DEC-1 is restricted:")

    def test_is_over_with_an_invitation(self, story: Story) -> None:
        decide(story)
        sofia, maya = story.slack.person("Sofia"), story.slack.person("Maya")
        sofia.remove_bot("#leads")
        story.sync()
        sofia.invite_bot("#leads")
        story.sync()
        maya.command("/decision", "list", channel="#marketing")
        assert WORDS in maya.sees("#marketing")[-1].plain


class TestDeactivation:
    def test_ends_with_the_account_what_somebody_may_read(self, story: Story) -> None:
        """Also once they are back, until Slack says that they are in the channel again."""
        decide(story)
        ivan, leads = story.slack.person("Ivan"), story.slack.workspace.channel("#leads")
        story.slack.admin.deactivate("Ivan")
        leads.members.discard(ivan.id)
        story.slack.admin.reactivate("Ivan")
        for _time in range(2):
            ivan.command("/decision", "list", channel="#it")
            assert WORDS not in ivan.sees("#it")[-1].plain
            story.sync()

    def test_is_over_where_slack_lets_them_in_again(self, story: Story) -> None:
        decide(story)
        ivan = story.slack.person("Ivan")
        story.slack.admin.deactivate("Ivan")
        story.clock.advance(minutes=1)
        story.slack.admin.reactivate("Ivan")
        story.sync()
        ivan.command("/decision", "DEC-1", channel="#it")
        assert WORDS in ivan.sees("#it")[-1].plain


class TestWaiting:
    """What waits until somebody's morning, or their next day, has words in it by then."""

    def test_is_not_told_to_who_has_left_the_channel(self, story: Story) -> None:
        decide(story, "Ivan")
        story.pass_time(hours=1)
        decide_more(story, "Another secret of ours", "Ivan")
        story.slack.person("Ivan").leave("#leads")
        story.pass_time(days=2)
        assert not any("Another secret" in each for each in scenes.told(story, "Ivan"))

    def test_goes_with_the_channel_to_its_new_id(self, story: Story) -> None:
        decide(story, "Ivan")
        story.pass_time(hours=1)
        decide_more(story, "Another secret of ours", "Ivan")
        story.slack.admin.change_id("#leads")
        story.pass_time(days=1)
        assert any("Another secret" in each for each in scenes.told(story, "Ivan"))


def decide_more(story: Story, words: str, *approvers: str) -> None:
    maya = story.slack.person("Maya")
    maya.command("/decision", words, channel="#leads")
    maya.submit({"approvers": list(approvers)})
    story.settle()


class TestMove:
    def test_takes_what_is_kept_in_a_channel_along(self, story: Story) -> None:
        """Slack gives a private channel another id when it is shared with another company."""
        decide(story, "Ivan")
        maya, ana = story.slack.person("Maya"), story.slack.person("Ana")
        story.slack.admin.change_id("#leads")
        for word in ("people", "peopel"):
            maya.command("/decision", f"find {word}", channel="#marketing")
            assert WORDS not in maya.sees("#marketing")[-1].plain
        story.pass_time(minutes=2)
        for word in ("people", "peopel"):
            maya.command("/decision", f"find {word}", channel="#marketing")
            assert WORDS in maya.sees("#marketing")[-1].plain
        ana.command("/decision", "find people", channel="#marketing")
        assert WORDS not in ana.sees("#marketing")[-1].plain
        story.slack.person("Ivan").click("Approve", message=in_secret(story))
        story.settle()
        assert "Approved by @Ivan Kovac" in in_secret(story).plain
