"""A local Slack that speaks only Slack's protocol, for demos and tests."""

from sandbox.company import Company
from sandbox.delivery import Ack, Delivery, NotAnswered
from sandbox.model import Channel, Message, Reply, User
from sandbox.people import CannotDo, FormError, Person
from sandbox.sandbox import Sandbox
from sandbox.shown import Home, OpenView

__all__ = [
    "Ack",
    "CannotDo",
    "Channel",
    "Company",
    "Delivery",
    "FormError",
    "Home",
    "Message",
    "NotAnswered",
    "OpenView",
    "Person",
    "Reply",
    "Sandbox",
    "User",
]
