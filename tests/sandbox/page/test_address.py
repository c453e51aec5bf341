"""Where a browser tab is, as its address says it."""

import pytest

from sandbox import permalinks
from sandbox.model import Message
from sandbox.page.address import Address

TS = "1795424400.000100"


class TestAddress:
    def test_is_read_as_it_was_written(self) -> None:
        address = Address("ivan", "it", "", TS, TS)
        assert str(address) == f"/?as=ivan&in=it&thread={TS}&message={TS}"
        assert Address.of({"as": "ivan", "in": "it", "thread": TS, "message": TS}) == address

    def test_reads_the_permalinks_that_slack_hands_out(self) -> None:
        reply = Message("C1", TS, "U1", thread_ts="1795424300.000200")
        link = permalinks.of("http://slack", reply)
        assert link == (
            "http://slack/archives/C1/p1795424400000100?thread_ts=1795424300.000200&cid=C1"
        )
        query = {"thread_ts": "1795424300.000200", "cid": "C1"}
        read = Address.linked("C1", "p1795424400000100", query)
        assert read == Address("", "C1", "messages", "1795424300.000200", TS)

    @pytest.mark.parametrize("point", ["", "p", "p123", "1795424400000100", "pabc"])
    def test_knows_what_is_no_permalink(self, point: str) -> None:
        assert permalinks.ts(point) == ""
