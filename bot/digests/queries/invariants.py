"""Sentences that must be true of digests, for the audit."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement

from bot.audit import Invariant
from bot.digests.models import DigestSettings, DigestSponsor

_WITHIN = timedelta(minutes=10)
"""How long what is due may wait: the sweeps come every minute at the latest."""

_CLOCK = "Is a process of Lockstep with the clock running (`run` or `worker`)? Look at `tick "


def _untold(now: datetime) -> ColumnElement[bool]:
    return DigestSettings.due_at <= now - _WITHIN


def _sponsor_untold(now: datetime) -> ColumnElement[bool]:
    return DigestSponsor.due_at <= now - _WITHIN


INVARIANTS = {
    "a channel reads its roadmap digest in time": Invariant(
        DigestSettings,
        _untold,
        f"{_CLOCK}digests.tell` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
    "sponsors read their digest in time": Invariant(
        DigestSponsor,
        _sponsor_untold,
        f"{_CLOCK}digests.tell_sponsors` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
}
