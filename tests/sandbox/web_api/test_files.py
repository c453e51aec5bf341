"""Uploading files."""

import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient

from sandbox import Person, Sandbox
from tests.sandbox.conftest import refusal

PICTURE = b"\x89PNG\r\n\x1a\n and more"


class TestUpload:
    def test_shares_a_file_in_a_channel(self, client: WebClient, ivan: Person) -> None:
        client.files_upload_v2(
            channel="C0IT0000003",
            content=PICTURE,
            filename="roadmap.png",
            title="Roadmap",
            initial_comment="As of today",
        )
        (message,) = ivan.sees("#it")
        assert message.text == "As of today"
        (file,) = message.files
        assert (file["title"], file["mimetype"], file["size"]) == (
            "Roadmap",
            "image/png",
            len(PICTURE),
        )
        with urllib.request.urlopen(file["url_private"]) as response:  # noqa: S310 (loopback)
            assert response.read() == PICTURE

    def test_refuses_to_share_what_was_not_uploaded(self, client: WebClient) -> None:
        place = client.files_getUploadURLExternal(filename="a.txt", length=3)
        error = refusal(client.files_completeUploadExternal, files=[{"id": place["file_id"]}])
        assert error == "file_update_failed"
        error = refusal(client.files_completeUploadExternal, files=[{"id": "F0NOTHING01"}])
        assert error == "file_not_found"

    def test_refuses_another_length_than_announced(self, client: WebClient) -> None:
        place = client.files_getUploadURLExternal(filename="a.txt", length=3)
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(place["upload_url"], b"four")  # noqa: S310 (loopback)

    def test_takes_the_bytes_as_a_form_too(self, client: WebClient) -> None:
        place = client.files_getUploadURLExternal(filename="a.txt", length=3)
        form = (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
            b"abc\r\n--x--\r\n"
        )
        request = urllib.request.Request(  # noqa: S310 (loopback)
            place["upload_url"], form, {"Content-Type": "multipart/form-data; boundary=x"}
        )
        with urllib.request.urlopen(request) as response:  # noqa: S310 (loopback)
            assert response.read() == b"OK - 3"
        client.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "A"}])

    @pytest.mark.parametrize(
        "path",
        [
            "/upload/v1/T0SANDBOX01/F0NOTHING01",
            "/upload/v1/T0NOWHERE01/F0NOTHING01",
            "/files/T0SANDBOX01/F0NOTHING01/a.txt",
        ],
    )
    def test_knows_no_other_place(self, slack: Sandbox, path: str) -> None:
        data = b"x" if path.startswith("/upload") else None
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(slack.url + path, data)  # noqa: S310 (loopback)
