"""A company that installed the app: its workspace, its people, and what the app asked of it."""

from collections.abc import Iterator
from dataclasses import replace

from sandbox.admin import Admin
from sandbox.app import App
from sandbox.delivery.courier import Courier
from sandbox.journal import Accepted, Journal, Refusal
from sandbox.model import Channel
from sandbox.payloads import events
from sandbox.people import Person
from sandbox.workspace import Workspace


class Company:
    """One workspace, and what can happen to it. `journal` has what the app did there, `refused`
    what it could not do.
    """

    def __init__(self, workspace: Workspace, courier: Courier) -> None:
        self.workspace = workspace
        self.courier = courier
        self.journal: Journal[Accepted] = Journal()
        self.refused: Journal[Refusal] = Journal()
        self.admin = Admin(workspace, courier)

    def __repr__(self) -> str:
        return f"Company({self.workspace.name!r}, {self.team_id!r})"

    @property
    def team_id(self) -> str:
        return self.workspace.team_id

    @property
    def bot_token(self) -> str:
        return self.workspace.app.bot_token

    def channel(self, name: str) -> Channel:
        """Return a channel by `#name`, name or id. Raises KeyError."""
        return self.workspace.channel(name)

    def person(self, name: str) -> Person:
        """Return somebody by first name, full name, handle or id. Raises KeyError."""
        return Person(self.workspace, self.courier, self.workspace.user(name).id)

    def archive(self, channel: str) -> None:
        """Archive a channel; the app hears of it. Raises KeyError."""
        self._set_archived(self.channel(channel), archived=True)

    def unarchive(self, channel: str) -> None:
        """Bring an archived channel back; the app hears of it. Raises KeyError."""
        self._set_archived(self.channel(channel), archived=False)

    def revoke(self) -> None:
        """Revoke the app's bot token; the app hears of it first, if it can be reached."""
        self.courier.tell(events.tokens_revoked(self.workspace))
        self.workspace.revoked = True

    def restore(self) -> None:
        """Let the bot token that was revoked work again."""
        self.workspace.revoked = False

    def _set_archived(self, channel: Channel, *, archived: bool) -> None:
        channel.is_archived = archived
        self.workspace.changed()
        self.courier.tell(events.archived(self.workspace, channel))


class Companies:
    """All the companies, the first of them first."""

    def __init__(self, first: Company) -> None:
        self.first = first
        self._all: list[Company] = []
        self._by_token: dict[str, Company] = {}
        self.add(first)

    def __iter__(self) -> Iterator[Company]:
        return iter(list(self._all))

    def add(self, company: Company) -> None:
        self._all.append(company)
        self._by_token[company.bot_token] = company

    def named(self, name: str) -> Company:
        """Return a company by its workspace's id or name. Raises KeyError."""
        for company in self._all:
            if name in (company.team_id, company.workspace.name):
                return company
        raise KeyError(f"there is no company {name}")

    def holding(self, token: str) -> Company | None:
        """Return the company whose bot token that is, if any."""
        return self._by_token.get(token)

    def next_app(self) -> App:
        """Return the app as the next company has it: with a bot user and a token of its own."""
        number = len(self._all) + 1
        return replace(
            self.first.workspace.app,
            bot_id=f"B0SANDBOX{number:02d}",
            bot_user_id=f"U0BOTUSER{number:02d}",
            bot_token=f"{self.first.bot_token}-{number}",
        )

    def next_team_id(self) -> str:
        return f"T0SANDBOX{len(self._all) + 1:02d}"
