"""Whatever people type, and wherever: nobody is called, nothing is a link, and Slack takes it."""

from typing import Any

import pytest

from bot import features
from bot.slack import block_kit
from bot.teams import queries
from sandbox import Message, Person, elements
from sandbox.elements import Placed
from tests.hostile import Watch, in_own_words, texts
from tests.story import Story

CHOSEN: dict[str, Any] = {
    "plain_text_input": "",
    "users_select": "Ivan",
    "multi_users_select": ["Ana"],
    "conversations_select": "#it",
    "datepicker": "2026-12-04",
    "datetimepicker": "in 1 day",
}
"""What is filled in where something must be chosen and nothing is offered already."""


MONDAY, TUESDAY, WEDNESDAY, FRIDAY, NOON = 0, 1, 2, 4, 12

PLANNED = 250
"""Characters of a plan's line: what is longer is refused in a sentence."""


class Typist:
    """Types `words` wherever text can be typed, and remembers in which forms."""

    def __init__(self, story: Story, words: str) -> None:
        self.story = story
        self.words = words
        self.forms: set[str] = set()

    def person(self, name: str) -> Person:
        return self.story.slack.person(name)

    def fill(self, person: Person, *, again: bool = False, **chosen: Any) -> None:
        """Send the form on somebody's screen; `chosen` by block_id, without its version."""
        assert person.modal
        form = person.modal.view
        self.forms.add(form["callback_id"])
        answers = {
            place.block["block_id"]: self.answer(place, chosen, again=again)
            for place in elements.placed(form["blocks"])
            if place.block["type"] == "input"
        }
        reply = person.submit({name: value for name, value in answers.items() if value})
        assert reply.error is None
        assert not person.modal or not person.modal.errors, person.modal.errors

    def answer(self, place: Placed, chosen: dict[str, Any], *, again: bool) -> Any:
        """Return what is filled in: the words in every text, else what is chosen, or must be."""
        name, element = place.block["block_id"].partition("@")[0], place.element
        if name.startswith("within_"):
            return None  # only times are taken there: see `ladder`
        if element["type"] == "plain_text_input":
            most = element.get("max_length", 3000)
            mark = chosen.get(name, " again" if again else "")
            words = " ".join(self.words.split())[:PLANNED] if name == "plan" else self.words
            return f"{words[: most - len(mark)]}{mark}"
        if name in chosen:
            return chosen[name]
        has_one = any(key.startswith("initial_") for key in element)
        if has_one or place.block.get("optional"):
            return None
        if "options" in element:
            return element["options"][0]["text"]["text"]
        return CHOSEN[element["type"]]

    def type_commands(self, name: str, channel: str) -> None:
        """Type the words after every command that there is."""
        person = self.person(name)
        for command in features.COMMANDS:
            slash, _, verb = command.partition(" ")
            for text in (self.words, f"{self.words[:70]} xyzzy"):
                assert person.command(slash, f"{verb} {text}", channel=channel).error is None
                if person.modal:
                    person.close_modal()

    def newest(self, name: str, channel: str, text: str, command: str = "/align") -> Any:
        """Type a command, and return what only that person sees then."""
        person = self.person(name)
        person.command(command, text, channel=channel)
        return person.sees(channel)[-1]


def before_the_set_up(typist: Typist) -> None:
    """What was typed rides on a button, and is in the form that comes after the set-up."""
    maya = typist.person("Maya")
    typist.type_commands("Maya", "#marketing")
    maya.command("/escalate", typist.words[:1500], channel="#marketing")
    maya.click("Set up")
    leads = {"leads_1": ["Maya"], "leads_2": ["Ivan"], "sponsor": "Sofia"}
    typist.fill(maya, channel_1="#marketing", channel_2="#it", **leads)
    if maya.modal and maya.modal.view["callback_id"] == "escalations.raise":
        typist.fill(maya)
    typist.story.settle()


