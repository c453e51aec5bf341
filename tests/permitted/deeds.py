"""What can be done in Lockstep, each in a situation where it can be tried: `DEEDS`, by action.

A deed is set up so that Pat has exactly one role in it, in one state of the thing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from bot.checkins.rules import State as CheckinState
from bot.decisions.blocks import hints
from bot.decisions.operations import hinting
from bot.decisions.rules import State as DecisionState
from bot.digests.blocks import digest as digests
from bot.digests.blocks import settings as digest_forms
from bot.digests.rules.times import Timing
from bot.escalations.blocks import introduction as escalation_sentences
from bot.escalations.blocks import ladders as ladder_forms
from bot.escalations.blocks.forms import raising as escalation_forms
from bot.escalations.blocks.forms.context import Context
from bot.escalations.blocks.forms.raising import Typed
from bot.escalations.operations import ladders
from bot.escalations.rules import State
from bot.home.blocks import settings as home
from bot.hours import operations as hours
from bot.hours import queries as hour_queries
from bot.hours.operations import Said
from bot.hours.rules.week import DEFAULT
from bot.meetings.rules import PointState
from bot.ownership.blocks import forms as entry_forms
from bot.ownership.blocks import lists as entry_lists
from bot.ownership.blocks import nudges as entry_nudges
from bot.ownership.blocks import questions
from bot.ownership.blocks.forms import Subject
from bot.ownership.models import Entry
from bot.ownership.operations import asking, confirming, editing
from bot.ownership.rules.entries import Details, Kind
from bot.ownership.rules.permissions import QuestionState, Standing
from bot.people.operations import channels, following
from bot.people.queries import find_followings
from bot.people.rules.profiles import Place
from bot.permissions import ANY, Role
from bot.roadmap import operations as roadmap
from bot.roadmap import queries as roadmap_queries
from bot.roadmap.blocks import card as initiative_card
from bot.roadmap.blocks import forms as initiative_forms
from bot.roadmap.blocks import lists as initiative_lists
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Stage as InitiativeStage
from bot.standups.blocks import card as standup_cards
from bot.standups.rules import State as TurnState
from bot.teams.blocks import closing as closing_forms
from bot.teams.blocks import company, settings, setup
from bot.teams.models import Team
from bot.teams.operations import changing, closing, setting_up
from bot.teams.operations.setting_up import TeamSetup
from bot.teams.rules import Holdings, SetUp
from bot.wins.rules import State as WinState
from bot.worktime.queries import list_countries
from sandbox.model import Json, Message
from tests.permitted import checkins, decisions, escalations, meetings, standups, wins
from tests.permitted.stage import ANA, BO, IT, IVAN, MAYA, PAT, SOFIA, Stage

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """The buttons and forms that do it, and those that only open a form or a card on the way.

    Buttons are meant by action_id and value; forms come with what is filled in; reactions are an
    emoji and the message that it goes on.
    """

    clicks: Sequence[tuple[str, str]] = ()
    forms: Sequence[tuple[Json, Answers]] = ()
    opening_clicks: Sequence[tuple[str, str]] = ()
    opening_forms: Sequence[tuple[Json, Answers]] = ()
    reactions: Sequence[tuple[str, Message]] = ()


Situation = Callable[[Stage, Session, Role, str], Deed]


@dataclass(frozen=True)
class Row:
    """A row of the table: in which `states` its thing can be, and how it comes to be tried."""

    states: Sequence[str]
    build: Situation = field(repr=False)


def place(stage: Stage, session: Session, role: Role) -> None:
    """Let Pat have this role in IT, and no other in any team."""
    it = stage.teams(session)[1]
    fields: dict[str, Any] = {"liaison": [IVAN]}
    match role:
        case Role.LEAD:
            fields["leads"] = [IVAN, PAT]
        case Role.SPONSOR:
            fields["sponsors"] = [SOFIA, PAT]
        case Role.LIAISON:
            fields["liaison"] = [PAT]
        case Role.DEPUTY:
            fields["deputies"] = [PAT]
        case Role.OWNER:
            it.created_by = PAT
        case Role.MEMBER:
            channel = find_followings(session, stage.workspace_id, [IT.channel_id])[IT.channel_id]
            following.join(session, channel, [PAT], at=stage.clock())
    changing.apply(session, it, fields, by=None, now=stage.clock())


def first_teams(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    """Nothing is there yet, or one more team is added."""
    teams = stage.teams(session)
    both = {
        "channel_1": "#general",
        "name_1": "First",
        "leads_1": ["Bo"],
        "channel_2": "#it",
        "name_2": "Second",
        "leads_2": ["Ana"],
    }
    if teams:
        form = setup.setup_modal(teams, user_id=PAT, channel_id=None, nameless=(1,))
        one = {name: both[name] for name in ("channel_1", "name_1", "leads_1")}
        return Deed(opening_clicks=[(home.ADD_TEAM, "home")], forms=[(form, one)])
    forms = [
        setup.setup_modal(
            (), user_id=PAT, channel_id=None, nameless=(1, 2), callback_id=called, metadata="C0IT x"
        )
        for called in (setup.SET_UP, escalation_forms.SET_UP)
    ]
    begin = [(setup.START, "x"), (escalation_sentences.BEGIN, "C0IT0000003 The export")]
    return Deed(forms=[(form, both) for form in forms], opening_clicks=begin)


def a_team(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    it = stage.teams(session)[1]
    form = settings.change_form(it, changing.read(it), {})
    return Deed(
        opening_clicks=[(settings.CHANGE, str(it.id))], forms=[(form, {"Name": "Platform"})]
    )


def a_third_team(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    """With another one beside it, so that two are left when IT is closed."""
    it = _with_a_third(stage, session)
    return Deed(
        opening_clicks=[(closing_forms.ASK, str(it.id))],
        forms=[(closing_forms.close_form(it, Holdings()), {})],
    )


def a_closed_team(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    it = _with_a_third(stage, session)
    closing.close(
        session, workspace_id=stage.workspace_id, team_id=it.id, by=SOFIA, now=stage.clock()
    )
    return Deed(clicks=[(closing_forms.REOPEN, str(it.id))])


def _with_a_third(stage: Stage, session: Session) -> Team:
    setting_up.set_up(
        session,
        workspace_id=stage.workspace_id,
        setups=[TeamSetup("Sales", "C0GENERAL01", (BO,))],
        sponsor_id=SOFIA,
        by=SOFIA,
        now=stage.clock(),
    )
    return stage.teams(session)[1]


def the_company(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    if role is Role.OWNER:
        hours.set_defaults(
            session,
            stage.workspace_id,
            Said("Europe/Berlin", DEFAULT, None),
            seen_at=None,
            roles={Role.LEAD},
            by=PAT,
            now=stage.clock(),
        )
    saved = hour_queries.find_company_hours(session, stage.workspace_id)
    return Deed(
        opening_clicks=[(company.CHANGE, "hours")],
        forms=[(company.change_form(saved, list_countries()), {})],
    )


def a_new_entry(kind: Kind) -> Situation:
    def build(stage: Stage, session: Session, role: Role, state: str) -> Deed:
        it = stage.teams(session)[1]
        details = Details(it.id, "Exports", "In plain words", IVAN, (BO,))
        form = entry_forms.entry_form(Subject(kind), [it], details)
        return Deed(opening_clicks=[(entry_lists.ADD, kind.value)], forms=[(form, {})])

    return build


def an_entry(kind: Kind, verb: str) -> Situation:
    def build(stage: Stage, session: Session, role: Role, state: str) -> Deed:
        entry = _entry(stage, session, kind, accountable=PAT if role is Role.OWNER else BO)
        subject = Subject(kind, entry.id, entry.version)
        change = entry_forms.entry_form(subject, stage.teams(session), entry.details)
        remove = entry_forms.remove_form(entry)
        if state == Standing.VACANT:
            confirming.abandon([entry], now=stage.clock())
        elif state == Standing.REMOVED:
            editing.remove(
                session,
                workspace_id=stage.workspace_id,
                entry_id=entry.id,
                version=entry.version,
                by=IVAN,
                now=stage.clock(),
            )
        value = str(entry.id)
        return {
            "change": Deed(
                opening_clicks=[(entry_lists.CHANGE, value)],
                forms=[(change, {"name@1": "Exports and so"})],
            ),
            "remove": Deed(opening_clicks=[(entry_lists.REMOVE, value)], forms=[(remove, {})]),
            "confirm": Deed([(entry_nudges.CONFIRM, value)]),
            "give_up": Deed([(entry_nudges.GIVE_UP, value)]),
        }[verb]

    return build


def _entry(stage: Stage, session: Session, kind: Kind, *, accountable: str) -> Entry:
    it = stage.teams(session)[1]
    return editing.add(
        session,
        workspace_id=stage.workspace_id,
        kind=kind,
        details=Details(it.id, "Exports", "In plain words", accountable, (IVAN,)),
        view_id="V0ENTRY",
        by=IVAN,
        now=stage.clock(),
    )


def a_question(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    question = asking.keep(
        session,
        workspace_id=stage.workspace_id,
        text="Who does the exports?",
        asking_team=None,
        by=PAT if role is Role.OWNER else ANA,
        now=stage.clock(),
    )
    form = questions.answer_form(question)
    if state == QuestionState.ANSWERED:
        asking.answer(
            session, stage.workspace_id, question.id, text="Bo", by=IVAN, now=stage.clock()
        )
    return Deed(
        opening_clicks=[(questions.ANSWER, str(question.id))], forms=[(form, {"answer": "Ask Bo"})]
    )


def a_new_escalation(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    teams = stage.teams(session)
    form = escalation_forms.raise_form(
        teams, home=teams[0], context=Context("C0IT0000003"), typed=Typed("It")
    )
    return Deed(forms=[(form, {"ask": "Help"})])


def a_ladder(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    pair = stage.teams(session)
    ladder = ladders.get_ladder(session, stage.workspace_id, tuple(pair), now=stage.clock())
    form = ladder_forms.change_form(ladder, pair, open_ones=0)
    return Deed(forms=[(form, {})])


def an_escalation(verb: str) -> Situation:
    def build(stage: Stage, session: Session, role: Role, state: str) -> Deed:
        escalation = escalations.build(stage, session, role, State(state))
        clicks, opening_clicks, forms = escalations.try_to(verb, escalation, stage, session)
        return Deed(clicks=clicks, opening_clicks=opening_clicks, forms=forms)

    return build


def a_new_initiative(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    form = initiative_forms.add_form(stage.teams(session), home=None, user_id=PAT)
    answers = {
        "Name": "Web shop",
        "What will be true when it is done?": "It is live",
        "Why?": "It is slow",
        "Owner in Marketing": "Maya",
        "Owner in IT": "Bo",
        "Target date": "2026-12-04",
    }
    return Deed(opening_clicks=[(initiative_lists.ADD, "add")], forms=[(form, answers)])


def an_initiative(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    initiative = _initiative(stage, session, role, state)
    sheet = roadmap_queries.get_sheet(session, initiative)
    shown = initiative_card.modal(sheet, may_change=True, today=stage.clock().date())
    form = initiative_forms.change_form(initiative, stage.teams(session), roadmap.read(initiative))
    return Deed(
        opening_clicks=[(initiative_card.CHANGE, str(initiative.id))],
        opening_forms=[(shown, {})],
        forms=[(form, {"Why?": "Because"})],
    )


def a_stage(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    initiative = _initiative(stage, session, role, state)
    to = next(each for each in InitiativeStage if each != state)
    return Deed([(initiative_card.MOVE_STAGE, f"{initiative.id}:{state}:{to}")])


def _initiative(stage: Stage, session: Session, role: Role, state: str) -> Initiative:
    marketing, it = stage.teams(session)
    return roadmap.add(
        session,
        workspace_id=stage.workspace_id,
        fields={
            "title": "Web shop",
            "outcome": "It is live",
            "why": "It is slow",
            f"owner:{marketing.id}": MAYA,
            f"owner:{it.id}": PAT if role is Role.OWNER else BO,
            "target_on": "2026-12-04",
            "stage": state,
            "cadence": "by_date",
            "channel_id": None,
        },
        view_id="V0INITIATIVE",
        by=MAYA,
        now=stage.clock(),
    )


def a_new_decision(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    return Deed(forms=[(decisions.new(stage, session), {"title": "We move"})])


def a_decision(verb: str) -> Situation:
    def build(stage: Stage, session: Session, role: Role, state: str) -> Deed:
        decision = decisions.build(stage, session, role, DecisionState(state))
        clicks, opening, forms = decisions.try_to(verb, decision, stage)
        return Deed(clicks, forms, opening)

    return build


def hints_of_a_channel(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    """Off in one channel, on in another."""
    hinting.switch_on(session, stage.workspace_id, "C0IT0000003", by=SOFIA, now=stage.clock())
    return Deed(clicks=[(hints.SWITCH_ON, "C0MARKETNG2"), (hints.SWITCH_OFF, "C0IT0000003")])


def a_decision_to_read(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    decision = decisions.build(stage, session, role, DecisionState.ACCEPTED)
    return Deed(opening_clicks=decisions.reading(decision))


def a_win(verb: str) -> Situation:
    """Somebody does something with a win that was told."""

    def situation(stage: Stage, session: Session, role: Role, state: str) -> Deed:
        clicks, opening, forms = wins.try_to(
            verb, wins.build(stage, session, role, WinState(state))
        )
        return Deed(clicks=clicks, opening_clicks=opening, forms=forms)

    return situation


def a_new_win(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    return Deed(forms=[wins.new(stage, session, at_once=False)])


def a_win_for_now(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    return Deed(forms=[wins.new(stage, session, at_once=True)])


def choices_for_wins(_stage: Stage, _session: Session, _role: Role, _state: str) -> Deed:
    return Deed(forms=[wins.choices()])


def a_message_to_celebrate(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    place = Place("C0GENERAL01", "general", is_private=False, is_archived=False)
    channels.record_channels(session, stage.workspace_id, [place], now=stage.clock())
    message = Message(place.channel_id, "", BO, wins.WORDS)
    return Deed(reactions=[("tada", stage.slack.workspace.post(message))])


def a_standup(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    clicks, opening, forms = standups.changes(stage, session)
    return Deed(clicks=clicks, opening_clicks=opening, forms=forms)


def a_standup_to_run(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    clicks, opening = standups.runs(stage, session)
    return Deed(clicks=clicks, opening_clicks=opening)


def a_standup_to_end(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    standup = standups.build(stage, session)
    return Deed(
        opening_clicks=[(standup_cards.END, str(standup.id))],
        forms=[(standup_cards.ending(standup), {})],
    )


def a_standup_to_report(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    return Deed(clicks=standups.report(stage, session))


def a_turn(verb: str) -> Situation:
    """Somebody does something in a turn of a stand-up."""

    def situation(stage: Stage, session: Session, role: Role, state: str) -> Deed:
        turn, line = standups.turn(stage, session, role, TurnState(state))
        clicks, opening, forms = standups.try_to(verb, turn, line, stage, session)
        return Deed(clicks=clicks, opening_clicks=opening, forms=forms)

    return situation


def a_checkin(stage: Stage, session: Session, role: Role, state: str) -> Deed:
    initiative = _initiative(stage, session, role, InitiativeStage.ACTIVE)
    checkin = checkins.build(stage, session, initiative, CheckinState(state))
    opening, forms = checkins.answers(checkin)
    return Deed(opening_clicks=opening, forms=forms)


def a_digest(_stage: Stage, _session: Session, _role: Role, _state: str) -> Deed:
    form = digest_forms.form("C0IT0000003", Timing(), ["UTC"], digest_forms.Shown())
    return Deed(opening_clicks=[(digests.SET_UP, "digest")], forms=[(form, {})])


def a_meeting(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    opening, forms = meetings.sets_up(stage, session)
    return Deed(opening_clicks=opening, forms=forms)


def a_meeting_to_end(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    opening, forms = meetings.ends(stage, session)
    return Deed(opening_clicks=opening, forms=forms)


def a_meeting_to_add_to(stage: Stage, session: Session, _role: Role, _state: str) -> Deed:
    opening, forms = meetings.adds(stage, session)
    return Deed(opening_clicks=opening, forms=forms)


def a_point(action: str) -> Situation:
    """Somebody ticks a point of a meeting off, or takes that back."""

    def situation(stage: Stage, session: Session, _role: Role, state: str) -> Deed:
        return Deed(clicks=meetings.ticks(stage, session, action, state))

    return situation


DEEDS: Mapping[str, Row] = {
    "checkins.answer": Row([*CheckinState], a_checkin),
    "digests.set_up": Row([ANY], a_digest),
    "meetings.set_up": Row([ANY], a_meeting),
    "meetings.end": Row([ANY], a_meeting_to_end),
    "meetings.add_point": Row([ANY], a_meeting_to_add_to),
    **{
        f"meetings.{verb}": Row([*PointState], a_point(f"meetings.{verb}"))
        for verb in ("tick", "untick")
    },
    "standups.set_up": Row([ANY], a_standup),
    "standups.run": Row([ANY], a_standup_to_run),
    "standups.end": Row([ANY], a_standup_to_end),
    "standups.report": Row([ANY], a_standup_to_report),
    **{f"standups.{verb}": Row([*TurnState], a_turn(verb)) for verb in standups.VERBS},
    "decisions.switch_hints": Row([ANY], hints_of_a_channel),
    "decisions.read": Row([ANY], a_decision_to_read),
    "decisions.propose": Row([ANY], a_new_decision),
    "wins.give": Row([WinState.GIVEN], a_new_win),
    "wins.configure": Row([ANY], choices_for_wins),
    "wins.react": Row([WinState.GIVEN], a_message_to_celebrate),
    "wins.send_at_once": Row([WinState.GIVEN], a_win_for_now),
    **{f"wins.{verb}": Row([*WinState], a_win(verb)) for verb in wins.VERBS},
    **{f"decisions.{verb}": Row([*decisions.STATES], a_decision(verb)) for verb in decisions.VERBS},
    "hours.set_defaults": Row([ANY], the_company),
    "teams.set_up": Row([*SetUp], first_teams),
    "teams.change": Row([ANY], a_team),
    "teams.close": Row([ANY], a_third_team),
    "teams.reopen": Row([ANY], a_closed_team),
    "ownership.add": Row([ANY], a_new_entry(Kind.OWNED)),
    "services.add": Row([ANY], a_new_entry(Kind.SERVICE)),
    **{
        f"ownership.{verb}": Row([*Standing], an_entry(Kind.OWNED, verb))
        for verb in ("change", "remove", "confirm", "give_up")
    },
    **{
        f"services.{verb}": Row([*Standing], an_entry(Kind.SERVICE, verb))
        for verb in ("change", "remove")
    },
    "questions.answer": Row([*QuestionState], a_question),
    "escalations.raise": Row([ANY], a_new_escalation),
    "escalations.change_ladder": Row([ANY], a_ladder),
    **{f"escalations.{verb}": Row([*State], an_escalation(verb)) for verb in escalations.VERBS},
    "roadmap.add": Row([ANY], a_new_initiative),
    "roadmap.change": Row([*InitiativeStage], an_initiative),
    "roadmap.move_stage": Row([*InitiativeStage], a_stage),
}
