"""Payloads handed to a function."""

import threading

import pytest

from sandbox import Ack, Delivery, Person, Sandbox


class TestDeliverTo:
    def test_notices_a_function_that_does_not_return(self, slack: Sandbox, maya: Person) -> None:
        free = threading.Event()

        def wait(_: Delivery) -> Ack:
            free.wait(30)
            return Ack()

        slack.deliver_to(wait)
        reply = maya.command("/escalate", channel="#marketing")
        free.set()
        assert reply.told == '/escalate failed with the error "operation_timeout"'

    def test_raises_what_the_function_raises(self, slack: Sandbox, maya: Person) -> None:
        def stumble(_: Delivery) -> Ack:
            raise TimeoutError("the database")

        slack.deliver_to(stumble)
        with pytest.raises(TimeoutError, match="the database"):
            maya.command("/escalate", channel="#marketing")
