"""The form that writes a decision down, as it is drawn for somebody, and where it may be opened."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.decisions import queries
from bot.decisions.blocks.forms import context as contexts
from bot.decisions.blocks.forms import recording as forms
from bot.decisions.blocks.forms.context import Context
from bot.decisions.blocks.forms.fields import ALL
from bot.decisions.blocks.forms.recording import Filled
from bot.decisions.listeners import reading
from bot.decisions.models import Decision
from bot.decisions.queries.drafts import find_draft
from bot.decisions.rules import Part, Succession
from bot.people import queries as people
from bot.roadmap import queries as roadmap_queries
from bot.roadmap.models import only_active_in
from bot.slack import block_kit
from bot.slack.values import Gesture, Json
from bot.teams import queries as team_queries

_INITIATIVES = block_kit.OPTIONS_MAX


@dataclass(frozen=True)
class Place:
    """Whether something may be written down from a channel, and who may read it then."""

    is_open: bool = True
    restricted_to: str | None = None


def place(session: Session, workspace_id: int, channel_id: str) -> Place:
    """Return what holds for a channel: a private one keeps its own, one we are not in has none.

    A direct message with us is like a public channel: its words were meant for us.
    """
    if channel_id.startswith("D") or not people.knows_channels(session, workspace_id):
        return Place()
    channel = people.find_channels(session, workspace_id, [channel_id]).get(channel_id)
    if channel is None:
        return Place(is_open=False)
    if not channel.is_private:
        return Place()
    # We have been invited, and have not been removed since.
    followed = people.find_followings(session, workspace_id, [channel_id]).get(channel_id)
    is_ours = followed is not None and followed.hidden_at is None
    return Place(is_open=is_ours, restricted_to=channel_id if is_ours else None)


def resumed(
    session: Session, gesture: Gesture, context: Context, filled: Filled, clock: Clock
) -> Json:
    """Return the form with what was typed last, if that was about the same; else with `filled`.

    What was begun in a private channel goes on there alone, and nothing else does.
    """
    draft = find_draft(session, gesture.workspace_id, gesture.user_id, now=clock())
    if draft is not None:
        kept = contexts.load(draft.fields["context"])
        if kept.subject == context.subject:
            more = draft.fields["more"]
            return form(session, gesture, kept, reading.restored(draft), more=more)
    return form(session, gesture, context, filled)


def form(
    session: Session,
    gesture: Gesture,
    context: Context,
    filled: Filled,
    *,
    more: bool = False,
) -> Json:
    """Return the form as it is to be drawn for somebody: with their team, if it is clear."""
    workspace_id, channel_id = gesture.workspace_id, context.channel_id
    teams = team_queries.list_teams(session, workspace_id)
    chosen = next((team for team in teams if team.id == context.team_id), None)
    home = chosen or team_queries.find_home_team(
        session, teams, user_id=gesture.user_id, channel_id=channel_id
    )
    initiatives = roadmap_queries.list_open(session, workspace_id=workspace_id, limit=_INITIATIVES)
    active = only_active_in(initiatives, channel_id)
    if active and context.initiative_id is None and not more:
        context = context.but(initiative_id=active.id)
    return forms.record_form(
        teams,
        home=home,
        context=context,
        filled=filled,
        initiatives=initiatives,
        more=more,
        about=_about(session, workspace_id, context),
    )


def _about(session: Session, workspace_id: int, context: Context) -> str | None:
    """Return what the form says of the decision that this one is to follow."""
    if context.follows_id is None or context.succession is None:
        return None
    followed = queries.get_decision(
        session, workspace_id=workspace_id, decision_id=context.follows_id
    )
    name = f"{followed.name} ({block_kit.quote(followed.title)})"
    if context.succession is Succession.REVERSE:
        return f"Once this is decided, {name} holds no more."
    return f"Once this is decided, it holds in the place of {name}."


def context_of(followed: Decision, succession: Succession) -> Context:
    """Return what need not be asked of a decision that follows this one."""
    return Context(
        followed.restricted_to or followed.team.channel_id,
        team_id=followed.team_id,
        initiative_id=followed.initiative_id,
        restricted_to=followed.restricted_to,
        follows_id=followed.id,
        follows_as=succession.value,
    )


def filled_of(session: Session, followed: Decision, succession: Succession, *, by: str) -> Filled:
    """Return the words and the people of a decision, as one that follows it begins.

    What amends it has its words; what supersedes it has new ones, and the same people: those who
    are here, and not `by`, who drives it.
    """
    gone = people.find_outsiders(
        session, followed.workspace_id, [each.user_id for each in followed.participants]
    )
    people_of = {
        part: [each.user_id for each in followed.in_part(part) if each.user_id not in {by, *gone}]
        for part in Part
    }
    is_enough = followed.needed and followed.needed <= len(people_of[Part.APPROVER])
    amends = succession is Succession.AMEND
    title = f"{followed.name} holds no more" if succession is Succession.REVERSE else ""
    return Filled(
        title=followed.title if amends else title,
        what=followed.what if amends and followed.what != followed.title else "",
        rejected=(followed.rejected or "") if amends else "",
        approvers=people_of[Part.APPROVER],
        needed=str(followed.needed) if is_enough else ALL,
        contributors=people_of[Part.CONTRIBUTOR],
        informed=people_of[Part.INFORMED],
        partner_id=followed.partner_id,
    )
