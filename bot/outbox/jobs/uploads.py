"""Uploading the files that a message shows, before it is posted.

Three calls a file (docs.slack.dev/messaging/working-with-files): ask for a place, send the bytes
there, and say that they are complete. Nobody sees it by that, and so it may be uploaded twice; the
message that shows it is posted once, like any other. files.completeUploadExternal could share it
too, but does not say in which message, and takes no mark by which to find that again.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from bot.outbox.jobs import answers
from bot.outbox.models import OutboxFile
from bot.outbox.operations.recording import Attempt
from bot.outbox.rules.outcomes import Outcome, outcome
from bot.outbox.rules.uploads import Uploaded
from bot.slack.values import Json
from bot.slack.web_api import Answer, WebApi


async def upload(slack: WebApi, workspace_id: int, files: Sequence[OutboxFile]) -> Attempt:
    """Return what the upload of a message's files came to; a failure is never raised."""
    ended = await asyncio.gather(*(_upload(slack, workspace_id, file) for file in files))
    uploaded = {
        file.name: end for file, end in zip(files, ended, strict=True) if isinstance(end, Uploaded)
    }
    refused = (end for end in ended if isinstance(end, Attempt))
    return replace(next(refused, Attempt(Outcome.NOT_READY)), uploaded=uploaded)


async def _upload(slack: WebApi, workspace_id: int, file: OutboxFile) -> Uploaded | Attempt:
    """Return what Slack says of the file once it has it, or how it was refused."""
    content = file.content or b""
    place = await slack.read(
        workspace_id,
        "files.getUploadURLExternal",
        {"filename": file.name, "length": str(len(content))},
    )
    if not place.ok or not _says(place.body, "upload_url", "file_id"):
        return _refused(place)
    sent = await slack.upload(place.body["upload_url"], content)
    if not sent.ok:
        return _refused(sent)
    complete = {"files": [{"id": place.body["file_id"], "title": file.name}]}
    ended = await slack.call(workspace_id, "files.completeUploadExternal", complete)
    described = next(iter((ended.body or {}).get("files") or []), None)
    if not ended.ok or not _says(described, "id", "permalink"):
        return _refused(ended)
    return Uploaded(described["id"], described["permalink"])


def _says(body: Json | None, *names: str) -> TypeGuard[Json]:
    """Return whether an answer has what Slack's own always has: others may stand on the way."""
    return body is not None and all(isinstance(body.get(name), str) for name in names)


def _refused(answer: Answer) -> Attempt:
    """Return what a call that failed came to, for a message that is not posted for certain."""
    result = outcome(status=answer.status, error=answer.error, failure=answers.failure(answer))
    if answer.error in _WITHOUT_FILES:
        result = Outcome.OUR_FAULT
    elif result in {Outcome.UNKNOWN, Outcome.APPLIED}:
        result = Outcome.NOT_APPLIED
    return answers.attempt(answer, result)


_WITHOUT_FILES = frozenset(
    {
        "file_type_not_allowed",
        "file_upload_size_restricted",
        "missing_scope",
        "storage_limit_reached",
    }
)
"""What keeps Slack from taking files only: the message goes without them
(docs.slack.dev/reference/methods/files.completeUploadExternal)."""
