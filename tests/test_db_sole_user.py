"""SQLite is for one process: the second is refused with a clear sentence."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy

from bot.db import sole_user
from bot.errors import BotError


class TestSoleUser:
    def test_refuses_a_second_one_on_the_same_file(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path}/lockstep.db"
        sentence = r"Another Lockstep is running on .*lockstep\.db\. .* PostgreSQL"
        with sole_user(url), pytest.raises(BotError, match=sentence), sole_user(url):
            pass

    def test_makes_way_when_it_ends(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path}/lockstep.db"
        for _ in range(2):
            with sole_user(url):
                pass

    def test_leaves_the_file_itself_alone(self, sqlite_database: sqlalchemy.URL) -> None:
        with sole_user(sqlite_database.render_as_string()):
            connection = sqlite3.connect(str(sqlite_database.database))
            connection.execute("DELETE FROM workspaces")
            connection.close()

    def test_has_room_for_many_on_postgresql(self) -> None:
        url = "postgresql+psycopg://localhost/lockstep"
        with sole_user(url), sole_user(url):
            pass

    def test_says_so_when_it_may_not_write_there(self, tmp_path: Path) -> None:
        sentence = r"can't write next to .*no/lockstep\.db \(No such file or directory\)"
        with (
            pytest.raises(BotError, match=sentence),
            sole_user(f"sqlite:///{tmp_path}/no/lockstep.db"),
        ):
            pass
