"""The app's Home tab, as it was last published for each person."""

from datetime import datetime

from sandbox.ids import Ids
from sandbox.model import Json
from sandbox.refused import Refused
from sandbox.shown import Home
from sandbox.views import Views


class Homes:
    """Everybody's Home tab; `names` (ids -> visible names) reads the mentions in them."""

    def __init__(self, views: Views, ids: Ids, names: dict[str, str]) -> None:
        self._views = views
        self._ids = ids
        self._names = names
        self._shown: dict[str, Home] = {}

    def get(self, user: str) -> Home | None:
        return self._shown.get(user)

    def publish(self, user: str, view: Json, at: datetime, hash_: str | None = None) -> Home:
        """Show somebody another view, under the id of her first one; what she has typed and chosen
        stays where the same inputs do.

        Raises Refused: hash_conflict when `hash_` is not that of the view she sees,
        duplicate_external_id.
        """
        before = self._shown.get(user)
        if hash_ is not None and hash_ != (before.view["hash"] if before else None):
            raise Refused("hash_conflict")
        self._refuse_known_external_id(user, view.get("external_id", ""))
        typed = before.view["state"]["values"] if before else {}
        fresh = self._views.complete(view, at, typed)
        fresh["id"] = fresh["root_view_id"] = before.view["id"] if before else self._ids.next("V")
        self._shown[user] = Home(fresh, user, names=self._names)
        return self._shown[user]

    def _refuse_known_external_id(self, user: str, external_id: str) -> None:
        others = (home for home in list(self._shown.values()) if home.user != user)
        if external_id and any(home.view["external_id"] == external_id for home in others):
            raise Refused("duplicate_external_id")
