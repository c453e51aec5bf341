"""The places that people choose their clocks by."""

from zoneinfo import ZoneInfo

from bot.hours.rules import places


class TestListZones:
    def test_has_where_people_live(self) -> None:
        zones = {zone for each in places.list_zones().values() for zone in each}
        assert {"Europe/London", "America/Sao_Paulo", "Asia/Kolkata", "UTC"} <= zones
        assert all(ZoneInfo(zone) for zone in zones)

    def test_fits_into_a_list_of_slacks(self) -> None:
        groups = places.list_zones()
        assert len(groups) <= 100
        assert all(0 < len(zones) <= places.AT_MOST for zones in groups.values())

    def test_is_in_the_order_of_cities(self) -> None:
        cities = [places.city(zone) for zone in places.list_zones()["Europe"]]
        assert cities == sorted(cities)


class TestSplit:
    def test_keeps_what_fits(self) -> None:
        assert places.split("Asia", ["Asia/Tokyo"]) == {"Asia": ["Asia/Tokyo"]}
        assert places.split("Asia", []) == {}

    def test_says_what_is_in_each_part(self) -> None:
        names = [f"America/A{number:03}" for number in range(150)]
        assert places.split("America", names) == {
            "America, A000 to A099": names[:100],
            "America, A100 to A149": names[100:],
        }


class TestCity:
    def test_is_how_people_say_it(self) -> None:
        assert places.city("America/Argentina/Buenos_Aires") == "Buenos Aires"
        assert places.city("UTC") == "UTC"
