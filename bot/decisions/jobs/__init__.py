"""What the clock does with decisions."""

from datetime import timedelta

from bot.decisions.jobs import acting, indexing, weekly
from bot.scheduling import Schedule

SCHEDULE: Schedule = {
    "decisions.act_on_due": (timedelta(minutes=1), acting.act_on_due),
    "decisions.inherit_left": (timedelta(minutes=1), acting.inherit_left),
    "decisions.abstain_left": (timedelta(minutes=1), acting.abstain_left),
    "decisions.send_weekly": (timedelta(seconds=15), weekly.send),
    "decisions.read_unread": (timedelta(minutes=1), indexing.read_unread),
    "decisions.drop_drafts": (timedelta(hours=1), acting.drop_drafts),
}
