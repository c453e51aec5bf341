"""What one call to Slack came to.

Error codes: docs.slack.dev/reference/methods, chat.postMessage, chat.postEphemeral, chat.update,
chat.delete and views.publish.
"""

from enum import StrEnum
from http import HTTPStatus


class Outcome(StrEnum):
    """What an attempt came to, for the message that it was made for."""

    APPLIED = "applied"
    NOT_APPLIED = "not_applied"
    RATE_LIMITED = "rate_limited"
    UNKNOWN = "unknown"
    DESTINATION_CANNOT_RECEIVE = "destination_cannot_receive"
    WORKSPACE_CANNOT_RECEIVE = "workspace_cannot_receive"
    OUR_FAULT = "our_fault"
    NOT_READY = "not_ready"
    """Slack has its files, and was not asked for more, or cannot show them yet."""


class Failure(StrEnum):
    """How a call ended without an answer that can be read."""

    NEVER_CONNECTED = "never_connected"
    """Refused, or no such host: Slack has not seen the call."""
    INTERRUPTED = "interrupted"
    """A timeout or a reset once connected: Slack may have seen all of it."""
    NOT_JSON = "not_json"


RATE_LIMITS = frozenset({"rate_limited", "ratelimited"})

UNREADABLE = frozenset(
    {
        "access_denied",
        "channel_not_found",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "not_in_channel",
        "user_disabled",
        "user_not_found",
    }
)
"""Errors of conversations.history, .replies and .open after which looking again is no use yet."""

_DESTINATION = frozenset(
    {
        "cannot_dm_bot",
        "channel_is_limited_access",
        "channel_not_found",
        "invalid_user_id",
        "is_archived",
        "is_bot",
        "not_enabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
    }
)
_WORKSPACE = frozenset(
    {
        "access_denied",
        "account_inactive",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "team_not_found",
        "token_expired",
        "token_revoked",
    }
)
_OUR_FAULT = frozenset(
    {
        "attachment_payload_limit_exceeded",
        "block_mismatch",
        "cant_delete_message",
        "cant_update_message",
        "edit_window_closed",
        "expired_url",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_charset",
        "invalid_form_data",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "invalid_post_type",
        "markdown_text_conflict",
        "message_not_found",
        "metadata_must_be_sent_from_app",
        "metadata_too_large",
        "missing_post_type",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "thread_not_found",
        "too_many_attachments",
        "used_url",
        "view_too_large",
    }
)


def outcome(
    *, status: int | None = None, error: str | None = None, failure: Failure | None = None
) -> Outcome:
    """Return what a call came to, by its HTTP status and Slack's error, or by how it failed.

    Whatever is not listed is unknown: Slack may have applied the call.
    """
    if failure:
        return Outcome.NOT_APPLIED if failure is Failure.NEVER_CONNECTED else Outcome.UNKNOWN
    if status == HTTPStatus.TOO_MANY_REQUESTS or error in RATE_LIMITS:
        return Outcome.RATE_LIMITED
    if status is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome.UNKNOWN
    return _of_answer(error)


def _of_answer(error: str | None) -> Outcome:
    if error is None:
        return Outcome.APPLIED
    for errors, result in (
        (_DESTINATION, Outcome.DESTINATION_CANNOT_RECEIVE),
        (_WORKSPACE, Outcome.WORKSPACE_CANNOT_RECEIVE),
        (_OUR_FAULT, Outcome.OUR_FAULT),
    ):
        if error in errors:
            return result
    return Outcome.UNKNOWN
