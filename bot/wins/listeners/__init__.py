"""What people do with wins in Slack."""

from bot.slack.values import CommandRow, Need, ShortcutRow
from bot.slack.verbs import unless_more_follows
from bot.wins.blocks import forms, posts, reactions, sentences
from bot.wins.listeners import celebrating, giving, reacting, showing

COMMANDS = {
    "/win": CommandRow(
        giving.on_win,
        hint="[@ana @bo what they did]",
        summary="Celebrate what people did well, by name",
        need=Need.PLAN,
    ),
    "/win coverage": CommandRow(
        unless_more_follows("coverage", showing.on_coverage, giving.on_win),
        hint="",
        summary="See who of your team was not thanked for 60 days, if you lead it",
        need=Need.PLAN,
    ),
    "/win list": CommandRow(
        unless_more_follows("list", showing.on_list, giving.on_win, fits=showing.fits),
        hint="[mine]",
        summary="See the newest wins, or those with you in them",
        need=Need.PLAN,
    ),
}
TOPICS = {"wins": sentences.HELP}
ACTIONS = {
    posts.CELEBRATE: celebrating.on_celebrate,
    posts.THANK: celebrating.on_ask_for_thanks,
    posts.MORE: celebrating.on_more,
    posts.TAKE_BACK: giving.on_take_back,
    reactions.FINISH: reacting.on_finish,
}
VIEWS = {
    forms.GIVE: giving.on_give,
    forms.THANK: celebrating.on_thank,
}
SHORTCUTS = {
    "wins.from_message": ShortcutRow(
        giving.on_message,
        name="Celebrate this",
        description="Thank people by name for what they did here",
    ),
}
EVENTS = reacting.EVENTS
