"""What every test can ask for: both databases, a clock to move, and a watch on the log."""

import gc
import logging
import os
import signal
from collections.abc import Generator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy
from hypothesis import settings

import bot.db
from tests import databases
from tests import story as stories
from tests.clock import MovedClock
from tests.story import Story

STALLED = "nicegui: Could not cancel"
"""The sandbox's page says so as an ERROR when closing took two seconds, then waits on: it tells of
a busy machine, nothing of us."""


PATIENCE = timedelta(seconds=10)
"""How long a thread of a test that is over may have a connection."""

SELDOM = (50_000, 20, 50)
"""When the garbage collector looks: what a story leaves behind is some megabytes."""


def pytest_configure() -> None:
    """End on SIGTERM as on Ctrl-C: through every teardown, so that no server is left behind.

    And let a property take its time: how long one example takes says what else the machine does.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Let the garbage collector rest while tests are found, and pass by what is there then.

    Measured: it went through ten thousand tests, and every module, again and again, for a tenth
    of the time.
    """
    gc.disable()
    found = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()
    return found


def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave a test that is marked `sqlite_first` to `make faults` when it is for PostgreSQL.

    So may be marked who tells a story of what people see. The rule: every statement that the bot
    runs in it on PostgreSQL, another test that stays runs there too; and it tries nothing that
    databases do each in their own way: no two at once, no lock, no crash, no lost connection.
    Nor is it about who may see what.
    """
    if item.get_closest_marker("sqlite_first") and _is_for_postgresql(item):
        item.add_marker("on_postgresql_later")


def _is_for_postgresql(item: pytest.Item) -> bool:
    called = getattr(item, "callspec", None)
    return called is not None and called.params.get("database_url") == "postgresql"


@pytest.fixture
def clock() -> MovedClock:
    """A clock that shows Monday 23 November 2026, 09:00 UTC, until the test moves it."""
    return MovedClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty database of the test's own, once for each kind."""
    url: sqlalchemy.URL = request.getfixturevalue(f"{request.param}_database")
    return url.render_as_string(hide_password=False)


@pytest.fixture
def engine(database_url: str) -> Iterator[sqlalchemy.Engine]:
    """The bot's own engine on the test's database."""
    engine = databases.share_statements(bot.db.build_engine(database_url))
    yield engine
    bot.db.close(engine, within=PATIENCE)


@pytest.fixture
def transaction(engine: sqlalchemy.Engine) -> bot.db.Transaction:
    """What opens a transaction: `with transaction() as session`."""
    return bot.db.sessions(engine).begin


@pytest.fixture
def story(database_url: str, clock: MovedClock) -> Iterator[Story]:
    """A workspace where people act and time is moved, on both databases."""
    with stories.story(database_url, clock) as told:
        yield told


@pytest.fixture
def sqlite_story(sqlite_database: sqlalchemy.URL, clock: MovedClock) -> Iterator[Story]:
    """A story on one database: for what has nothing to do with databases."""
    url = sqlite_database.render_as_string(hide_password=False)
    with stories.story(url, clock) as told:
        yield told


@pytest.fixture
def sqlite_database(sqlite_template: Path) -> Iterator[sqlalchemy.URL]:
    """A migrated, empty SQLite file; its file is `.database`."""
    with databases.sqlite_copy(sqlite_template) as url:
        yield url


@pytest.fixture
def postgresql_database(postgresql_template: sqlalchemy.URL) -> Iterator[sqlalchemy.URL]:
    """A migrated, empty PostgreSQL database."""
    with databases.postgresql_copy(postgresql_template) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template() -> Iterator[Path]:
    """The migrated SQLite file that tests get copies of."""
    with databases.sqlite_template() as file:
        yield file


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: sqlalchemy.URL) -> Iterator[sqlalchemy.URL]:
    """The migrated PostgreSQL database that tests get copies of."""
    with databases.postgresql_template(postgresql_server) as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sqlalchemy.URL]:
    """A PostgreSQL server, started when the first test asks and gone after the last."""
    with databases.postgresql_server() as url:
        yield url


@pytest.fixture(autouse=True)
def no_unexpected_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs an ERROR it did not announce, or announces one that never comes.

    Announce with `@pytest.mark.expected_errors("part of the message", …)`.
    """
    watch = _ErrorWatch()
    logging.getLogger().addHandler(watch)
    yield
    logging.getLogger().removeHandler(watch)
    marker = request.node.get_closest_marker("expected_errors")
    expected: tuple[str, ...] = marker.args if marker else ()
    unannounced = [line for line in watch.lines if not any(text in line for text in expected)]
    missing = [text for text in expected if not any(text in line for line in watch.lines)]
    assert not unannounced, "logged as ERROR:\n" + "\n".join(unannounced)
    assert not missing, f"expected in the log as ERROR, but never came: {missing}"


class _ErrorWatch(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if not line.startswith(STALLED):
            self.lines.append(line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that would be skipped in CI, where everything it needs is to be there."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped in CI: {call.excinfo}"
    return report
