"""What people do with teams in Slack."""

from bot.slack.values import CommandRow, Need
from bot.teams.blocks import closing as closing_forms
from bot.teams.blocks import company as company_forms
from bot.teams.blocks import settings as forms
from bot.teams.blocks import setup
from bot.teams.listeners import channels, closing, company, setting_up, settings

COMMANDS = {
    "/align setup": CommandRow(
        setting_up.on_setup_command,
        hint="",
        summary="Set up your teams, or add one",
        need=Need.SET_UP,
    ),
    "/align settings": CommandRow(
        settings.on_settings,
        hint="",
        summary="See who and what belongs to each team, and change it",
        need=Need.SET_UP,
    ),
}
ACTIONS = {
    setup.START: setting_up.on_start,
    forms.CHANGE: settings.on_change,
    closing_forms.REOPEN: closing.on_reopen,
    company_forms.CHANGE: company.on_change,
}
VIEWS = {
    setup.SET_UP: setting_up.on_set_up,
    forms.SAVE: settings.on_save,
    closing_forms.CLOSE: closing.on_close,
    company_forms.SAVE: company.on_save,
}
EVENTS = {
    "app_home_opened": setting_up.on_home_opened,
    "channel_id_changed": channels.on_moved,
}
