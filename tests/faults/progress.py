"""How far the bot is, by its database: what is on its way, what is due, and when the next is."""

from datetime import datetime

from sqlalchemy import and_, create_engine, exists, func, select
from sqlalchemy.orm import Session, aliased

from bot.clock import Clock
from bot.db import sessions
from bot.escalations.models import Escalation
from bot.nudges.models import Recipient
from bot.outbox.models import Lane, OutboxMessage
from bot.outbox.rules.states import DUE_STATES, State
from bot.wins.models import Channel, Told

UNSETTLED = (*DUE_STATES, State.SENDING, State.UNKNOWN)


class Progress:
    """Looks into the database of a rig, by the clock that its processes go by."""

    def __init__(self, database_url: str, clock: Clock) -> None:
        # Not the bot's own, which waits half a second at most, and would begin to write.
        self._engine = create_engine(database_url)
        self._transaction = sessions(self._engine).begin
        self._clock = clock

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def is_sent(self, key: str) -> bool:
        """Return whether the bot knows that a message was delivered, as it is to be read now."""
        with self._transaction() as session:
            sent = (OutboxMessage.key == key, OutboxMessage.state == State.SENT)
            return _count(session, and_(*sent)) > 0

    def is_told_to_wait(self, destination: str) -> bool:
        """Return whether the bot knows that Slack wants a pause in a place."""
        with self._transaction() as session:
            told = (OutboxMessage.destination == destination, OutboxMessage.error == "ratelimited")
            return _count(session, and_(*told)) > 0

    def is_stopped(self) -> bool:
        """Return whether the bot has stopped sending, because Slack seems to be away."""
        with self._transaction() as session:
            return bool(session.scalar(select(Lane.stopped_at)))

    def raised(self) -> int:
        """Return how many escalations there are."""
        with self._transaction() as session:
            return session.scalar(select(func.count()).select_from(Escalation)) or 0

    def climbs_at(self) -> datetime:
        """Return when the newest escalation moves up unless somebody takes it."""
        newest = select(Escalation.due_at).order_by(Escalation.id.desc()).limit(1)
        with self._transaction() as session:
            due_at = session.scalars(newest).one()
            assert due_at
            return due_at

    def has_channels_for_wins(self) -> bool:
        """Return whether the clock knows where wins are told."""
        with self._transaction() as session:
            return bool(session.scalar(select(func.count()).select_from(Channel)))

    def tells_wins_at(self) -> datetime:
        """Return when the last of the channels is told of wins next."""
        with self._transaction() as session:
            return session.scalars(select(func.max(Channel.due_at))).one()

    def told(self) -> list[tuple[str, int]]:
        """Return in which channel which win was told, in order."""
        rows = select(Told.channel_id, Told.win_id).order_by(Told.channel_id, Told.win_id)
        with self._transaction() as session:
            return [(channel_id, win_id) for channel_id, win_id in session.execute(rows)]

    def is_under_way(self) -> bool:
        """Return whether anything is to be sent, looked for, moved up or told by now."""
        message = OutboxMessage
        with self._transaction() as session:
            unsettled = message.state.in_(UNSETTLED) | message.look_at.is_not(None)
            return self._is_overdue(session) or _count(session, unsettled) > 0

    def nothing_is_due(self) -> bool:
        """Return whether nobody has anything to do; a reply may wait for what is in doubt."""
        now, message, before = self._clock(), OutboxMessage, aliased(OutboxMessage)
        waits = exists().where(
            before.state == State.UNKNOWN,
            before.ts.is_(None),
            (before.id == message.parent_id) | (before.parent_id == message.parent_id),
        )
        due = (
            (message.state == State.SENDING)
            | (message.look_at <= now)
            | (message.state.in_(DUE_STATES) & (message.due_at <= now) & ~waits)
        )
        with self._transaction() as session:
            return not _count(session, due) and not self._is_overdue(session)

    def picture(self) -> list[tuple[object, ...]]:
        """Return what changes when anything does."""
        message, lane = OutboxMessage, Lane
        with self._transaction() as session:
            numbers = session.execute(
                select(
                    message.state,
                    func.count(),
                    func.sum(message.attempts),
                    func.sum(message.version),
                    func.count(message.look_at),
                    func.min(message.look_at),
                    func.max(message.look_at),
                    func.max(message.absent_at),
                ).group_by(message.state)
            )
            lanes = session.execute(select(lane.stopped_because, lane.probe_at))
            return [tuple(row) for row in (*numbers, *lanes)]

    def next_at(self) -> datetime:
        """Return when something falls due; now, if nothing is known to."""
        now, message = self._clock(), OutboxMessage
        with self._transaction() as session:
            instants = [
                session.scalar(select(func.min(column)).where(column > now, *only))
                for column, *only in (
                    (message.due_at, message.state.in_(DUE_STATES)),
                    (message.leased_until, message.state == State.SENDING),
                    (message.look_at,),
                    (Lane.probe_at,),
                )
            ]
        return min((each for each in instants if each), default=now)

    def _is_overdue(self, session: Session) -> bool:
        """Return whether the clock is to act on an escalation, or to tell somebody, by now."""
        now = self._clock()
        due = (Escalation.due_at, Channel.due_at, Recipient.next_at)
        return any(
            session.scalar(select(func.count()).where(column <= now).limit(1)) for column in due
        )


def _count(session: Session, condition: object) -> int:
    return session.scalar(select(func.count()).select_from(OutboxMessage).where(condition)) or 0
