"""Fifty people who answer a stand-up in the same second: the form opens, and is acknowledged."""

import http.client
import json
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import parse_qs, urlencode

from bench import databases, rehearsal
from bench.processes import running
from bench.report import POSTGRESQL, SQLITE, goal_line
from bot import db, features, manifest
from bot.clock import utc_now
from bot.slack import guard
from bot.standups.blocks import prompt
from bot.standups.operations import planning, setting_up
from bot.standups.queries.turns import list_of_round
from bot.standups.rules import Audience, State
from bot.standups.rules.settings import Settings
from bot.teams import queries as team_queries
from sandbox import Delivery, Sandbox, rate, seed
from sandbox.people.forms import Value

PEOPLE = 50
TIMES = 5
"""Rounds that all of them answer at once, one after the other."""

MEDIAN_MS, P99_MS = 300, 1000
OPENS_MS = 3000
"""What a form may take to open: a trigger's life (docs.slack.dev/surfaces/modals)."""

_ANSWER: dict[str, Value] = {
    "What did you get done?": "The landing page is live, and the numbers are in.",
    "What do you plan until next time?": "Ship the newsletter\nCall the printer\nPlan the fair",
    "Is anything in your way?": "The export of addresses has failed since Monday.",
}

Json = dict[str, Any]


def lines() -> Iterator[str]:
    """Yield three lines for each way to run it, on a fresh database on a disk.

    One process uses one processor: of `web` there is one a processor where the database lets there
    be several.
    """
    with databases.folder() as folder:
        with databases.sqlite(folder) as url:
            yield from _lines(SQLITE, folder, url)
        for doors in (1, 2):
            with databases.postgresql() as url:
                yield from _lines(f"{POSTGRESQL}, {doors} x web", folder, url, doors)


def _lines(subject: str, folder: Path, url: str, doors: int = 1) -> Iterator[str]:
    described = manifest.build(features.TABLES)
    with Sandbox(manifest=described, rate_limits=rate.OFF, seed=seed.crowd(PEOPLE)) as slack:
        settings = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": url,
        }
        with ExitStack() as bots:
            ports = [
                bots.enter_context(running("bot", "web", settings=settings, folder=folder)).port
                for _ in range(doors)
            ]
            turns, opening, sending = _rehearse(slack, ports[0], url)
            openings = [_of(opening, *each) for each in turns[0].items()]
            opened = _crowd(ports, slack.signing_secret, openings)
            took = [
                each
                for theirs in turns
                for each in _crowd(
                    ports, slack.signing_secret, [_of(sending, *one) for one in theirs.items()]
                )
            ]
    p99 = quantiles(took, n=100, method="inclusive")[98]
    goal = f"{PEOPLE} answers at once, acknowledged in"
    yield goal_line(
        f"{subject}: {goal} {MEDIAN_MS} ms at the median",
        f"{median(took):.0f} ms",
        median(took) <= MEDIAN_MS,
    )
    yield goal_line(f"{subject}: {goal} {P99_MS} ms at p99", f"{p99:.0f} ms", p99 <= P99_MS)
    goal = f"{PEOPLE} forms opened at once, each within {OPENS_MS:,} ms"
    yield goal_line(f"{subject}: {goal}", f"{max(opened):.0f} ms", max(opened) <= OPENS_MS)


def _rehearse(slack: Sandbox, port: int, url: str) -> tuple[list[dict[str, int]], Json, Json]:
    """Ask everybody; return their turns, and what Maya's Slack sends for Answer, and for Send."""
    maya = rehearsal.set_teams_up(slack, port=port)
    people = [f"U0CROWD{number:04d}" for number in range(1, PEOPLE + 1)]
    turns = _ask(url, [maya.id, *people])
    maya.command("/standup")
    kept = rehearsal.keep_deliveries(slack)
    maya.submit(_ANSWER)
    sending = _payload(kept[-1])
    opening = {
        **{name: sending[name] for name in ("user", "team", "api_app_id", "token")},
        "type": "block_actions",
        "trigger_id": "",
        "response_url": "",
        "container": {"type": "message"},
        "channel": {"id": "D0"},
        "actions": [{"type": "button", "action_id": prompt.ANSWER, "value": "0"}],
    }
    people_of = [{each: id_ for each, id_ in theirs.items() if each != maya.id} for theirs in turns]
    return people_of, opening, sending


def _ask(url: str, people: Sequence[str]) -> list[dict[str, int]]:
    """Let a stand-up have asked all these people; return the ids of their turns in each round."""
    engine, now = db.build_engine(url), utc_now()
    with db.sessions(engine).begin() as session:
        teams = team_queries.list_teams(session, 1)
        settings = Settings(
            team_ids=(teams[0].id,),
            audience=Audience.PEOPLE,
            people=tuple(people),
            channel_ids=(teams[0].channel_id,),
        )
        standup = setting_up.set_up(
            session, 1, settings, teams, view_id="VBENCH", by=teams[0].leads[0], now=now
        )
        asked = []
        for day in range(TIMES):
            round_ = planning.begin(
                session,
                standup,
                held_on=now.date() - timedelta(days=day),
                asks_at=now,
                closes_at=now + timedelta(days=1),
                members=dict.fromkeys(people, teams[0].id),
                now=now,
            )
            turns = list_of_round(session, round_)
            for turn in turns:
                turn.state, turn.asked_at, turn.due_at = State.ASKED, now, None
            # Maya is asked once: her form is the one that everybody fills.
            people = people[1:] if day == 0 else people
            asked.append({turn.user_id: turn.id for turn in turns})
    engine.dispose()
    return asked


def _payload(delivery: Delivery) -> Json:
    payload: Json = json.loads(parse_qs(delivery.http_body().decode())["payload"][0])
    return payload


def _of(payload: Json, user_id: str, turn_id: int) -> bytes:
    """Return what somebody else's Slack would send in their own turn."""
    theirs = {**payload, "user": {**payload["user"], "id": user_id}}
    if "view" in payload:
        theirs["view"] = {**payload["view"], "private_metadata": f"{turn_id}:0"}
    else:
        theirs["actions"] = [{**payload["actions"][0], "value": str(turn_id)}]
    return urlencode({"payload": json.dumps(theirs)}).encode()


def _crowd(ports: Sequence[int], secret: str, bodies: Sequence[bytes]) -> list[float]:
    """Send everything at the same moment, to all ports in turn; return how many ms each took."""
    gate = threading.Barrier(len(bodies))

    def send(body: bytes, port: int) -> float:
        timestamp = str(int(utc_now().timestamp()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": guard.sign(secret, timestamp=timestamp, body=body),
        }
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.connect()
        gate.wait()
        start = time.perf_counter()
        line.request("POST", "/slack/events", body, headers)
        answer = line.getresponse()
        said = answer.read()
        took = (time.perf_counter() - start) * 1000
        line.close()
        if answer.status != http.HTTPStatus.OK or said:
            raise RuntimeError(f"{answer.status} {said[:300]!r}")
        return took

    with ThreadPoolExecutor(len(bodies)) as people:
        return list(people.map(send, bodies, cycle(ports)))
