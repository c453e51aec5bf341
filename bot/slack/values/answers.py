"""What we answer, and what the tables of handlers are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.values.gestures import Json


@dataclass(frozen=True)
class Reply:
    """What a handler answers; routing turns it into Slack's acknowledgement.

    `ack` is its body, `modal` a view to open first (one that `is_over` lets the modal that was
    clicked in show again afterwards), `form` one to show in place of that modal. `whisper` is a
    sentence for a person who pressed a button or used a shortcut: their acknowledgement has no
    body, so the outbox brings that one. `redraw` takes the place of the message with the button, if
    nobody but that person sees it.
    """

    ack: Json | None = None
    modal: Json | None = None
    form: Json | None = None
    whisper: str | None = None
    blocks: Sequence[Json] = ()
    redraw: tuple[str, Sequence[Json]] | None = None
    is_over: bool = False

    @classmethod
    def none(cls) -> "Reply":
        """Say nothing; a modal closes."""
        return cls()

    @classmethod
    def text(cls, text: str, blocks: list[Json] | None = None) -> "Reply":
        """Answer a command so that only the person who typed it sees it."""
        return cls(
            ack={"response_type": "ephemeral", "text": text}
            | ({"blocks": blocks} if blocks else {})
        )

    @classmethod
    def open(cls, view: Json) -> "Reply":
        """Open a modal over what the person sees."""
        return cls(modal=view)

    @classmethod
    def over(cls, view: Json) -> "Reply":
        """Open a modal; one that was clicked in shows again when that is closed."""
        return cls(modal=view, is_over=True)

    @classmethod
    def update(cls, view: Json) -> "Reply":
        """Show `view` in place of the modal that was clicked in; for a click that changes nothing.

        What was typed stays where the block_id of a field does.
        """
        return cls(form=view)

    @classmethod
    def replace(cls, view: Json) -> "Reply":
        """Show `view` in place of the modal that was just sent."""
        return cls(ack={"response_action": "update", "view": view})

    @classmethod
    def errors(cls, errors: Mapping[str, str]) -> "Reply":
        """Keep the modal open and show a sentence below each field named."""
        return cls(ack={"response_action": "errors", "errors": dict(errors)})


Handler = Callable[..., Reply]
"""`handler(gesture, *, transaction: Transaction, clock: Clock) -> Reply`."""


EventHandler = Callable[..., None]
"""`handler(event, *, transaction: Transaction, clock: Clock) -> None`; Slack may send it twice."""


class Whisper(Protocol):
    """How words reach the person who pressed a button: the outbox's `whisper`."""

    def __call__(
        self,
        session: Session,
        *,
        workspace_id: int,
        response_url: str,
        text: str,
        blocks: Sequence[Json] = (),
        replaces: bool = False,
        now: datetime,
    ) -> None:
        """Enqueue `text` for the person behind `response_url`, `now` (aware UTC).

        With `replaces` it takes the place of the message that the person acted on.
        """


class Admit(Protocol):
    """Who may act at all: asked at the beginning of a gesture's transaction."""

    def __call__(self, session: Session, *, workspace_id: int, user_id: str, now: datetime) -> None:
        """Raise Refused, with a sentence for the person, if they may not; `now` is aware UTC."""


class Need(StrEnum):
    """What brings somebody to a command: the headings of `/align help`, in their order."""

    STUCK = "Something is stuck"
    WHO = "You want to know whom to ask"
    PLAN = "You want to see where things are going"
    TIME = "You work at other hours, or are away"
    SET_UP = "You set Lockstep up, or are lost"


@dataclass(frozen=True)
class CommandRow:
    """A row of a slice's COMMANDS: registration, help, manifest and README derive from it."""

    handler: Handler
    hint: str
    summary: str
    need: Need


@dataclass(frozen=True)
class ShortcutRow:
    """A row of a slice's SHORTCUTS, by callback_id: what a message's menu offers.

    Help, manifest and README derive from it. Slack shows `name`, a verb first, in 24 characters at
    most, and takes 150 of `description`.
    """

    handler: Handler
    name: str
    description: str


@dataclass(frozen=True)
class Means:
    """What every handler is given besides the gesture."""

    transaction: Transaction
    clock: Clock
    whisper: Whisper
    admit: Admit
