"""Lockstep as its operator runs it, beside a local Slack."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import features, manifest
from sandbox import Sandbox
from tests.processes.running import Operator


@pytest.fixture
def operator(database_url: str, tmp_path: Path) -> Iterator[Operator]:
    """Lockstep beside a local Slack whose clock it follows, on both databases."""
    clock_file = tmp_path / "clock"
    described = manifest.build(features.TABLES)
    with Sandbox(manifest=described, clock_file=clock_file) as slack:
        operator = Operator(slack, database_url, clock_file)
        yield operator
        operator.abandon()
