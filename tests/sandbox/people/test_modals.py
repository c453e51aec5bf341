"""Filling, submitting and closing modals."""

import urllib.request
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sandbox import Ack, CannotDo, FormError, Person, Sandbox
from tests.sandbox.blocks import actions, button, input_, modal, option, plain, section, select
from tests.sandbox.listener import Listener

Opened = Callable[[dict[str, Any]], None]
NO_CONNECTION = "We had some trouble connecting. Try again?"

HIGH, LOW = option("High", "high"), option("Low", "low")
OFFERED = {"options": [HIGH, LOW]}

FORM = modal(
    input_("what", "What is stuck?"),
    input_("urgent", "How urgent?", select()),
    input_("who", "Who?", {"type": "users_select", "action_id": "user"}, optional=True),
    input_(
        "where",
        "Where?",
        {"type": "multi_channels_select", "action_id": "channels", "max_selected_items": 1},
        optional=True,
    ),
)


def values(payload: dict[str, Any]) -> dict[str, Any]:
    return {
        block: next(iter(elements.values()))
        for block, elements in payload["view"]["state"]["values"].items()
    }


class TestSubmit:
    def test_sends_what_was_filled_in(self, app: Listener, opened: Opened, maya: Person) -> None:
        opened(FORM)
        maya.submit({"What is stuck?": "All", "urgent": "High", "Who?": "Ivan", "Where?": ["#it"]})
        assert values(app.last) == {
            "what": {"type": "plain_text_input", "value": "All"},
            "urgent": {
                "type": "static_select",
                "selected_option": {"text": plain("High"), "value": "high"},
            },
            "who": {"type": "users_select", "selected_user": "U0IVAN00003"},
            "where": {"type": "multi_channels_select", "selected_channels": ["C0IT0000003"]},
        }
        assert maya.modal is None

    def test_keeps_what_the_form_started_with(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        text = {"type": "plain_text_input", "action_id": "text", "initial_value": "Typed"}
        opened(modal(input_("what", "What?", text)))
        maya.submit()
        assert values(app.last)["what"]["value"] == "Typed"

    @pytest.mark.parametrize(
        ("entered", "complaint"),
        [
            ({"urgent": "High"}, "What is stuck\\?: Please complete this required field"),
            ({"what": "x", "urgent": "Very"}, "'Very' is not offered, only High, Low"),
            ({"what": "x" * 3001, "urgent": "Low"}, "at most 3000 characters"),
            ({"what": "x", "urgent": "Low", "who": "Nobody"}, "nobody here is called Nobody"),
            ({"what": ["x", "y"], "urgent": "Low"}, "takes one value"),
            ({"what": "x", "urgent": "Low", "where": ["#it", "#general"]}, "at most 1"),
            ({"colour": "red"}, "there is no input 'colour', only What is stuck"),
        ],
    )
    def test_is_stopped_by_slacks_client(
        self,
        app: Listener,
        opened: Opened,
        maya: Person,
        entered: dict[str, Any],
        complaint: str,
    ) -> None:
        opened(FORM)
        with pytest.raises(FormError, match=complaint):
            maya.submit(entered)
        assert app.last["command"] == "/align"

    @pytest.mark.parametrize(
        "case",
        [
            ({"type": "plain_text_input"}, "All", {"value": "All"}),
            ({"type": "datepicker"}, "2026-12-24", {"selected_date": "2026-12-24"}),
            ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
            ({"type": "datetimepicker"}, "1795424400", {"selected_date_time": 1795424400}),
            ({"type": "static_select", **OFFERED}, "High", {"selected_option": HIGH}),
            (
                {"type": "multi_static_select", **OFFERED},
                ["low", "High"],
                {"selected_options": [LOW, HIGH]},
            ),
            ({"type": "checkboxes", **OFFERED}, ["High"], {"selected_options": [HIGH]}),
            ({"type": "radio_buttons", **OFFERED}, "Low", {"selected_option": LOW}),
            ({"type": "users_select"}, "Bo", {"selected_user": "U0BO0000004"}),
            (
                {"type": "multi_users_select"},
                ["Bo", "@ivan"],
                {"selected_users": ["U0BO0000004", "U0IVAN00003"]},
            ),
            ({"type": "conversations_select"}, "#it", {"selected_conversation": "C0IT0000003"}),
        ],
    )
    def test_fills_every_kind_of_input(
        self,
        app: Listener,
        opened: Opened,
        maya: Person,
        case: tuple[dict[str, Any], Any, dict[str, Any]],
    ) -> None:
        element, entered, sent = case
        element = {**element, "action_id": "value"}
        opened(modal(input_("it", "It", element, optional=True)))
        maya.submit()
        assert not any(values(app.last)["it"][field] for field in sent)
        opened(modal(input_("it", "It", element)))
        with pytest.raises(FormError, match="It: Please complete this required field"):
            maya.submit()
        maya.submit({"it": entered})
        assert values(app.last)["it"] == {"type": element["type"], **sent}

    def test_counts_days_from_the_persons_today(
        self, app: Listener, opened: Opened, maya: Person, slack: Sandbox
    ) -> None:
        opened(modal(input_("when", "When?", {"type": "datepicker"})))
        maya.submit({"When?": "in 60 days"})
        due = slack.workspace.local_time(maya.id).date() + timedelta(days=60)
        assert values(app.last)["when"]["selected_date"] == due.isoformat()

    @pytest.mark.parametrize(
        "case",
        [
            ("in 90 minutes", timedelta(minutes=90)),
            ("in 1 hour", timedelta(hours=1)),
            ("in 200 days", timedelta(days=200)),
        ],
    )
    def test_counts_spans_from_now(
        self,
        app: Listener,
        opened: Opened,
        maya: Person,
        slack: Sandbox,
        case: tuple[str, timedelta],
    ) -> None:
        entered, span = case
        opened(modal(input_("when", "When?", {"type": "datetimepicker"})))
        maya.submit({"When?": entered})
        at = values(app.last)["when"]["selected_date_time"]
        assert at == int((slack.clock() + span).timestamp())

    @pytest.mark.parametrize(
        ("element", "entered", "complaint"),
        [
            ("datepicker", "in days", "'in days' is no date"),
            ("datepicker", "2026-02-30", "'2026-02-30' is no date"),
            ("datepicker", "tomorrow", "'tomorrow' is no date"),
            ("timepicker", "25:00", "'25:00' is no time"),
            ("datetimepicker", "now", "'now' is no datetime"),
            ("users_select", "Dan", "'Dan' is not offered"),
            ("conversations_select", "#old-news", "'#old-news' is not offered"),
        ],
    )
    def test_takes_nothing_that_no_picker_offers(
        self, opened: Opened, maya: Person, element: str, entered: str, complaint: str
    ) -> None:
        opened(modal(input_("it", "It", {"type": element, "action_id": "value"})))
        with pytest.raises(FormError, match=f"It: {complaint}"):
            maya.submit({"it": entered})

    def test_checks_lengths_and_numbers(self, opened: Opened, maya: Person) -> None:
        short = {"type": "plain_text_input", "action_id": "a", "min_length": 3, "max_length": 5}
        number = {
            "type": "number_input",
            "action_id": "n",
            "is_decimal_allowed": False,
            "min_value": "1",
            "max_value": "9",
        }
        opened(modal(input_("word", "Word", short), input_("number", "Number", number)))
        for entered, complaint in (
            ({"word": "ab"}, "at least 3"),
            ({"word": "abcdef"}, "at most 5"),
            ({"word": "abc", "number": "x"}, "enter a number"),
            ({"word": "abc", "number": "1.5"}, "whole number"),
            ({"word": "abc", "number": "10"}, "between 1 and 9"),
        ):
            with pytest.raises(FormError, match=complaint):
                maya.submit(entered)
        maya.submit({"word": "abc", "number": "9"})

    @pytest.mark.parametrize(
        ("kind", "wrong", "right"),
        [
            ("email_text_input", "bo@acme", "bo@acme.test"),
            ("email_text_input", "b o@acme.test", "b.o+1@acme.test"),
            ("url_text_input", "acme.test", "http://acme.test"),
            ("url_text_input", "javascript:alert(1)", "https://a.test/b?c#d"),
        ],
    )
    def test_checks_addresses(
        self, opened: Opened, maya: Person, kind: str, wrong: str, right: str
    ) -> None:
        opened(modal(input_("it", "It", {"type": kind, "action_id": "it"})))
        with pytest.raises(FormError, match=r"It: Please enter a valid (email address|URL)\."):
            maya.submit({"it": wrong})
        maya.submit({"it": right})
        assert maya.modal is None

    def test_sends_files(self, app: Listener, opened: Opened, maya: Person) -> None:
        """Slack: /reference/block-kit/block-elements/file-input-element."""
        element = {"type": "file_input", "action_id": "it", "filetypes": ["csv"], "max_files": 2}
        opened(modal(input_("it", "It", element)))
        table = maya.upload("a.csv", b"1,2")
        for entered, complaint in (
            ([], "complete this required field"),
            (["F404"], "there is no file 'F404'"),
            ([maya.upload("a.txt", b"1")], "takes only files of these kinds: csv"),
            ([table] * 3, "choose at most 2"),
        ):
            with pytest.raises(FormError, match=f"It: .*{complaint}"):
                maya.submit({"it": entered})
        maya.submit({"it": [table]})
        sent = values(app.last)["it"]
        assert sent["type"] == "file_input"
        (file,) = sent["files"]
        assert (file["id"], file["name"], file["user"], file["size"]) == (
            table,
            "a.csv",
            maya.id,
            3,
        )
        with urllib.request.urlopen(file["url_private"]) as answer:  # noqa: S310 (loopback)
            assert answer.read() == b"1,2"

    def test_starts_in_the_conversation_where_it_was_opened(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        element = {"type": "conversations_select", "default_to_current_conversation": True}
        where = {**element, "action_id": "it", "response_url_enabled": True}
        opened(modal(input_("it", "It", where)))
        maya.submit()
        assert values(app.last)["it"]["selected_conversation"] == "C0MARKETNG2"
        (url,) = app.last["response_urls"]
        assert url["channel_id"] == "C0MARKETNG2"

    def test_shows_the_apps_errors_and_stays(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        opened(modal())
        errors = {"what": "Say more."}
        app.answers["view_submission"] = lambda _: Ack(
            200, {"response_action": "errors", "errors": errors}
        )
        maya.submit({"what": "x"})
        assert maya.modal is not None
        assert maya.modal.errors == errors
        app.answers.clear()
        maya.submit()
        assert maya.modal is None

    def test_updates_and_keeps_what_was_typed(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        opened(modal())
        view = modal(input_("what", "What?"), input_("why", "Why?", optional=True))
        app.answers["view_submission"] = lambda _: Ack(
            200, {"response_action": "update", "view": view}
        )
        maya.submit({"what": "x"})
        app.answers.clear()
        maya.submit({"why": "y"})
        assert [each["value"] for each in values(app.last).values()] == ["x", "y"]

    def test_pushes_a_view_and_comes_back(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        opened(modal())
        app.answers["view_submission"] = lambda _: Ack(
            200, {"response_action": "push", "view": modal(title=plain("Second"))}
        )
        maya.submit({"what": "x"})
        assert maya.modal is not None
        assert maya.modal.title == "Second"
        maya.close_modal()
        assert maya.modal is not None
        assert maya.modal.title == "Form"

    def test_clears_the_whole_stack(self, app: Listener, opened: Opened, maya: Person) -> None:
        opened(modal())
        app.answers["view_submission"] = lambda _: Ack(200, {"response_action": "clear"})
        maya.submit({"what": "x"})
        assert maya.modal is None

    @pytest.mark.parametrize(
        ("ack", "error"),
        [
            (Ack(500), "http_service_error"),
            (Ack(200, "thanks"), "invalid_response_action"),
            (Ack(200, {"response_action": "shout"}), "invalid_response_action"),
            (Ack(200, {"response_action": "errors", "errors": {}}), "invalid_response_action"),
            (
                Ack(200, {"response_action": "errors", "errors": {"nowhere": "x"}}),
                "invalid_response_action",
            ),
            (Ack(200, {"response_action": "update", "view": {"type": "home"}}), "invalid_view"),
        ],
    )
    def test_shows_slacks_words_for_a_wrong_answer(
        self, app: Listener, opened: Opened, maya: Person, ack: Ack, error: str
    ) -> None:
        opened(modal())
        app.answers["view_submission"] = lambda _: ack
        reply = maya.submit({"what": "x"})
        assert (reply.error, reply.told) == (error, NO_CONNECTION)
        assert maya.modal is not None
        assert maya.modal.notice == NO_CONNECTION

    def test_is_impossible_without_a_modal(self, app: Listener, maya: Person) -> None:
        with pytest.raises(CannotDo, match="no modal open"):
            maya.submit()

    def test_is_impossible_without_a_button(self, opened: Opened, maya: Person) -> None:
        view = modal(section("Just so you know"))
        del view["submit"]
        opened(view)
        with pytest.raises(CannotDo, match="no submit button"):
            maya.submit()


class TestClose:
    def test_tells_an_app_that_asked(self, app: Listener, opened: Opened, maya: Person) -> None:
        opened(modal())
        assert maya.close_modal() is None
        opened(modal(notify_on_close=True, private_metadata="ESC-1"))
        assert maya.close_modal() is not None
        assert app.last["type"] == "view_closed"
        assert app.last["view"]["private_metadata"] == "ESC-1"
        assert app.last["is_cleared"] is False

    def test_closes_everything_when_the_view_says_so(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        opened(modal())
        app.answers["view_submission"] = lambda _: Ack(
            200, {"response_action": "push", "view": modal(clear_on_close=True)}
        )
        maya.submit({"what": "x"})
        maya.close_modal()
        assert maya.modal is None


class TestChoose:
    def test_keeps_the_choice_for_the_submission(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        opened(modal(input_("urgent", "How urgent?", select())))
        assert maya.choose("How urgent?", "Low") is None
        maya.submit()
        assert values(app.last)["urgent"]["selected_option"]["value"] == "low"

    def test_tells_the_app_at_once_when_the_input_dispatches(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        opened(modal(input_("urgent", "How urgent?", select(), dispatch_action=True)))
        maya.choose("urgent", "high")
        assert app.last["actions"][0]["selected_option"]["value"] == "high"
        assert values(app.last)["urgent"]["selected_option"]["value"] == "high"

    def test_presses_a_button_in_the_modal_before_one_in_a_message(
        self, app: Listener, opened: Opened, maya: Person
    ) -> None:
        opened(modal(actions(button("More", value="1"))))
        maya.click("More")
        assert app.last["container"]["type"] == "view"
        assert app.last["actions"][0]["value"] == "1"
