"""The form in which somebody adds a point."""

from datetime import date

from bot.meetings.blocks import words
from bot.meetings.blocks.agenda import ADD_POINT
from bot.meetings.models import Meeting, Occurrence
from bot.meetings.rules import POINT_MAX
from bot.slack import block_kit
from bot.slack.values import Json


def form(meeting: Meeting) -> Json:
    """Return the form of one field."""
    element = block_kit.text_input(placeholder="Who tells the customers?", limit=POINT_MAX)
    hint = "It stands on the agenda, with your name. It comes again until somebody ticks it off."
    return block_kit.modal(
        "Add a point",
        [
            block_kit.section(f"{words.name(meeting)}, {words.when(meeting)}."),
            block_kit.field("What is to be talked about?", element, block_id="point", hint=hint),
        ],
        callback_id=ADD_POINT,
        submit="Add it",
        metadata=str(meeting.id),
    )


def on_agenda(occurrence: Occurrence) -> Json:
    """Return what is said of a point that an agenda has that is there."""
    where = block_kit.channel(occurrence.channel_id)
    day = block_kit.day(occurrence.held_on)
    return block_kit.notice("Added", f"It is on the agenda of {day}, in {where}.")


def on_next(next_on: date, agenda_on: date) -> Json:
    """Return what is said of a point that waits for the next agenda."""
    return block_kit.notice(
        "Added",
        f"It is on the next agenda, of {block_kit.day(next_on)}, which comes on "
        f"{block_kit.day(agenda_on)} at 09:00.",
    )
