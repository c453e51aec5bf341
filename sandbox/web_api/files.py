"""Uploading a file: ask for a place, send the bytes there, then share it in a channel."""

from sandbox.files import File
from sandbox.model import Channel, Json, Message
from sandbox.rate import TIER_4
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method, invalid

WRITE = ("files:write",)


def get_upload_url(call: Call) -> Json:
    length = call.number("length", 0)
    if length < 1:
        raise Refused("invalid_arguments", ["[ERROR] length must be a positive number of bytes"])
    file = call.workspace.files.expect(call.required("filename"), length)
    return {"upload_url": call.workspace.files.upload_url(file), "file_id": file.id}


def complete_upload(call: Call) -> Json:
    channel = _destination(call)
    wanted = call.arguments.get("files")
    if not isinstance(wanted, list) or not all(isinstance(row, dict) for row in wanted):
        raise invalid("must provide an array of objects [json-pointer:/files]")
    shared = tuple(_described(call, row) for row in wanted)
    if channel:
        app = call.workspace.app
        call.workspace.post(
            Message(
                channel=channel.id,
                ts="",
                user=app.bot_user_id,
                bot_id=app.bot_id,
                text=call.text("initial_comment"),
                files=shared,
                thread_ts=call.text("thread_ts") or None,
            )
        )
    return {"files": list(shared)}


def _destination(call: Call) -> Channel | None:
    if not call.text("channel_id"):
        return None
    channel = call.own_channel("channel_id")
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def _described(call: Call, row: Json) -> Json:
    workspace = call.workspace
    file = _uploaded(call, str(row.get("id")))
    file.title = str(row.get("title") or "")
    file.completed_at = workspace.clock()
    return workspace.files.describe(file, workspace.app.bot_user_id)


def _uploaded(call: Call, file_id: str) -> File:
    try:
        file = call.workspace.files.get(file_id)
    except KeyError:
        raise Refused("file_not_found") from None
    if file.content is None:
        raise Refused("file_update_failed")
    return file


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, WRITE, TIER_4, changes=False),
    "files.completeUploadExternal": Method(complete_upload, WRITE, TIER_4),
}
