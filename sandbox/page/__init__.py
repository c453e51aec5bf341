"""The sandbox in a browser: channels, messages, modals, and everybody one can be."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from fastapi import FastAPI, Request
from nicegui import Client, ui
from nicegui.events import GenericEventArguments
from starlette.types import ASGIApp

from sandbox.page import tour as tours
from sandbox.page.address import Address
from sandbox.page.layout import build
from sandbox.page.refreshing import Refreshing
from sandbox.page.tab import Drafts, Tab
from sandbox.page.tour import Tour
from sandbox.page.unread import Unread

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

_LOOKS = Path(__file__).with_name("page.css")
_GESTURES = Path(__file__).with_name("page.js").read_text("utf-8")


def mount(sandbox: "Sandbox", tour_file: Path | None = None) -> ASGIApp:
    """Return the page as an ASGI app; `/?as=maya&in=marketing` says who looks, and where, and a
    message's permalink leads to it.

    `tour_file` has a tour for newcomers. There is one page a process, as NiceGUI has it: it shows
    the sandbox mounted last. Raises OSError or ValueError for a tour that cannot be read.
    """
    unread = Unread()
    drafts: Drafts = {}
    refreshing = Refreshing()
    tour = tours.read(tour_file, sandbox.workspace) if tour_file else None
    sandbox.on_change(refreshing.changed)
    title = f"{sandbox.workspace.name} — local Slack"

    def show(client: Client, address: Address) -> None:
        tab = Tab(sandbox, unread, drafts, client)
        tab.start(address)
        _draw(tab, tour)
        refreshing.add(tab)

    @ui.page("/", title=title)
    def page(request: Request, client: Client) -> None:
        show(client, Address.of(request.query_params))

    @ui.page("/archives/{channel}/{point}", title=title)
    def permalink(request: Request, client: Client, channel: str, point: str) -> None:
        show(client, Address.linked(channel, point, request.query_params))

    return _app()


def _draw(tab: Tab, tour: Tour | None) -> None:
    ui.add_css(_LOOKS)
    ui.add_body_html(f"<script defer>{_GESTURES}</script>")
    build(tab, tour)
    ui.on("follow", lambda event: _follow(tab, event))
    ui.timer(0, tab.enter, once=True)


async def _follow(tab: Tab, event: GenericEventArguments) -> None:
    """Open the message that a link in a message leads to."""
    link = urlsplit(event.args)
    _, _, channel, point = link.path.split("/", 3)
    await tab.follow(Address.linked(channel, point, dict(parse_qsl(link.query))))


@cache
def _app() -> FastAPI:
    """Return what serves the page: NiceGUI can be added to one app only."""
    app = FastAPI(openapi_url=None)
    ui.run_with(app, dark=None, language="en-US", tailwind=False, show_welcome_message=False)
    return app