def settings(typist: Typist) -> None:
    """Two teams are called so, and a third whose channel nobody can see."""
    for lead, mark in (("Maya", " 1"), ("Ivan", " 2")):
        person = typist.person(lead)
        shown = typist.newest(lead, "#general", "settings")
        person.click(_buttons(shown, "teams.change")[0], message=shown)
        typist.fill(person, name=mark)
        person.close_modal()
    sofia = typist.person("Sofia")
    sofia.command("/align", "setup", channel="#leads")
    typist.fill(sofia, channel_1="#leads", leads_1=["Maya"], name_1=" 3")
    typist.fill(sofia, channel_1="#leads", leads_1=["Maya"], name_1=" 3")
    sofia.close_modal()
    sofia.invite_bot("#leads")
    sofia.command("/align", "settings", channel="#general")
    sofia.click(_buttons(sofia.sees("#general")[-1], "teams.change")[2])
    sofia.click("Close this team")
    typist.fill(sofia)
    sofia.close_modal()
    shown = typist.newest("Sofia", "#general", "settings")
    sofia.click(_buttons(shown, "teams.reopen")[0], message=shown)
    typist.story.settle()
    shown = typist.newest("Sofia", "#general", "settings")
    sofia.click("Change hours", message=shown)
    typist.fill(sofia)
    sofia.close_modal()
    for form in ("hours", "away"):
        sofia.command("/align", form, channel="#general")
        typist.fill(sofia, until="2026-12-04", **{"from": "2026-12-03"})
        sofia.close_modal()
    typist.story.settle()


def lists(typist: Typist) -> None:
    """What teams own and do, whom to ask, and what nobody could say."""
    ana, ivan, sofia = (typist.person(name) for name in ("Ana", "Ivan", "Sofia"))
    typist.type_commands("Ana", "#marketing")
    for text in (f"who {typist.words[:240]} xyzzy", "who xyzzy"):
        shown = typist.newest("Ana", "#marketing", text)
        if shown.buttons:
            ana.click("None of these: ask the leads", message=shown)
    typist.story.settle()
    shown = typist.newest("Ivan", "#it", "questions")
    ivan.click("Answer", message=shown)
    typist.fill(ivan, keep="Yes, to what we do for others")
    typist.fill(ivan)
    ivan.close_modal()
    sofia.command("/align", "owns add", channel="#general")
    typist.fill(sofia, accountable="Ivan", responsible=["Ana"])
    sofia.close_modal()
    for person in (ivan, sofia):
        shown = typist.newest(person.id, "#general", "owns")
        person.click("Change", message=shown)
    typist.fill(sofia, again=True)
    typist.fill(ivan, name=" mine", about=" mine")
    assert ivan.modal, "the second of two is told what the first changed"
    typist.fill(ivan, name=" mine", about=" mine")
    for text in ("owns", "services", f"who {typist.words[:250]}", "who xyzzy"):
        ana.command("/align", text, channel="#marketing")
    typist.story.settle()
    typist.story.pass_time(days=1)


def roadmap(typist: Typist) -> None:
    """An initiative, which two change at once."""
    ivan, maya = typist.person("Ivan"), typist.person("Maya")
    owners = _owners(typist)
    maya.command("/roadmap", "add", channel="#marketing")
    typist.fill(maya, **owners, stage="Active", channel_id="#it")
    maya.close_modal()
    typist.story.settle()
    for person in (ivan, maya):
        shown = typist.newest(person.id, "#marketing", "INI-1", "/roadmap")
        person.click("Change", message=shown)
    typist.fill(ivan, again=True)
    ivan.close_modal()
    typist.fill(maya, title=" mine", why=" mine")
    assert maya.modal
    assert maya.modal.title == "Change INI-1"
    typist.fill(maya, title=" mine", why=" mine")
    typist.forms.add("roadmap.change_from_card")
    assert maya.submit().error is None  # the card's own Change
    maya.close_modal()
    for text in ("", typist.words[:60], "INI-1"):
        maya.command("/roadmap", text, channel="#marketing")
    typist.story.settle()


def escalations(typist: Typist) -> None:
    """From the form to its last answer, past every level."""
    story, maya, ivan = typist.story, typist.person("Maya"), typist.person("Ivan")
    maya.command("/escalate", typist.words, channel="#marketing")
    if not maya.modal:
        maya.command("/escalate", channel="#marketing")
    assert maya.modal
    maya.click("More: a date, an initiative, private")
    team, initiative = (_options(maya, name) for name in ("team", "initiative"))
    typist.fill(maya, team=team[1], urgency="High (30 minutes)", initiative=initiative[0])
    story.settle()
    story.pass_time(minutes=31)
    story.pass_time(minutes=31)
    for _round in range(2):
        ivan.click("Answer")
        typist.fill(ivan)
        story.settle()
        for name in ("Maya", "Ivan", "Sofia"):
            typist.person(name).open_home()
        story.settle()
        if _round == 0:
            maya.click("Reopen")
            typist.fill(maya)
            story.settle()
            ivan.click("Acknowledge")
            story.settle()
    maya.click("Accept")
    story.pass_time(days=1)
    (card,) = [each for each in story.slack.channel("#it").messages if "ESC-2," in each.text]
    typed = block_kit.storable(typist.words).strip()
    assert in_own_words(card.blocks) == [typed] * 3, "shown as it was typed"


