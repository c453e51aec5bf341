"""A tour: what its file may say, and when a step is done."""

import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Person, Sandbox
from sandbox.page.tour import Tour, read
from tests.sandbox.blocks import home, section

STEP = {"title": "Ask", "as": "Maya", "in": "#marketing", "look": "See what comes."}


def file_of(tmp_path: Path, tour: Any) -> Path:
    path = tmp_path / "tour.json"
    path.write_text(json.dumps(tour))
    return path


def tour_of(tmp_path: Path, slack: Sandbox, **step: Any) -> Tour:
    path = file_of(tmp_path, {"title": "Try this", "steps": [STEP | step]})
    return read(path, slack.workspace)


class TestRead:
    def test_takes_a_step_with_everything(self, tmp_path: Path, slack: Sandbox) -> None:
        done = {"as": "Ivan", "in": "app", "says": "asks"}
        tour = tour_of(tmp_path, slack, type="/ask", clock="Next Monday", done=done)
        (step,) = tour.steps
        assert (tour.title, step.title, step.look) == ("Try this", "Ask", "See what comes.")
        assert (step.person, step.place) == ("U0MAYA00001", "C0MARKETNG2")
        assert (step.type, step.clock) == ("/ask", "Next Monday")
        assert step.sign is not None
        assert (step.sign.person, step.sign.place) == ("U0IVAN00003", "app")

    @pytest.mark.parametrize(
        ("tour", "complaint"),
        [
            ([], "the tour is no JSON object"),
            ({"steps": [STEP]}, "the tour has no 'title'"),
            ({"title": "Try this", "steps": []}, "the tour has no steps"),
            ({"title": "Try this", "steps": {}}, "the tour: 'steps' is no list"),
            ({"title": "Try this", "steps": ["x"]}, "step 1 is no JSON object"),
            (
                {"title": "Try this", "steps": [STEP, {**STEP, "says": "x"}]},
                "step 2 has 'says', but only title, as, in, look, type, clock, done are known",
            ),
        ],
    )
    def test_says_what_is_wrong_with_a_tour(
        self, tmp_path: Path, slack: Sandbox, tour: Any, complaint: str
    ) -> None:
        path = file_of(tmp_path, tour)
        with pytest.raises(ValueError) as wrong:  # noqa: PT011 (the whole text is compared)
            read(path, slack.workspace)
        assert str(wrong.value) == f"{path}: {complaint}"

    @pytest.mark.parametrize(
        ("step", "complaint"),
        [
            ({"as": "Zoe"}, "step 1: nobody is called 'Zoe'"),
            (
                {"in": "#none"},
                "step 1: there is no channel '#none' (and it is neither app nor home)",
            ),
            (
                {"clock": "tomorrow"},
                "step 1: clock is one of +15 min, +1 h, Next morning, Next Monday,"
                " and not 'tomorrow'",
            ),
            ({"title": ""}, "step 1: 'title' is no text"),
            ({"done": {"in": "#it"}}, "step 1, done has no 'says'"),
        ],
    )
    def test_says_what_is_wrong_with_a_step(
        self, tmp_path: Path, slack: Sandbox, step: Any, complaint: str
    ) -> None:
        with pytest.raises(ValueError) as wrong:  # noqa: PT011 (the whole text is compared)
            tour_of(tmp_path, slack, **step)
        assert str(wrong.value) == f"{tmp_path / 'tour.json'}: {complaint}"

    def test_says_where_json_is_broken(self, tmp_path: Path, slack: Sandbox) -> None:
        path = tmp_path / "tour.json"
        path.write_text("{")
        with pytest.raises(ValueError, match=r"tour\.json: Expecting property name.* line 1"):
            read(path, slack.workspace)


class TestLook:
    @pytest.mark.parametrize(("place", "says"), [("#it", "export"), ("home", "export")])
    def test_ticks_off_what_shows(
        self, tmp_path: Path, slack: Sandbox, client: WebClient, place: str, says: str
    ) -> None:
        tour = tour_of(tmp_path, slack, done={"as": "Ivan", "in": place, "says": says})
        tour.look(slack.person, slack.workspace)
        assert tour.done == set()
        slack.person("Bo").say("The export fails", channel="#it")
        client.views_publish(user_id="U0IVAN00003", view=home(section("The export fails")))
        tour.look(slack.person, slack.workspace)
        assert tour.done == set(tour.steps)

    def test_sees_only_what_that_person_sees(
        self, tmp_path: Path, slack: Sandbox, maya: Person
    ) -> None:
        done = {"as": "Bo", "in": "#leads", "says": "secret"}
        tour = tour_of(tmp_path, slack, done=done)
        maya.say("A secret", channel="#leads")
        tour.look(slack.person, slack.workspace)
        assert tour.done == set()
