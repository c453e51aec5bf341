"""How the sandbox writes down what it answers at which address."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

Endpoint = Callable[[Request], Awaitable[Response]]
Table = list[tuple[str, list[str], Endpoint]]
"""Path, methods and endpoint of every address."""
