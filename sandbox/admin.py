"""What the workspace's admins do: with people, channels and user groups. The app hears of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sandbox.delivery.courier import Courier
from sandbox.group import Group
from sandbox.model import Channel, User
from sandbox.payloads import directory
from sandbox.workspace import Workspace


class Admin:
    """Somebody who may do everything. All methods raise KeyError for what is not there."""

    def __init__(self, workspace: Workspace, courier: Courier) -> None:
        self._workspace = workspace
        self._courier = courier

    def hire(self, real_name: str, **profile: Any) -> User:
        """Add a colleague, or a guest, as `profile` says in the words of User."""
        workspace = self._workspace
        handle = real_name.split(maxsplit=1)[0].lower()
        new = User(
            workspace.ids.next("U"),
            handle,
            real_name,
            workspace.team_id,
            **({"updated": self._now()} | profile),
        )
        workspace.add_user(new)
        workspace.changed()
        self._courier.tell(directory.team_join(workspace, new))
        return new

    def deactivate(self, person: str) -> None:
        """Deactivate somebody's account."""
        self.change_person(person, deleted=True)

    def reactivate(self, person: str) -> None:
        """Let somebody sign in again."""
        self.change_person(person, deleted=False)

    def change_person(self, person: str, **changes: Any) -> None:
        """Change somebody's account or profile, in the words of User."""
        changed = replace(self._workspace.user(person), updated=self._now(), **changes)
        self._workspace.add_user(changed)
        self._workspace.changed()
        self._courier.tell(directory.user_change(self._workspace, changed))

    def create_channel(self, name: str, *, is_private: bool = False) -> Channel:
        """Add a channel with nobody in it."""
        workspace = self._workspace
        channel = Channel(workspace.ids.next("C"), name.removeprefix("#"), is_private=is_private)
        workspace.add_channel(channel)
        workspace.changed()
        if not is_private:
            self._courier.tell(directory.channel_created(workspace, channel))
        return channel

    def rename(self, channel: str, name: str) -> None:
        """Give a channel another name."""
        renamed = self._workspace.channel(channel)
        renamed.name = name.removeprefix("#")
        self._workspace.names[renamed.id] = renamed.name
        self._workspace.changed()
        self._courier.tell(directory.renamed(self._workspace, renamed))

    def delete_channel(self, channel: str) -> None:
        """Delete a channel with all that is in it."""
        deleted = self._workspace.channel(channel)
        event = directory.deleted(self._workspace, deleted)
        # Told first, or it would not be known who may hear of it.
        self._courier.tell(event)
        del self._workspace.channels[deleted.id]
        self._workspace.changed()

    def change_id(self, channel: str) -> str:
        """Give a channel a new id, as Slack does when a private one is shared; return that."""
        workspace = self._workspace
        moved = workspace.channel(channel)
        old_id, new_id = moved.id, workspace.ids.next("C")
        with workspace.lock:
            moved.id = new_id
            moved.log = {ts: replace(said, channel=new_id) for ts, said in moved.log.items()}
            del workspace.channels[old_id]
            workspace.add_channel(moved)
        workspace.changed()
        self._courier.tell(directory.channel_id_changed(workspace, old_id, new_id))
        return new_id

    def create_group(self, handle: str, people: Sequence[str]) -> Group:
        """Add a user group, @handle, of the people named."""
        workspace, now = self._workspace, self._now()
        group = Group(
            workspace.ids.next("S"), handle.removeprefix("@"), self._ids(people), now, now
        )
        workspace.groups[group.id] = group
        workspace.names[group.id] = group.handle
        self._courier.tell(directory.subteam("subteam_created", workspace, group))
        return group

    def set_group(self, group: str, people: Sequence[str]) -> None:
        """Let exactly the people named be in a user group."""
        changed, members = self._workspace.group(group), self._ids(people)
        added = [each for each in members if each not in changed.members]
        removed = [each for each in changed.members if each not in members]
        before, changed.updated = changed.updated, self._now()
        changed.members = members
        self._courier.tell(
            directory.subteam_members_changed(
                self._workspace, changed, added=added, removed=removed, before=before
            )
        )
        self._courier.tell(directory.subteam("subteam_updated", self._workspace, changed))

    def disable_group(self, group: str) -> None:
        """Let nobody use a user group any more."""
        disabled = self._workspace.group(group)
        disabled.disabled = disabled.updated = self._now()
        self._courier.tell(directory.subteam("subteam_updated", self._workspace, disabled))

    def _ids(self, people: Sequence[str]) -> list[str]:
        return [self._workspace.user(name).id for name in people]

    def _now(self) -> int:
        return int(self._workspace.clock().timestamp())
