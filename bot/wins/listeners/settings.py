"""`/win settings`: leads and sponsors choose values, the emoji, and the sponsors' rhythm."""

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.permissions import Role
from bot.slack import block_kit, forms, modals
from bot.slack.modals import Values
from bot.slack.values import Command, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.models import roles_in
from bot.wins import queries
from bot.wins.blocks import settings as blocks
from bot.wins.blocks.settings import Shown
from bot.wins.operations import configuring, rounds
from bot.wins.operations.configuring import ChosenMeanwhile, NotAllowed
from bot.wins.rules import VALUE_MAX, VALUES_MAX, Rhythm
from bot.wins.rules.choices import Choices, TooLong, TooMany, read_emoji, read_values


def on_settings(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form for who may choose; tell everybody else what is chosen."""
    with transaction() as session:
        choices = queries.get_choices(session, command.workspace_id)
        if configuring.may_choose(_roles(session, command.workspace_id, command.user_id)):
            return Reply.open(blocks.form(choices, shown=Shown(choices)))
    return Reply.text(blocks.not_yours(choices))


def on_configure(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save what was chosen, unless somebody else chose meanwhile: then show both together."""
    shown, workspace_id = blocks.load(submission.metadata), submission.workspace_id
    with forms.at_version(shown.version), transaction() as session:
        mine = _read(forms.without_version(submission.values))
        roles = _roles(session, workspace_id, submission.user_id)
        try:
            configuring.choose(session, workspace_id, mine, seen=shown.choices, roles=roles)
            rounds.reschedule(session, workspace_id, now=clock())
        except NotAllowed as error:
            raise InvalidInput("values", str(error)) from error
        except ChosenMeanwhile as error:
            merged = mine.on_top_of(error.current, seen=shown.choices)
            drawn_again = Shown(error.current, shown.version + 1)
            return Reply.replace(blocks.form(merged, shown=drawn_again))
    return Reply.replace(block_kit.notice("Wins: settings", f"Saved. {blocks.said(mine)}"))


def _roles(session: Session, workspace_id: int, user_id: str) -> set[Role]:
    return roles_in(team_queries.list_teams(session, workspace_id), user_id)


def _read(values: Values) -> Choices:
    emoji = read_emoji(modals.text(values, "emoji", missing="Please type an emoji's name."))
    if emoji is None:
        raise InvalidInput("emoji", "Please type one emoji's name between colons, like :tada:.")
    rhythm = Rhythm(modals.choice(values, "rhythm", missing="Please choose."))
    return Choices(_read_values(values), emoji, rhythm)


def _read_values(values: Values) -> tuple[str, ...]:
    try:
        return read_values(modals.text(values, "values"))
    except TooMany as error:
        why = f"Please keep the {VALUES_MAX} that matter most: more are not remembered."
        raise InvalidInput("values", why) from error
    except TooLong as error:
        why = f"Please say each in at most {VALUE_MAX} characters, one a line."
        raise InvalidInput("values", why) from error
