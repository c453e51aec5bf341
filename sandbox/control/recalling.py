"""What the sandbox remembers: calls, messages and companies, for whoever checks the app."""

from collections.abc import Iterator
from typing import Any

from sandbox.company import Company
from sandbox.control.doing import described
from sandbox.control.reach import Sandbox
from sandbox.journal import Accepted, Refusal
from sandbox.model import Json


def calls(sandbox: Sandbox, asked: Json) -> list[Json]:
    """Return the calls in order, from number `since` on; of one `method` or `company`, if asked.

    Raises ValueError for a `since` that is no number.
    """
    method, company = asked.get("method"), asked.get("company")
    return [
        _call(index, call)
        for index, call in sandbox.calls.since(int(asked.get("since", 0)))
        if method in (None, call.method) and company in (None, call.company)
    ]


def _call(index: int, call: Accepted | Refusal) -> Json:
    refusal = call if isinstance(call, Refusal) else None
    return {
        "index": index,
        "company": call.company,
        "method": call.method,
        "arguments": call.arguments,
        "response": call.response,
        "at": call.at.isoformat(),
        "fault": call.fault,
        "applied": refusal is None or refusal.applied,
        "error": refusal.error if refusal else None,
        "retry_after": refusal.retry_after if refusal else None,
    }


def messages(sandbox: Sandbox, asked: Json) -> list[Json]:
    """Return every message that can be seen, in all companies or the one `company` asked for.

    Raises KeyError for an unknown one.
    """
    everyone = sandbox.companies
    chosen = [everyone.named(asked["company"])] if "company" in asked else everyone
    return [message for company in chosen for message in _messages(company)]


def _messages(company: Company) -> Iterator[Json]:
    with company.workspace.lock:
        channels = list(company.workspace.channels.values())
    for channel in channels:
        for message in channel.messages:
            yield {"company": company.team_id} | {
                name: getattr(message, name) for name in _MESSAGE_FIELDS
            }


_MESSAGE_FIELDS = ("channel", "ts", "thread_ts", "user", "text", "metadata", "edited")


def companies(sandbox: Sandbox, _asked: Json) -> list[Any]:
    """Return who the companies are, and how the app signs in there."""
    return [described(company) for company in sandbox.companies]
