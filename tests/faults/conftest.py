"""A seed that is shown, so that a run can be repeated, and a rig for each database."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.faults.rig import Rig


@pytest.fixture
def seed(record_property: Callable[[str, object], None]) -> int:
    """FAULTS_SEED, or a new one; it is printed when the test fails."""
    chosen = int(os.environ.get("FAULTS_SEED") or secrets.randbelow(1_000_000))
    print(f"FAULTS_SEED={chosen}")  # noqa: T201 (so that a failure can be repeated)
    record_property("seed", chosen)
    return chosen


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where the bot's processes are born."""
    with Nursery() as nursery:
        yield nursery


@pytest.fixture
def build_rig(nursery: Nursery, database_url: str, tmp_path: Path) -> Iterator[Callable[..., Rig]]:
    """Return what builds a rig on the test's database: `build_rig(crowd=100, **settings)`."""
    with ExitStack() as rigs:
        yield lambda **more: rigs.enter_context(Rig(nursery, database_url, tmp_path, **more))
