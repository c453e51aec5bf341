"""Where a browser tab is, as its address says it: `/?as=ivan&in=it&thread=1795424400.000100`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from sandbox import permalinks


@dataclass(frozen=True, slots=True)
class Address:
    """Who looks, at which conversation or tab of the app, at which thread and which message."""

    person: str = ""
    place: str = ""
    app_tab: str = ""
    thread: str = ""
    message: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read what stands behind the question mark; whatever else stands there is left alone."""
        return cls(*(query.get(name, "") for name in ("as", "in", "tab", "thread", "message")))

    @classmethod
    def linked(cls, channel: str, point: str, query: Mapping[str, str]) -> Self:
        """Read a message's permalink, `/archives/<channel>/<point>`."""
        ts = permalinks.ts(point)
        return cls(query.get("as", ""), channel, "messages", query.get("thread_ts", ""), ts)

    def __str__(self) -> str:
        said = {
            "as": self.person,
            "in": self.place,
            "tab": self.app_tab,
            "thread": self.thread,
            "message": self.message,
        }
        return "/?" + urlencode({name: value for name, value in said.items() if value})
