"""Somebody at their Slack, as programs see them."""

from collections.abc import Iterator
from datetime import datetime

from sandbox.delivery.courier import Courier
from sandbox.elements import Json, Placed
from sandbox.model import Message, Reply, User
from sandbox.people import app_home, clicks, commands, membership, modals, speech, suggesting
from sandbox.people.actor import Actor
from sandbox.people.forms import Value
from sandbox.people.spots import Target
from sandbox.shown import Home, OpenView, Shown
from sandbox.workspace import Workspace


class Person:
    """Somebody at their Slack. Every method may be called from any thread; those that reach the
    app wait for its answer, three seconds at most.
    """

    def __init__(self, workspace: Workspace, courier: Courier, user_id: str) -> None:
        self._actor = Actor(workspace, courier, user_id)
        self.id = user_id

    def __repr__(self) -> str:
        return f"Person({self.user.real_name!r}, {self.id!r})"

    @property
    def user(self) -> User:
        return self._actor.user

    def sees(self, channel: str) -> list[Message]:
        """Return what she reads in a channel, oldest first, with what only she can see.

        Raises CannotDo for a private channel she is not in.
        """
        return speech.sees(self._actor, channel)

    def newest_first(self, channel: str) -> Iterator[Message]:
        """Yield what `sees` returns from the other end, to stop early; hold the workspace's lock.

        Raises CannotDo likewise.
        """
        return speech.newest_first(self._actor, channel)

    def dm(self) -> list[Message]:
        """Return her direct messages with the app, oldest first."""
        return speech.sees(self._actor, self._actor.workspace.dm(self.id).id)

    def say(
        self,
        text: str,
        *,
        channel: str,
        thread_ts: str | None = None,
        also_to_channel: bool = False,
    ) -> Message:
        """Post a message as she would type it: `@Ivan` and `#it` become mentions. A reply may be
        sent `also_to_channel`.
        """
        return speech.say(self._actor, text, channel, thread_ts, also_to_channel=also_to_channel)

    def react(self, emoji: str, message: Message) -> None:
        """Add an emoji (`tada`) to a message."""
        speech.react(self._actor, emoji, message)

    def unreact(self, emoji: str, message: Message) -> None:
        """Take her emoji off a message again. Raises CannotDo if it is not there."""
        speech.unreact(self._actor, emoji, message)

    def edit(self, text: str, message: Message) -> Message:
        """Let a message of hers read otherwise. Raises CannotDo for anybody else's."""
        return speech.edit(self._actor, text, message)

    def delete(self, message: Message) -> None:
        """Delete a message of hers. Raises CannotDo for anybody else's."""
        speech.delete(self._actor, message)

    def join(self, channel: str) -> None:
        """Join a public channel. Raises CannotDo if she is in there, or it is private."""
        membership.join(self._actor, channel)

    def invite(self, other: str, channel: str) -> None:
        """Invite somebody to a channel. Raises CannotDo if they are in there, or she is not."""
        user_id = self._actor.workspace.user(other).id
        membership.invite(self._actor, user_id, channel)

    def leave(self, channel: str) -> None:
        """Leave a channel. Raises CannotDo if she is not in there."""
        membership.leave(self._actor, channel)

    def invite_bot(self, channel: str) -> None:
        """Invite the app to a channel. Raises CannotDo if it is in there, or she is not."""
        membership.invite_bot(self._actor, channel)

    def remove_bot(self, channel: str) -> None:
        """Remove the app from a channel. Raises CannotDo if it is not in there."""
        membership.remove_bot(self._actor, channel)

    def command(self, command: str, text: str = "", *, channel: str = "#general") -> Reply:
        """Type a slash command."""
        return commands.command(self._actor, command, text, channel)

    def shortcut(self, name: str, message: Message | None = None) -> Reply:
        """Use a global shortcut, or one in a message's menu, by its name or callback_id."""
        return commands.shortcut(self._actor, name, message)

    def open_home(self) -> Home | None:
        """Open the app's Home tab; returns what it shows once the app has been told. Raises
        CannotDo for an app whose manifest does not enable it.
        """
        return app_home.open_home(self._actor)

    def open_messages(self) -> None:
        """Open the app's Messages tab, and tell the app so. Raises CannotDo likewise."""
        app_home.open_messages(self._actor)

    @property
    def home(self) -> Home | None:
        """The app's Home tab as last published for her, if it was."""
        return self._actor.workspace.homes.get(self.id)

    @property
    def modal(self) -> OpenView | None:
        """The modal on her screen, if any."""
        return self._actor.workspace.views.top(self.id)

    def submit(self, values: dict[str, Value] | None = None) -> Reply:
        """Fill the modal's inputs, by label or block_id, and press its submit button.

        Raises FormError, as Slack's own client refuses, for a required input left empty, a text
        too short or too long, or an option that is not offered.
        """
        return modals.submit(self._actor, values or {})

    def close_modal(self) -> Reply | None:
        """Close the modal; returns the app's answer if it asked to be told."""
        return modals.close(self._actor)

    def click(
        self, label: Target, message: Message | None = None, *, view: Shown | None = None
    ) -> Reply:
        """Press a button by its words, action_id or block_id, or what a "…" menu offers by its
        words: in `message` or `view` (`her.home`), else in the open modal, else in the newest
        message she sees that has it, else on the Home tab. Raises CannotDo.
        """
        return clicks.click(self._actor, label, message or view)

    def choose(
        self,
        target: Target,
        value: Value,
        message: Message | None = None,
        *,
        view: Shown | None = None,
    ) -> Reply | None:
        """Pick `value` in a select, overflow menu, date picker, checkboxes… found by its action_id,
        block_id, placeholder or label, in the same order of places as `click`. A menu that the app
        fills is asked for `value` first.

        Returns the app's answer, or None when the app is not told until the modal is submitted.
        """
        return clicks.choose(self._actor, target, value, message or view)

    def fill(self, place: Placed, value: Value, where: Message | Shown) -> None:
        """Enter `value` without the app hearing of it yet: it is in what she sends later.

        Raises CannotDo as `choose` does.
        """
        clicks.fill(self._actor, place, value, where)

    def refusal(self, place: Placed, value: Value, where: Message | Shown) -> str:
        """Return why Slack's client would not send `value`; an empty text if it would."""
        return clicks.refusal(self._actor, place, value, where)

    def upload(self, name: str, content: bytes) -> str:
        """Pick a file on her machine; returns its id, which `choose` and `submit` take."""
        workspace = self._actor.workspace
        return workspace.files.add(name, content, workspace.clock()).id

    def suggest(
        self,
        target: Target,
        typed: str,
        message: Message | None = None,
        *,
        view: Shown | None = None,
    ) -> Json:
        """Type into a menu that the app fills; returns the `options` or `option_groups` that it
        offers. Raises CannotDo when too little is typed, and when it did not answer.
        """
        return suggesting.suggest(self._actor, target, typed, message or view)

    def local_time(self) -> datetime:
        """Return the workspace's time in her zone."""
        return self._actor.workspace.local_time(self.id)
