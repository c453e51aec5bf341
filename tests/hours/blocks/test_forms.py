"""The forms of hours and absences: Slack takes them, filled with what is known."""

from datetime import UTC, date, datetime

import pytest

from bot.hours.blocks import forms
from bot.hours.models import CompanyHours, Schedule, schedule
from bot.hours.rules import week
from bot.worktime.queries import list_countries
from sandbox import validation

ADVICE = "Type a few letters: a large city with the same clocks will do."
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def known(zone: str, *, confirmed: bool = True) -> Schedule:
    return schedule.build(
        zone=zone,
        hours=week.DEFAULT,
        country="DE",
        confirmed_at=NOW if confirmed else None,
        absences=(),
        now=NOW,
    )


def field(blocks: list[dict[str, object]], block_id: str) -> dict[str, object]:
    (found,) = [block for block in blocks if block.get("block_id") == block_id]
    return found


class TestHoursForm:
    @pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "Etc/GMT+5", "US/Pacific"])
    def test_is_a_view_with_the_zone_chosen(self, zone: str) -> None:
        view = forms.hours_form(known(zone), list_countries(), slack_zone=zone)
        assert not validation.view(view, "modal")
        element = field(view["blocks"], "zone")["element"]
        assert isinstance(element, dict)
        assert element["initial_option"]["value"] == zone

    @pytest.mark.parametrize(
        ("slack_zone", "confirmed", "hint"),
        [
            ("Europe/Lisbon", True, "Slack says you are near Lisbon now."),
            (
                "Europe/Lisbon",
                False,
                ADVICE,
            ),
            (
                "Europe/Berlin",
                True,
                ADVICE,
            ),
            (None, True, ADVICE),
        ],
    )
    def test_says_when_slack_thinks_otherwise(
        self, slack_zone: str | None, confirmed: bool, hint: str
    ) -> None:
        about = known("Europe/Berlin", confirmed=confirmed)
        view = forms.hours_form(about, {}, slack_zone=slack_zone)
        said = field(view["blocks"], "zone")["hint"]
        assert isinstance(said, dict)
        assert said["text"] == hint


class TestDefaultsFields:
    def test_are_what_everybody_starts_with(self) -> None:
        fields = forms.defaults_fields(None, list_countries())
        assert [each["block_id"] for each in fields] == [
            "zone",
            "days",
            "opens",
            "closes",
            "quiet_from",
            "quiet_until",
            "country",
        ]

    def test_are_filled_with_what_the_company_has_said(self) -> None:
        company = CompanyHours(
            zone="Europe/Berlin",
            days="012",
            opens=week.DEFAULT.opens,
            closes=week.DEFAULT.closes,
            quiet_from=week.DEFAULT.quiet_from,
            quiet_until=week.DEFAULT.quiet_until,
            country="DE",
        )
        fields = forms.defaults_fields(company, list_countries())
        days = field(fields, "days")["element"]
        assert isinstance(days, dict)
        assert [option["value"] for option in days["initial_options"]] == ["0", "1", "2"]


class TestAwayForm:
    def test_is_a_view_that_begins_today(self) -> None:
        view = forms.away_form(date(2026, 11, 23))
        assert not validation.view(view, "modal")
        first = field(view["blocks"], "from")["element"]
        assert isinstance(first, dict)
        assert first["initial_date"] == "2026-11-23"
