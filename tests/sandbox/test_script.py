"""What people do first, as a file tells it."""

import pytest

from sandbox import CannotDo, Sandbox, script


class TestPlay:
    def test_does_one_thing_after_the_other(self, slack: Sandbox) -> None:
        say = {"action": "say", "channel": "#it"}
        acts = [{"person": "Ivan", "text": "one"}, {"person": "Bo", "text": "two"}]
        script.play(slack, [say | act for act in acts])
        assert [message.text for message in slack.person("Ivan").sees("#it")] == ["one", "two"]

    @pytest.mark.parametrize(
        ("act", "why"),
        [
            ({"person": "Ivan", "action": "submit"}, "act 2: Ivan Kovac has no modal open"),
            ({"person": "Nobody", "action": "submit"}, "act 2: nobody here is called Nobody"),
            ({"person": "Ivan", "action": "fly"}, "act 2: there is no action 'fly'"),
            ({"person": "Ivan", "action": "say", "channel": "#it"}, "act 2: "),
        ],
    )
    def test_says_which_cannot_be_done(
        self, slack: Sandbox, monkeypatch: pytest.MonkeyPatch, act: dict[str, str], why: str
    ) -> None:
        monkeypatch.setattr(script, "SHOWN_WITHIN", 0.1)
        fine = {"person": "Ivan", "action": "say", "text": "fine", "channel": "#it"}
        with pytest.raises(CannotDo) as cannot:
            script.play(slack, [fine, act])
        assert str(cannot.value).startswith(why)
