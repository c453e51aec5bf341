"""Adding an initiative, changing it, and moving it from stage to stage."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot import edits
from bot.clock import Clock
from bot.db import Transaction
from bot.edits import Fields
from bot.roadmap import notices, operations, queries
from bot.roadmap.blocks import forms, sentences
from bot.roadmap.listeners import showing
from bot.roadmap.models import Initiative
from bot.roadmap.operations import AlreadyAdded, Moved, NotResponsible, Stale
from bot.roadmap.rules import NAME_MAX, OWNER, OWNERS_MIN, Stage
from bot.slack import block_kit, modals
from bot.slack.forms import at_version, without_version
from bot.slack.values import Click, Command, Json, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.models import Team


def on_add_command(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that adds, with what was typed as the name."""
    title = " ".join(block_kit.typed(command.text).split())
    if len(title) > NAME_MAX:
        return Reply.text(sentences.too_long(title, NAME_MAX))
    with transaction() as session:
        form = _add_form(session, command, title)
    return Reply.open(form) if form else Reply.text(*sentences.set_up_first(title))


def on_add(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that adds."""
    with transaction() as session:
        form = _add_form(session, click, "")
    if form:
        return Reply.open(form)
    text, blocks = sentences.set_up_first("")
    return Reply(whisper=text, blocks=blocks)


def on_save_new(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Add the initiative and show its card; sending the same form twice adds one."""
    workspace_id, view_id, by = submission.workspace_id, submission.view_id, submission.user_id
    fields, now = _read(submission, forms.FIRST), clock()
    try:
        with at_version(forms.FIRST), transaction() as session:
            initiative = operations.add(
                session, workspace_id=workspace_id, fields=fields, view_id=view_id, by=by, now=now
            )
            notices.announce(session, initiative, by=by, now=now)
            return Reply.replace(showing.modal_for(session, initiative, by, now=now))
    except AlreadyAdded:
        with transaction() as session:
            initiative = queries.get_by_view(session, workspace_id=workspace_id, view_id=view_id)
            return Reply.replace(showing.modal_for(session, initiative, by, now=now))


def on_change(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that changes, for those who may."""
    with transaction() as session:
        try:
            return Reply.open(_change_form(session, click, int(click.value)))
        except NotResponsible as error:
            return Reply(whisper=sentences.only_the_responsible(error.initiative))


def on_change_from_card(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the form that changes in place of the card, to those who may."""
    with transaction() as session:
        try:
            return Reply.replace(_change_form(session, submission, int(submission.metadata)))
        except NotResponsible as error:
            return _refused(error)


def on_save_change(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save the change; if others were faster, show what they changed, and ask again."""
    initiative_id, version = map(int, submission.metadata.split(":"))
    fields, by, now = _read(submission, version), submission.user_id, clock()
    with at_version(version), transaction() as session:
        try:
            initiative, before = operations.change(
                session,
                workspace_id=submission.workspace_id,
                initiative_id=initiative_id,
                version=version,
                fields=fields,
                by=by,
                now=now,
            )
        except NotResponsible as error:
            return _refused(error)
        except Stale as error:
            return _ask_again(session, error, fields)
        left = before["channel_id"]
        notices.tell_changed(session, initiative, left=left, by=by, now=now)
        return Reply.replace(showing.modal_for(session, initiative, by, now=now))


def on_move_stage(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Move the initiative to the stage that was chosen, and redraw its card."""
    initiative_id, seen, to = click.value.split(":")
    by, now = click.user_id, clock()
    with transaction() as session:
        try:
            initiative = operations.move_stage(
                session,
                workspace_id=click.workspace_id,
                initiative_id=int(initiative_id),
                seen=Stage(seen),
                to=Stage(to),
                by=by,
                now=now,
            )
        except NotResponsible as error:
            return Reply(whisper=sentences.only_the_responsible(error.initiative))
        except Moved as error:
            return Reply(whisper=sentences.moved_meanwhile(error.initiative, error.move))
        notices.tell_changed(session, initiative, left=initiative.channel_id, by=by, now=now)
        return Reply(redraw=showing.personal_card(session, initiative, by, now=now))


def _add_form(session: Session, gesture: Command | Click, title: str) -> Json | None:
    teams = team_queries.list_teams(session, gesture.workspace_id)
    if len(teams) < OWNERS_MIN:
        return None
    # Their own team, wherever they type; of others the channel is the best guess.
    for channel_id in ("", gesture.channel_id or ""):
        home = team_queries.find_home_team(
            session, teams, user_id=gesture.user_id, channel_id=channel_id
        )
        if home:
            break
    return forms.add_form(teams, home=home, user_id=gesture.user_id, title=title)


def _change_form(session: Session, gesture: Click | Submission, initiative_id: int) -> Json:
    initiative = queries.get_initiative(
        session, workspace_id=gesture.workspace_id, initiative_id=initiative_id
    )
    operations.authorise(initiative, "roadmap.change", by=gesture.user_id)
    teams = _teams_for(session, initiative)
    return forms.change_form(initiative, teams, operations.read(initiative))


def _teams_for(session: Session, initiative: Initiative) -> Sequence[Team]:
    """Return the teams in which it can have an owner, and a closed one in which it still has."""
    owning = [owner.team_id for owner in initiative.owners]
    return team_queries.list_teams(session, initiative.workspace_id, also=owning)


def _ask_again(session: Session, stale: Stale, fields: Fields) -> Reply:
    initiative = stale.initiative
    merged, changed = edits.meet(operations.read(initiative), stale.changes, fields)
    teams = _teams_for(session, initiative)
    form = forms.change_form(initiative, teams, merged, meanwhile=stale.changes, mine=changed)
    return Reply.replace(form)


def _refused(error: NotResponsible) -> Reply:
    sentence = sentences.only_the_responsible(error.initiative)
    return Reply.replace(block_kit.notice(error.initiative.name, sentence))


def _read(submission: Submission, version: int) -> dict[str, Any]:
    """Return what a form says, by field; raise InvalidInput at the block of a wrong one."""
    values: Mapping[str, Any] = without_version(submission.values)
    with at_version(version):
        title = modals.text(values, "title", missing="Please give it a name.")
        return {
            "title": " ".join(title.split()),
            "outcome": modals.text(
                values, "outcome", missing="Please say what will be true when it is done."
            ),
            "why": modals.text(values, "why", missing="Please say why."),
            **{
                name: modals.person(values, name) or None
                for name in values
                if name.startswith(OWNER)
            },
            "target_on": modals.date(values, "target_on", missing="Please choose a day."),
            "stage": modals.choice(values, "stage", missing="Please choose a stage."),
            "cadence": modals.choice(values, "cadence", missing="Please choose how often."),
            "channel_id": modals.channel(values, "channel_id") or None,
        }
