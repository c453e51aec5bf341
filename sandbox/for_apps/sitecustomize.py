"""Lets the Slack clients of a Python program call the Slack that SLACK_API_URL names.

slack_sdk reads no address from the environment. With this directory on PYTHONPATH, Python imports
this file before the program (docs.python.org, site), so that an app runs here as it is.
"""

import functools
import importlib
import os
from contextlib import suppress
from typing import Any

CLIENTS = (
    ("slack_sdk.web.base_client", "BaseClient"),
    ("slack_sdk.web.async_base_client", "AsyncBaseClient"),
)
"""What every client of slack_sdk inherits from; the second needs aiohttp, which an app may lack."""

BEFORE = 1
"""Arguments before `base_url` when a client is made: the token."""


def aim(client: Any, url: str) -> None:
    """Let clients of a class call `url`, unless they are made with another `base_url`."""
    construct = client.__init__

    @functools.wraps(construct)
    def construct_aimed(self: Any, *arguments: Any, **named: Any) -> None:
        if len(arguments) <= BEFORE:
            named.setdefault("base_url", url)
        construct(self, *arguments, **named)

    client.__init__ = construct_aimed


if "SLACK_API_URL" in os.environ:
    for module, name in CLIENTS:
        with suppress(ImportError):
            aim(getattr(importlib.import_module(module), name), os.environ["SLACK_API_URL"])
