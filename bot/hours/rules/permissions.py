"""Who may change hours: of a person only they themselves, whom no form can name otherwise."""

from bot.permissions import ANY, Permissions, Role

SET_DEFAULTS = "hours.set_defaults"

PERMISSIONS: Permissions = {SET_DEFAULTS: {ANY: frozenset({Role.LEAD, Role.SPONSOR})}}
