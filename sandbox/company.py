"""A company that installed the app: its workspace, its people, and what the app asked of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from sandbox import installing
from sandbox.admin import Admin
from sandbox.app import App
from sandbox.delivery.courier import Courier
from sandbox.journal import Accepted, Journal, Refusal
from sandbox.model import Channel
from sandbox.oauth import Grants
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

    def uninstall(self, *, later: bool = False) -> None:
        """Take the app out of the workspace. It hears of it first, if it can be reached; with
        `later` in the background: it may be the app that asked for it, and waits.

        Slack: /reference/events/app_uninstalled, /reference/events/tokens_revoked.
        """
        tell = self.courier.tell_later if later else self.courier.tell
        tell(events.tokens_revoked(self.workspace))
        tell(events.app_uninstalled(self.workspace))
        installing.uninstall(self.workspace)
        self.workspace.changed()

    def _set_archived(self, channel: Channel, *, archived: bool) -> None:
        channel.is_archived = archived
        self.workspace.changed()
        self.courier.tell(events.archived(self.workspace, channel))


class Companies:
    """All the companies, the first of them first, and the `app` that they install."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.grants = Grants()
        self._all: list[Company] = []
        self._by_token: dict[str, Company] = {}

    @property
    def first(self) -> Company:
        return self._all[0]

    def __iter__(self) -> Iterator[Company]:
        return iter(list(self._all))

    def add(self, company: Company, *, installed: bool = True) -> None:
        """Add one that has the app, or that may install it later."""
        self._all.append(company)
        if installed:
            self._by_token[company.bot_token] = company
        else:
            installing.uninstall(company.workspace)

    def install(self, company: Company, scopes: Sequence[str]) -> App:
        """Install the app with these scopes, and return it as it is there.

        Where it is already it keeps its token, and the scopes that it had are added to.
        """
        here = company.workspace.app
        token = here.bot_token
        if here.is_absent or company.workspace.revoked:
            while token in self._by_token:
                token += "-again"
        granted = tuple(dict.fromkeys((*here.scopes, *scopes)))
        app = replace(
            self.app,
            bot_id=here.bot_id,
            bot_user_id=here.bot_user_id,
            bot_token=token,
            scopes=granted,
        )
        installing.install(company.workspace, app)
        company.workspace.changed()
        self._by_token[token] = company
        return app

    def named(self, name: str) -> Company:
        """Return a company by its workspace's id or name. Raises KeyError."""
        for company in self._all:
            if name in (company.team_id, company.workspace.name):
                return company
        raise KeyError(f"there is no company {name}")

    def meant(self, asked: Mapping[str, Any]) -> Company:
        """Return the company that `company` in a request names, or the first. Raises KeyError."""
        return self.named(asked["company"]) if "company" in asked else self.first

    def holding(self, token: str) -> Company | None:
        """Return the company whose bot has, or had, that token, if any."""
        return self._by_token.get(token)

    def next_app(self, token: str | None = None) -> App:
        """Return the app as the next company has it: with a bot user and a token of its own."""
        number = len(self._all) + 1
        if token is None:
            token = self.app.bot_token if number == 1 else f"{self.app.bot_token}-{number}"
        return replace(
            self.app,
            bot_id=f"B0SANDBOX{number:02d}",
            bot_user_id=f"U0BOTUSER{number:02d}",
            bot_token=token,
        )

    def free_team_id(self) -> str:
        """Return an id that no workspace has."""
        taken = {company.team_id for company in self._all}
        ids = (f"T0SANDBOX{number:02d}" for number in count(len(self._all) + 1))
        return next(team_id for team_id in ids if team_id not in taken)
