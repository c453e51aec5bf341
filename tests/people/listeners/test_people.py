"""What Slack tells of people as it happens."""

import pytest

from bot.people.rules import Standing
from tests.payloads import samples
from tests.people import company
from tests.people.listeners.hearing import hear
from tests.story import Story


class TestOnUser:
    @pytest.mark.sqlite_first
    def test_knows_who_came(self, story: Story) -> None:
        noor = story.slack.admin.hire("Noor Haddad", tz="Asia/Amman")
        known = company.person(story, noor.id)
        assert known
        assert (known.name, known.zone) == ("Noor Haddad", "Asia/Amman")
        assert known.standing is Standing.COLLEAGUE

    def test_follows_a_zone_a_guest_and_a_leaver(self, story: Story) -> None:
        admin = story.slack.admin
        admin.change_person("Bo", tz="Europe/Paris", is_restricted=True)
        bo = company.person(story, "Bo")
        assert bo
        assert (bo.zone, bo.standing, bo.deactivated_at) == ("Europe/Paris", Standing.GUEST, None)
        admin.deactivate("Bo")
        bo = company.person(story, "Bo")
        assert bo
        assert bo.deactivated_at == story.clock()
        admin.reactivate("Bo")
        bo = company.person(story, "Bo")
        assert bo
        assert bo.deactivated_at is None

    @pytest.mark.sqlite_first
    def test_knows_somebody_of_another_company_who_shares_a_channel(self, story: Story) -> None:
        """Of whom Slack says that they are no stranger."""
        user = samples.load("user_change")["event"]["user"]
        hear(story, "user_change", user=user | {"team_id": "T0OTHERCO01"})
        bo = company.person(story, "Bo")
        assert bo
        assert bo.standing is Standing.STRANGER

    @pytest.mark.sqlite_first
    def test_does_not_believe_old_news(self, story: Story) -> None:
        user = samples.load("user_change")["event"]["user"]
        hear(story, "user_change", user=user | {"deleted": True, "updated": user["updated"] + 60})
        for _time in range(2):
            hear(story, "user_change", user=user)
        bo = company.person(story, "Bo")
        assert bo
        assert bo.deactivated_at
