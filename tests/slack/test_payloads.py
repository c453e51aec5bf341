"""What Slack sends is read whichever way it is packed; what only looks like it is told apart."""

import contextlib
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import BoltRequest

from bot.slack import payloads, quoting

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
COMMAND = {
    "token": "gIkuvaNzQIHg97ATvDxqgjtO",
    "team_id": "T0001",
    "team_domain": "example",
    "channel_id": "C2147483705",
    "channel_name": "test",
    "user_id": "U2147483697",
    "user_name": "Steve",
    "command": "/weather",
    "text": "94070",
    "response_url": "https://hooks.slack.com/commands/1234/5678",
    "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    "api_app_id": "A123456",
}
EVENT = '{"type": "event_callback", "event": {"type": "team_join"}}'
CLICK = {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "x.y"}]}


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


def interaction(**payload: object) -> bytes:
    return form(payload=json.dumps(payload))


NO_CLICKS: list[object] = [None, [], {}, ["a"], [{}], [{"action_id": None}]]
VIEW = {"id": "V1", "callback_id": "x.y", "state": {"values": {}}}
SENT = {"type": "view_submission", "user": {"id": "U1"}, "view": VIEW}
NO_VIEWS: list[object] = [
    *(None, [], {}, {**VIEW, "id": None}, {**VIEW, "callback_id": 1}),
    *(
        {**VIEW, "state": []},
        {**VIEW, "state": {"values": None}},
        {**VIEW, "state": {"values": []}},
        {**VIEW, "private_metadata": {}},
        {**VIEW, "hash": 1},
    ),
]
MESSAGE = {"ts": "1795424401.000300", "text": "x", "user": "U2"}
USED = {
    "type": "message_action",
    "user": {"id": "U1"},
    "team": {"id": "T1", "domain": "acme"},
    "channel": {"id": "C1"},
    "callback_id": "x.y",
    "trigger_id": "1.2.a",
    "message": MESSAGE,
}
NO_SHORTCUTS: list[dict[str, object]] = [
    {"callback_id": None},
    {"callback_id": 1},
    {"trigger_id": None},
    {"user": {"id": None}},
]
NO_MESSAGES: list[object] = [
    *(None, "x", {}, MESSAGE | {"ts": None}, MESSAGE | {"ts": "1|2"}, MESSAGE | {"ts": "1.2\n"}),
    *(MESSAGE | {"thread_ts": 1}, MESSAGE | {"thread_ts": ""}, MESSAGE | {"text": 1}),
    *(MESSAGE | {"blocks": {"a": 1}}, MESSAGE | {"blocks": ["a"]}, MESSAGE | {"attachments": "a"}),
]
NO_PLACES: list[dict[str, object]] = [
    *({"channel": None}, {"channel": "C1"}, {"channel": {}}, {"channel": {"id": "C1|x>"}}),
    *({"team": None}, {"team": "T1"}, {"team": {"id": "T1"}}, {"team": {"domain": "acme"}}),
    *({"team": {"id": "T1", "domain": name}} for name in ("", "a/b", "a>b", ".x", None)),
]
NAMES = st.sampled_from(
    [
        *payloads.IDENTITIES,
        *payloads.NESTED,
        *(
            "authorizations",
            "response_urls",
            "type",
            "view",
            "is_ext_shared_channel",
            "is_enterprise_install",
            "function_data",
            "id",
            *("ts", "thread_ts", "text", "blocks", "attachments", "elements"),
        ),
        *("team_id", "user_id", "event_team", "user_team", "context_team_id", "payload", "inputs"),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["event_callback", "E1", "T1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)
PARTS = st.dictionaries(NAMES, VALUES, max_size=6)
KINDS = st.sampled_from(["event_callback", "view_submission", "block_actions", "message_action"])


class TestRead:
    @pytest.mark.parametrize(
        ("content_type", "body", "payload"),
        [
            (FORM, form(**COMMAND), COMMAND),
            (FORM, form(**{**COMMAND, "text": ""}), {**COMMAND, "text": ""}),
            (FORM, interaction(**CLICK), CLICK),
            (FORM, interaction(**SENT), SENT),
            (FORM, interaction(**CLICK, view=VIEW), {**CLICK, "view": VIEW}),
            (FORM, interaction(**CLICK, view=None), {**CLICK, "view": None}),
            (FORM, interaction(**USED), USED),
            *(
                (FORM, interaction(**USED | {"message": each}), USED | {"message": each})
                for each in (
                    {"ts": "1.2", "bot_id": "B1"},
                    {"ts": "1.2", "text": None, "blocks": [{}], "attachments": [{}]},
                    {"ts": "1.2", "thread_ts": "1.1", "blocks": None},
                )
            ),
            (FORM, b"ssl_check=1&token=a", {"ssl_check": "1", "token": "a"}),
            (FORM.upper() + " ; charset=UTF-8", form(**COMMAND), COMMAND),
            (JSON, EVENT.encode(), json.loads(EVENT)),
            (JSON + ";charset=utf-8", EVENT.encode(), json.loads(EVENT)),
            (
                JSON,
                b'{"type": "url_verification", "challenge": "\\ud83c\\udf89"}',
                {"type": "url_verification", "challenge": "🎉"},
            ),
        ],
    )
    def test_reads(self, content_type: str, body: bytes, payload: dict[str, object]) -> None:
        assert payloads.read(content_type, body) == payload

    @pytest.mark.parametrize(
        ("content_type", "body", "reason"),
        [
            ("", form(**COMMAND), "neither JSON nor a form"),
            ("text/plain", EVENT.encode(), "neither JSON nor a form"),
            ("multipart/form-data", b"", "neither JSON nor a form"),
            (JSON, b"\xff\xfe", "not UTF-8"),
            (FORM, b"command=\xff", "not UTF-8"),
            (FORM, b"command=%ff", "not UTF-8"),
            (JSON, rb'{"type": "a", "text": "\ud83c"}', "not UTF-8"),
            (JSON, b"", "not JSON"),
            (JSON, b"{", "not JSON"),
            (JSON, b"\xef\xbb\xbf{}", "not JSON"),
            (JSON, form(**COMMAND), "not JSON"),
            (JSON, b'{"type": NaN}', "not JSON"),
            (JSON, b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
            (JSON, b"[]", "not an object"),
            (JSON, b"null", "not an object"),
            (JSON, b"[" * 100_000, "nested too deeply"),
            (JSON, b'{"event":' * 100_000, "nested too deeply"),
            (JSON, b'{"type": 1}', "without a type"),
            (JSON, b'{"type": "event_callback"}', "without an event"),
            (JSON, b'{"type": "event_callback", "event": {}}', "without a type"),
            (JSON, b'{"type": "url_verification"}', "without a challenge"),
            (JSON, b'{"type": "a", "user": 1}', "an identity"),
            (
                JSON,
                b'{"type": "event_callback", "event": {"type": "a", "user": []}}',
                "an identity",
            ),
            (JSON, b'{"type": "a", "event": null}', "an event"),
            (JSON, b'{"type": "a", "authorizations": 1}', "a list"),
            (JSON, b'{"type": "a", "response_urls": ["a"]}', "a list"),
            (JSON, b'{"type": "a", "response_urls": [{}, {}]}', "more than one response_url"),
            (FORM, b"", "without the fields of a command"),
            (FORM, b"\x00", "not a form"),
            (FORM, EVENT.encode(), "not a form"),
            (FORM, b"a=b&" * 101, "not a form"),
            (FORM, b"a=b", "without the fields of a command"),
            (FORM, form(**{**COMMAND, "command": ""}), "without the fields of a command"),
            (FORM, b"command=%2Falign", "without the fields of a command"),
            (FORM, b"ssl_check=0", "without the fields of a command"),
            (FORM, b"payload=", "not JSON"),
            (FORM, b"payload=[]", "not an object"),
            (FORM, b"payload={}", "without a type"),
            (FORM, form(payload='{"type": "shortcut"}'), "of nobody"),
            (FORM, form(payload='{"type": "shortcut", "user": "U1"}'), "of nobody"),
            *(
                (FORM, interaction(**{**CLICK, "actions": bad}), "a click on nothing")
                for bad in NO_CLICKS
            ),
            *((FORM, interaction(**{**SENT, "view": bad}), "a view without") for bad in NO_VIEWS),
            *(
                (FORM, interaction(**CLICK, view=bad), "a view without")
                for bad in NO_VIEWS
                if bad is not None  # a click in a message
            ),
            *((FORM, interaction(**USED | bad), "a shortcut without") for bad in NO_SHORTCUTS),
            *(
                (FORM, interaction(**USED | {"message": bad}), "a shortcut on no message")
                for bad in NO_MESSAGES
            ),
            *((FORM, interaction(**USED | bad), "without its place") for bad in NO_PLACES),
        ],
    )
    def test_refuses(self, content_type: str, body: bytes, reason: str) -> None:
        with pytest.raises(payloads.Malformed, match=reason):
            payloads.read(content_type, body)

    @given(text=st.text() | st.sampled_from(["*_~ %41 =41", "=\n", " \r\n\t", "a+b&c=d"]))
    def test_reads_every_character_of_a_form(self, text: str) -> None:
        click = {**CLICK, "value": text}
        for indent in (None, 1):  # with line breaks, which quoted-printable minds
            written = json.dumps(click, ensure_ascii=False, indent=indent)
            assert payloads.read(FORM, form(payload=written)) == click

    @given(odd=PARTS, message=PARTS)
    def test_lets_no_message_through_that_cannot_be_quoted(
        self, odd: dict[str, Any], message: dict[str, Any]
    ) -> None:
        payload = USED | odd | {"message": MESSAGE | message}
        with contextlib.suppress(payloads.Malformed):
            read = payloads.read(FORM, interaction(**payload | {"type": "message_action"}))
            assert quoting.quoted(read).permalink.startswith("https://acme.slack.com/archives/C1/p")

    @given(kind=KINDS, odd=PARTS, event=PARTS, in_form=st.booleans())
    def test_lets_nothing_through_that_bolt_cannot_read(
        self, kind: str, odd: dict[str, Any], event: dict[str, Any], in_form: bool
    ) -> None:
        payload = {**odd, "type": kind, "event": {**event, "type": "message"}, "user": {"id": "U1"}}
        text = json.dumps(payload)
        with contextlib.suppress(payloads.Malformed):
            read = payloads.read(
                *((FORM, form(payload=text)) if in_form else (JSON, text.encode()))
            )
            BoltRequest(body=read, mode="socket_mode")
