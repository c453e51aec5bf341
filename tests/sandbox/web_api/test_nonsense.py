"""Whatever an app sends, Slack answers in JSON, and says why not."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox import Sandbox
from sandbox.web_api import METHODS
from tests.sandbox.blocks import actions, input_, section, select

NAMES = ["type", "text", "blocks", "elements", "options", "element", "accessory", "label", "title"]
VALUES = ["section", "actions", "input", "modal", "home", "static_select", "plain_text", "mrkdwn"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(VALUES),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inside, max_size=4)
    ),
    max_leaves=12,
)
ARGUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "channel": st.sampled_from(["C0IT0000003", "#it", "U0MAYA00001"]) | JSON,
        "user": st.just("U0MAYA00001") | JSON,
        "user_id": st.just("U0MAYA00001") | JSON,
        "users": JSON,
        "text": st.just("x") | JSON,
        "ts": JSON,
        "blocks": JSON,
        "view": JSON,
        "metadata": JSON,
        "attachments": JSON,
        "files": JSON,
        "limit": JSON,
        "cursor": JSON,
        "oldest": st.just("NaN") | JSON,
        "latest": JSON,
    },
)


def damaged(block: Any, path: tuple[Any, ...], with_: Any) -> Any:
    """Return a copy of a block with one value in it replaced."""
    if not path:
        return with_
    copy = dict(block) if isinstance(block, dict) else list(block)
    copy[path[0]] = damaged(copy[path[0]], path[1:], with_)
    return copy


def paths(block: Any) -> list[tuple[Any, ...]]:
    children = block.items() if isinstance(block, dict) else enumerate(block)
    found: list[tuple[Any, ...]] = []
    for key, child in children:
        found.append((key,))
        if isinstance(child, dict | list):
            found += [(key, *rest) for rest in paths(child)]
    return found


class TestAnswer:
    @pytest.mark.parametrize("method", sorted(METHODS))
    @settings(
        max_examples=25,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(arguments=ARGUMENTS)
    def test_is_json_for_any_arguments(
        self, slack: Sandbox, method: str, arguments: dict[str, Any]
    ) -> None:
        token = slack.app_token if METHODS[method].takes == "app" else slack.bot_token
        answer = slack.web_api.answer(method, arguments, token)
        assert answer.status in (200, 429)
        response = json.loads(answer.body)
        assert response["ok"] or response["error"]

    @pytest.mark.parametrize("wrong", [None, 7, "x", [], [7], {}, {"type": []}])
    def test_is_json_for_a_block_damaged_anywhere(self, slack: Sandbox, wrong: Any) -> None:
        menu = select(option_groups=[{"label": {}, "options": []}])
        blocks = [{**section("x"), "accessory": menu}, actions(menu), input_("a", "A", menu)]
        for path in paths(blocks):
            arguments = {"channel": "#it", "text": "x", "blocks": damaged(blocks, path, wrong)}
            answer = slack.web_api.answer("chat.postMessage", arguments, slack.bot_token)
            assert json.loads(answer.body)["error"] in ("invalid_blocks", "ratelimited")
