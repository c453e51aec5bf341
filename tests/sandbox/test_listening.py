"""A port on loopback: taken, and fast to answer."""

import socket

import pytest

from sandbox.listening import bound


class TestBound:
    def test_says_that_it_is_tcp(self) -> None:
        """Asyncio looks for this before it lets answers leave at once."""
        with bound(0) as taken:
            assert taken.proto == socket.IPPROTO_TCP

    def test_refuses_a_port_that_somebody_listens_on(self) -> None:
        with bound(0) as taken:
            taken.listen()
            with pytest.raises(OSError, match="in use"):
                bound(taken.getsockname()[1])
