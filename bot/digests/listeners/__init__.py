"""What people do with digests in Slack."""

from bot.digests.blocks import digest
from bot.digests.blocks import settings as blocks
from bot.digests.listeners import setting_up, showing
from bot.slack.values import CommandRow, Need

COMMANDS = {
    "/roadmap digest": CommandRow(
        showing.on_digest,
        hint="[setup]",
        summary="See what changed on the roadmap, or choose which channel reads it each week",
        need=Need.PLAN,
    ),
}
ACTIONS = {digest.SET_UP: setting_up.on_open}
VIEWS = {blocks.SAVE: setting_up.on_save}
