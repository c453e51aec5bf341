"""What people do with the roadmap in Slack."""

from bot.roadmap.blocks import card, forms, lists, sentences
from bot.roadmap.listeners import changing, showing
from bot.slack.values import CommandRow, Need

COMMANDS = {
    "/roadmap": CommandRow(
        showing.on_roadmap,
        hint="[INI-7 or part of a name]",
        summary="See what teams do together, and how it goes",
        need=Need.PLAN,
    ),
    "/roadmap add": CommandRow(
        changing.on_add_command,
        hint="[name]",
        summary="Add an initiative of two or more teams",
        need=Need.PLAN,
    ),
}
TOPICS = {"roadmap": sentences.HELP}
ACTIONS = {
    lists.OPEN: showing.on_open,
    lists.TURN: showing.on_turn,
    lists.TURN_BACK: showing.on_turn,
    lists.ADD: changing.on_add,
    card.CHANGE: changing.on_change,
    card.MOVE_STAGE: changing.on_move_stage,
}
VIEWS = {
    card.CHANGE_FROM_CARD: changing.on_change_from_card,
    forms.SAVE_NEW: changing.on_save_new,
    forms.SAVE_CHANGE: changing.on_save_change,
}
