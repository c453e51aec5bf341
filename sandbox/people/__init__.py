"""The people of the workspace, and everything they can do in Slack."""

from sandbox.people.errors import CannotDo, FormError
from sandbox.people.forms import Value
from sandbox.people.person import Person

__all__ = ["CannotDo", "FormError", "Person", "Value"]
