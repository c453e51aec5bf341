"""The form that writes a decision down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.decisions.blocks.forms.context import Context
from bot.decisions.blocks.forms.fields import (
    ALL,
    PEOPLE_MAX,
    needed_field,
    partner_field,
    people_field,
    team_field,
)
from bot.decisions.rules import Succession
from bot.decisions.rules.titles import TITLE_MAX
from bot.roadmap.blocks.choosing import initiative_field
from bot.roadmap.models import Initiative
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team

RECORD = "decisions.record"
MORE_FIELDS = "decisions.more_fields"
START_AFRESH = "decisions.start_afresh"

TITLES = {
    None: "Record a decision",
    Succession.AMEND: "Amend a decision",
    Succession.SUPERSEDE: "Supersede a decision",
    Succession.REVERSE: "Reverse a decision",
}


@dataclass(frozen=True)
class Filled:
    """What stands in the form, and since when if it comes from one that was closed."""

    title: str = ""
    what: str = ""
    rejected: str = ""
    approvers: Sequence[str] = ()
    needed: str = ALL
    contributors: Sequence[str] = ()
    informed: Sequence[str] = ()
    review_on: str = ""
    partner_id: int | None = None
    kept_at: datetime | None = None

    @property
    def needs_all_fields(self) -> bool:
        """Whether something stands in it that only the whole form shows."""
        rest = (self.rejected, self.contributors, self.informed, self.review_on, self.partner_id)
        return any(rest) or self.needed != ALL


def record_form(
    teams: Sequence[Team],
    *,
    home: Team | None,
    context: Context,
    filled: Filled,
    initiatives: Sequence[Initiative] = (),
    more: bool = False,
    about: str | None = None,
) -> Json:
    """Return the form: title, reasons and approvers, or with `more` all of its fields.

    The team is a field too unless `home` says it. `about` is a line of our own words on what it
    follows or came from.
    """
    more = more or filled.needs_all_fields
    known = context.but(team_id=home.id if home else context.team_id)
    return block_kit.modal(
        TITLES[context.succession],
        [
            *_kept(filled),
            *([block_kit.section(about)] if about else []),
            *_words(filled),
            *_kept_between(known),
            *([] if home and not more else [team_field(teams, home)]),
            _approvers_field(filled),
            *(
                _rest(teams, home, initiatives, known, filled)
                if more
                else [*_said(home, initiatives, known), _more()]
            ),
        ],
        callback_id=RECORD,
        submit="Record",
        metadata=known.dump(),
    )


def _kept(filled: Filled) -> list[Json]:
    if filled.kept_at is None:
        return []
    said = f"This is what you had typed when you closed it, {block_kit.moment(filled.kept_at)}."
    button = block_kit.button("Start afresh", action_id=START_AFRESH, value="afresh")
    return [block_kit.section(said, accessory=button)]


def _words(filled: Filled) -> list[Json]:
    return [
        block_kit.field(
            "What was decided?",
            block_kit.text_input(
                placeholder="We move the newsletter to HubSpot",
                initial=filled.title[:TITLE_MAX],
                limit=TITLE_MAX,
            ),
            block_id="title",
            tells=True,
        ),
        block_kit.field(
            "What exactly, and why?",
            block_kit.text_input(
                placeholder="From March on. It saves us two tools, and IT supports it already.",
                initial=filled.what,
                multiline=True,
            ),
            block_id="what",
            optional=True,
            tells=True,
        ),
    ]


def _approvers_field(filled: Filled) -> Json:
    return block_kit.field(
        "Who has to approve it?",
        block_kit.people_select(
            placeholder="Nobody: it is decided", initial=filled.approvers, limit=PEOPLE_MAX
        ),
        block_id="approvers",
        hint="Leave it empty if it is decided. Those you choose are asked at once.",
        optional=True,
    )


def _kept_between(context: Context) -> list[Json]:
    if context.restricted_to is None:
        return []
    where = block_kit.channel(context.restricted_to)
    return [block_kit.context(f"Only the members of {where} will read it: its card goes there.")]


def _said(home: Team | None, initiatives: Sequence[Initiative], context: Context) -> list[Json]:
    """Return what holds without being asked."""
    parts = []
    if home and context.restricted_to is None:
        where = block_kit.channel(home.channel_id)
        parts.append(f"{block_kit.quote(home.name)} decides; the card goes to {where}.")
    for each in initiatives:
        if each.id == context.initiative_id:
            parts.append(f"It is part of {each.name}: {block_kit.quote(each.title)}.")
    return [block_kit.context(" ".join(parts))] if parts else []


def _more() -> Json:
    label = "More: who is informed, options, a review"
    return block_kit.actions(block_kit.button(label, action_id=MORE_FIELDS, value="more"))


def _rest(
    teams: Sequence[Team],
    home: Team | None,
    initiatives: Sequence[Initiative],
    context: Context,
    filled: Filled,
) -> list[Json]:
    return [
        needed_field(filled.needed),
        *partner_field(teams, home, filled.partner_id),
        people_field("Who was asked for advice?", "contributors", filled.contributors),
        people_field("Who has to know?", "informed", filled.informed),
        block_kit.field(
            "Which options were rejected, and why?",
            block_kit.text_input(
                placeholder="Mailchimp: no single sign-on", initial=filled.rejected, multiline=True
            ),
            block_id="rejected",
            optional=True,
            tells=True,
        ),
        *initiative_field(initiatives, context.initiative_id),
        block_kit.field(
            "Look at it again on",
            block_kit.date_input(initial=filled.review_on),
            block_id="review_on",
            hint="You are asked 14 days, 3 days and on the day before whether it still holds.",
            optional=True,
        ),
    ]
