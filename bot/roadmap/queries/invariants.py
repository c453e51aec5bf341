"""What must be true of every initiative."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, select

from bot.audit import Invariant
from bot.outbox.models import OutboxMessage
from bot.roadmap.models import Initiative, InitiativeChange, Owner
from bot.roadmap.queries.lists import IS_OPEN
from bot.roadmap.rules import OWNERS_MIN


def _with_too_few_owners(_now: datetime) -> ColumnElement[bool]:
    owners = select(func.count()).where(Owner.initiative_id == Initiative.id)
    return and_(IS_OPEN, owners.scalar_subquery() < OWNERS_MIN)


def _changed_unseen(_now: datetime) -> ColumnElement[bool]:
    return ~exists().where(
        InitiativeChange.initiative_id == Initiative.id,
        InitiativeChange.version == Initiative.version,
    )


def _without_card(_now: datetime) -> ColumnElement[bool]:
    key = "INI-" + cast(Initiative.number, String) + ":card:" + Initiative.channel_id
    posted = exists().where(
        OutboxMessage.workspace_id == Initiative.workspace_id, OutboxMessage.key == key
    )
    return and_(Initiative.channel_id.is_not(None), ~posted)


INVARIANTS = {
    "an open initiative has an owner in two teams": Invariant(
        Initiative, _with_too_few_owners, "Nobody answers for it: open it with `/roadmap INI-…`."
    ),
    "an initiative's last change is written down": Invariant(
        Initiative,
        _changed_unseen,
        "Somebody may overwrite it unseen: please report this as a bug.",
    ),
    "an initiative has its card in its channel": Invariant(
        Initiative, _without_card, "Its channel never hears of it: please report this as a bug."
    ),
}
