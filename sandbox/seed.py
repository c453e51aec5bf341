"""The company that the demo plays in, Acme, with a marketing and an IT team; or with a crowd."""

from collections.abc import Callable
from math import ceil

from sandbox.model import Channel, User
from sandbox.workspace import Workspace

_PEOPLE = (
    ("U0MAYA00001", "maya", "Maya Okafor", "Marketing lead", "Europe/London"),
    ("U0ANA000002", "ana", "Ana Ribeiro", "Marketing", "America/Sao_Paulo"),
    ("U0IVAN00003", "ivan", "Ivan Kovac", "IT lead", "Europe/Berlin"),
    ("U0BO0000004", "bo", "Bo Chen", "IT", "America/Los_Angeles"),
    ("U0SOFIA0005", "sofia", "Sofia Rossi", "Chief operating officer", "Europe/Rome"),
)
_OTHER_TEAM = "T0OTHERCO01"


def demo(workspace: Workspace) -> None:
    """Fill a workspace with five colleagues, a guest, a leaver, a stranger and five channels."""
    team = workspace.team_id
    for user_id, name, real_name, title, tz in _PEOPLE:
        workspace.add_user(User(user_id, name, real_name, team, tz=tz, title=title))
    workspace.add_user(User("U0GAIL00006", "gail", "Gail Moreau", team, is_restricted=True))
    workspace.add_user(User("U0DAN000007", "dan", "Dan Whitlock", team, deleted=True))
    workspace.add_user(User("U0EVE000008", "eve", "Eve Sandoval", _OTHER_TEAM, is_stranger=True))
    maya, ana, ivan, bo, sofia = (row[0] for row in _PEOPLE)
    app = workspace.app.bot_user_id
    everybody = {maya, ana, ivan, bo, sofia}
    for channel in (
        Channel("C0GENERAL01", "general", members={*everybody, app, "U0GAIL00006"}),
        Channel("C0MARKETNG2", "marketing", members={maya, ana, sofia, app, "U0EVE000008"}),
        Channel("C0IT0000003", "it", members={ivan, bo, sofia, app}),
        Channel("C0LEADS0004", "leads", is_private=True, members={maya, ivan, sofia}),
        Channel("C0OLDNEWS05", "old-news", is_archived=True, members={maya, ivan}),
    ):
        channel.creator = sofia
        workspace.add_channel(channel)


def crowd(size: int) -> Callable[[Workspace], None]:
    """Return what fills a workspace with the demo's company and `size` more people, U0CROWD0001…,
    and a channel for every ten of them, C0CROWD0001…, with the app in it.
    """

    def fill(workspace: Workspace) -> None:
        demo(workspace)
        for number in range(1, size + 1):
            workspace.add_user(_face(number, workspace.team_id))
        for number in range(1, ceil(size / 10) + 1):
            faces = range(10 * number - 9, min(10 * number, size) + 1)
            members = {workspace.app.bot_user_id, *(_face_id(face) for face in faces)}
            name = f"crowd-{number}"
            workspace.add_channel(Channel(f"C0CROWD{number:04d}", name, members=members))

    return fill


def _face(number: int, team_id: str) -> User:
    return User(_face_id(number), f"face{number}", f"Face {number}", team_id)


def _face_id(number: int) -> str:
    return f"U0CROWD{number:04d}"
