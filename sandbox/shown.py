"""What an app shows one person: a modal, and the Home tab."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox import plain_text
from sandbox.model import Json


@dataclass(slots=True)
class Shown:
    """A view that an app shows one person, as Slack keeps it, and what Slack shows beside it."""

    view: Json
    user: str
    notice: str | None = None
    """Slack's own words when the app did not answer."""
    names: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """User and channel ids -> visible names, to read mentions."""

    @property
    def blocks(self) -> list[Json]:
        return list(self.view["blocks"])

    @property
    def plain(self) -> str:
        """The view's blocks as a person reads them."""
        return plain_text.of_blocks(self.blocks, self.names)

    @property
    def buttons(self) -> list[str]:
        """The words on its buttons, in reading order."""
        return plain_text.buttons(self.blocks)


@dataclass(slots=True)
class OpenView(Shown):
    """A modal on somebody's screen."""

    errors: dict[str, str] = field(default_factory=dict)
    """block_id -> the app's complaint about the last submission."""
    channel: str | None = None
    """Where the person was when it opened."""

    @property
    def title(self) -> str:
        return str(self.view.get("title", {}).get("text", ""))


@dataclass(slots=True)
class Home(Shown):
    """The app's Home tab as it was published for somebody; the next one is another value."""
