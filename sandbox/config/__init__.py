"""Workspaces as data: which there are, who is in them, and how the app signs in."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.config import checking, reading
from sandbox.config.mistake import Mistake
from sandbox.config.tables import App, Channel, Config, Group, Person, Workspace

__all__ = [
    "App",
    "Channel",
    "Config",
    "Group",
    "Mistake",
    "Person",
    "Workspace",
    "built_in",
    "parse",
    "read",
]


def read(path: Path) -> Config:
    """Return what a workspace file (TOML) says.

    Raises OSError; Mistake with one sentence that names the file, the place and what to do.
    """
    try:
        return parse(tomllib.loads(path.read_text("utf-8")))
    except Mistake as mistake:
        raise Mistake(str(path), str(mistake)) from None
    except (ValueError, RecursionError) as wrong:
        raise Mistake(str(path), f"this is no TOML: {wrong}") from None


def parse(tables: Mapping[str, Any]) -> Config:
    """Return what a file's tables say. Raises Mistake."""
    config = reading.table(Config, tables)
    checking.check(config)
    return config


@cache
def built_in() -> Config:
    """Return the company that is there when no file says otherwise: Acme."""
    return read(Path(__file__).with_name("acme.toml"))
