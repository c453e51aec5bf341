"""Menus that the app fills while somebody types."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Ack, CannotDo, FormError, Person
from tests.sandbox.blocks import Json, actions, input_, modal, option, plain
from tests.sandbox.listener import Listener

Opened = Callable[[dict[str, Any]], None]

MARU, MOMO = option("Maru", "1-1"), option("Momo", "1-2")
ONE = {"type": "external_select", "action_id": "cat"}
MANY = {"type": "multi_external_select", "action_id": "cat", "max_selected_items": 2}
GROUPS = [
    {"label": plain("Old"), "options": [MARU]},
    {"label": plain("Young"), "options": [MOMO]},
]


def cats(payload: Json) -> Ack:
    """Offer the cats whose names begin with what was typed."""
    known = [cat for cat in (MARU, MOMO) if cat["text"]["text"].startswith(payload["value"])]
    return Ack(200, {"options": known})


@pytest.fixture
def asked(app: Listener) -> list[str]:
    """What the app was asked for, in order."""
    typed: list[str] = []

    def answer(payload: Json) -> Ack:
        typed.append(payload["value"])
        return cats(payload)

    app.answers["block_suggestion"] = answer
    return typed


class TestSuggest:
    @pytest.mark.parametrize("answer", [{"options": [MARU]}, {"option_groups": GROUPS}])
    def test_returns_what_the_app_offers(
        self, app: Listener, opened: Opened, maya: Person, answer: Json
    ) -> None:
        app.answers["block_suggestion"] = lambda _: Ack(200, answer)
        opened(modal(input_("pet", "Pet", ONE)))
        assert maya.suggest("Pet", "Mar") == answer

    @pytest.mark.parametrize("body", [None, "", {"options": []}, {"option_groups": []}])
    def test_may_offer_nothing(
        self, app: Listener, opened: Opened, maya: Person, body: Any
    ) -> None:
        app.answers["block_suggestion"] = lambda _: Ack(200, body)
        opened(modal(input_("pet", "Pet", ONE)))
        assert not any((maya.suggest("Pet", "Mar") or {}).values())

    @pytest.mark.parametrize(("element", "least"), [(ONE, 3), (ONE | {"min_query_length": 1}, 1)])
    def test_waits_until_enough_is_typed(
        self, asked: list[str], opened: Opened, maya: Person, element: Json, least: int
    ) -> None:
        opened(modal(input_("pet", "Pet", element)))
        with pytest.raises(CannotDo, match=f"Type at least {least} characters"):
            maya.suggest("Pet", "Maru"[: least - 1])
        assert asked == []

    def test_asks_at_once_where_the_app_wants_that(
        self, asked: list[str], opened: Opened, maya: Person
    ) -> None:
        opened(modal(input_("pet", "Pet", ONE | {"min_query_length": 0})))
        assert maya.suggest("Pet", "") == {"options": [MARU, MOMO]}

    @pytest.mark.parametrize(
        "ack",
        [
            Ack(500),
            Ack(404),
            Ack(200, "Maru"),
            Ack(200, {"cats": [MARU]}),
            Ack(200, {"options": [{"text": plain("Maru")}]}),
            Ack(200, {"options": [option("Maru", str(number)) for number in range(101)]}),
            Ack(200, {"option_groups": GROUPS * 51}),
        ],
    )
    def test_says_when_the_answer_is_of_no_use(
        self, app: Listener, opened: Opened, maya: Person, ack: Ack
    ) -> None:
        app.answers["block_suggestion"] = lambda _: ack
        opened(modal(input_("pet", "Pet", ONE)))
        words = "Pet: Lockstep did not say what there is to choose."
        with pytest.raises(CannotDo, match=words):
            maya.suggest("Pet", "Mar")

    def test_is_for_menus_that_the_app_fills(self, opened: Opened, maya: Person) -> None:
        opened(modal(input_("who", "Who?", {"type": "users_select", "action_id": "who"})))
        with pytest.raises(CannotDo, match="no menu that the app fills called 'Who"):
            maya.suggest("Who?", "Bo")


class TestChoose:
    def test_asks_for_the_words_and_sends_the_whole_option(
        self, app: Listener, asked: list[str], client: WebClient, ivan: Person
    ) -> None:
        client.chat_postMessage(channel="#it", text="x", blocks=[actions(ONE)])
        ivan.choose("cat", "Momo")
        assert app.pressed["actions"][0]["selected_option"] == MOMO
        assert app.pressed["state"]["values"]["acts"]["cat"]["selected_option"] == MOMO
        ivan.choose("cat", "1-2")  # known by now
        assert asked == ["Momo"]
        ivan.choose("cat", None)
        assert app.pressed["actions"][0]["selected_option"] is None

    def test_keeps_each_option_that_was_there_at_first(
        self, app: Listener, asked: list[str], opened: Opened, maya: Person
    ) -> None:
        opened(modal(input_("pets", "Pets", MANY | {"initial_options": [MARU]})))
        maya.submit({"pets": ["Maru", "Momo"]})
        state = app.pressed["view"]["state"]["values"]["pets"]["cat"]
        assert state == {"type": "multi_external_select", "selected_options": [MARU, MOMO]}
        assert asked == ["Momo"]

    def test_takes_nothing_that_is_not_offered(
        self, asked: list[str], opened: Opened, maya: Person
    ) -> None:
        opened(modal(input_("pets", "Pets", MANY)))
        with pytest.raises(FormError, match="Pets: 'Rex' is not offered"):
            maya.submit({"pets": ["Rex"]})
        with pytest.raises(FormError, match="Pets: choose at most 2"):
            maya.submit({"pets": ["Maru", "Momo", "Maru"]})
        assert maya.modal

    def test_may_call_slack_while_it_answers(
        self, app: Listener, client: WebClient, opened: Opened, maya: Person
    ) -> None:
        def answer(payload: Json) -> Ack:
            client.users_info(user=maya.id)
            return cats(payload)

        app.answers["block_suggestion"] = answer
        opened(modal(input_("pet", "Pet", ONE)))
        assert maya.submit({"pet": "Maru"}).error is None
