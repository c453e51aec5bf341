"""Files with messages and views, checked on the command line."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sandbox.__main__ import main
from tests.sandbox.blocks import actions, button, home, input_, modal, plain, section

LONG = section("x" * 3001)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "it.json"


class TestMain:
    @pytest.mark.parametrize(
        "value",
        [
            [section("Hello")],
            {"text": "Hello"},
            {"text": "Hello", "blocks": [section("Hello")], "channel": "C1"},
            {"attachments": [{"color": "#fff", "blocks": [section("Hello")]}, {"text": "Old"}]},
            modal(),
            home(section("Hello")),
        ],
    )
    def test_has_nothing_to_say_of_what_slack_takes(
        self, file: Path, capsys: pytest.CaptureFixture[str], value: Any
    ) -> None:
        file.write_text(json.dumps(value))
        assert main(["validate", str(file)]) == 0
        assert capsys.readouterr() == ("", "")

    @pytest.mark.parametrize(
        ("value", "problem"),
        [
            ([section("Hello"), LONG], "#/1/text/text: must be less than 3001 characters"),
            ([section("x")] * 51, "#: no more than 50 items allowed"),
            ({"blocks": [LONG]}, "#/blocks/0/text/text: must be less than 3001 characters"),
            ({"text": 7}, "#/text: must provide a string"),
            ({"text": "x" * 40_001}, "#/text: must be less than 40001 characters"),
            ({"blocks": {}, "text": "x"}, None),
            ({"blocks": {"type": "section"}}, "#/blocks: must provide an array"),
            (
                {"attachments": [{}, {"blocks": [LONG]}]},
                "#/attachments/1/blocks/0/text/text: must be less than 3001 characters",
            ),
            ({"attachments": ["x"]}, "#/attachments/0: must provide an object"),
            ({"attachments": [{}] * 101}, "#/attachments: no more than 100 items allowed"),
            (modal(LONG), "#/blocks/0/text/text: must be less than 3001 characters"),
            (modal(title=plain("x" * 25)), "#/title/text: must be less than 25 characters"),
            (modal() | {"submit": None}, "#/submit: must provide an object"),
            (home(input_("a", "A"), input_("a", "B")),
             "#/blocks/1/block_id: `block_id` a already exists"),
            (home(*[actions(button("x" * 75, value="y" * 2000))] * 2, *[section("z" * 3000)] * 90),
             "#: view_too_large: must be less than 250001 bytes as JSON"),
            ({"type": "popup"}, "#/type: must be a valid enum value: modal, home"),
            ({"type": ["modal"]}, "#/type: must be a valid enum value: modal, home"),
            ({}, "#: must provide a message (text, blocks) or a view (type, blocks)"),
            ("Hello", "#: must provide a message or a view"),
            ([{"type": "a\nb\ud800"}], "#/0/type: unsupported type: a\\nb\\ud800"),
        ],
    )  # fmt: skip
    def test_says_where_a_limit_is_broken(
        self, file: Path, capsys: pytest.CaptureFixture[str], value: Any, problem: str | None
    ) -> None:
        file.write_text(json.dumps(value))
        assert main(["validate", str(file)]) == (1 if problem else 0)
        said = capsys.readouterr()
        assert said.out == (f"{file}: {problem}\n" if problem else "")
        assert said.err == ""

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"{", "is not JSON: Expecting property name enclosed in double quotes, line 1, col"),
            (b"", "is not JSON: Expecting value, line 1, column 1"),
            (b"\xff\xfe[", "is not JSON: its bytes are not UTF-8"),
            (b"[" * 100_000, "is nested too deeply"),
            (b'[{"type":"section","accessory":' + b'{"a":' * 900, "is not JSON: "),
        ],
    )
    def test_says_what_cannot_be_read(
        self, file: Path, capsys: pytest.CaptureFixture[str], content: bytes, why: str
    ) -> None:
        file.write_bytes(content)
        assert main(["validate", str(file)]) == 2
        said = capsys.readouterr()
        assert said.err.startswith(f"{file}: {why}")
        assert len(said.err.splitlines()) == 1
        assert said.out == ""

    def test_goes_through_all_files_and_the_standard_input(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        fine, wrong = tmp_path / "fine.json", tmp_path / "wrong.json"
        fine.write_text("\ufeff" + json.dumps(modal()), "utf-8")
        wrong.write_text(json.dumps([section("")]))
        monkeypatch.setattr("sys.stdin", StringIO(json.dumps([{}])))
        missing = tmp_path / "missing.json"
        assert main(["validate", str(fine), str(missing), str(wrong), "-"]) == 2
        said = capsys.readouterr()
        assert said.err == f"{missing}: cannot be read: No such file or directory\n"
        assert said.out.splitlines() == [
            f"{wrong}: #/0/text/text: must be more than 0 characters",
            "-: #/0: missing required field: type",
        ]

    def test_needs_a_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["validate"])
        assert ended.value.code == 2
        assert "the following arguments are required: FILE" in capsys.readouterr().err
