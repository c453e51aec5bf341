"""Takes the pictures of README.md and docs/tour.md from the running demo: `make screenshots`."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).parent.parent
TOUR = ROOT / "docs" / "tour"
PATIENCE = 60_000
"""Milliseconds that a page has to show what happened elsewhere."""

WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=780)


def main() -> None:
    """Walk through the demo as a newcomer does, and take a picture at each station."""
    TOUR.mkdir(exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with _demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        _walk(browser, address)
        browser.close()


@contextmanager
def _demo() -> Iterator[str]:
    """Yield the address of a demo that runs."""
    with subprocess.Popen(
        ["make", "demo", "DEMO_PORT=0"],  # noqa: S607 (make, as a person types it)
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        said = next(line for line in process.stdout or () if line.startswith("Open "))
        try:
            yield re.findall(r"http://[^ ]+", said)[0]
        finally:
            os.killpg(process.pid, signal.SIGINT)


def _walk(browser: Browser, address: str) -> None:
    maya = _open(browser, f"{address}?as=maya&in=marketing")
    _shoot(maya, "1-a-local-slack")
    _raise(maya)
    _answer(_open(browser, f"{address}?as=ivan&in=it"))
    _decide(maya)
    _open_home(maya)
    _check_in(maya)
    _look_at_monday(browser, address, maya)


def _raise(maya: Page) -> None:
    _type(maya, "/escalate The newsletter export fails")
    maya.get_by_label("What do you need?").fill("Somebody who repairs it before Thursday")
    _shoot(maya, "2-raise")
    maya.get_by_role("button", name="Escalate", exact=True).click()
    expect(maya.get_by_role("dialog")).to_be_hidden(timeout=PATIENCE)


def _answer(ivan: Page) -> None:
    _sees(ivan, "Somebody who repairs it before Thursday")
    ivan.get_by_role("button", name="Acknowledge", exact=True).last.click()
    _sees(ivan, "took it")
    _shoot(ivan, "3-answer")
    shutil.copy(TOUR / "3-answer.png", ROOT / "docs" / "picture.png")
    ivan.get_by_role("button", name="Answer", exact=True).last.click()
    ivan.get_by_label("Your answer").fill("Repaired: the whole list is in your folder.")
    ivan.get_by_role("button", name="Send answer").click()
    expect(ivan.get_by_role("dialog")).to_be_hidden(timeout=PATIENCE)
    ivan.close()


def _decide(maya: Page) -> None:
    _type(maya, "/decision We send the newsletter from HubSpot")
    maya.get_by_role("button", name="Record", exact=True).click()
    _sees(maya, "decided by Marketing")
    _type(maya, "/decision find newsletter")
    _sees(maya, "The newsletter goes out on Tuesdays")
    _shoot(maya, "4-decide")


def _open_home(maya: Page) -> None:
    maya.get_by_role("navigation").get_by_text("Lockstep", exact=True).click()
    maya.get_by_role("tab", name="Home").click()
    _sees(maya, "Waiting on me")
    _shoot(maya, "5-home")


def _check_in(maya: Page) -> None:
    maya.get_by_role("navigation").get_by_text("general", exact=True).click()
    _type(maya, "/roadmap")
    _sees(maya, "One sign-in for all tools")
    _shoot(maya, "6-roadmap")


def _look_at_monday(browser: Browser, address: str, maya: Page) -> None:
    maya.get_by_role("button", name="Next Monday", exact=True).click()
    maya.get_by_role("button", name="+1 h", exact=True).click()
    _sees(maya, re.compile("^Roadmap, Mon"))
    _shoot(maya, "7-monday")
    phone = browser.new_page(viewport=PHONE, color_scheme="dark")
    phone.goto(f"{address}?as=maya")
    phone.get_by_role("button", name="Conversations").click()
    phone.get_by_role("navigation").get_by_text("Lockstep", exact=True).click()
    phone.get_by_role("tab", name="Messages").click()
    _sees(phone, re.compile("Weekly stand-up"))
    _shoot(phone, "8-on-a-phone")


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport=WIDE)
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    expect(page.get_by_role("heading", level=2).first).to_be_visible(timeout=PATIENCE)
    return page


def _type(page: Page, words: str) -> None:
    page.get_by_label(re.compile("^Message ")).fill(words)
    page.keyboard.press("Enter")


def _sees(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(words).last).to_be_visible(timeout=PATIENCE)


def _shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(1000)  # what moves has come to rest
    page.screenshot(path=TOUR / f"{name}.png")


if __name__ == "__main__":
    main()
