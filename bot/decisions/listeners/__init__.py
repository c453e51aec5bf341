"""What people do with decisions in Slack."""

from bot.decisions.blocks import card, hints, results, reviews
from bot.decisions.blocks.forms import deciding as deciding_forms
from bot.decisions.blocks.forms import recording as recording_forms
from bot.decisions.blocks.forms import searching as searching_forms
from bot.decisions.listeners import (
    channels,
    deciding,
    hinting,
    recording,
    reviewing,
    searching,
    showing,
    starting,
)
from bot.roadmap.blocks import card as initiatives
from bot.slack.values import CommandRow, Need, ShortcutRow
from bot.slack.verbs import unless_more_follows

COMMANDS = {
    "/decision": CommandRow(
        showing.on_decision,
        hint="[what was decided, or DEC-7]",
        summary="Write down what was decided, or let others approve it",
        need=Need.PLAN,
    ),
    "/decision find": CommandRow(
        searching.on_find,
        hint="[newsletter state:accepted team:IT by:@ana since:2026-01-01]",
        summary="Find what was decided again; one letter may be wrong",
        need=Need.PLAN,
    ),
    "/decision hints": CommandRow(
        unless_more_follows("hints", hinting.on_hints, showing.on_decision),
        hint="",
        summary="Let me tell who asks in this channel what was decided, or stop that",
        need=Need.SET_UP,
    ),
    "/decision list": CommandRow(
        unless_more_follows("list", showing.on_list, showing.on_decision),
        hint="",
        summary="See what your team has decided lately; `/decision DEC-7` shows one",
        need=Need.PLAN,
    ),
}
ACTIONS = {
    card.APPROVE: deciding.on_approve,
    card.REJECT: deciding.on_reject,
    card.ASK: deciding.on_ask,
    card.MORE: deciding.on_more,
    card.ACKNOWLEDGE: deciding.on_acknowledge,
    card.AMEND: recording.on_amend,
    card.SUPERSEDE: recording.on_supersede,
    card.SHOW: showing.on_show,
    hints.SWITCH_ON: hinting.on_switch_on,
    hints.SWITCH_OFF: hinting.on_switch_off,
    hints.NOT_MEANT: hinting.on_not_meant,
    results.OLDER: searching.on_older,
    results.NEWEST: searching.on_older,
    results.FILTER: searching.on_filter,
    reviews.KEEP: reviewing.on_keep,
    initiatives.LOG_DECISION: starting.on_initiative,
    recording_forms.RECORD: recording.on_typed,
    recording_forms.MORE_FIELDS: recording.on_more_fields,
    recording_forms.START_AFRESH: recording.on_start_afresh,
}
VIEWS = {
    recording_forms.RECORD: recording.on_record,
    searching_forms.FIND: searching.on_search,
    deciding_forms.REJECT: deciding.on_give_reason,
    deciding_forms.ASK: deciding.on_send_question,
    deciding_forms.DELEGATE: deciding.on_delegate,
    deciding_forms.PEOPLE: deciding.on_change_people,
    deciding_forms.WITHDRAW: deciding.on_take_back,
    reviews.KEEP_UNTIL: reviewing.on_keep_until,
}
SHORTCUTS = {
    "decisions.from_message": ShortcutRow(
        starting.on_message,
        name="Save as decision",
        description="Write down what was decided here, and who has to approve it or to know",
    ),
}
EVENTS = channels.EVENTS | hinting.EVENTS