def owing(typist: Typist) -> None:
    """From somebody's message, with three questions, through all that an owner can do with it."""
    story, maya, ivan = typist.story, typist.person("Maya"), typist.person("Ivan")
    message = typist.person("Ana").say(typist.words, channel="#marketing")
    maya.shortcut("Escalate this", message=message)
    team = _options(maya, "team")
    typist.fill(maya, team=team[1], urgency="Not sure? Ask me three questions")
    typist.fill(maya, blocked="Yes", needed="Today")
    maya.close_modal()
    sofia = typist.person("Sofia")
    sofia.shortcut("Escalate this", message=message)
    typist.fill(sofia)
    story.settle()
    ivan.click("Acknowledge", message=_card(story, "ESC-3"))
    for button in ("Promise another time", "Put off", "Need more"):
        _under_more(typist, "Ivan", button)
        typist.fill(ivan, until="in 1 day")
        story.settle()
    maya.click("Reply")
    typist.fill(maya)
    story.settle()
    _under_more(typist, "Ivan", "Move up")
    typist.fill(ivan)
    story.settle()
    _under_more(typist, "Ivan", "Hand over")
    typist.fill(ivan, to="Ana")
    story.pass_time(days=1)
    _under_more(typist, "Sofia", "Timeline")
    sofia.close_modal()
    for name in ("Maya", "Ana"):
        typist.person(name).open_home()
    _under_more(typist, "Maya", "Withdraw")
    typist.fill(maya)
    story.settle()


def decisions(typist: Typist) -> None:
    """From a message, and from a command, through all that can be done with a decision."""
    story, maya, ivan = typist.story, typist.person("Maya"), typist.person("Ivan")
    message = typist.person("Ana").say(typist.words, channel="#marketing")
    maya.shortcut("Save as decision", message=message)
    people = {"contributors": ["Ana"], "informed": ["Sofia"], "approvers": ["Ivan"]}
    initiative = _options(maya, "initiative")[0]
    team = _options(maya, "team")[0]
    typist.fill(maya, **people, initiative=initiative, review_on="2026-12-30", team=team)
    story.settle()
    maya.shortcut("Save as decision", message=message)
    for button in ("Ask", "Reject"):
        ivan.click(button, message=_decision(story))
        typist.fill(ivan)
        story.settle()
    _decide(typist, typist.words)
    for person, choice in (("Ivan", "Let somebody else decide"), ("Maya", "Change who takes part")):
        typist.person(person).choose(_MENU, choice, _decision(story))
        typist.fill(typist.person(person), until="in 1 day", approvers=["Ivan"], to="Ana")
        story.settle()
    maya.choose(_MENU, "Withdraw it", _decision(story))
    typist.fill(maya)
    _decide(typist, typist.words)
    ivan.click("Approve", message=_decision(story))
    story.settle()
    for choice in ("Amend it", "Supersede it", "Reverse it"):
        maya.choose(_MENU, choice, _decision(story))
        maya.click("More: who is informed, options, a review")
        typist.fill(maya, review_on="2026-12-30")
        story.settle()
        ivan.click("Approve", message=_decision(story))
        story.settle()
    maya.choose(_MENU, "History", _decision(story))
    maya.close_modal()
    for text in ("DEC-1", "DEC-3", "list"):
        typist.person("Ana").command("/decision", text, channel="#marketing")
    ana = typist.person("Ana")
    ana.command("/decision", "find", channel="#marketing")
    ana.click("Filter", message=ana.sees("#marketing")[-1])
    typist.fill(ana)
    ana.close_modal()
    for days in (3, 5, 20, 10):
        story.pass_time(days=days)
    maya.click("It holds", message=_told(typist, "Maya", "It holds"))
    typist.fill(maya)
    story.settle()


