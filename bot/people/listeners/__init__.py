"""What Slack tells of people, channels and members as it happens."""

from bot.people.listeners import channels, members, people

EVENTS = people.EVENTS | channels.EVENTS | members.EVENTS
