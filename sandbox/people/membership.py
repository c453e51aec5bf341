"""Coming into a channel and leaving it: oneself, or with the app."""

from sandbox.model import Channel
from sandbox.payloads import events
from sandbox.people import speech
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo


def join(actor: Actor, channel_name: str) -> None:
    """Raises CannotDo for a private channel, to which others invite, and if she is in already."""
    channel = actor.workspace.channel(channel_name)
    if channel.is_private or channel.is_archived or actor.id in channel.members:
        raise CannotDo(f"{actor.name} cannot join {channel_name}")
    _enter(actor, channel, actor.id)


def invite(actor: Actor, user_id: str, channel_name: str) -> None:
    """Raises CannotDo if the other is in there already, or the actor is not."""
    channel = speech.writable(actor, channel_name)
    if user_id in channel.members:
        raise CannotDo(f"{user_id} is in {channel_name} already")
    _enter(actor, channel, user_id, actor.id)


def leave(actor: Actor, channel_name: str) -> None:
    """Raises CannotDo if she is not in there."""
    channel = actor.workspace.channel(channel_name)
    if channel.is_im or actor.id not in channel.members:
        raise CannotDo(f"{actor.name} is not in {channel_name}")
    _exit(actor, channel, actor.id)


def invite_bot(actor: Actor, channel_name: str) -> None:
    channel = speech.writable(actor, channel_name)
    bot = actor.workspace.app.bot_user_id
    if bot in channel.members:
        raise CannotDo(f"{actor.workspace.app.name} is in {channel_name} already")
    _enter(actor, channel, bot, actor.id)


def remove_bot(actor: Actor, channel_name: str) -> None:
    channel = speech.writable(actor, channel_name)
    bot = actor.workspace.app.bot_user_id
    if channel.is_im or bot not in channel.members:
        raise CannotDo(f"{actor.workspace.app.name} cannot be removed from {channel_name}")
    _exit(actor, channel, bot)
    actor.courier.tell(events.left(actor.workspace, channel, actor.id))


def _enter(actor: Actor, channel: Channel, user_id: str, inviter: str | None = None) -> None:
    channel.members.add(user_id)
    actor.workspace.changed()
    event = events.member_joined_channel(actor.workspace, user_id, channel, inviter)
    actor.courier.tell(event)


def _exit(actor: Actor, channel: Channel, user_id: str) -> None:
    channel.members.discard(user_id)
    actor.workspace.changed()
    actor.courier.tell(events.member_left_channel(actor.workspace, user_id, channel))
