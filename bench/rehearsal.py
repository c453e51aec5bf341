"""By hand, in a local Slack: what one person sends there is what the crowd then repeats."""

from bench.load import VIEW_ID
from sandbox import Ack, Delivery, Person, Sandbox
from sandbox.people.forms import Value

_TEAMS: dict[str, Value] = {
    "channel_1": "#marketing",
    "leads_1": ["Maya"],
    "channel_2": "#it",
    "leads_2": ["Ivan"],
    "sponsor": "Sofia",
}
_STUCK = "The newsletter cannot go out: the export of addresses has failed since Monday morning."
_ANSWERS: dict[str, Value] = {
    "ask": "Somebody who repairs the export, or a date; the campaign starts on Thursday.",
    "urgency": "High (30 minutes)",
}


def submission(slack: Sandbox, *, port: int) -> str:
    """Set the teams up in the bot on `port`; return the body of a form that Maya fills in.

    The form is not sent. Where its view id was there is now `load.VIEW_ID`.
    """
    maya = set_teams_up(slack, port=port)
    maya.command("/escalate", _STUCK, channel="#marketing")
    if maya.modal is None:
        raise RuntimeError("the bot opened no form for /escalate")
    view_id = maya.modal.view["id"]
    kept = keep_deliveries(slack)
    maya.submit(_ANSWERS)
    return kept[0].http_body().decode().replace(view_id, VIEW_ID)


def set_teams_up(slack: Sandbox, *, port: int) -> Person:
    """Let Maya set the teams up in the bot on `port`; return her."""
    slack.deliver_over_http(f"http://127.0.0.1:{port}/slack/events")
    maya = slack.person("Maya")
    maya.command("/align", "setup", channel="#marketing")
    maya.submit(_TEAMS)
    maya.close_modal()
    return maya


def keep_deliveries(slack: Sandbox) -> list[Delivery]:
    """Return a list that is given what Slack sends from now on, in place of the bot."""
    kept: list[Delivery] = []

    def keep(delivery: Delivery) -> Ack:
        kept.append(delivery)
        return Ack()

    slack.deliver_to(keep)
    return kept
