"""The files that the app uploads: first a place for the bytes, then the file in a channel."""

from dataclasses import dataclass

from sandbox.ids import Ids
from sandbox.model import Json


@dataclass(slots=True)
class File:
    """A file on its way into a channel, or there."""

    id: str
    name: str
    length: int
    content: bytes | None = None

    @property
    def kind(self) -> str:
        """The ending of its name, which Slack calls its filetype."""
        return self.name.rpartition(".")[2].lower()

    @property
    def mimetype(self) -> str:
        return _MIME.get(self.kind, "application/octet-stream")


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

    def get(self, file_id: str) -> File:
        """Raises KeyError."""
        return self._known[file_id]

    def upload_url(self, file: File) -> str:
        return f"{self.base}/upload/v1/{self._team_id}/{file.id}"

    def describe(self, file: File, title: str, user: str, created: int) -> Json:
        """Return Slack's file object."""
        address = f"{self.base}/files/{self._team_id}/{file.id}/{file.name}"
        return {
            "id": file.id,
            "created": created,
            "timestamp": created,
            "name": file.name,
            "title": title or file.name,
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