def wins(typist: Typist) -> None:
    """From a message, and from a command, to the thank-you below the post."""
    story, maya, ivan = typist.story, typist.person("Maya"), typist.person("Ivan")
    maya.command("/win", "settings", channel="#marketing")
    typist.forms.add("wins.configure")
    # Eight short lines at most: what is longer is refused in a sentence.
    maya.submit({"values@0": " ".join(typist.words.split())[:40]})
    assert maya.modal
    assert not maya.modal.errors
    maya.close_modal()
    message = typist.person("Ana").say(typist.words, channel="#marketing")
    maya.shortcut("Celebrate this", message=message)
    assert maya.modal
    initiative, enough = _options(maya, "initiative")[0], " and shipped it in two weeks"
    typist.fill(maya, what=enough, initiative=initiative)
    maya.click("Change it")
    typist.fill(maya, what=f"{enough} or so", shown_value=_options(maya, "shown_value")[0])
    maya.close_modal()
    maya.shortcut("Celebrate this", message=message)
    ivan.command("/win", f"@Ana {typist.words}", channel="#it")
    if not ivan.modal:
        ivan.command("/win", channel="#it")
    typist.fill(ivan, people=["Ana"], what=enough, at_once=["Tell it now, not in the morning"])
    ivan.close_modal()
    story.settle()
    (post,) = [each for each in story.slack.channel("#it").messages if "A win" in each.text]
    ivan.click("Add a thank-you", message=post)
    typist.fill(ivan)
    maya.click("Celebrate", message=post)
    story.pass_time(days=1)
    for text in ("list", "list mine", "WIN-1", "WIN-2"):
        typist.person("Ana").command("/win", text, channel="#marketing")
    story.settle()


def standups(typist: Typist) -> None:
    """From its form to its end, with more questions, and everything that can be said."""
    story, maya = typist.story, typist.person("Maya")
    story.sync()  # who is in #marketing is asked
    maya.command("/standup", "setup", channel="#marketing")
    typist.fill(maya)
    _add_questions(typist)
    _look_at_standup(typist)
    maya.click("Preview")
    typist.fill(maya)
    maya.close_modal()
    _look_at_standup(typist)
    maya.click("Try it on me")
    maya.close_modal()
    story.settle()
    _answer(typist)
    _wait_until(story, FRIDAY)
    _look_at_standup(typist)
    maya.click("Ask now")
    maya.close_modal()
    story.settle()
    _answer(typist)
    maya.click("Ask for help with it")
    typist.fill(maya, team=_options(maya, "team")[0])
    maya.click("Celebrate it")
    typist.fill(maya, people=["Ivan"], what=" and shipped it in two weeks")
    maya.close_modal()
    typist.person("Ana").choose("standups.skip", "This is not for me")
    _next_standup(typist)
    for text in ("list", "skip", "answer", ""):
        typist.person("Ana").command("/standup", text, channel="#marketing")
    _end_standup(typist)


def _add_questions(typist: Typist) -> None:
    """Maya asks one with choices, too, and one of two that take turns, as long as it can be."""
    maya, line = typist.person("Maya"), " ".join(typist.words.split())
    maya.click("Questions")
    maya.click("Add a question")
    maya.choose("How is it answered?", "One of several choices")
    maya.submit({"words": line[:150], "choices": f"{line[:70]}\nsomething else"})
    typist.forms.add("standups.save_question")
    maya.click("Add a question")
    maya.submit({"words": f"{line[:150]}\n{line[:140]} or so"})
    maya.close_modal()


def _next_standup(typist: Typist) -> None:
    """The next round asks what became of the plan; the last one is changed when it has ended."""
    story, maya = typist.story, typist.person("Maya")
    friday = _asking(typist)
    _wait_until(story, MONDAY)
    (boxes,) = _buttons(_asking(typist), "standups.tick")
    maya.choose(boxes, [boxes.element["options"][0]["text"]["text"]], _asking(typist))
    maya.click("All on plan")
    story.settle()
    _answer(typist)
    (receipt,) = [each for each in maya.dm() if each.ts == friday.ts]
    maya.click("standups.answer", message=receipt)
    typist.fill(maya)
    story.pass_time(days=2)


def _end_standup(typist: Typist) -> None:
    """Maya has its report sent, and ends it."""
    maya = typist.person("Maya")
    maya.command("/standup", "report", channel="#marketing")
    maya.click("Send me this", message=maya.sees("#marketing")[-1])
    typist.story.settle()
    _look_at_standup(typist)
    maya.click("End it")
    typist.fill(maya)
    maya.close_modal()
    typist.story.pass_time(days=8)


def _wait_until(story: Story, day: int) -> None:
    """Let it become noon of a weekday, hour by hour."""
    while story.clock().weekday() != day or story.clock().hour != NOON:
        story.pass_time(hours=1)


