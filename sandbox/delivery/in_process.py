"""Payloads handed to a function in this process."""

import contextvars
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from threading import Thread

from sandbox.delivery import Ack, Delivery, NotAnswered


class InProcess:
    """Calls the function in a thread of its own, so that one which never returns is noticed."""

    def __init__(self, receive: Callable[[Delivery], Ack]) -> None:
        self._receive = receive

    def deliver(self, delivery: Delivery, within: float) -> Ack:
        """Return what the function returned; what it raises is raised here."""
        answer: Future[Ack] = Future()
        context = contextvars.copy_context()
        thread = Thread(target=context.run, args=(self._run, delivery, answer), daemon=True)
        thread.start()
        try:
            return answer.result(within)
        except TimeoutError:
            if answer.done():
                raise
            raise NotAnswered("operation_timeout") from None

    def _run(self, delivery: Delivery, answer: "Future[Ack]") -> None:
        try:
            answer.set_result(self._receive(delivery))
        except BaseException as error:  # handed to the caller, whatever it is
            answer.set_exception(error)
