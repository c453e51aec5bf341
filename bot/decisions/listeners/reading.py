"""What stands in the form that writes a decision down."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from bot.decisions.blocks.forms import context as contexts
from bot.decisions.blocks.forms.context import Context
from bot.decisions.blocks.forms.fields import ALL
from bot.decisions.blocks.forms.recording import Filled
from bot.decisions.models import Draft
from bot.slack import modals

Values = Mapping[str, Mapping[str, Any]]


def filled(values: Values) -> Filled:
    """Return what stands in the fields; a field that is not drawn has nothing in it."""
    partner = modals.choice(values, "partner")
    return Filled(
        title=modals.text(values, "title"),
        what=modals.text(values, "what"),
        rejected=modals.text(values, "rejected"),
        approvers=modals.people(values, "approvers"),
        needed=modals.choice(values, "needed") or ALL,
        contributors=modals.people(values, "contributors"),
        informed=modals.people(values, "informed"),
        review_on=modals.date(values, "review_on"),
        partner_id=int(partner) if partner else None,
    )


def context(known: Context, values: Values) -> Context:
    """Return what was known when the form was drawn, and what its fields say instead."""
    if "team" in values:
        team = modals.choice(values, "team")
        known = known.but(team_id=int(team) if team else None)
    if "initiative" in values:
        initiative = modals.choice(values, "initiative")
        known = known.but(initiative_id=int(initiative) if initiative else None)
    return known


def kept(values: Values, metadata: str) -> dict[str, Any]:
    """Return what is kept of a form that may be closed."""
    return {
        "filled": asdict(replace(filled(values), kept_at=None)),
        "context": context(contexts.load(metadata), values).dump(),
        "more": "needed" in values,
    }


def restored(draft: Draft) -> Filled:
    """Return what stood in the form that was closed."""
    return Filled(**{**draft.fields["filled"], "kept_at": draft.saved_at})
