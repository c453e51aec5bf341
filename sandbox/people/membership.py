"""Bringing the app into a channel, and sending it away again."""

from sandbox.payloads import events
from sandbox.people import speech
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo


def invite_bot(actor: Actor, channel_name: str) -> None:
    channel = speech.writable(actor, channel_name)
    bot = actor.workspace.app.bot_user_id
    if bot in channel.members:
        raise CannotDo(f"{actor.workspace.app.name} is in {channel_name} already")
    channel.members.add(bot)
    actor.workspace.changed()
    actor.courier.tell(events.member_joined_channel(actor.workspace, bot, channel, actor.id))


def remove_bot(actor: Actor, channel_name: str) -> None:
    channel = speech.writable(actor, channel_name)
    bot = actor.workspace.app.bot_user_id
    if channel.is_im or bot not in channel.members:
        raise CannotDo(f"{actor.workspace.app.name} cannot be removed from {channel_name}")
    channel.members.discard(bot)
    actor.workspace.changed()
    actor.courier.tell(events.member_left_channel(actor.workspace, bot, channel))
