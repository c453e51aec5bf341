"""What people do with check-ins in Slack."""

from bot.checkins.blocks import form, prompt
from bot.checkins.listeners import answering
from bot.slack.values import CommandRow, Need

COMMANDS = {
    "/roadmap checkin": CommandRow(
        answering.on_checkin,
        hint="[INI-7]",
        summary="Say how an initiative of yours goes, or change what you said",
        need=Need.PLAN,
    ),
}
ACTIONS = {
    prompt.CHECK_IN: answering.on_check_in,
    prompt.WHY: answering.on_why,
    form.SEND: answering.on_choose,
}
VIEWS = {form.SEND: answering.on_send}
