"""Fills a workspace: with the people and channels that a file describes, or with a crowd beside."""

from collections.abc import Callable
from math import ceil

from sandbox import config
from sandbox.group import Group
from sandbox.model import Channel, User
from sandbox.workspace import Workspace

Seed = Callable[[Workspace], None]

OTHER_TEAM = "T0OTHERCO01"
"""The company of those who are external."""


def demo(workspace: Workspace) -> None:
    """Fill a workspace with the built-in company."""
    described(config.built_in().workspaces[0])(workspace)


def described(table: config.Workspace) -> Seed:
    """Return what fills a workspace as a file describes it."""

    def fill(workspace: Workspace) -> None:
        people = [workspace.add_user(_user(person, workspace)) for person in table.people]
        ids = {user.name: user.id for user in people}
        for channel in table.channels:
            workspace.add_channel(_channel(channel, ids, workspace))
        for group in table.groups:
            new = _group(group, ids, workspace)
            workspace.groups[new.id] = new

    return fill


def crowd(size: int, company: Seed = demo) -> Seed:
    """Return what fills a workspace with a company and `size` more people, U0CROWD0001…, and a
    channel for every ten of them, C0CROWD0001…, with the app in it.
    """

    def fill(workspace: Workspace) -> None:
        company(workspace)
        for number in range(1, size + 1):
            workspace.add_user(_face(number, workspace.team_id))
        for number in range(1, ceil(size / 10) + 1):
            faces = range(10 * number - 9, min(10 * number, size) + 1)
            members = {workspace.app.bot_user_id, *(_face_id(face) for face in faces)}
            name = f"crowd-{number}"
            workspace.add_channel(Channel(f"C0CROWD{number:04d}", name, members=members))

    return fill


def _user(person: config.Person, workspace: Workspace) -> User:
    return User(
        person.id or workspace.ids.next("U"),
        person.name,
        person.full_name,
        OTHER_TEAM if person.external else workspace.team_id,
        tz=person.zone,
        title=person.title,
        is_admin=person.admin,
        is_restricted=person.guest,
        is_stranger=person.external,
        deleted=person.deactivated,
    )


def _channel(channel: config.Channel, ids: dict[str, str], workspace: Workspace) -> Channel:
    app = {workspace.app.bot_user_id} if channel.app else set()
    return Channel(
        channel.id or workspace.ids.next("C"),
        channel.name,
        is_private=channel.private,
        is_archived=channel.archived,
        is_shared=channel.shared,
        members={*(ids[name] for name in channel.members), *app},
        creator=ids[channel.creator] if channel.creator else "",
        topic=channel.topic,
        purpose=channel.purpose,
    )


def _group(group: config.Group, ids: dict[str, str], workspace: Workspace) -> Group:
    now = int(workspace.clock().timestamp())
    members = [ids[name] for name in group.members]
    return Group(workspace.ids.next("S"), group.name, members, now, now)


def _face(number: int, team_id: str) -> User:
    return User(_face_id(number), f"face{number}", f"Face {number}", team_id)


def _face_id(number: int) -> str:
    return f"U0CROWD{number:04d}"