def _look_at_standup(typist: Typist) -> None:
    maya = typist.person("Maya")
    maya.command("/standup", "list", channel="#marketing")
    maya.click("Look", message=maya.sees("#marketing")[-1])


def _answer(typist: Typist) -> None:
    """Maya answers what she is asked, and changes what she said."""
    for _time in ("answer", "edit"):
        typist.person("Maya").click("standups.answer", message=_asking(typist))
        typist.fill(typist.person("Maya"))
        typist.story.settle()


def _asking(typist: Typist) -> Message:
    """Return the newest message with which Maya answers."""
    dm = typist.person("Maya").dm()
    return [each for each in dm if _buttons(each, "standups.answer")][-1]


def digest(typist: Typist) -> None:
    """What was typed is told once more: in a channel, and to its asker."""
    story, maya = typist.story, typist.person("Maya")
    maya.command("/roadmap", "digest setup", channel="#marketing")
    typist.fill(maya)
    maya.close_modal()
    story.pass_time(days=7)
    maya.command("/roadmap", f"add {typist.words[:80]}", channel="#marketing")
    typist.fill(maya, **_owners(typist))
    maya.close_modal()
    maya.command("/roadmap", "digest", channel="#marketing")
    story.pass_time(days=7)


def checkins(typist: Typist) -> None:
    """Both owners say how it goes, and differ; once they do not answer, which sponsors read."""
    story = typist.story
    _wait_until(story, TUESDAY)
    story.pass_time(hours=8)
    for name, status in (("Maya", "At risk"), ("Ivan", "On track")):
        person = typist.person(name)
        person.command("/roadmap", "checkin INI-1", channel="#marketing")
        typist.fill(person, status=status)
        if status == "At risk":
            typist.fill(person, status=status)  # with why, and what happens next
        person.close_modal()
        story.settle()
    for button in ("Raise escalation", "Log decision"):
        person.click(button, message=typist.newest("Ivan", "#it", "INI-1", "/roadmap"))
        person.close_modal()
    for _day in range(6):
        story.pass_time(days=1)


def meetings(typist: Typist) -> None:
    """From its form to its end, with points before its agenda, and on it."""
    story, maya, ivan = typist.story, typist.person("Maya"), typist.person("Ivan")
    maya.click("Set one up", message=typist.newest("Maya", "#marketing", "meetings"))
    maya.choose("What do they meet for?", "Call")
    typist.fill(maya)
    maya.close_modal()
    for person in (maya, ivan):
        person.click("Change", message=typist.newest(person.id, "#it", "meetings"))
    typist.fill(ivan)
    typist.fill(maya)  # the second of two is told what the first changed
    typist.fill(maya)
    for person in (maya, ivan):
        person.close_modal()
    ivan.click("Add a point", message=typist.newest("Ivan", "#it", "meetings"))
    typist.fill(ivan)
    ivan.close_modal()
    _wait_until(story, WEDNESDAY)
    ivan.click("Add a point", message=_agenda(story))
    typist.fill(ivan, again=True)
    ivan.close_modal()
    for button in ("Done", "Undo", "Done"):
        story.settle()
        maya.click(button, message=_agenda(story))
    for days in (3, 4):
        story.pass_time(days=days)
        _wait_until(story, WEDNESDAY)
    maya.click("End it", message=typist.newest("Maya", "#marketing", "meetings"))
    typist.fill(maya)
    maya.close_modal()
    story.settle()


def _agenda(story: Story) -> Message:
    """Return the newest agenda in #marketing."""
    said = story.slack.channel("#marketing").messages
    return [each for each in said if _buttons(each, "meetings.add_point")][-1]


def celebrated_by_a_lead(typist: Typist) -> None:
    """Words that are a win by themselves, those of a reply, and those that an edit makes one."""
    story, ana, maya = typist.story, typist.person("Ana"), typist.person("Maya")
    # As Slack hands on what somebody typed: whom it mentions is a mention, and named in the win.
    words = block_kit.escape(typist.words)
    first = _posted(typist, f"{words[:2000]} and shipped it in two weeks, all of it")
    for message in (first, _posted(typist, words[:2000], thread_ts=first.ts)):
        maya.react("tada", message)
        story.read_messages()
    for message in maya.dm():
        if "Add a few words" in message.buttons:
            maya.click("Add a few words", message=message)
            typist.fill(maya, what=" and shipped it in two weeks")
            maya.close_modal()
    ana.edit(f"{words[:2000]} and shipped it in three weeks, all of it", first)
    story.read_messages()
    story.pass_time(days=1)


