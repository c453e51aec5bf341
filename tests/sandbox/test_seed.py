"""A company with a crowd in it."""

from sandbox import Sandbox, seed
from tests.sandbox.faults.calls import post


class TestCrowd:
    def test_can_be_written_to(self) -> None:
        with Sandbox(seed=seed.crowd(12)) as slack:
            places = ["U0CROWD0001", "U0CROWD0012", "C0CROWD0001", "C0CROWD0002", "#it"]
            assert all(post(slack, place).json["ok"] for place in places)
            assert post(slack, "U0CROWD0013").json["error"] == "channel_not_found"
            assert post(slack, "C0CROWD0003").json["error"] == "channel_not_found"
            assert slack.person("Face 7").dm() == []
