"""Decisions."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.decisions.models.people import Participant, spoken_for
from bot.decisions.rules import HOLDING, Part, State, Succession
from bot.decisions.rules.titles import TITLE_MAX
from bot.decisions.rules.votes import Quorum, Seat
from bot.permissions import Role
from bot.roadmap.models import Initiative
from bot.tables import Base, BigId, enum_type, partial_index
from bot.teams.models import Team, roles_in


class Decision(Base):
    """Something that somebody proposed or decided for a team, or for two; once accepted, what it
    says is never changed.

    `source` names what it came from, as `ESC-12` or a message, which makes one decision at most.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "source"),
        # The modal it was sent from: sending it twice records one decision.
        partial_index(
            "uq_decisions_view_id",
            *("workspace_id", "view_id"),
            where="view_id IS NOT NULL",
            unique=True,
        ),
        # What did these teams decide lately?
        Index("ix_decisions_team_id", "workspace_id", "team_id", "id"),
        # When does the clock act?
        partial_index("ix_decisions_due_at", "due_at", where="due_at IS NOT NULL"),
        # Which one follows it? One at a time may.
        partial_index(
            "uq_decisions_follows_id",
            *("workspace_id", "follows_id"),
            where="follows_id IS NOT NULL AND state IN ('proposed', 'accepted')",
            unique=True,
        ),
        # Which ones followed it, also those that ended?
        partial_index("ix_decisions_follows_id", "follows_id", where="follows_id IS NOT NULL"),
        # What waits, what is to be looked at again, and what has happened lately?
        partial_index("ix_decisions_proposed", "workspace_id", where="state = 'proposed'"),
        partial_index(
            "ix_decisions_review_on",
            *("workspace_id", "review_on"),
            where="state = 'accepted'",
        ),
        Index("ix_decisions_state_at", "workspace_id", "state_at"),
        Index("ix_decisions_accepted_at", "workspace_id", "accepted_at"),
        # What did these teams decide together with others?
        partial_index(
            "ix_decisions_partner_id",
            *("workspace_id", "partner_id", "id"),
            where="partner_id IS NOT NULL",
        ),
        # What is kept in this private channel?
        partial_index(
            "ix_decisions_restricted_to",
            *("workspace_id", "restricted_to"),
            where="restricted_to IS NOT NULL",
        ),
        # What is part of this initiative?
        partial_index(
            "ix_decisions_initiative_id",
            *("workspace_id", "initiative_id", "id"),
            where="initiative_id IS NOT NULL",
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    view_id: Mapped[str | None] = mapped_column(String(32))

    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    # What was decided, and why.
    what: Mapped[str] = mapped_column(Text)
    # Which other options there were, and why not those.
    rejected: Mapped[str | None] = mapped_column(Text)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    # The other team of a joint decision.
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"))
    source: Mapped[str | None] = mapped_column(String(32))
    permalink: Mapped[str | None] = mapped_column(String(500))
    # The private channel that it was written down in: only who is in that reads it.
    restricted_to: Mapped[str | None] = mapped_column(String(32))
    driver_id: Mapped[str] = mapped_column(String(32))
    proposed_at: Mapped[datetime]

    state: Mapped[State] = mapped_column(enum_type(State))
    # Since when it is in this state, and who brought it there; nobody, if it was the clock.
    state_at: Mapped[datetime]
    state_by: Mapped[str | None] = mapped_column(String(32))
    state_because: Mapped[str | None] = mapped_column(Text)
    # When and by whom the last vote was cast that it needed; it may have been replaced since.
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str | None] = mapped_column(String(32))
    # How many approvers it needs; None is all of them.
    needed: Mapped[int | None]
    review_on: Mapped[date | None] = mapped_column(Date)
    # When the clock acts next: on a proposal, or for the review. None is never.
    due_at: Mapped[datetime | None]
    # How often the clock has acted in this state, or since the review was set.
    reminders: Mapped[int] = mapped_column(default=0)
    # The decision that this one amends, supersedes or reverses: an older one, always.
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    follows_as: Mapped[Succession | None] = mapped_column(enum_type(Succession))

    team: Mapped[Team] = relationship(lazy="raise", foreign_keys=[team_id])
    partner: Mapped[Team | None] = relationship(lazy="raise", foreign_keys=[partner_id])
    initiative: Mapped[Initiative | None] = relationship(lazy="raise")
    follows: Mapped["Decision | None"] = relationship(
        lazy="raise", remote_side=[id], foreign_keys=[follows_id], back_populates="successors"
    )
    successors: Mapped[list["Decision"]] = relationship(
        lazy="raise",
        foreign_keys=[follows_id],
        order_by=id,
        back_populates="follows",
    )
    participants: Mapped[list[Participant]] = relationship(
        lazy="raise", order_by=Participant.id, cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """What people call it."""
        return f"DEC-{self.number}"

    @property
    def card_keys(self) -> list[str]:
        """The outbox's keys of its cards, the first of which has the thread; the teams in order."""
        return [f"{self.name}:card", f"{self.name}:card:partner"]

    @property
    def card_channels(self) -> list[str]:
        """Where its cards are posted, each once: in its teams' channels, or where it is kept."""
        if self.restricted_to is not None:
            return [self.restricted_to]
        return list(dict.fromkeys(team.channel_id for team in self.teams))

    @property
    def teams(self) -> list[Team]:
        """The team that decides, or both; they must have been loaded."""
        return [self.team, *([self.partner] if self.partner else [])]

    @property
    def successor(self) -> "Decision | None":
        """The one that holds in its place, or is proposed to; they must have been loaded."""
        current = [each for each in self.successors if each.state in {State.PROPOSED, *HOLDING}]
        return current[-1] if current else None

    def in_part(self, part: Part) -> list[Participant]:
        """Return those who take this part in it now, in the order in which they were named."""
        return [each for each in self.participants if each.part is part and not each.removed_at]

    @property
    def seats(self) -> list[Seat]:
        """The approvers' places, as the votes are counted."""
        return [Seat(each.team_id, each.vote) for each in self.in_part(Part.APPROVER)]

    @property
    def quorum(self) -> Quorum:
        """How many of them must approve."""
        joint = self.teams if self.partner else []
        return Quorum(
            self.needed, [team.id for team in joint], spoken_for(self.teams, self.driver_id).id
        )

    def seat_of(self, user_id: str, *, now: datetime) -> Participant | None:
        """Return the approver whose vote is this person's to cast `now`; their own comes first."""
        approvers = self.in_part(Part.APPROVER)
        own = [each for each in approvers if each.user_id == user_id]
        lent = [each for each in approvers if each.stands_in(user_id, now=now)]
        theirs = [*own, *lent]
        return next((each for each in theirs if each.vote is None), theirs[0] if theirs else None)

    def roles_of(self, user_id: str, *, now: datetime) -> set[Role]:
        """Return what somebody of the workspace, who may read it, is to it."""
        roles = roles_in(self.teams, user_id)
        if user_id == self.driver_id:
            roles.add(Role.OWNER)
        if self.seat_of(user_id, now=now) is not None:
            roles.add(Role.MEMBER)
        if any(each.user_id == user_id for each in self.in_part(Part.INFORMED)):
            roles.add(Role.FOLLOWER)
        return roles
