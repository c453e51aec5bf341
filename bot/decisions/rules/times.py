"""How long a decision may wait, and when it is looked at again."""

from datetime import timedelta

DECIDED_WITHIN = timedelta(days=30)
"""Then a proposal expires: whoever still wants it proposes it again."""

DRAFT_KEPT_FOR = timedelta(days=7)
"""How long what was typed into a form that was closed is there when it is opened again."""
