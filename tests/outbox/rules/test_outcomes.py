"""What an answer of Slack's means for the message that was sent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.rules.outcomes import Failure, Outcome, outcome

often = settings(derandomize=True)

LISTED = {
    Outcome.RATE_LIMITED: "rate_limited ratelimited",
    Outcome.DESTINATION_CANNOT_RECEIVE: """
        cannot_dm_bot channel_is_limited_access channel_not_found is_archived not_in_channel
        restricted_action restricted_action_non_threadable_channel
        restricted_action_read_only_channel restricted_action_thread_locked
        restricted_action_thread_only_channel user_disabled user_not_found
    """,
    Outcome.WORKSPACE_CANNOT_RECEIVE: """
        access_denied account_inactive enterprise_is_restricted invalid_auth missing_scope
        no_permission not_allowed_token_type not_authed org_login_required team_access_not_granted
        team_not_found token_expired token_revoked
    """,
    Outcome.OUR_FAULT: """
        attachment_payload_limit_exceeded block_mismatch cant_delete_message cant_update_message
        edit_window_closed expired_url invalid_arg_name invalid_arguments invalid_array_arg
        invalid_attachments invalid_blocks invalid_blocks_format invalid_charset invalid_form_data
        invalid_metadata_format invalid_metadata_schema invalid_post_type markdown_text_conflict
        message_not_found metadata_must_be_sent_from_app metadata_too_large missing_post_type
        msg_blocks_too_long msg_too_long no_text thread_not_found too_many_attachments used_url
    """,
    # Slack's docs: "it's possible some aspect of the operation succeeded".
    Outcome.UNKNOWN: """
        fatal_error internal_error request_timeout service_unavailable ekm_access_denied
        an_error_of_next_year Not_In_Channel
    """,
}
ERRORS = [(error, meant) for meant, errors in LISTED.items() for error in errors.split()]
KNOWN = {error for error, meant in ERRORS if meant is not Outcome.UNKNOWN}


class TestOutcome:
    def test_is_applied_only_without_an_error(self) -> None:
        assert outcome(status=200) is Outcome.APPLIED

    @pytest.mark.parametrize(("error", "meant"), ERRORS)
    @pytest.mark.parametrize("status", [200, 400, 404])
    def test_is_what_slacks_error_says(self, status: int, error: str, meant: Outcome) -> None:
        assert outcome(status=status, error=error) is meant

    @pytest.mark.parametrize("error", [None, "429", "fatal_error", "invalid_blocks"])
    def test_is_a_rate_limit_whenever_the_status_says_so(self, error: str | None) -> None:
        assert outcome(status=429, error=error) is Outcome.RATE_LIMITED

    @pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
    @pytest.mark.parametrize("error", [None, "500", "not_in_channel", "token_revoked", "no_text"])
    def test_is_unknown_after_a_servers_error(self, status: int, error: str | None) -> None:
        assert outcome(status=status, error=error) is Outcome.UNKNOWN

    @pytest.mark.parametrize("status", [204, 301, 302, 307, 400, 401, 403, 404, 408, 413])
    def test_is_unknown_after_a_status_that_says_nothing(self, status: int) -> None:
        assert outcome(status=status, error=str(status)) is Outcome.UNKNOWN

    @pytest.mark.parametrize(
        ("failure", "meant"),
        [
            (Failure.NEVER_CONNECTED, Outcome.NOT_APPLIED),
            (Failure.INTERRUPTED, Outcome.UNKNOWN),
            (Failure.NOT_JSON, Outcome.UNKNOWN),
        ],
    )
    @pytest.mark.parametrize("status", [None, 200])
    def test_is_decided_by_how_the_call_failed(
        self, status: int | None, failure: Failure, meant: Outcome
    ) -> None:
        assert outcome(status=status, failure=failure) is meant

    def test_is_unknown_without_any_answer(self) -> None:
        assert outcome() is Outcome.UNKNOWN

    @often
    @given(st.integers(100, 599), st.text(min_size=1))
    def test_never_takes_an_error_for_a_message_that_is_there(
        self, status: int, error: str
    ) -> None:
        assert outcome(status=status, error=error) is not Outcome.APPLIED

    @often
    @given(st.integers(100, 599).filter(lambda status: status != 429), st.text(min_size=1))
    def test_is_unknown_whenever_the_error_is_not_listed(self, status: int, error: str) -> None:
        """Slack may have applied the call: nothing else is certain."""
        if error not in KNOWN:
            assert outcome(status=status, error=error) is Outcome.UNKNOWN
