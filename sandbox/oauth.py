"""Codes: what an app gets when somebody allows it into a workspace, and exchanges for a token."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sandbox.refused import Refused

CODE_LIVES = timedelta(minutes=10)
"""Slack: /authentication/installing-with-oauth, "Exchanging a temporary authorization code"."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody allowed. `redirect_uri` is empty if the app asked for none."""

    team_id: str
    user_id: str
    scopes: tuple[str, ...]
    redirect_uri: str


class Grants:
    """The codes that were given out, each good for one exchange."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[Grant, datetime]] = {}

    def issue(self, grant: Grant, now: datetime) -> str:
        """Return a code for it."""
        code = f"{int(now.timestamp())}.{len(self._waiting) + 1}.{token_hex(32)}"
        self._waiting[code] = (grant, now)
        return code

    def exchange(self, code: str, redirect_uri: str, now: datetime) -> Grant:
        """Use a code up, and return what was allowed.

        Raises Refused: invalid_code for one that is unknown, used or older than `CODE_LIVES`;
        bad_redirect_uri when it was given out to another address.
        """
        grant, since = self._waiting.pop(code, (None, now))
        if grant is None or now - since >= CODE_LIVES:
            raise Refused("invalid_code")
        if redirect_uri != grant.redirect_uri:
            raise Refused("bad_redirect_uri")
        return grant
