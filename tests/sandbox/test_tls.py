"""The sandbox over https, as Slack is."""

import json
import ssl
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import trustme
from slack_sdk import WebClient

from sandbox import Sandbox


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def files(authority: trustme.CA, tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    issued = authority.issue_cert("127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(certificate)
    issued.private_key_pem.write_to_path(key)
    return certificate, key


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


class TestTls:
    def test_encrypts_slack_but_not_the_control_api(
        self, files: tuple[Path, Path], trusting: ssl.SSLContext
    ) -> None:
        with Sandbox(tls=files) as slack:
            assert slack.url.startswith("https://127.0.0.1:")
            client = WebClient(slack.bot_token, base_url=slack.api_url, ssl=trusting)
            client.chat_postMessage(channel="#it", text="x")
            with urllib.request.urlopen(slack.control_url + "/_sandbox/messages") as answer:  # noqa: S310 (loopback)
                assert [each["text"] for each in json.loads(answer.read())] == ["x"]

    @pytest.mark.expected_errors("Failed to send a request")
    def test_cuts_and_refuses_as_without(
        self, files: tuple[Path, Path], trusting: ssl.SSLContext
    ) -> None:
        with Sandbox(tls=files) as slack:
            client = WebClient(
                slack.bot_token, base_url=slack.api_url, ssl=trusting, retry_handlers=[]
            )
            slack.fail_next("chat.postMessage", lost=True)
            with pytest.raises((ConnectionError, ssl.SSLError)):
                client.chat_postMessage(channel="#it", text="x")
            slack.away()
            with pytest.raises(urllib.error.URLError, match="refused"):
                client.auth_test()
            slack.back()
            assert client.conversations_history(channel="C0IT0000003")["messages"]

    @pytest.mark.expected_errors("Failed to send a request")
    def test_is_not_trusted_by_itself(self, files: tuple[Path, Path]) -> None:
        with Sandbox(tls=files) as slack:
            client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
            with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
                client.auth_test()

    def test_needs_files_that_can_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(OSError, match="No such file"):
            Sandbox(tls=(tmp_path / "none.pem", tmp_path / "none.key")).start()
