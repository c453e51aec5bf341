"""What a raise form says: what it was opened with, and what its fields say instead."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.escalations.blocks.forms import context as contexts
from bot.escalations.blocks.forms import joining
from bot.escalations.blocks.forms import raising as forms
from bot.escalations.blocks.forms.context import Context
from bot.escalations.blocks.forms.raising import Typed
from bot.escalations.rules import advice
from bot.escalations.rules.advice import Call, Needed
from bot.slack import modals
from bot.slack.values import Submission

Values = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Said:
    """All that somebody said in a raise form, and the ones before it."""

    submission: Submission
    context: Context
    typed: Typed

    @property
    def workspace_id(self) -> int:
        """Whose workspace it is."""
        return self.submission.workspace_id

    @property
    def by(self) -> str:
        """Who said it."""
        return self.submission.user_id

    @property
    def apart(self) -> bool:
        """Whether it is another problem than what is open already."""
        return self.context.apart

    @property
    def is_advised(self) -> bool:
        """Whether they were not sure how urgent it is, and answered three questions."""
        return "blocked" in self.submission.values

    def at(self, field: str) -> str:
        """Return where something wrong with `field` is shown: this form may not have it."""
        return field if field in self.submission.values else "ask"

    def as_another(self) -> "Said":
        """Return it as another problem than what is open already."""
        return replace(self, context=self.context.but(origin=None, join=None, apart=True))


def read(submission: Submission) -> Said:
    """Return what somebody said. Raises InvalidInput for what is missing."""
    context, values = contexts.load(submission.metadata), submission.values
    modals.text(values, "stuck", missing="Please say what is stuck.")
    modals.text(values, "ask", missing="Please say what you need.")
    for field, missing in _REQUIRED.items():
        if field in values:
            context = context.but(**{field: modals.choice(values, field, missing=missing)})
    if "team" in values:
        team = modals.choice(values, "team", missing="Please choose who must answer.")
        context = context.but(team_id=int(team))
    if "initiative" in values:
        initiative = modals.choice(values, "initiative")
        context = context.but(initiative_id=int(initiative) if initiative else None)
    if "needed_on" in values:
        context = context.but(needed_on=modals.date(values, "needed_on") or None)
    if "private" in values:
        context = context.but(private=forms.PRIVATE in modals.choices(values, "private"))
    if "blocked" in values:
        is_blocked, needed = three(values)
        urgency = advice.urgency(is_blocked=is_blocked, needed=needed)
        context = context.but(urgency=urgency)
    said = Said(submission, context, typed(values))
    return said.as_another() if joining.APART in modals.choices(values, "apart") else said


_REQUIRED = {
    "kind": "Please choose what kind of problem it is.",
    "urgency": "Please choose how urgent it is.",
    "call": "Please choose whose call it is.",
}


def typed(values: Values) -> Typed:
    """Return what was typed so far."""
    return Typed(modals.text(values, "stuck"), modals.text(values, "ask"))


def three(values: Values) -> tuple[bool, Needed]:
    """Return whether somebody is blocked, and by when an answer is needed."""
    blocked = modals.choice(values, "blocked", missing="Please choose yes or no.")
    return blocked == joining.YES, Needed(
        modals.choice(values, "needed", missing="Please choose by when.")
    )


def call(context: Context) -> Call:
    """Return whose call it is; the team's, unless they said otherwise."""
    return Call(context.call or Call.TEAM)
