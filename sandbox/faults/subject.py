"""The call that something may happen to."""

from dataclasses import dataclass

from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Subject:
    """One Web API call, before anything is done: whose, which, and about where."""

    workspace: Workspace
    method: str
    place: str
    """The channel as the call names it: an id, a #name, a person's id; empty without one."""

    def is_at(self, channel: str) -> bool:
        """Whether the call is about a channel, however either names it."""
        here, there = (self._id_of(name) for name in (self.place, channel))
        return here == there

    def _id_of(self, name: str) -> str:
        if name in self.workspace.users:
            return self.workspace.dm(name).id
        try:
            return self.workspace.channel(name).id
        except KeyError:
            return name
