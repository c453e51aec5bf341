"""The company that the demo plays in: Acme, with a marketing and an IT team."""

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
