"""Opening, stacking and changing views; how long a trigger lives."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Person, Sandbox
from tests.clock import MovedClock
from tests.sandbox.blocks import home, input_, modal, plain, section
from tests.sandbox.conftest import refusal

Trigger = Callable[[], str]


class TestOpen:
    def test_puts_the_modal_on_the_persons_screen(
        self, client: WebClient, trigger: Trigger, maya: Person
    ) -> None:
        response = client.views_open(trigger_id=trigger(), view=modal())
        assert maya.modal is not None
        assert maya.modal.view["id"] == response["view"]["id"]
        assert response["view"]["state"]["values"] == {
            "what": {"text": {"type": "plain_text_input", "value": None}}
        }

    def test_refuses_a_trigger_three_seconds_old(
        self, client: WebClient, trigger: Trigger, clock: MovedClock
    ) -> None:
        young, old = trigger(), trigger()
        clock.advance(seconds=2.9)
        client.views_open(trigger_id=young, view=modal())
        clock.advance(seconds=0.1)
        assert refusal(client.views_open, trigger_id=old, view=modal()) == "expired_trigger_id"

    def test_knows_a_trigger_for_a_day(
        self, client: WebClient, trigger: Trigger, clock: MovedClock
    ) -> None:
        old = trigger()
        clock.advance(days=1)
        trigger()
        assert refusal(client.views_open, trigger_id=old, view=modal()) == "expired_trigger_id"
        clock.advance(seconds=1)
        trigger()
        assert refusal(client.views_open, trigger_id=old, view=modal()) == "invalid_trigger_id"

    def test_refuses_a_trigger_that_was_used(self, client: WebClient, trigger: Trigger) -> None:
        trigger_id = trigger()
        client.views_open(trigger_id=trigger_id, view=modal())
        error = refusal(client.views_open, trigger_id=trigger_id, view=modal())
        assert error == "exchanged_trigger_id"

    def test_leaves_the_trigger_unused_when_the_view_is_wrong(
        self, client: WebClient, trigger: Trigger
    ) -> None:
        trigger_id = trigger()
        refusal(client.views_open, trigger_id=trigger_id, view=modal(title=plain("x" * 25)))
        client.views_open(trigger_id=trigger_id, view=modal())

    def test_refuses_a_made_up_trigger(self, client: WebClient) -> None:
        error = refusal(client.views_open, trigger_id="1.2.3", view=modal())
        assert error == "invalid_trigger_id"

    def test_says_where_the_view_is_wrong(self, client: WebClient, trigger: Trigger) -> None:
        with pytest.raises(SlackApiError) as refused:
            client.views_open(trigger_id=trigger(), view=modal(title=plain("x" * 25)))
        response = refused.value.response
        assert response["error"] == "invalid_arguments"
        assert response["response_metadata"]["messages"] == [
            "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
        ]

    def test_refuses_a_view_above_250_kilobytes(self, client: WebClient, trigger: Trigger) -> None:
        view = modal(*[section("x" * 2900) for _ in range(90)])
        assert refusal(client.views_open, trigger_id=trigger(), view=view) == "view_too_large"

    def test_refuses_an_external_id_that_is_in_use(
        self, client: WebClient, trigger: Trigger
    ) -> None:
        client.views_open(trigger_id=trigger(), view=modal(external_id="mine"))
        error = refusal(client.views_push, trigger_id=trigger(), view=modal(external_id="mine"))
        assert error == "duplicate_external_id"


class TestPush:
    def test_stacks_three_views(self, client: WebClient, trigger: Trigger, maya: Person) -> None:
        first = client.views_open(trigger_id=trigger(), view=modal())["view"]
        second = client.views_push(trigger_id=trigger(), view=modal())["view"]
        assert second["previous_view_id"] == second["root_view_id"] == first["id"]
        client.views_push(trigger_id=trigger(), view=modal())
        error = refusal(client.views_push, trigger_id=trigger(), view=modal())
        assert error == "push_limit_reached"

    def test_refuses_without_a_view_below(self, client: WebClient, trigger: Trigger) -> None:
        assert refusal(client.views_push, trigger_id=trigger(), view=modal()) == "not_found"


class TestUpdate:
    def test_shows_another_view_in_the_same_place(
        self, client: WebClient, trigger: Trigger, maya: Person
    ) -> None:
        view = client.views_open(trigger_id=trigger(), view=modal())["view"]
        changed = client.views_update(
            view_id=view["id"], hash=view["hash"], view=modal(title=plain("Now"))
        )
        assert maya.modal is not None
        assert maya.modal.title == "Now"
        assert changed["view"]["hash"] != view["hash"]

    def test_finds_a_view_by_its_external_id(
        self, client: WebClient, trigger: Trigger, maya: Person
    ) -> None:
        client.views_open(trigger_id=trigger(), view=modal(external_id="mine"))
        client.views_update(external_id="mine", view=modal(title=plain("Now")))
        assert maya.modal is not None
        assert maya.modal.title == "Now"

    def test_refuses_a_hash_from_before(self, client: WebClient, trigger: Trigger) -> None:
        view = client.views_open(trigger_id=trigger(), view=modal())["view"]
        client.views_update(view_id=view["id"], view=modal())
        error = refusal(client.views_update, view_id=view["id"], hash=view["hash"], view=modal())
        assert error == "hash_conflict"

    def test_refuses_a_closed_view(self, client: WebClient, trigger: Trigger, maya: Person) -> None:
        view = client.views_open(trigger_id=trigger(), view=modal())["view"]
        maya.close_modal()
        assert refusal(client.views_update, view_id=view["id"], view=modal()) == "not_found"


class TestPublish:
    def test_sets_the_home_tab(self, client: WebClient, maya: Person, ivan: Person) -> None:
        response = client.views_publish(user_id=maya.id, view=home(section("Yours")))
        assert maya.home is not None
        assert maya.home.view == response["view"]
        assert ivan.home is None

    def test_keeps_the_id_and_refuses_an_old_hash(self, client: WebClient, maya: Person) -> None:
        first = client.views_publish(user_id=maya.id, view=home(section("1")))["view"]
        second = client.views_publish(user_id=maya.id, view=home(section("2")))["view"]
        assert second["id"] == first["id"]
        error = refusal(
            client.views_publish, user_id=maya.id, hash=first["hash"], view=home(section("3"))
        )
        assert error == "hash_conflict"

    def test_refuses_a_hash_before_anything_was_published(
        self, client: WebClient, maya: Person
    ) -> None:
        error = refusal(client.views_publish, user_id=maya.id, hash="1.a", view=home(section("1")))
        assert error == "hash_conflict"

    @pytest.mark.parametrize("user_id", ["U0NOBODY001", "U0DAN000007"])
    def test_refuses_who_is_not_here(self, client: WebClient, user_id: str) -> None:
        error = refusal(client.views_publish, user_id=user_id, view=home(section("1")))
        assert error == "user_not_found"

    def test_needs_a_home_tab_in_the_manifest(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock, manifest={}) as slack:
            client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
            view = home(section("1"))
            assert refusal(client.views_publish, user_id="U0MAYA00001", view=view) == "not_enabled"

    def test_refuses_an_external_id_of_somebody_elses(
        self, client: WebClient, maya: Person, ivan: Person
    ) -> None:
        view = home(section("1")) | {"external_id": "mine"}
        for _ in range(2):
            client.views_publish(user_id=maya.id, view=view)
        error = refusal(client.views_publish, user_id=ivan.id, view=view)
        assert error == "duplicate_external_id"

    @pytest.mark.parametrize(
        "view",
        [
            modal(),
            home(input_("a", "A", {"type": "nonsense"})),
            home(*[section("x")] * 101),
            home(section("x")) | {"private_metadata": "x" * 3001},
        ],
    )
    def test_refuses_what_is_no_home(
        self, client: WebClient, maya: Person, view: dict[str, object]
    ) -> None:
        assert refusal(client.views_publish, user_id=maya.id, view=view) == "invalid_arguments"
