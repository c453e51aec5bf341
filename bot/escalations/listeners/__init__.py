"""What people do with escalations in Slack."""

from bot.escalations.blocks import card, forms, introduction
from bot.escalations.listeners import moving, raising
from bot.slack.values import CommandRow, Need

COMMANDS = {
    "/escalate": CommandRow(
        raising.on_escalate,
        hint="[what is stuck]",
        summary="Ask another team for an answer, and keep asking until there is one",
        need=Need.STUCK,
    ),
}
TOPICS = {"escalations": introduction.HELP}
ACTIONS = {
    introduction.SET_UP_FIRST: raising.on_set_up_first,
    card.ACKNOWLEDGE: moving.on_acknowledge,
    card.ANSWER: moving.on_answer,
    card.ACCEPT: moving.on_accept,
    card.REOPEN: moving.on_reopen,
    card.OPEN: moving.on_open,
}
VIEWS = {
    forms.RAISE: raising.on_raise,
    forms.SET_UP: raising.on_set_up,
    forms.GIVE_ANSWER: moving.on_give_answer,
    forms.SAY_WHY: moving.on_say_why,
}
