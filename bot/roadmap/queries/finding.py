"""Finding one initiative, and what its card shows."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from bot.errors import NotFound
from bot.people import queries as people
from bot.roadmap.models import Initiative, InitiativeChange, InitiativeLink, Owner, Sheet, Side
from bot.teams.models import Team

LINKS_SHOWN = 10

WITH_PEOPLE = selectinload(Initiative.owners).selectinload(Owner.team).selectinload(Team.members)


def get_initiative(
    session: Session, *, workspace_id: int, initiative_id: int, lock: bool = False
) -> Initiative:
    """Return the initiative with its owners, their teams and people.

    With `lock`, other transactions that lock it wait until this one has ended. Raises NotFound.
    """
    return _existing(_one(session, workspace_id, Initiative.id == initiative_id, lock=lock))


def lock_initiative(session: Session, *, workspace_id: int, initiative_id: int) -> None:
    """Make others that lock it wait until this transaction has ended; raise NotFound if none."""
    get = select(Initiative.id).where(
        Initiative.workspace_id == workspace_id, Initiative.id == initiative_id
    )
    if session.scalar(get.with_for_update(key_share=True)) is None:
        raise NotFound("This initiative is gone. Please choose another, or none.")


def find_by_number(session: Session, *, workspace_id: int, number: int) -> Initiative | None:
    """Return the initiative that people call INI-`number`, like `get_initiative`, or None."""
    return _one(session, workspace_id, Initiative.number == number)


def get_by_view(session: Session, *, workspace_id: int, view_id: str) -> Initiative:
    """Return the initiative that was added by this modal, like `get_initiative`."""
    return _existing(_one(session, workspace_id, Initiative.view_id == view_id))


def _one(
    session: Session, workspace_id: int, which: ColumnElement[bool], *, lock: bool = False
) -> Initiative | None:
    statement = select(Initiative).where(Initiative.workspace_id == workspace_id, which)
    statement = statement.options(WITH_PEOPLE)
    if lock:
        # Whoever only writes a row that refers to it need not wait.
        statement = statement.with_for_update(key_share=True, of=Initiative)
    return session.scalars(statement).one_or_none()


def _existing(found: Initiative | None) -> Initiative:
    if found is None:
        raise NotFound("I can't find this initiative any more. Type `/roadmap` to see all.")
    return found


def get_sheet(session: Session, initiative: Initiative) -> Sheet:
    """Return what the card of an initiative shows; it has been loaded with its people."""
    linked = select(func.count()).where(*_linked_to(initiative))
    known = people.find_people(
        session,
        initiative.workspace_id,
        {*initiative.owner_ids, *initiative.leads, *initiative.sponsors},
    )
    return Sheet(
        initiative,
        links=list_links(session, initiative, LINKS_SHOWN),
        linked=session.scalar(linked) or 0,
        gone=frozenset(user_id for user_id, one in known.items() if one.deactivated_at),
        sides=list_sides(session, initiative),
    )


def list_sides(session: Session, initiative: Initiative) -> Sequence[Side]:
    """Return how it goes, by what each of its owners said last, in the order of teams."""
    return session.scalars(
        select(Side)
        .where(
            Side.workspace_id == initiative.workspace_id,
            Side.initiative_id == initiative.id,
            Side.team_id.in_([owner.team_id for owner in initiative.owners]),
        )
        .order_by(Side.team_id)
        .execution_options(populate_existing=True)
    ).all()


def list_links(session: Session, initiative: Initiative, limit: int) -> Sequence[InitiativeLink]:
    """Return what is linked to it, the newest first."""
    return session.scalars(
        select(InitiativeLink)
        .where(*_linked_to(initiative))
        .order_by(InitiativeLink.id.desc())
        .limit(limit)
    ).all()


def _linked_to(initiative: Initiative) -> tuple[ColumnElement[bool], ...]:
    return (
        InitiativeLink.workspace_id == initiative.workspace_id,
        InitiativeLink.initiative_id == initiative.id,
    )


def list_changes(
    session: Session, initiative: Initiative, *, since: int
) -> Sequence[InitiativeChange]:
    """Return what was changed of it after its version `since`, oldest first."""
    return session.scalars(
        select(InitiativeChange)
        .where(
            InitiativeChange.workspace_id == initiative.workspace_id,
            InitiativeChange.initiative_id == initiative.id,
            InitiativeChange.version > since,
        )
        .order_by(InitiativeChange.id)
    ).all()
