"""What a request carries, as a form, as JSON or in the query, and what a file of JSON says."""

import base64
import json
import math
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sandbox.model import Json
from sandbox.refused import Refused


async def arguments(request: Request) -> Json:
    """Return the arguments of a form, JSON or query.

    Raises Refused: invalid_json, json_not_object, invalid_charset, invalid_form_data,
    invalid_post_type.
    """
    query = dict(request.query_params)
    if request.method == "GET":
        return query
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return query | await _multipart(request)
    try:
        body = (await request.body()).decode()
    except UnicodeDecodeError:
        raise Refused("invalid_charset") from None
    if kind == "application/json":
        return query | json_object(body)
    if kind in ("application/x-www-form-urlencoded", ""):
        return query | dict(parse_qsl(body, keep_blank_values=True))
    raise Refused("invalid_post_type")


async def _multipart(request: Request) -> Json:
    """Return the texts of a form in parts. Raises Refused: invalid_form_data."""
    try:
        async with request.form() as form:
            return {name: value for name, value in form.items() if isinstance(value, str)}
    except HTTPException:
        raise Refused("invalid_form_data") from None


def client(credentials: str) -> Json:
    """Return what the credentials of basic authentication say: an app's id and its secret."""
    try:
        decoded = base64.b64decode(credentials, validate=True).decode()
    except ValueError:  # no base64, or no UTF-8
        return {}
    client_id, _, client_secret = decoded.partition(":")
    return {"client_id": client_id, "client_secret": client_secret}


def from_json(text: str | bytes) -> Any:
    """Return what JSON says; half of a surrogate pair, which is no character, becomes U+FFFD.

    Raises ValueError, also for what is deeper than anything that is meant, and for what Python
    takes beyond JSON: NaN and numbers that are none any more.
    """
    try:
        parsed = json.loads(text, parse_constant=_finite, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deep") from None
    whole = json.dumps(parsed, ensure_ascii=False)
    try:
        whole.encode()
    except UnicodeEncodeError:
        return json.loads(whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return parsed


def read_json(file: Path) -> Any:
    """Return what a file says. Raises OSError, or ValueError for a file that is no JSON."""
    try:
        return from_json(file.read_text("utf-8"))
    except ValueError as wrong:
        raise ValueError(f"{file}: this is no JSON: {wrong}") from None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number")
    return number


def json_object(body: str) -> Json:
    """Return a body that is one JSON object. Raises Refused: invalid_json, json_not_object."""
    try:
        parsed = from_json(body or "{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(parsed, dict):
        raise Refused("json_not_object")
    return parsed
