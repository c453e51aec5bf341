"""Spans of stand-ups: how long things are kept, and how often somebody may be silent."""

from datetime import timedelta

DRAFT_KEPT_FOR = timedelta(days=7)
"""How long a form that was closed by mistake can be gone on with."""

LATE_FOR = timedelta(days=7)
"""How long after its end a round takes answers, and changes of them."""

LEAD_TIME = timedelta(minutes=10)
"""How long before the first of its people is asked a round is prepared."""

WAITED_FOR = timedelta(days=3)
"""How long a round that is begun by hand waits for those who do not work just now."""

LOOK_AGAIN = timedelta(hours=1)
"""How often a round that is open looks who has come meanwhile."""

REMIND_LEAVING = timedelta(minutes=30)
"""Working time that has to be left for whoever is reminded."""

SILENT_MAX = 3
"""Rounds in a row without an answer after which somebody is asked whether to go on."""

TRIAL_OPEN_FOR = timedelta(hours=1)
"""How long a round that somebody tries on themselves waits for their answer."""

OPEN_HOURS = (4, 8, 24, 48, 72)
"""How long a round can stay open after the last of its people was asked."""
