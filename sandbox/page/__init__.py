"""The sandbox in a browser: channels, messages, modals, and everybody one can be."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from nicegui import Client, ui
from starlette.types import ASGIApp

from sandbox.page.layout import build
from sandbox.page.refreshing import Refreshing
from sandbox.page.tab import Tab
from sandbox.page.unread import Unread

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

_LOOKS = Path(__file__).with_name("page.css")


def mount(sandbox: "Sandbox") -> ASGIApp:
    """Return the page as an ASGI app; `/?as=maya&in=marketing` says who looks, and where;
    `tab=messages` which of the app's tabs, if that is where.

    There is one page a process, as NiceGUI has it: it shows the sandbox mounted last.
    """
    unread = Unread()
    refreshing = Refreshing()
    sandbox.on_change(refreshing.changed)

    @ui.page("/", title=f"{sandbox.workspace.name} — local Slack")
    def page(request: Request, client: Client) -> None:
        ui.add_css(_LOOKS)
        tab = Tab(sandbox, unread, client)
        tab.look_as(request.query_params.get("as", ""))
        tab.look_at(request.query_params.get("in", ""))
        if request.query_params.get("tab") == "messages":
            tab.app_tab = "messages"
        build(tab)
        ui.timer(0, tab.enter, once=True)
        refreshing.add(tab)

    return _app()


@cache
def _app() -> FastAPI:
    """Return what serves the page: NiceGUI can be added to one app only."""
    app = FastAPI(openapi_url=None)
    ui.run_with(app, dark=None, tailwind=False, show_welcome_message=False)
    return app
