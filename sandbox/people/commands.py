"""Slash commands and shortcuts."""

from dataclasses import replace

from sandbox import composer, responses
from sandbox.model import Message, Reply
from sandbox.payloads import commands as command_payloads
from sandbox.payloads import interactions
from sandbox.people import speech
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo
from sandbox.refused import Refused

SHORTCUT_FAILED = "Sorry, that didn't work. Try again?"


def command(
    actor: Actor,
    name: str,
    text: str,
    channel_name: str,
) -> Reply:
    channel = speech.writable(actor, channel_name)
    if actor.user.is_stranger:
        raise CannotDo("people of other workspaces cannot use this workspace's commands")
    known = actor.workspace.app.command(name)
    if known is None:
        return _tell(actor, channel.id, Reply(0, error="unknown_command"), name)
    typed = composer.command_text(actor.workspace, text) if known.should_escape else text
    payload = command_payloads.command(actor.workspace, actor.id, channel, name, typed.strip())
    reply = actor.courier.ask("slash_commands", dict(payload))
    if reply.error is None and reply.body:
        try:
            responses.show_ack(actor.workspace, actor.id, channel.id, reply.body)
        except Refused as refused:
            reply = replace(reply, error=refused.error)
    return _tell(actor, channel.id, reply, name)


def shortcut(
    actor: Actor,
    name: str,
    message: Message | None,
) -> Reply:
    kind = "message" if message else "global"
    known = actor.workspace.app.shortcut(name, kind)
    if known is None:
        raise CannotDo(f"the app has no {kind} shortcut {name}")
    if actor.user.is_stranger or actor.user.deleted:
        raise CannotDo(f"{actor.name} cannot use this workspace's shortcuts")
    if message:
        now = _with_a_menu(actor, message)
        payload = interactions.message_shortcut(actor.workspace, actor.id, known.callback_id, now)
    else:
        payload = interactions.global_shortcut(actor.workspace, actor.id, known.callback_id)
    reply = actor.courier.ask("interactive", payload)
    actor.workspace.changed()
    return replace(reply, told=SHORTCUT_FAILED) if reply.error else reply


def _with_a_menu(actor: Actor, message: Message) -> Message:
    """Return the message as it is now. Raises CannotDo where Slack shows no menu of shortcuts."""
    speech.visible(actor, message.channel)
    if message.ephemeral_to is not None:
        raise CannotDo("a message that only one person sees has no shortcuts")
    return speech.current(actor, message)


def _tell(actor: Actor, channel_id: str, reply: Reply, name: str) -> Reply:
    """Show Slack's own words when a command failed."""
    if reply.error == "unknown_command":
        words = f"{name} is not a valid command."
    elif reply.error:
        words = f'{name} failed with the error "{reply.error}"'
    else:
        actor.workspace.changed()
        return reply
    actor.workspace.as_slackbot(actor.id, channel_id, words)
    actor.workspace.changed()
    return replace(reply, told=words)
