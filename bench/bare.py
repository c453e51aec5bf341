"""What the bot is measured against: Bolt that only acknowledges, behind the bot's own web server.

`python -m bench.bare N` is a Bolt app with N listeners, of which the last one is hit; 0 is no Bolt
at all, an application that reads the body and answers nothing: the crowd's own ceiling.
"""

import os
import sys
import threading
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult

from bot import web
from bot.config import hidden_slack_environment
from bot.escalations.blocks.forms.raising import RAISE


def main(listeners: int) -> None:
    """Serve on PORT until the process is ended."""
    slack = bolt(listeners, os.environ["SLACK_SIGNING_SECRET"]) if listeners else nothing
    application = web.build(slack=slack, checks=list)
    web.Server(application, host="127.0.0.1", port=int(os.environ["PORT"])).start()
    threading.Event().wait()


def bolt(listeners: int, signing_secret: str) -> WSGIApplication:
    """Return a Bolt app with its own signature check, and one workspace that it never asks for."""
    us = AuthorizeResult(
        enterprise_id=None,
        team_id="T0BENCH0001",
        bot_user_id="U0BENCH0001",
        bot_id="B0BENCH0001",
        bot_token="xoxb-bench",  # noqa: S106 (opens nothing: no call is ever made)
    )
    with hidden_slack_environment():
        app = App(
            signing_secret=signing_secret,
            authorize=lambda: us,
            process_before_response=True,
        )
    for number in range(listeners - 1):
        app.view(f"bench.another_{number}")(_acknowledge)
    app.view(RAISE)(_acknowledge)
    application: WSGIApplication = SlackRequestHandler(app)
    return application


def nothing(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Read the body and answer with an empty page."""
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", "0")])
    return [b""]


def _acknowledge(ack: Ack) -> None:
    ack()


if __name__ == "__main__":
    main(listeners=int(sys.argv[1]))
