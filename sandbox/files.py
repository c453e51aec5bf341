"""The files that the app uploads: first a place for the bytes, then the file in a channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.ids import Ids
from sandbox.model import Json

LOOKED_THROUGH_WITHIN = timedelta(seconds=1)
"""How long after its upload a block cannot show a file yet (slackapi/python-slack-sdk#1521: "if I
wait for about 1 sec between these two operations then it works")."""


@dataclass(slots=True)
class File:
    """A file on its way into a channel, or there."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    completed_at: datetime | None = None

    @property
    def kind(self) -> str:
        """The ending of its name, which Slack calls its filetype."""
        return self.name.rpartition(".")[2].lower()

    @property
    def mimetype(self) -> str:
        return _MIME.get(self.kind, "application/octet-stream")

    def is_ready(self, now: datetime) -> bool:
        """Return whether Slack has looked through it, so that a block may show it."""
        return self.completed_at is not None and now - self.completed_at >= LOOKED_THROUGH_WITHIN


class Files:
    """The workspace's files, kept in memory."""

    def __init__(self, ids: Ids, team_id: str) -> None:
        self.base = ""
        self._ids = ids
        self._team_id = team_id
        self._known: dict[str, File] = {}

    def expect(self, name: str, length: int) -> File:
        """Make a place for a file of `length` bytes."""
        file = File(self._ids.next("F"), name, length)
        self._known[file.id] = file
        return file

    def add(self, name: str, content: bytes, at: datetime) -> File:
        """Take in a file that somebody picked on her machine."""
        file = self.expect(name, len(content))
        file.content, file.completed_at = content, at
        return file

    def get(self, file_id: str) -> File:
        """Raises KeyError."""
        return self._known[file_id]

    def all(self) -> list[File]:
        """Return every file, the oldest first."""
        return list(self._known.values())

    def upload_url(self, file: File) -> str:
        return f"{self.base}/upload/v1/{self._team_id}/{file.id}"

    def linked_in(self, words: str) -> list[File]:
        """Return the files whose permalinks stand in a text."""
        # With the ends that an address can have, so that a longer one is no link to this file.
        ends = (">", "|", " ")
        return [
            file
            for file in self.all()
            if file.completed_at and any(self.address(file) + end in f"{words} " for end in ends)
        ]

    def address(self, file: File) -> str:
        return f"{self.base}/files/{self._team_id}/{file.id}/{file.name}"

    def describe(self, file: File, user: str) -> Json:
        """Return Slack's file object."""
        address = self.address(file)
        created = int(file.completed_at.timestamp()) if file.completed_at else 0
        return {
            "id": file.id,
            "created": created,
            "timestamp": created,
            "name": file.name,
            "title": file.title or file.name,
            "mimetype": file.mimetype,
            "filetype": file.kind,
            "user": user,
            "size": len(file.content or b""),
            "mode": "hosted",
            "is_external": False,
            "is_public": True,
            "url_private": address,
            "url_private_download": address,
            "permalink": address,
        }


_MIME = {
    "csv": "text/csv",
    "gif": "image/gif",
    "ics": "text/calendar",
    "jpg": "image/jpeg",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
}
