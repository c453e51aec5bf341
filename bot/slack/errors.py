"""What a person is told when something fails: one place for every kind of gesture."""

import logging
import secrets

from bot import db
from bot.db import UNAVAILABLE
from bot.errors import BotError, InvalidInput
from bot.slack import block_kit
from bot.slack.values import Json, Reply

AWAY = (
    "I can't reach my database right now, so nothing was changed. Please try again in a minute; "
    "if it lasts, tell whoever runs Lockstep."
)

logger = logging.getLogger(__name__)


def explain(error: Exception, body: Json) -> Reply:
    """Return the answer to the gesture in `body` that ended in `error`.

    An anticipated failure is told as it is; anything else is logged once, with its traceback and a
    reference that the person can pass on.
    """
    if isinstance(error, UNAVAILABLE):
        logger.warning("database unavailable: %s", db.reason(error))
        return _tell(AWAY, error, body)
    if isinstance(error, BotError):
        return _tell(str(error), error, body)
    reference = secrets.token_hex(3)
    logger.error("unexpected failure %s", reference, exc_info=error)
    return _tell(
        f"Sorry, that failed on my side (reference {reference}). Please try once more; if it fails "
        "again, tell whoever runs Lockstep.",
        error,
        body,
    )


def log_event(error: Exception, kind: str) -> None:
    """Log why an event of Slack's could not be handled: there is nobody to tell."""
    if isinstance(error, UNAVAILABLE):
        logger.warning("event %s: database unavailable: %s", kind, db.reason(error))
    else:
        logger.error("event %s failed", kind, exc_info=error)


def _tell(sentence: str, error: Exception, body: Json) -> Reply:
    if "command" in body:
        return Reply.text(f"{sentence}{_typed(body)}")
    if body.get("type") == "view_submission":
        return _tell_in_form(sentence, error, body["view"])
    if isinstance(error, UNAVAILABLE) and not body.get("view"):
        # The outbox is away too, and a modal is the one call that is allowed here.
        return Reply.open(block_kit.notice("Please try again", sentence))
    return Reply(whisper=sentence)


def _typed(body: Json) -> str:
    """Return the command to type again: Slack has emptied the box that it was typed in."""
    text = block_kit.escape(block_kit.typed(body.get("text") or ""))
    return f"\nYou typed: {body['command']} {text}" if text else ""


def _tell_in_form(sentence: str, error: Exception, view: Json) -> Reply:
    """Say it below a field; in place of a form that only asks yes or no, and so has none."""
    if isinstance(error, InvalidInput):
        return Reply.errors({error.field: sentence})
    for block in view["blocks"]:
        if block["type"] == "input":
            return Reply.errors({block["block_id"]: sentence})
    return Reply.replace(block_kit.notice("Nothing was changed", sentence))
