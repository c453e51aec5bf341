"""The scan for private words: it finds them however they are written, and cries no wolf."""

import json
from typing import Any

import pytest

from sandbox import Sandbox
from tests import privacy
from tests.clock import MovedClock

WORDS = 'Umbrella & Sons want <us> to "merge"\nby Friday, and nobody may know before the board does'


def shown(said: Any) -> bool:
    """Return whether the scan finds the words in what somebody is shown."""
    watch = privacy.Watch()
    watch.leave("U0BO", said)
    with Sandbox(clock=MovedClock()) as slack:
        return list(privacy.readers(slack, watch, WORDS)) == ["U0BO"]


ESCAPED = 'Umbrella &amp; Sons want &lt;us&gt; to "merge"\nby Friday, and nobody may know before'


class TestReaders:
    @pytest.mark.parametrize(
        "said",
        [
            WORDS,
            {"blocks": [{"text": {"text": f"*Stuck:* {ESCAPED}"}}]},
            {"text": f"{ESCAPED[:70]}…"},
            {"text": "\n".join(f"> {line}" for line in ESCAPED.splitlines())},
            {"private_metadata": json.dumps({"stuck": WORDS})},
            {"private_metadata": json.dumps([{"deep": [WORDS]}])},
        ],
        ids=["as they are", "escaped", "cut", "quoted", "in metadata", "deep in metadata"],
    )
    def test_find_words_however_they_are_written(self, said: Any) -> None:
        assert shown(said)

    @pytest.mark.parametrize(
        "said", ["Umbrella & Sons want a quote", {}, {"text": "{no JSON"}, None]
    )
    def test_find_nothing_where_there_is_nothing(self, said: Any) -> None:
        assert not shown(said)

    def test_find_words_in_files(self) -> None:
        with Sandbox(clock=MovedClock()) as slack:
            files = slack.workspace.files
            files.expect("a.csv", 9).content = f"name,stuck\nESC-1,{WORDS}".encode()
            assert list(privacy.readers(slack, privacy.Watch(), WORDS)) == ["a file"]

    def test_find_words_in_the_log(self) -> None:
        watch = privacy.Watch()
        watch.lines.append(f"failed: {WORDS}")
        with Sandbox(clock=MovedClock()) as slack:
            assert list(privacy.readers(slack, watch, WORDS)) == ["the log"]
