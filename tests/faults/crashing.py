"""Ends or stops a process of the bot at a named point, put into it from outside.

A point lies before or after something that the bot does: a commit, a call to Slack. The bot itself
has no such hooks.
"""

import asyncio
import functools
import os
import signal
import threading
from collections.abc import Callable
from itertools import count
from typing import Any

from bot import features
from bot.digests import notices as digest_notices
from bot.escalations import notices as escalation_notices
from bot.escalations.jobs import acting as escalation_jobs
from bot.escalations.listeners import raising
from bot.escalations.rules import Move
from bot.outbox import notices
from bot.outbox.jobs import calls, sweeps
from bot.outbox.jobs.looker import Looker
from bot.outbox.jobs.prober import Prober
from bot.outbox.jobs.sender import Sender
from bot.outbox.operations import claiming, looking, settling, twins
from bot.outbox.rules.looks import Patience, Verdict
from bot.slack.web_api import WebApi
from bot.standups import jobs as standup_jobs
from bot.standups.notices import turns as standup_notices
from bot.wins import jobs as win_jobs
from bot.wins import notices as win_notices

EXIT_CODE = 86
"""Of a process that ended at its point."""

HERE = "crashing: here"
"""Logged by a process that stops at its point."""

Hit = Callable[[], None]
When = Callable[[Any, tuple[Any, ...]], object]
"""Of what a function returned, and its positional arguments: whether the point was passed."""


def arm(orders: str) -> None:
    """Make this process end, or stop, at a point: `exit call.before 2` is at the second passage.

    Several orders are parted by commas.
    """
    for order in orders.split(","):
        _arm(*order.split())


def _arm(act: str, point: str, passage: str) -> None:
    passages = count(1)

    def hit() -> None:
        if next(passages) == int(passage):
            os.write(2, f"{HERE}\n".encode())
            _ACTS[act]()

    POINTS[point](hit)


_ACTS: dict[str, Hit] = {
    "exit": lambda: os._exit(EXIT_CODE),
    # To this thread: one for the process is taken by whichever thread runs next, and on a busy
    # machine this one had made its call by then.
    "stop": lambda: signal.pthread_kill(threading.get_ident(), signal.SIGSTOP),
}


def _always(_result: Any, _arguments: tuple[Any, ...]) -> bool:
    return True


def _before(owner: Any, name: str, when: When = _always) -> Callable[[Hit], None]:
    """Return what puts a point before each call of a function; its result is given as None."""

    def put(hit: Hit) -> None:
        original = getattr(owner, name)

        @functools.wraps(original)
        def passing(*arguments: Any, **named: Any) -> Any:
            if when(None, arguments):
                hit()
            return original(*arguments, **named)

        setattr(owner, name, passing)

    return put


def _after(owner: Any, name: str, when: When = _always) -> Callable[[Hit], None]:
    """Return what puts a point after each call of a function that returned."""

    def put(hit: Hit) -> None:
        original = getattr(owner, name)

        @functools.wraps(original)
        def passing(*arguments: Any, **named: Any) -> Any:
            result = original(*arguments, **named)
            if when(result, arguments):
                hit()
            return result

        @functools.wraps(original)
        async def awaiting(*arguments: Any, **named: Any) -> Any:
            result = await original(*arguments, **named)
            if when(result, arguments):
                hit()
            return result

        setattr(owner, name, awaiting if asyncio.iscoroutinefunction(original) else passing)

    return put


def _after_raising(hit: Hit) -> None:
    """Put a point between the commit of a raised escalation and Slack's answer."""
    views = features.TABLES.views
    (key,) = [key for key, handler in views.items() if handler is raising.on_raise]

    def passing(*arguments: Any, **named: Any) -> Any:
        reply = raising.on_raise(*arguments, **named)
        hit()
        return reply

    views[key] = passing  # type: ignore[index] # a dict, that nobody else changes


