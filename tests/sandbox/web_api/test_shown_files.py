"""Files in messages: by a picture's id, and by a link to a permalink."""

import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Person
from tests.clock import MovedClock
from tests.sandbox.conftest import refusal

PICTURE = b"\x89PNG\r\n\x1a\n and more"
IT = "C0IT0000003"


def uploaded(client: WebClient, name: str) -> dict[str, Any]:
    """Return Slack's description of a file that is in no channel."""
    place = client.files_getUploadURLExternal(filename=name, length=len(PICTURE))
    with urllib.request.urlopen(place["upload_url"], PICTURE):  # noqa: S310 (loopback)
        pass
    ended = client.files_completeUploadExternal(files=[{"id": place["file_id"], "title": name}])
    described: dict[str, Any] = ended["files"][0]
    return described


def picture(file_id: str) -> dict[str, Any]:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "Two columns"}


class TestShow:
    def test_shows_a_picture_by_its_id(
        self, client: WebClient, clock: MovedClock, ivan: Person
    ) -> None:
        file = uploaded(client, "chart.png")
        clock.advance(seconds=1)
        client.chat_postMessage(channel=IT, text="Chart", blocks=[picture(file["id"])])
        (block,) = ivan.sees("#it")[-1].blocks
        assert block["alt_text"] == "Two columns"
        with urllib.request.urlopen(block["image_url"]) as response:  # noqa: S310 (loopback)
            assert response.read() == PICTURE

    def test_shows_a_file_to_whose_permalink_the_app_links(
        self, client: WebClient, ivan: Person
    ) -> None:
        file = uploaded(client, "all.csv")
        section = {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"<{file['permalink']}|all>"},
        }
        client.chat_postMessage(channel=IT, text="All of them", blocks=[section])
        (shown,) = ivan.sees("#it")[-1].files
        assert (shown["name"], shown["mimetype"]) == ("all.csv", "text/csv")

    def test_takes_no_longer_address_for_the_file(self, client: WebClient, ivan: Person) -> None:
        file = uploaded(client, "all.csv")
        client.chat_postMessage(channel=IT, text=f"<{file['permalink']}.old|all>")
        assert ivan.sees("#it")[-1].files == ()

    def test_refuses_a_picture_that_was_uploaded_just_now(
        self, client: WebClient, clock: MovedClock
    ) -> None:
        blocks = [picture(uploaded(client, "chart.png")["id"])]
        error = refusal(client.chat_postMessage, channel=IT, text="Chart", blocks=blocks)
        assert error == "invalid_blocks"
        clock.advance(seconds=1)
        assert client.chat_postMessage(channel=IT, text="Chart", blocks=blocks)["ok"]

    @pytest.mark.parametrize("name", ["all.csv", None])
    def test_refuses_what_is_no_picture(
        self, client: WebClient, clock: MovedClock, name: str | None
    ) -> None:
        file_id = uploaded(client, name)["id"] if name else "F0NOTHING01"
        clock.advance(seconds=1)
        blocks = [picture(file_id)]
        error = refusal(client.chat_postMessage, channel=IT, text="Chart", blocks=blocks)
        assert error == "invalid_blocks"