def _posted(typist: Typist, text: str, thread_ts: str | None = None) -> Message:
    message = Message("C0MARKETNG2", "", typist.person("Ana").id, text, thread_ts=thread_ts)
    return typist.story.slack.workspace.post(message)


def _told(typist: Typist, name: str, button: str) -> Message:
    """Return a direct message with this button; what does not fit into one comes a day later."""
    for _day in range(10):
        for message in reversed(typist.person(name).dm()):
            if button in message.buttons:
                return message
        typist.story.pass_time(days=1)
    raise AssertionError(f"{name} was never told anything with {button!r}")


_MENU = "decisions.more"


def _decide(typist: Typist, title: str) -> None:
    """Maya asks Ivan to approve one more."""
    maya = typist.person("Maya")
    maya.command("/decision", title, channel="#marketing")
    if not maya.modal:
        maya.command("/decision", channel="#marketing")
    typist.fill(maya, approvers=["Ivan"])
    typist.story.settle()


def _decision(story: Story) -> Message:
    """Return the newest card of a decision in #marketing."""
    said = story.slack.channel("#marketing").messages
    cards = [each for each in said if each.thread_ts is None and "DEC-" in each.text[:9]]
    return cards[-1]


def ladder(typist: Typist) -> None:
    """Only times are taken for times; the names of teams are shown as they are."""
    ivan = typist.person("Ivan")
    ivan.command("/escalate", "ladder", channel="#it")
    typist.fill(ivan)
    ivan.submit({"within_0": typist.words[:60]})
    assert ivan.modal
    assert ivan.modal.errors.keys() == {"within_0"}
    ivan.submit({"within_0": "15 min, 2 h, 1 day"})
    typist.forms.add("escalations.change_ladder")
    typist.story.pass_time(minutes=1)


def _card(story: Story, name: str) -> Message:
    """Return the one card of an escalation in #it."""
    said = story.slack.channel("#it").messages
    (found,) = [each for each in said if each.thread_ts is None and f"{name}," in each.text]
    return found


def _under_more(typist: Typist, name: str, button: str) -> None:
    """Press one of the rarer buttons of ESC-3, on its card or on the asker's copy."""
    person, card = typist.person(name), _card(typist.story, "ESC-3")
    if name == "Maya":
        (card,) = [each for each in person.dm() if each.text.startswith(card.text[:20])]
    person.click("More", message=card)
    person.click(button)


def tidying_up(typist: Typist) -> None:
    """What is left is taken away, and seen once more."""
    ivan = typist.person("Ivan")
    shown = typist.newest("Ivan", "#it", "owns")
    ivan.click("Remove", message=shown)
    typist.forms.add("ownership.take_off")
    assert ivan.submit().error is None
    typist.type_commands("Ivan", "#it")
    typist.person("Ivan").open_home()
    typist.story.pass_time(days=1)


def _owners(typist: Typist) -> dict[str, str]:
    with typist.story.transaction() as session:
        first, second, _third = queries.list_teams(session, typist.story.workspace.id)
    return {f"owner:{first.id}": "Maya", f"owner:{second.id}": "Ivan"}


def _options(person: Person, block_id: str) -> list[str]:
    assert person.modal
    (place,) = [
        each
        for each in elements.placed(person.modal.view["blocks"])
        if each.block["block_id"] == block_id
    ]
    return [option["text"]["text"] for option in place.element["options"]]


def _buttons(message: Any, action_id: str) -> list[Placed]:
    return [
        place
        for place in elements.placed(message.blocks)
        if place.element["action_id"] == action_id
    ]


CHAPTERS = (
    *(before_the_set_up, settings, lists, roadmap, escalations, owing, ladder),
    decisions,
    wins,
    standups,
    checkins,
    meetings,
    celebrated_by_a_lead,
    digest,
    tidying_up,
)


class TestEverySurface:
    @pytest.mark.parametrize("words", texts())
    def test_calls_nobody_and_is_taken_by_slack(self, sqlite_story: Story, words: str) -> None:
        watch, typist = Watch(sqlite_story), Typist(sqlite_story, words)
        for chapter in CHAPTERS:
            chapter(typist)
            watch.check()
        assert typist.forms == features.TABLES.views.keys(), "a form is missing in these stories"
