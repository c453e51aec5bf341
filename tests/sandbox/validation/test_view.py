"""The limits of modals and the Home tab."""

from typing import Any

import pytest

from sandbox import validation
from tests.sandbox.blocks import actions, button, home, input_, modal, plain, section


def problems(view: Any, kind: str = "modal") -> list[str]:
    return [str(problem) for problem in validation.view(view, kind)]


def without(view: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in view.items() if key != name}


FOCUSED = {"type": "users_select", "action_id": "who", "focus_on_load": True}

FINE = [
    modal(title=plain("x" * 24), close=plain("x" * 24), private_metadata="x" * 3000),
    modal(*[section("x")] * 100),
    modal({"type": "alert", "text": plain("Careful"), "level": "warning"}),
    without(modal(section("x")), "submit"),
    modal(input_("a", "A", {"type": "file_input", "filetypes": ["pdf"], "max_files": 10})),
    modal(input_("a", "A", {"type": "users_select", "focus_on_load": True})),
    modal({"type": "alert", "text": plain("x" * 200)}),
    without(modal(input_("a", "A")), "callback_id"),
]

WRONG: list[tuple[Any, str]] = [
    (None, "must provide an object [json-pointer:/view]"),
    ({}, "must be modal [json-pointer:/view/type]"),
    (home(section("x")), "must be modal"),
    (without(modal(), "title"), "missing required field: title [json-pointer:/view]"),
    (without(modal(), "blocks"), "missing required field: blocks"),
    (without(modal(), "submit"), "missing required field: submit [json-pointer:/view]"),
    (modal(title=plain("x" * 25)), "less than 25 characters [json-pointer:/view/title/text]"),
    (modal(submit=plain("x" * 25)), "[json-pointer:/view/submit/text]"),
    (modal(close=plain("x" * 25)), "[json-pointer:/view/close/text]"),
    (modal(private_metadata="x" * 3001), "[json-pointer:/view/private_metadata]"),
    (modal(callback_id="x" * 256), "[json-pointer:/view/callback_id]"),
    (modal(external_id="x" * 256), "[json-pointer:/view/external_id]"),
    (modal(colour="red"), "invalid additional property: colour"),
    (modal(*[section("x")] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (modal(section("x" * 3001)), "[json-pointer:/view/blocks/0/text/text]"),
    (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    (modal(actions(button("A"), button("B"))), "/view/blocks/0/elements/1/action_id"),
    (modal(input_("a", "A"), input_("a", "B")), "/view/blocks/1/block_id"),
    (
        modal(input_("a", "A", FOCUSED), actions(FOCUSED)),
        "`focus_on_load` [json-pointer:/view/blocks/1/elements/0/focus_on_load]",
    ),
    (modal({"type": "alert", "text": plain("x" * 201)}), "less than 201 characters"),
    (modal(input_("a", "A", {"type": "file_input", "max_files": 11})), "between 1 and 10"),
    (modal({"type": "context_actions", "elements": []}), "unsupported type: context_actions"),
]


class TestView:
    @pytest.mark.parametrize("view", FINE)
    def test_takes(self, view: Any) -> None:
        assert problems(view) == []

    @pytest.mark.parametrize(("view", "problem"), WRONG)
    def test_refuses(self, view: Any, problem: str) -> None:
        found = problems(view)
        assert any(problem in each for each in found), found

    def test_takes_a_home_tab_without_a_title(self) -> None:
        assert problems(home(input_("a", "A")), "home") == []
        assert problems(home(section("x")) | {"title": plain("x")}, "home") != []

    def test_takes_no_markdown_in_a_home_tab(self) -> None:
        (problem,) = problems(home({"type": "markdown", "text": "x"}), "home")
        assert "unsupported type: markdown [json-pointer:/view/blocks/0/type]" in problem
