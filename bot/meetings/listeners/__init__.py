"""What people do with meetings in Slack."""

from bot.meetings.blocks import agenda, form, lists
from bot.meetings.listeners import channels, points, settings, showing
from bot.slack.values import CommandRow, Need

COMMANDS = {
    "/align meetings": CommandRow(
        showing.on_meetings,
        hint="",
        summary="See when your teams meet, add a point, or set a meeting up",
        need=Need.PLAN,
    ),
}
TOPICS = {"meetings": lists.HELP}
ACTIONS = {
    agenda.ADD_POINT: points.on_ask,
    agenda.TICK: points.on_tick,
    agenda.UNTICK: points.on_untick,
    lists.SET_UP: settings.on_set_up,
    lists.CHANGE: settings.on_change,
    form.SAVE: settings.on_choose,
    form.END: showing.on_ask_to_end,
}
VIEWS = {
    agenda.ADD_POINT: points.on_add,
    form.SAVE: settings.on_save,
    form.END: showing.on_end,
}
EVENTS = channels.EVENTS
