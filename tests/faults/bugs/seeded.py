"""Bugs that others have had, or that we could have: each a few words, and which tests see it."""

from dataclasses import dataclass

OUTBOX = "tests/outbox"
OPERATIONS = f"{OUTBOX}/operations"
ESCALATIONS = "tests/escalations"
TIMING = f"{ESCALATIONS}/operations"


@dataclass(frozen=True)
class Bug:
    """In `file`, `right` is replaced by `wrong`; then one of the tests in `caught_by` must fail."""

    name: str
    file: str
    right: str
    wrong: str
    caught_by: tuple[str, ...]


BUGS = (
    Bug(
        "a lost call is repeated at once, as SDKs do",
        "bot/slack/web_api.py",
        "            # OSError: TimeoutError among them. ValueError: an address that is none.\n",
        "            async with self._session.request(verb, url, **request) as again:\n"
        "                return _read(again.status, again.headers, await again.read())\n",
        ("tests/slack/test_web_api.py",),
    ),
    Bug(
        "a dead sender's messages are sent again at once",
        "bot/outbox/operations/settling.py",
        "unheard, _next_step(message, unheard.outcome, now), now)",
        "unheard, Step(State.PENDING, now), now)",
        (f"{OPERATIONS}/test_settling.py",),
    ),
    Bug(
        "transactions begin plainly, and upgrade when they write",
        "bot/db.py",
        '"BEGIN DEFERRED" if only_reads else "BEGIN IMMEDIATE"',
        '"BEGIN" if only_reads else "BEGIN"',
        ("tests/test_db.py", f"{ESCALATIONS}/operations/test_concurrently.py"),
    ),
    Bug(
        "whoever comes late settles what another has claimed since",
        "bot/outbox/operations/recording.py",
        '        _M.attempts == bindparam("of_attempts"),\n',
        '        _M.attempts >= bindparam("of_attempts"),\n',
        (f"{OPERATIONS}/test_settling.py", f"{OPERATIONS}/test_at_once.py"),
    ),
    Bug(
        "a process that slept sends what it claimed before",
        "bot/outbox/jobs/sender.py",
        "now - message.attempted_at > steps.LATEST_START",
        "now < message.attempted_at",
        (f"{OUTBOX}/jobs/test_sender.py",),
    ),
    Bug(
        "a form is acknowledged although nothing was committed",
        "bot/escalations/listeners/answers.py",
        "    except AlreadyRaised:\n        return Reply.none()\n    except AlreadyOpen",
        "    except Exception:\n        return Reply.none()\n    except AlreadyOpen",
        (f"{ESCALATIONS}/listeners/test_database_away.py",),
    ),
    Bug(
        "a card is written after the escalation is committed",
        "bot/escalations/listeners/answers.py",
        "            notices.announce(session, escalation, now=now)\n",
        "        with transaction() as session:\n"
        "            notices.announce(session, escalation, now=now)\n",
        ("tests/faults/test_crash_points.py",),
    ),
    Bug(
        "a sender posts for one company what another has written",
        "bot/outbox/queries/due.py",
        "        _here,\n        *DUE,\n        OutboxMessage.method == Method.POST,\n",
        "        *DUE,\n        OutboxMessage.method == Method.POST,\n",
        (f"{OPERATIONS}/test_claiming.py", f"{OPERATIONS}/test_claiming_at_pace.py"),
    ),
    Bug(
        "one company's closed gate holds up another",
        "bot/outbox/queries/due.py",
        '    Gate.workspace_id == bindparam("workspace_id"),\n',
        '    bindparam("workspace_id") > 0,\n',
        (f"{OPERATIONS}/test_claiming.py", f"{OPERATIONS}/test_gates.py"),
    ),
    Bug(
        "an escalation of another company is found by its id",
        "bot/escalations/queries/escalations.py",
        ".where(Escalation.workspace_id == workspace_id, Escalation.id == escalation_id)",
        ".where(Escalation.id == escalation_id)",
        ("tests/faults/test_two_companies.py",),
    ),
    Bug(
        "another company's notice counts as delivered",
        "bot/escalations/queries/due.py",
        "            (OutboxMessage.workspace_id == Escalation.workspace_id)\n"
        "            & (OutboxMessage.key == Escalation.notice_key),\n",
        "            (OutboxMessage.key == Escalation.notice_key),\n",
        ("tests/faults/test_two_companies.py",),
    ),
    Bug(
        "teams of other companies can be chosen",
        "bot/teams/queries.py",
        '    .where(Team.workspace_id == bindparam("workspace_id"))\n',
        '    .where(bindparam("workspace_id") > 0)\n',
        ("tests/faults/test_two_companies.py",),
    ),
    Bug(
        "one look without the message is enough",
        "bot/outbox/rules/looks.py",
        "if absent_at is None or now - absent_at < self.apart or now - attempted_at < self.after:",
        "if now - attempted_at < self.after:",
        (f"{OUTBOX}/rules/test_looks.py",),
    ),
    Bug(
        "two looks count, however soon after the attempt",
        "bot/outbox/rules/looks.py",
        " or now - attempted_at < self.after:",
        ":",
        (f"{OUTBOX}/rules/test_looks.py",),
    ),
    Bug(
        "a rate limit counts as a failed attempt",
        "bot/outbox/rules/steps.py",
        "return result in {Outcome.NOT_APPLIED, Outcome.UNKNOWN}",
        "return result in {Outcome.NOT_APPLIED, Outcome.UNKNOWN, Outcome.RATE_LIMITED}",
        (f"{OUTBOX}/rules/test_steps.py", f"{OPERATIONS}/test_settling.py"),
    ),
    Bug(
        "Retry-After is heard and forgotten",
        "bot/outbox/operations/settling.py",
        "    gates.close(session, _limited(results, now))\n",
        "",
        (f"{OUTBOX}/jobs/test_sender.py",),
    ),
    Bug(
        "a closed gate is not looked at",
        "bot/outbox/operations/claiming.py",
        "max(closed.get(gate, now) for gate in (scope, message.call))",
        "now",
        (f"{OPERATIONS}/test_claiming.py", f"{OPERATIONS}/test_gates.py"),
    ),
    Bug(
        "a server's error means that nothing was posted",
        "bot/outbox/rules/outcomes.py",
        "    if status is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:\n"
        "        return Outcome.UNKNOWN\n",
        "    if status is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:\n"
        "        return Outcome.NOT_APPLIED\n",
        (f"{OUTBOX}/rules/test_outcomes.py",),
    ),
    Bug(
        "the breaker never opens",
        "bot/outbox/operations/lanes.py",
        "if in_a_row >= pace.OUTAGE_AFTER:",
        "if in_a_row < 0:",
        (f"{OPERATIONS}/test_lanes.py", f"{ESCALATIONS}/test_outage.py"),
    ),
    Bug(
        "a revoked token stops nothing",
        "bot/outbox/operations/lanes.py",
        "        _stop(session, workspace_id, Stop.REVOKED, now)\n",
        "",
        (f"{OPERATIONS}/test_lanes.py", f"{OPERATIONS}/test_settling.py"),
    ),
    Bug(
        "the bucket fills over its rim",
        "bot/outbox/rules/pace.py",
        "    return max(full_at, now) +",
        "    return full_at +",
        (f"{OUTBOX}/rules/test_pace.py",),
    ),
    Bug(
        "of several digests the oldest is kept",
        "bot/outbox/operations/writing.py",
        "OutboxMessage.id < newest.scalar_subquery()",
        "OutboxMessage.id == newest.scalar_subquery()",
        (f"{OPERATIONS}/test_writing.py",),
    ),
    Bug(
        "a reply does not wait for an older one",
        "bot/outbox/queries/due.py",
        "        ~_elder_waits,\n",
        "",
        (f"{OPERATIONS}/test_claiming_threads.py",),
    ),
    Bug(
        "everybody is told of the outage in person",
        "bot/outbox/queries/doubt.py",
        '            OutboxMessage.destination.not_like("U%"),\n',
        "",
        (f"{OUTBOX}/test_notices.py",),
    ),
    Bug(
        "whoever joins a channel lets parked messages go",
        "bot/outbox/listeners.py",
        'if event.body.get("user") == event.bot_user_id:',
        'if event.body.get("user"):',
        (f"{OUTBOX}/test_listeners.py", f"{ESCALATIONS}/test_unreachable.py"),
    ),
    Bug(
        "an escalation climbs although nobody could be asked",
        "bot/escalations/queries/due.py",
        "                Escalation.state != State.OPEN,\n",
        "                Escalation.state != State.SNOOZED,\n",
        (f"{ESCALATIONS}/queries/test_due.py", f"{ESCALATIONS}/test_outage.py"),
    ),
    Bug(
        "a late notice leaves the clock as it was",
        "bot/escalations/rules/times.py",
        "return delivered_at if delivered_at - asked_at > DELIVERED_LATE else asked_at",
        "return asked_at",
        (f"{ESCALATIONS}/rules/test_times.py", f"{TIMING}/test_timing.py"),
    ),
    Bug(
        "those who are asked have their time by the clock, and not by their working hours",
        "bot/worktime/rules/waiting.py",
        "        return business.add(calendar, start, within)\n",
        "        return start + within\n",
        ("tests/worktime/rules/test_waiting.py", f"{TIMING}/test_working_time.py"),
    ),
    Bug(
        "whoever is away is asked, and the next ones wait for them",
        "bot/escalations/rules/ladders.py",
        "for user_id in named if user_id not in self.away}",
        "for user_id in named}",
        (f"{ESCALATIONS}/rules/test_ladders.py", f"{TIMING}/test_working_time.py"),
    ),
    Bug(
        "an absence that is over counts as time that somebody had",
        "bot/escalations/queries/availability.py",
        "concerned, now=now, since=since)",
        "concerned, now=now)",
        (f"{TIMING}/test_working_time.py",),
    ),
    Bug(
        "an absence in the middle of somebody's time ends it when they are back",
        "bot/worktime/rules/waiting.py",
        "_away_before(calendar, max(start, now), at)",
        "_away_before(calendar, start, at)",
        ("tests/worktime/rules/test_waiting.py", f"{TIMING}/test_working_time.py"),
    ),
    Bug(
        "sponsors who are all away are asked again at midnight",
        "bot/escalations/operations/timing.py",
        "    elif (opens := _back_at(escalation, turn)) > turn.now:\n",
        "    elif (opens := turn.now) > turn.now:\n",
        (f"{TIMING}/test_working_time.py",),
    ),
    Bug(
        "an owner is reminded at night",
        "bot/escalations/operations/timing.py",
        "        return postpone(escalation, turn, opens if is_here",
        "        0 and postpone(escalation, turn, opens if is_here",
        (f"{TIMING}/test_working_time.py",),
    ),
    Bug(
        "whoever missed their promise once loses it at once",
        "bot/escalations/operations/timing.py",
        "    if escalation.reminders > MISSED_ONCE:\n",
        "    if escalation.reminders >= MISSED_ONCE:\n",
        (f"{TIMING}/test_timing.py", f"{TIMING}/test_working_time.py"),
    ),
    Bug(
        "a missed promise begins the ladder anew",
        "bot/escalations/operations/timing.py",
        "return ask_next(escalation, turn, start=escalation.level + 1, is_late=True)",
        "return ask_next(escalation, turn, start=0, is_late=True)",
        (f"{TIMING}/test_timing.py",),
    ),
    Bug(
        "silence of a working day counts as a yes",
        "bot/escalations/operations/timing.py",
        "    move = Move.ACCEPT if escalation.reminders else Move.REMIND\n",
        "    move = Move.ACCEPT\n",
        (f"{TIMING}/test_timing.py", f"{TIMING}/test_working_time.py"),
    ),
    Bug(
        "people who have just been asked are asked again as the next level",
        "bot/escalations/rules/ladders.py",
        "for asked, of in present.items() if asked not in just_asked}",
        "for asked, of in present.items()}",
        (f"{ESCALATIONS}/rules/test_ladders.py", f"{TIMING}/test_timing.py"),
    ),
    Bug(
        "a move that the clock makes is not written down",
        "bot/escalations/operations/recording.py",
        "if value != before[name]}",
        "if by and value != before[name]}",
        (f"{TIMING}/test_recording.py",),
    ),
    Bug(
        "a second copy that a look shows is left where it is",
        "bot/outbox/operations/looking.py",
        "        for ts in copies[1:]:\n",
        "        for ts in copies[:0]:\n",
        (f"{OPERATIONS}/test_looking.py",),
    ),
    Bug(
        "a second copy of a sender that woke up is left where it is",
        "bot/outbox/operations/settling.py",
        "    elif attempt.ts and attempt.channel_id:\n",
        "    elif not attempt:\n",
        (f"{OPERATIONS}/test_settling.py",),
    ),
    Bug(
        "the same key is written again",
        "bot/outbox/operations/writing.py",
        '.on_conflict_do_nothing(\n        index_elements=["workspace_id", "key"]\n    )',
        "",
        (f"{OPERATIONS}/test_writing.py",),
    ),
    Bug(
        "a change that came during the call is taken for shown",
        "bot/outbox/operations/recording.py",
        "(_M.version != _M.attempted_version)",
        "(_M.version < _M.attempted_version)",
        (f"{OPERATIONS}/test_settling.py", f"{OPERATIONS}/test_changing.py"),
    ),
    Bug(
        "posts carry no marker, so that none is found again",
        "bot/outbox/jobs/calls.py",
        "return _place(message) | marked | shown",
        "return _place(message) | shown",
        (f"{OUTBOX}/jobs/test_calls.py",),
    ),
    Bug(
        "a row that fails stops the sweep",
        "bot/scheduling.py",
        "                failures.append(error)\n",
        "                raise error\n",
        ("tests/test_scheduling_rows.py",),
    ),
    Bug(
        "a time that daylight saving repeats means the second",
        "bot/worktime/rules/zones.py",
        "shown = datetime.combine(day, at.replace(fold=0), zone)",
        "shown = datetime.combine(day, at.replace(fold=1), zone)",
        ("tests/worktime/rules/test_zones.py", "tests/worktime/rules/test_recurrence.py"),
    ),
    Bug(
        "two who press at once have both taken it",
        "bot/escalations/operations/checking.py",
        "escalation_id=escalation_id, lock=True",
        "escalation_id=escalation_id",
        (f"{TIMING}/test_races.py",),
    ),
    Bug(
        "two of one message at once are two records",
        "bot/escalations/operations/raising.py",
        "        origin=origin,\n",
        "        origin=None,\n",
        (f"{TIMING}/test_races.py",),
    ),
    Bug(
        "what is put off is due at no time that was promised",
        "bot/escalations/operations/owning.py",
        "escalation.promised_at = escalation.due_at = until",
        "escalation.promised_at = until",
        (f"{TIMING}/test_owning.py",),
    ),
    Bug(
        "statistics count what was answered, and not what was accepted",
        "bot/escalations/rules/statistics.py",
        "self.state is not State.ACCEPTED or self.answered_at is None",
        "self.answered_at is None",
        (f"{ESCALATIONS}/test_statistics.py",),
    ),
    Bug(
        "the card of a private one is posted in the channel",
        "bot/escalations/notices/messages.py",
        "    if escalation.private_at is None:\n        yield _draft(",
        "    if escalation.raised_at:\n        yield _draft(",
        (f"{ESCALATIONS}/test_private.py",),
    ),
    Bug(
        "a list still shows a private one to who lost their place on its ladder",
        "bot/escalations/queries/lists.py",
        "if each.private_at is None or user_id in each.audience()",
        "if each",
        (f"{ESCALATIONS}/test_private.py",),
    ),
    Bug(
        "leads of a closed team are asked for it",
        "bot/escalations/models/escalations.py",
        "Who.LEADS: [] if answering.closed_at else answering.leads",
        "Who.LEADS: answering.leads",
        ("tests/teams/listeners/test_closing.py",),
    ),
    Bug(
        "a message is posted before Slack has its files",
        "bot/outbox/jobs/calls.py",
        "        return await uploads.upload(slack, message.workspace_id, waiting)\n",
        "        pass\n",
        (f"{OUTBOX}/jobs/test_sender_files.py",),
    ),
)
