"""Who takes part in a decision, besides its driver."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.decisions.rules import Part, Vote
from bot.tables import Base, BigId, enum_type, partial_index
from bot.teams.models import Team


class Participant(Base):
    """Somebody's part in a decision: an approver with their vote, a contributor, or informed.

    Who is taken out stays, with `removed_at`.
    """

    __tablename__ = "decision_participants"
    __table_args__ = (
        UniqueConstraint("decision_id", "part", "user_id"),
        # What is this person part of?
        Index("ix_decision_participants_user_id", "workspace_id", "user_id", "decision_id"),
        # Whose word is waited for?
        partial_index(
            "ix_decision_participants_silent",
            *("workspace_id", "user_id"),
            where="part = 'approver' AND vote IS NULL AND removed_at IS NULL",
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(32))
    part: Mapped[Part] = mapped_column(enum_type(Part))
    # The team that an approver speaks for in a joint decision.
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    vote: Mapped[Vote | None] = mapped_column(enum_type(Vote))
    voted_at: Mapped[datetime | None]
    # Themselves, or who stood in for them; nobody, if they left without a word.
    voted_by: Mapped[str | None] = mapped_column(String(32))
    because: Mapped[str | None] = mapped_column(Text)
    # Who may decide in their place, and until when.
    stand_in_id: Mapped[str | None] = mapped_column(String(32))
    stand_in_until: Mapped[datetime | None]
    # When somebody who was to be informed said that they have read it.
    acknowledged_at: Mapped[datetime | None]

    def stands_in(self, user_id: str, *, now: datetime) -> bool:
        """Return whether somebody may decide in this approver's place `now`."""
        until = self.stand_in_until
        return self.stand_in_id == user_id and until is not None and now < until


def spoken_for(teams: Sequence[Team], driver_id: str) -> Team:
    """Return the one of a decision's teams that its driver speaks for: the first, unless they have
    a role in another one only.
    """
    return next((team for team in teams if driver_id in team.people), teams[0])
