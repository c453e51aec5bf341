"""What a request carries: the arguments of a call as a form, as JSON or in the query."""

import json
from urllib.parse import parse_qsl

from starlette.requests import Request

from sandbox.model import Json
from sandbox.refused import Refused


async def arguments(request: Request) -> Json:
    """Return the arguments of a form, JSON or query.

    Raises Refused: invalid_json, json_not_object, invalid_charset, invalid_post_type.
    """
    query = dict(request.query_params)
    if request.method == "GET":
        return query
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form() as form:
            return query | {name: value for name, value in form.items() if isinstance(value, str)}
    try:
        body = (await request.body()).decode()
    except UnicodeDecodeError:
        raise Refused("invalid_charset") from None
    if kind == "application/json":
        return query | json_object(body)
    if kind in ("application/x-www-form-urlencoded", ""):
        return query | dict(parse_qsl(body, keep_blank_values=True))
    raise Refused("invalid_post_type")


def json_object(body: str) -> Json:
    """Return a body that is one JSON object. Raises Refused: invalid_json, json_not_object."""
    try:
        parsed = json.loads(body or "{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(parsed, dict):
        raise Refused("json_not_object")
    return parsed
