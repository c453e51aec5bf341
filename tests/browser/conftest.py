"""A real browser, looking at the demo as `make demo` starts it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot import features, manifest

ROOT = Path(__file__).parent.parent.parent
QUIET = [
    "--no-sandbox",  # root, in a container
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium or Chrome, without a screen.

    For one module only: while it is there its event loop runs, and no other can in this process.
    """
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no browser here: install Debian's chromium to run this test")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """The address of a demo that runs: the sandbox, its page, Lockstep, and what the acts did."""
    manifest_file = tmp_path / "manifest.json"
    manifest_file.write_text(json.dumps(manifest.build(features.TABLES)))
    with subprocess.Popen(  # noqa: S603 (our own program)
        [
            *(sys.executable, "-m", "sandbox", "--port", "0"),
            *("--config", str(ROOT / "demo" / "workspace.toml")),
            *("--manifest", str(manifest_file), "--clock-file", str(tmp_path / "clock")),
            *("--acts", str(ROOT / "demo" / "acts.json")),
            *("--tour", str(ROOT / "demo" / "tour.json")),
            *("--run", f"{sys.executable} -m bot"),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{tmp_path}/lockstep.db",
            "PORT": "0",
            "LOG_LEVEL": "WARNING",
        },
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        address = re.match(r"Open (http://127\.0\.0\.1:\d+)/ in your browser", said)
        try:
            assert address, f"the demo said {said!r}"
            yield address[1]
        finally:
            process.terminate()
            process.wait(30)
    assert process.returncode == 0
