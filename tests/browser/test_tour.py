"""The demo's tour, done as a newcomer does it: every step of it works and is ticked off."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT
from tests.browser.test_demo import PATIENCE, open_as, sees
from tests.wait import until

STEPS = json.loads((ROOT / "demo" / "tour.json").read_text())["steps"]


class TestTour:
    def test_is_done_step_by_step(self, browser: Browser, demo: str, tmp_path: Path) -> None:
        maya = open_as(browser, demo, "maya")
        sees(maya, "0 of 5")

        begin(maya, 0, writing="/escalate The newsletter export fails")
        maya.get_by_label("What do you need?").fill("Somebody who repairs it")
        maya.get_by_role("button", name="Escalate", exact=True).click()
        sees_done(maya, 0)

        begin(maya, 1)
        expect(maya.get_by_role("combobox", name="You are")).to_have_value("Ivan Kovac — IT lead")
        maya.get_by_role("button", name="Acknowledge").click()
        sees(maya, "took it")
        maya.get_by_role("button", name="Answer", exact=True).click()
        maya.get_by_label("Your answer").fill("Repaired just now.")
        maya.get_by_role("button", name="Send answer").click()
        sees_done(maya, 1)

        begin(maya, 2, writing="/decision We send the newsletter from HubSpot")
        maya.get_by_role("button", name="Record").click()
        sees_done(maya, 2)

        begin(maya, 3, writing="/win @ivan brought the newsletter export back within the hour")
        dialog = maya.get_by_role("dialog")
        dialog.get_by_role("button", name="Celebrate").click()
        dialog.get_by_role("button", name="Change it").wait_for()
        maya.keyboard.press("Escape")

        until(lambda: has_weeks(tmp_path / "lockstep.db"), within=40)
        begin(maya, 4)
        sees(maya, re.compile("Lockstep is at work"))
        maya.get_by_role("button", name="+1 h").click()
        sees_done(maya, 4)
        sees_done(maya, 3)
        sees(maya, "5 of 5")

        maya.reload()
        sees(maya, "5 of 5")
        maya.get_by_role("button", name="Dismiss the tour").click()
        expect(maya.get_by_role("region", name="Five things to try")).to_be_hidden(timeout=PATIENCE)
        maya.get_by_role("button", name="Tour", exact=True).click()
        sees(maya, "5 of 5")


def begin(page: Page, number: int, writing: str = "") -> None:
    """Press a step's button, and send what it has written."""
    step = STEPS[number]
    page.get_by_role("button", name=step["title"]).click()
    sees(page, step["look"])
    box = page.get_by_label(f"Message {step['in']}")
    expect(box).to_have_value(writing, timeout=PATIENCE)
    if writing:
        expect(box).to_be_focused(timeout=PATIENCE)
        page.keyboard.press("Enter")


def sees_done(page: Page, number: int) -> None:
    """Wait until a step is ticked off."""
    button = page.get_by_role("button", name=f"{STEPS[number]['title']} done")
    expect(button).to_be_visible(timeout=2 * PATIENCE)


def has_weeks(database: Path) -> bool:
    """Whether Lockstep knows when the teams hear of their decisions.

    It looks for new teams every 15 seconds: less than a person takes for the steps before.
    """
    with closing(sqlite3.connect(database)) as connection:
        return bool(connection.execute("SELECT 1 FROM decision_weeklies").fetchall())