def _has_moved(_result: Any, arguments: tuple[Any, ...]) -> bool:
    """Return whether an escalation has moved up, of all that people are told of."""
    return any(moved.move is Move.ADVANCE for moved in arguments[1:])


def _after_advancing(hit: Hit) -> None:
    """Put a point after the commit of a sweep in which an escalation has moved up."""
    moved: list[bool] = []
    _after(escalation_notices, "tell", _has_moved)(lambda: moved.append(True))
    # What the sweep asks next, once that is committed.
    _before(escalation_jobs.due, "find_next_due_at", lambda *_: moved)(hit)


def _after_telling(hit: Hit) -> None:
    """Put a point after the commit of a sweep in which a channel was told of wins."""
    told: list[bool] = []
    _after(win_notices, "post")(lambda: told.append(True))
    # What the sweep asks first when it comes again.
    _before(win_jobs.queries, "list_new_channels", lambda *_: told)(hit)


def _after_prompting(hit: Hit) -> None:
    """Put a point after the commit of a sweep in which people were asked in a stand-up."""
    asked: list[bool] = []
    _after(standup_notices, "ask", lambda _, arguments: arguments[1])(lambda: asked.append(True))
    # What the sweep asks when it comes again: at once, if there were more than one turn takes.
    _before(standup_jobs.turns, "lock_due", lambda *_: asked)(hit)


def _after_digesting(tell: str) -> Callable[[Hit], None]:
    """Put a point after the commit of a sweep in which a channel, or a sponsor, was told."""

    def put(hit: Hit) -> None:
        told: list[bool] = []
        _after(digest_notices, tell)(lambda: told.append(True))
        # What is asked next, by another sweep or by this one when it comes again.
        _before(Sender, "_exchange", lambda *_: told)(hit)

    return put


POINTS: dict[str, Callable[[Hit], None]] = {
    "twin.before_commit": _after(twins, "remove"),
    "claim.before_commit": _after(claiming, "claim", lambda claim, _: claim.messages),
    "claim.after_commit": _after(Sender, "_exchange", lambda claim, _: claim.messages),
    "call.before": _before(WebApi, "call", lambda _, arguments: arguments[2] != "auth.test"),
    "call.after": _after(calls, "attempt"),
    "settle.before_commit": _after(settling, "settle", lambda _, arguments: arguments[1]),
    "settle.after_commit": _after(Sender, "_exchange", lambda _, arguments: arguments[1]),
    "lease.before_commit": _after(settling, "give_up_leases", lambda number, _: number),
    "lease.after_commit": _before(sweeps.logger, "warning"),
    "look.before": _before(Looker, "_see"),
    "look.after": _before(Looker, "_record"),
    "look.before_commit": _after(looking, "record_sighting"),
    "look.after_commit": _after(Looker, "_record"),
    "look.post_again": _after(Patience, "verdict", lambda it, _: it is Verdict.POST_AGAIN),
    "probe.after": _before(Prober, "_resume"),
    "probe.before_commit": _after(notices, "catch_up"),
    "probe.after_commit": _after(Prober, "_resume"),
    "raise.before_commit": _after(escalation_notices, "announce"),
    "raise.after_commit": _after_raising,
    "advance.before_commit": _after(escalation_notices, "tell", _has_moved),
    "advance.after_commit": _after_advancing,
    "prompt.before_commit": _after(standup_notices, "ask", lambda _, arguments: arguments[1]),
    "prompt.after_commit": _after_prompting,
    "digest.before_commit": _after(digest_notices, "tell"),
    "digest.after_commit": _after_digesting("tell"),
    "sponsor.before_commit": _after(digest_notices, "tell_sponsor"),
    "sponsor.after_commit": _after_digesting("tell_sponsor"),
    "tell.before_commit": _after(win_notices, "post"),
    "tell.after_commit": _after_telling,
}
"""By name, what puts each point into the process."""
