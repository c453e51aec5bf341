"""What people do with stand-ups in Slack."""

from bot.slack.values import CommandRow, Need
from bot.standups.blocks import asked as asked_blocks
from bot.standups.blocks import blocking as blocking_blocks
from bot.standups.blocks import card, form, pausing, prompt, receipt, reports
from bot.standups.blocks import settings as settings_blocks
from bot.standups.blocks.sentences import HELP
from bot.standups.listeners import (
    answering,
    asked,
    blocking,
    celebrating,
    channels,
    reporting,
    settings,
    showing,
)

COMMANDS = {
    "/standup": CommandRow(
        showing.on_standup,
        hint="",
        summary="Answer the stand-up that is open, or change what you said",
        need=Need.PLAN,
    ),
    "/standup answer": CommandRow(
        showing.on_standup,
        hint="",
        summary="Answer the stand-up that is open",
        need=Need.PLAN,
    ),
    "/standup skip": CommandRow(
        showing.on_skip,
        hint="",
        summary="Skip the stand-up that is open: you are away, or nothing is new",
        need=Need.PLAN,
    ),
    "/standup list": CommandRow(
        showing.on_list,
        hint="",
        summary="See which stand-ups there are, when they ask, and how they stand",
        need=Need.PLAN,
    ),
    "/standup report": CommandRow(
        reporting.on_report,
        hint="",
        summary="See how many answer, and how fast, if you lead it; also as a picture and tables",
        need=Need.PLAN,
    ),
    "/standup setup": CommandRow(
        settings.on_setup,
        hint="",
        summary="Set a stand-up up for the teams that you lead",
        need=Need.SET_UP,
    ),
}
TOPICS = {"standups": HELP}
ACTIONS = {
    prompt.ON_PLAN: answering.on_plan,
    prompt.ANSWER: answering.on_answer,
    prompt.BLOCKED: blocking.on_blocked,
    prompt.SKIP: answering.on_skip,
    prompt.TICK: answering.on_tick,
    receipt.CELEBRATE: celebrating.on_celebrate,
    receipt.DROP: answering.on_drop,
    form.SEND: answering.on_typed,
    form.AFRESH: answering.on_start_afresh,
    pausing.PAUSE: showing.on_pause,
    pausing.GO_ON: showing.on_go_on,
    card.LOOK: showing.on_look,
    card.PREVIEW: showing.on_preview,
    card.TRY: showing.on_try,
    card.ASK_NOW: showing.on_ask_now,
    card.END: showing.on_ask_to_end,
    card.CHANGE: settings.on_change,
    settings_blocks.SAVE: settings.on_choose,
    reports.SEND: reporting.on_send,
    card.QUESTIONS: asked.on_questions,
    asked_blocks.MENU: asked.on_menu,
    asked_blocks.ADD: asked.on_add,
    asked_blocks.SAVE: asked.on_kind,
}
VIEWS = {
    form.SEND: answering.on_send,
    blocking_blocks.BLOCK: blocking.on_block,
    settings_blocks.SAVE: settings.on_save,
    card.PREVIEW: showing.on_previewed,
    card.END: showing.on_end,
    asked_blocks.SAVE: asked.on_save,
}
EVENTS = channels.EVENTS
