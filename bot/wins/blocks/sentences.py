"""What is said to one person about a win."""

from collections.abc import Mapping, Sequence

from bot.slack import block_kit
from bot.wins.blocks.names import named
from bot.wins.models import Win
from bot.wins.rules import Left, Reach, State

HELP = (
    "`/win` celebrates what people did well, by name: it is told on the next working morning in "
    "the channels for wins. Whoever gave it, and who is named in it, can take it back for a day; "
    "whoever gave it can change it, too. `/win WIN-12` shows one. A lead who reacts with :tada: "
    "(or the emoji that the leads chose) to a message in a public channel that I am in celebrates "
    "who wrote it, and whom it mentions."
)


TAKE_IT_BACK = "You can take it back for 24 hours."


def given(
    win: Win,
    left_out: Mapping[str, Left],
    *,
    channels: Sequence[str],
    undo: str = TAKE_IT_BACK,
) -> str:
    """Return what whoever gave a win reads: where it goes, when, and who is not in it."""
    where = _listed([block_kit.channel(each) for each in channels])
    when = "It is told now" if win.sent_at else "It is told on the next working morning"
    said = [f"{win.name}: thank you! {when} in {where}, and {_people(win)} hear of it first."]
    said += [_left(user_id, why) for user_id, why in left_out.items()]
    said.append(undo)
    return " ".join(said)


def told_first(win: Win) -> str:
    """Return what those read whom it names, before others do."""
    when = "right now" if win.sent_at else "on the next working morning"
    who = block_kit.quote(win.team.name) if win.reach is Reach.TEAM else "everybody"
    return (
        f"{block_kit.mention(win.given_by)} celebrates you in {win.name}: "
        f"“{block_kit.quote(win.what)}” Unless you take it back within a day, {who} reads it "
        f"{when}."
    )


def told_again(win: Win, *, is_new: bool) -> str:
    """Return what those read whom a changed win names; some are new in it."""
    verb = "celebrates you in" if is_new else "has changed what is said of you in"
    return (
        f"{block_kit.mention(win.given_by)} {verb} {win.name}: “{block_kit.quote(win.what)}” You "
        "can take it back within a day of when it was given."
    )


def changed(win: Win, left_out: Mapping[str, Left]) -> str:
    """Return what whoever changed a win reads."""
    said = [f"{win.name} is changed, wherever it stands, and {_people(win)} hear of it."]
    return " ".join([*said, *(_left(user_id, why) for user_id, why in left_out.items())])


def unchanged(win: Win) -> str:
    """Return what whoever saved a win as it was reads."""
    return f"{win.name} says so already, so nobody is told anything."


def not_yours_to_change(win: Win) -> str:
    """Return why somebody cannot change it."""
    return f"Only {block_kit.mention(win.given_by)}, who gave it, can change {win.name}."


def changed_meanwhile(win: Win) -> str:
    """Return why a form is not saved, in plain text: it stands below a field."""
    return f"{win.name} was changed meanwhile. Please close this, and open it again to see how."


def already(win: Win) -> str:
    """Return what is said to who celebrates the same again."""
    if win.state is State.UNDONE:
        return f"{too_late(win)} Type `/win` to celebrate it in your own words."
    by, at = block_kit.mention(win.given_by), block_kit.moment(win.given_at)
    return f"{by} has celebrated this already: {win.name}, {at}."


def undone(win: Win) -> str:
    """Return what whoever took a win back reads."""
    return f"{win.name} is taken back. Nobody is told of it any more."


def not_yours(win: Win) -> str:
    """Return why somebody cannot take it back."""
    return (
        f"Only {block_kit.mention(win.given_by)}, who gave it, and the people in it can take "
        f"{win.name} back."
    )


def too_late(win: Win) -> str:
    """Return why a win stays, or is gone already."""
    if win.undone_at and win.undone_by:
        by, at = block_kit.mention(win.undone_by), block_kit.moment(win.undone_at)
        return f"{win.name} was taken back by {by}, {at}."
    return f"{win.name} was given more than a day ago, and many have read it: it stays."


def gone_meanwhile(win: Win) -> str:
    """Return why a thank-you came too late, in plain text: it stands below a field."""
    return f"{win.name} was taken back meanwhile, so there is nothing to thank for any more."


def cheering(win: Win) -> str:
    """Return who celebrates a win."""
    user_ids = [each.user_id for each in win.cheers]
    if not user_ids:
        return f"Nobody has celebrated {win.name} yet: be the first."
    verb = "celebrates" if len(user_ids) == 1 else "celebrate"
    return f"{block_kit.mentions(user_ids)} {verb} {win.name}."


def thanked(win: Win, *, by: str, words: str) -> str:
    """Return what stands below the post when somebody thanks its people."""
    people = named(win.people)
    return f"{block_kit.mention(by)} thanks {people} for {win.name}: “{block_kit.quote(words)}”"


def set_up_first() -> str:
    """Return what is said as long as there are no teams."""
    return (
        "There are no teams yet, so nobody would read it. Type `/align setup` first: it takes two "
        "minutes."
    )


def said_in_private() -> str:
    """Return why a message of a private channel is not celebrated."""
    return (
        "What is said in a private channel stays there. Type `/win` and say in your own words what "
        "they did."
    )


def _people(win: Win) -> str:
    return named(win.people)


def _listed(names: Sequence[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


def _left(user_id: str, why: Left) -> str:
    if why is Left.YOURSELF:
        return "You are not in it yourself: somebody else will see what you did :wink:."
    person = block_kit.mention(user_id)
    return {
        Left.GONE: f"{person} is not in it: they have left.",
        Left.OUTSIDER: f"{person} is not in it: they are a guest, or work elsewhere.",
        Left.BOT: f"{person} is not in it: bots need no thanks.",
    }[why]
