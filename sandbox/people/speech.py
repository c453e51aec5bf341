"""Reading, writing and reacting."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from sandbox import composer
from sandbox.model import SLACKBOT, Channel, Message
from sandbox.payloads import events
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo


def sees(actor: Actor, channel_name: str) -> list[Message]:
    channel = visible(actor, channel_name)
    return [each for each in list(channel.log.values()) if is_shown(actor, each)]


def newest_first(actor: Actor, channel_name: str) -> Iterator[Message]:
    channel = visible(actor, channel_name)
    return (each for each in reversed(channel.log.values()) if is_shown(actor, each))


def is_shown(actor: Actor, message: Message) -> bool:
    """Whether somebody in its channel reads it.

    What only she sees in a thread shows once the thread has begun (Slack: chat.postEphemeral,
    `thread_ts`).
    """
    if message.ephemeral_to is None:
        return True
    begun = not message.thread_ts or actor.workspace.thread(message.channel, message.thread_ts)
    return message.ephemeral_to == actor.id and bool(begun)


def say(
    actor: Actor,
    text: str,
    channel_name: str,
    thread_ts: str | None,
    *,
    also_to_channel: bool = False,
) -> Message:
    channel = writable(actor, channel_name)
    if also_to_channel and thread_ts is None:
        raise CannotDo("only a reply can be sent to the channel too")
    encoded = composer.message_text(actor.workspace, text)
    said = Message(
        channel.id, "", actor.id, encoded, thread_ts=thread_ts, is_broadcast=also_to_channel
    )
    message = actor.workspace.post(said)
    actor.workspace.changed()
    told = [events.message(actor.workspace, message)]
    if f"<@{actor.workspace.app.bot_user_id}" in encoded and not channel.is_im:
        told.append(events.app_mention(actor.workspace, message))
    actor.courier.tell(*told)
    return message


def react(actor: Actor, emoji: str, message: Message) -> None:
    name = emoji.strip(":")
    with actor.workspace.lock:
        now = current(actor, message)
        users = now.reactions.get(name, ())
        if actor.id in users:
            raise CannotDo(f"{name} is on that message already")
        actor.workspace.change(now.with_reaction(name, (*users, actor.id)))
    _reacted(actor, "reaction_added", name, message)


def unreact(actor: Actor, emoji: str, message: Message) -> None:
    name = emoji.strip(":")
    with actor.workspace.lock:
        now = current(actor, message)
        users = now.reactions.get(name, ())
        if actor.id not in users:
            raise CannotDo(f"{actor.name} has not put {name} on that message")
        others = tuple(user for user in users if user != actor.id)
        actor.workspace.change(now.with_reaction(name, others))
    _reacted(actor, "reaction_removed", name, message)


def edit(actor: Actor, text: str, message: Message) -> Message:
    with actor.workspace.lock:
        before = _own(actor, message)
        encoded = composer.message_text(actor.workspace, text)
        now = replace(before, text=encoded, edited=actor.workspace.ts())
        actor.workspace.change(now)
    actor.workspace.changed()
    actor.courier.tell(events.changed(actor.workspace, now, before))
    return now


def delete(actor: Actor, message: Message) -> None:
    """What begins a thread leaves a stone behind, so that its replies have a place."""
    workspace = actor.workspace
    with workspace.lock:
        before = _own(actor, message)
        stone = None
        if workspace.thread(before.channel, before.ts):
            stone = workspace.change(_tombstone(before))
        else:
            workspace.delete(before)
    workspace.changed()
    told = events.changed(workspace, stone, before) if stone else events.deleted(workspace, before)
    actor.courier.tell(told)


def _own(actor: Actor, message: Message) -> Message:
    """Return a message of hers as it stands now. Raises CannotDo for anybody else's."""
    now = current(actor, message)
    if now.user != actor.id or now.subtype:
        raise CannotDo(f"that message is not {actor.name}'s")
    return now


def _tombstone(message: Message) -> Message:
    return Message(
        message.channel,
        message.ts,
        SLACKBOT,
        "This message was deleted.",
        thread_ts=message.ts,
        subtype="tombstone",
        names=message.names,
    )


def _reacted(actor: Actor, kind: str, name: str, message: Message) -> None:
    actor.workspace.changed()
    actor.courier.tell(events.reaction(kind, actor.id, name, message, actor.workspace.ts()))


def current(actor: Actor, message: Message) -> Message:
    """Return the message as it stands now. Raises CannotDo when it was deleted."""
    with suppress(KeyError):
        return actor.workspace.message(message.channel, message.ts)
    raise CannotDo("that message is gone")


def visible(actor: Actor, channel_name: str) -> Channel:
    """Return a channel somebody can read. Raises CannotDo."""
    channel = _channel(actor, channel_name)
    if channel.is_private and actor.id not in channel.members:
        raise CannotDo(f"{actor.name} is not in {channel_name}")
    return channel


def writable(actor: Actor, channel_name: str) -> Channel:
    """Return a channel somebody can write in. Raises CannotDo."""
    channel = visible(actor, channel_name)
    if actor.user.deleted:
        raise CannotDo(f"{actor.name} has been deactivated")
    if channel.is_archived:
        raise CannotDo(f"{channel_name} is archived")
    return channel


def _channel(actor: Actor, name: str) -> Channel:
    """Return a channel; the app's own name means the direct messages with it."""
    try:
        return actor.workspace.channel(name)
    except KeyError as unknown:
        if name.removeprefix("@") in (actor.workspace.app.name, actor.workspace.app.handle):
            return actor.workspace.dm(actor.id)
        raise CannotDo(unknown.args[0]) from None
