"""Whatever people type into lists, questions and answers, nobody is called, on no surface."""

import pytest

from tests.escalations.listeners.test_hostile_words import HOSTILE, MARKUP, OURS, mrkdwn
from tests.ownership.test_walk import newest
from tests.story import Story

CSV = {"a formula": "=1+1", "a command": '@SUM(1) +1 -1 |calc "x"', "long": "<!here> " * 37}
INVOLVED = ("U0ANA000002", "U0BO0000004")
"""Whom these stories name besides."""


def texts_of(story: Story) -> list[str]:
    """Return every text in which Slack looks for people and links, of all that was shown."""
    told = [
        text
        for channel in list(story.slack.workspace.channels.values())
        for message in channel.log.values()
        if message.bot_id
        for text in [message.text, *mrkdwn(list(message.blocks))]
    ]
    posted = [
        text
        for call in story.slack.journal
        for text in [call.arguments.get("text", ""), *mrkdwn(call.arguments)]
    ]
    return told + posted


def assert_nobody_is_called(story: Story) -> None:
    """Look at every word that was shown, and refuse what Slack refused."""
    assert [each.error for each in story.slack.refused if each.error != "ratelimited"] == []
    for text in texts_of(story):
        live = [found for found in MARKUP.findall(text) if not OURS.fullmatch(found)]
        assert [each for each in live if each.removeprefix("@") not in INVOLVED] == [], text


def ask(story: Story, words: str) -> None:
    """Let Ana ask the leads with these words, also where they name a person or fit a team."""
    ana = story.slack.person("Ana")
    ana.command("/align", f"who {words} xyzzy", channel="#marketing")
    answer = newest(story, "Ana", "#marketing")
    if answer.buttons:
        ana.click("None of these: ask the leads", message=answer)
    elif "have kept" not in answer.plain:
        unnamed = words.replace("@", "").replace("#", "").replace("it", "xyzzy")
        ana.command("/align", f"who {unnamed}", channel="#marketing")


def walk(story: Story, words: str) -> None:
    """Say `words` wherever something can be said."""
    ana, ivan, sofia = (story.slack.person(name) for name in ("Ana", "Ivan", "Sofia"))
    ask(story, words[:250])
    ivan.command("/align", "questions", channel="#it")
    ivan.click("Answer", message=newest(story, "Ivan", "#it"))
    ivan.submit({"answer": words, "keep": "Yes, to what we do for others"})
    ivan.submit({"name@0": words[:80], "about@0": words[:300]})
    ivan.close_modal()
    sofia.command("/align", "owns add", channel="#general")
    people = {"accountable@0": "Ivan", "responsible@0": ["Bo"], "informed@0": ["Ana"]}
    sofia.submit({"name@0": words[:80], "about@0": words[:300], "team_id@0": "IT"} | people)
    sofia.close_modal()
    for text in ("owns", "services", f"who {words}", "who xyzzy"):
        ana.command("/align", text, channel="#marketing")
    for person in (ivan, sofia):
        person.command("/align", "owns", channel="#general")
        person.click("Change", message=person.sees("#general")[-1])
    sofia.submit({"name@1": f"{words[:70]} 2"})
    ivan.submit({"about@1": f"{words[:290]} 3"})
    assert ivan.modal
    for text in mrkdwn(ivan.modal.view["blocks"]):
        assert all(OURS.fullmatch(each) or each[1:] in INVOLVED for each in MARKUP.findall(text))
    ivan.submit()
    story.settle()
    story.pass_time(days=1)


class TestWalk:
    @pytest.mark.parametrize("words", [*HOSTILE.values(), *CSV.values()], ids=[*HOSTILE, *CSV])
    def test_calls_nobody(self, sqlite_story: Story, words: str) -> None:
        sqlite_story.set_up()
        walk(sqlite_story, words.strip())
        assert_nobody_is_called(sqlite_story)
