"""Escalations."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.decisions.models import Decision
from bot.escalations.models.indexes import INDEXES
from bot.escalations.models.ladders import Ladder
from bot.escalations.models.participants import Participant
from bot.escalations.rules import AnswerKind, Kind, State, Urgency, Who, ladders
from bot.escalations.rules.times import was_in_time
from bot.permissions import Role
from bot.roadmap.models import Initiative
from bot.tables import Base, BigId, enum_type
from bot.teams.models import Team, roles_in


class Escalation(Base):
    """A problem that one team raised for another to answer."""

    __tablename__ = "escalations"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        # The modal it was sent from: sending it twice raises one escalation.
        UniqueConstraint("workspace_id", "view_id"),
        *INDEXES,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    view_id: Mapped[str] = mapped_column(String(32))

    stuck: Mapped[str] = mapped_column(Text)
    ask: Mapped[str] = mapped_column(Text)
    # None is for those that did not say.
    kind: Mapped[Kind | None] = mapped_column(enum_type(Kind))
    urgency: Mapped[Urgency] = mapped_column(enum_type(Urgency))
    needed_on: Mapped[date | None] = mapped_column(Date)
    raising_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    answering_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"))
    # The message that it is about, as it was, and where that is.
    quoted: Mapped[str | None] = mapped_column(Text)
    permalink: Mapped[str | None] = mapped_column(String(500))
    origin: Mapped[str | None] = mapped_column(String(120))
    # Since then only the people on its ladder see it.
    private_at: Mapped[datetime | None]
    raised_by: Mapped[str] = mapped_column(String(32))
    raised_at: Mapped[datetime]
    # Who judges the answer: whoever raised it, until they leave.
    asker_id: Mapped[str] = mapped_column(String(32))

    state: Mapped[State] = mapped_column(enum_type(State))
    # Frozen: as the ladder was when it was raised.
    ladder_id: Mapped[int] = mapped_column(ForeignKey("ladders.id"))
    level: Mapped[int]
    # The outbox's keys of its card, and of the notice that must have been delivered before the
    # next level is asked: nobody is late who was not asked.
    card_key: Mapped[str] = mapped_column(String(120))
    notice_key: Mapped[str] = mapped_column(String(120))
    # Since when whoever has to act now has had to, and when they are late; None at its end.
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)

    acknowledged_by: Mapped[str | None] = mapped_column(String(32))
    acknowledged_at: Mapped[datetime | None]
    # When its owner has promised an answer, or, while it is put off, to look at it again.
    promised_at: Mapped[datetime | None]
    # The newest that its owner asked back, whether it has been replied to or not.
    question: Mapped[str | None] = mapped_column(Text)
    question_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)
    answer_kind: Mapped[AnswerKind | None] = mapped_column(enum_type(AnswerKind))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    answered_by: Mapped[str | None] = mapped_column(String(32))
    answered_at: Mapped[datetime | None]
    # By nobody, if the asker said nothing in time.
    accepted_by: Mapped[str | None] = mapped_column(String(32))
    accepted_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    reopened_because: Mapped[str | None] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None] = mapped_column(Text)

    # What the statistics are of.
    first_owned_at: Mapped[datetime | None]
    first_late_at: Mapped[datetime | None]
    highest_level: Mapped[int]
    reopened_times: Mapped[int] = mapped_column(default=0)

    raising_team: Mapped[Team] = relationship(lazy="raise", foreign_keys=[raising_team_id])
    answering_team: Mapped[Team] = relationship(lazy="raise", foreign_keys=[answering_team_id])

    initiative: Mapped[Initiative | None] = relationship(lazy="raise")
    decision: Mapped[Decision | None] = relationship(lazy="raise")
    ladder: Mapped[Ladder] = relationship(lazy="raise")
    participants: Mapped[list[Participant]] = relationship(
        lazy="raise", order_by=Participant.id, cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """What people call it."""
        return f"ESC-{self.number}"

    @property
    def is_worth_celebrating(self) -> bool:
        """Whether its answer was accepted and nobody was late; what is private stays so."""
        in_time = was_in_time(
            self.answered_at, late_at=self.first_late_at, needed_on=self.needed_on
        )
        return self.state is State.ACCEPTED and in_time and self.private_at is None

    def card_key_of(self, user_id: str) -> str:
        """Return the outbox's key of somebody's card of a private one."""
        return f"{self.name}:card:{user_id}"

    @property
    def copy_key(self) -> str:
        """The outbox's key of the asker's copy of the card."""
        return f"{self.name}:copy{self._heir}"

    @property
    def answer_key(self) -> str:
        """The outbox's key of the newest answer, as the asker was told it."""
        return f"{self.name}:answer:{self.answered_at:%Y%m%dT%H%M%S.%f}{self._heir}"

    @property
    def question_key(self) -> str:
        """The outbox's key of the newest question, as the asker was told it."""
        return f"{self.name}:question:{self.question_at:%Y%m%dT%H%M%S.%f}{self._heir}"

    @property
    def _heir(self) -> str:
        """What tells the messages to somebody who inherited it from those to who raised it."""
        return "" if self.asker_id == self.raised_by else f":{self.asker_id}"

    @property
    def asked(self) -> list[str]:
        """The user ids of those who are asked at its level."""
        return [each.user_id for each in self.participants if each.asked_at is not None]

    @property
    def muted(self) -> set[str]:
        """The user ids of those who want to hear only what they are asked."""
        return {each.user_id for each in self.participants if each.muted_at is not None}

    def people(self) -> Mapping[Who, list[str]]:
        """Return who is what in its two teams; they must have been loaded."""
        answering, raising = self.answering_team, self.raising_team
        liaisons = [each.liaison for each in (answering, raising) if not each.closed_at]
        return {
            Who.LEADS: [] if answering.closed_at else answering.leads,
            Who.OTHER_LEADS: [] if raising.closed_at else raising.leads,
            Who.LIAISONS: [each for each in liaisons if each],
            # Above them there is nobody: they answer for a team that is closed, too.
            Who.SPONSORS: [*answering.sponsors, *raising.sponsors],
        }

    def roles_of(self, user_id: str) -> set[Role]:
        """Return what somebody of the workspace is to it; its teams must have been loaded.

        Of a private one, whoever is not on its ladder is nothing.
        """
        if self.private_at is not None and user_id not in self.audience():
            return set()
        roles = roles_in((self.answering_team, self.raising_team), user_id)
        if user_id == self.asker_id:
            roles.add(Role.OWNER)
        if user_id in {self.acknowledged_by, self.answered_by}:
            roles.add(Role.MEMBER)
        if user_id == self.raised_by or any(each.user_id == user_id for each in self.participants):
            roles.add(Role.FOLLOWER)
        return roles

    def audience(self) -> set[str]:
        """Return whom it concerns: who asked, who is or will be asked, or has it.

        Not who was asked once, and has no place on its ladder any more.
        """
        roster = ladders.Roster(self.people(), asker=self.asker_id)
        named = ladders.everybody(self.ladder.rule, roster)
        theirs = (self.raised_by, self.asker_id, self.acknowledged_by, self.answered_by)
        return {user_id for user_id in theirs if user_id} | {*self.asked} | named
