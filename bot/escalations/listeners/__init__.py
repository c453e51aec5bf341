"""What people do with escalations in Slack."""

from bot.escalations.blocks import card, introduction, more, statistics
from bot.escalations.blocks import ladders as ladder_blocks
from bot.escalations.blocks.forms import answering as answering_forms
from bot.escalations.blocks.forms import joining as joining_forms
from bot.escalations.blocks.forms import owning as owning_forms
from bot.escalations.blocks.forms import raising as raising_forms
from bot.escalations.listeners import (
    answering,
    celebrating,
    ladders,
    listing,
    looking,
    owning,
    raising,
)
from bot.roadmap.blocks import sides
from bot.slack.values import CommandRow, Need, ShortcutRow
from bot.slack.verbs import unless_more_follows

COMMANDS = {
    "/escalate": CommandRow(
        raising.on_escalate,
        hint="[what is stuck]",
        summary="Ask another team for an answer, and keep asking until there is one",
        need=Need.STUCK,
    ),
    "/escalate list": CommandRow(
        unless_more_follows("list", listing.on_list, raising.on_escalate, fits=listing.is_list),
        hint="[mine, team, overdue or INI-7]",
        summary="See what is not answered yet; `/escalate ESC-12` shows one",
        need=Need.STUCK,
    ),
    "/escalate stats": CommandRow(
        unless_more_follows("stats", listing.on_stats, raising.on_escalate),
        hint="",
        summary="See how long answers take, also as a picture and a table (CSV)",
        need=Need.STUCK,
    ),
    "/escalate ladder": CommandRow(
        unless_more_follows("ladder", ladders.on_ladder, raising.on_escalate),
        hint="",
        summary="See who is asked next when two teams ask each other, and change it",
        need=Need.SET_UP,
    ),
}
TOPICS = {"escalations": introduction.HELP}
ACTIONS = {
    introduction.BEGIN: raising.on_begin,
    sides.RAISE: raising.on_initiative,
    raising_forms.MORE: raising.on_more,
    card.ACKNOWLEDGE: owning.on_acknowledge,
    card.ANSWER: answering.on_answer,
    card.ACCEPT: answering.on_accept,
    card.REOPEN: answering.on_reopen,
    card.REPLY: owning.on_reply,
    card.OPEN: looking.on_open,
    card.CELEBRATE: celebrating.on_celebrate,
    more.PROMISE: owning.on_promise,
    more.HAND_OVER: owning.on_hand_over,
    more.SNOOZE: owning.on_snooze,
    more.ASK_BACK: owning.on_ask_back,
    more.WITHDRAW: answering.on_withdraw,
    more.JUMP: answering.on_jump,
    more.FOLLOW: looking.on_follow,
    more.MUTE: looking.on_mute,
    more.TIMELINE: looking.on_timeline,
    statistics.SEND: listing.on_send,
}
VIEWS = {
    ladder_blocks.CHANGE: ladders.on_change,
    ladder_blocks.CHOOSE: ladders.on_choose,
    raising_forms.RAISE: raising.on_raise,
    joining_forms.JOIN: raising.on_join,
    raising_forms.SET_UP: raising.on_set_up,
    answering_forms.GIVE_ANSWER: answering.on_give_answer,
    answering_forms.SAY_WHY: answering.on_say_why,
    answering_forms.SEND_REPLY: owning.on_send_reply,
    answering_forms.TAKE_BACK: answering.on_take_back,
    answering_forms.MOVE_UP: answering.on_move_up,
    owning_forms.PROMISE: owning.on_promise_by,
    owning_forms.PUT_OFF: owning.on_put_off,
    owning_forms.HAND_OVER: owning.on_give_away,
    owning_forms.ASK_BACK: owning.on_send_question,
}
SHORTCUTS = {
    "escalations.from_message": ShortcutRow(
        raising.on_message,
        name="Escalate this",
        description="Ask another team for an answer to this, and keep asking until there is one",
    ),
}
