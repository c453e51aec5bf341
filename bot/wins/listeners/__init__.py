"""What people do with wins in Slack."""

from bot.roadmap.blocks import card as initiatives
from bot.slack.values import CommandRow, Need, ShortcutRow
from bot.slack.verbs import unless_more_follows
from bot.wins.blocks import forms, posts, reactions, rounds, sentences
from bot.wins.blocks import settings as settings_blocks
from bot.wins.listeners import celebrating, editing, giving, reacting, settings, showing, starting

COMMANDS = {
    "/win": CommandRow(
        starting.on_win,
        hint="[@ana @bo what they did, or WIN-12]",
        summary="Celebrate what people did well, by name",
        need=Need.PLAN,
    ),
    "/win coverage": CommandRow(
        unless_more_follows("coverage", showing.on_coverage, starting.on_win),
        hint="",
        summary="See who of your team was not thanked for 60 days, if you lead it",
        need=Need.PLAN,
    ),
    "/win list": CommandRow(
        unless_more_follows("list", showing.on_list, starting.on_win, fits=showing.fits),
        hint="[mine, team, INI-7 or quarter]",
        summary="See the newest wins: with you in them, of your team, or of this quarter",
        need=Need.PLAN,
    ),
    "/win settings": CommandRow(
        unless_more_follows("settings", settings.on_settings, starting.on_win),
        hint="",
        summary="Choose your values, the emoji that makes a message a win, and more",
        need=Need.SET_UP,
    ),
}
TOPICS = {"wins": sentences.HELP}
ACTIONS = {
    posts.CELEBRATE: celebrating.on_celebrate,
    posts.THANK: celebrating.on_ask_for_thanks,
    posts.MORE: celebrating.on_more,
    posts.TAKE_BACK: giving.on_take_back,
    posts.CHANGE: editing.on_change,
    initiatives.CELEBRATE: starting.on_initiative,
    reactions.FINISH: reacting.on_finish,
    rounds.BEGIN: starting.on_begin,
}
VIEWS = {
    forms.GIVE: giving.on_give,
    forms.EDIT: editing.on_edit,
    forms.THANK: celebrating.on_thank,
    settings_blocks.CONFIGURE: settings.on_configure,
}
SHORTCUTS = {
    "wins.from_message": ShortcutRow(
        starting.on_message,
        name="Celebrate this",
        description="Thank people by name for what they did here",
    ),
}
EVENTS = reacting.EVENTS
