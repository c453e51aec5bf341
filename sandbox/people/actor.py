"""Who acts, where, and through whom the app hears of it."""

from dataclasses import dataclass

from sandbox.delivery.courier import Courier
from sandbox.model import User
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody about to do something."""

    workspace: Workspace
    courier: Courier
    id: str

    @property
    def user(self) -> User:
        return self.workspace.users[self.id]

    @property
    def name(self) -> str:
        return self.user.real_name
