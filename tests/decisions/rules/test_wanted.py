"""What is typed after `/decision find`: filters, words, and what is wrong with them."""

from datetime import date

import pytest

from bot.decisions.rules import State
from bot.decisions.rules.wanted import ME, Typed, check_days, check_words, parse
from bot.errors import InvalidInput

ACCEPTED = [
    ("", Typed()),
    ("crm  rollout", Typed("crm rollout")),
    ("crm state:accepted", Typed("crm", state=State.ACCEPTED)),
    ("STATE:Accepted crm", Typed("crm", state=State.ACCEPTED)),
    ("team:IT crm", Typed("crm", team="IT")),
    ('team:"Data Team" crm', Typed("crm", team="Data Team")),
    ("team:“R&amp;D Lab” crm", Typed("crm", team="R&D Lab")),
    ("by:<@U0ANA000002|ana ribeiro> crm", Typed("crm", user_id="U0ANA000002")),
    ("by: me", Typed(user_id=ME)),
    ("crm in:ini-3", Typed("crm", initiative=3)),
    ("since:2026-02-03", Typed(since=date(2026, 2, 3))),
    ("since:2026-02", Typed(since=date(2026, 2, 1))),
    ("since:2026", Typed(since=date(2026, 1, 1))),
    ("until:2028-02", Typed(until=date(2028, 2, 29))),
    ("until:2026", Typed(until=date(2026, 12, 31))),
    ("since:2026 until:2026-1-1", Typed(since=date(2026, 1, 1), until=date(2026, 1, 1))),
    ("estate:x note:y http://team:80", Typed("estate:x note:y http://team:80")),
    ("state:", Typed("state:")),
]
A_DAY = "`{0}:` takes a day, as `{0}:2026-03-31`, a month or a year."
REFUSED = [
    (
        "state:done",
        "state",
        "There is no such state. A decision is proposed, accepted, rejected, superseded, reversed, "
        "expired or withdrawn.",
    ),
    ("by:ana", "by", "`by:` takes a person, as `by:@ana`, or `by:me`."),
    ("in:crm", "in", "`in:` takes the name of an initiative, as `in:INI-3`."),
    ("since:yesterday", "since", A_DAY.format("since")),
    ("since:2026-02-30", "since", A_DAY.format("since")),
    ("until:2026-13", "until", A_DAY.format("until")),
    ("until:0000", "until", A_DAY.format("until")),
    ("since:0800", "since", "There is nothing of that year. Please choose another one."),
    ("until:9999", "until", "There is nothing of that year. Please choose another one."),
    (
        "since:2026-02-02 until:2026-02-01",
        "until",
        "The last day is before the first one. Please change one.",
    ),
    ("team:IT team:HR", "team", "`team:` is there twice. Please leave one out."),
]


class TestParse:
    @pytest.mark.parametrize(("text", "typed"), ACCEPTED)
    def test_reads_words_and_filters(self, text: str, typed: Typed) -> None:
        assert parse(text) == typed

    @pytest.mark.parametrize(("text", "field", "sentence"), REFUSED)
    def test_says_what_is_wrong(self, text: str, field: str, sentence: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            parse(text)
        assert (refused.value.field, str(refused.value)) == (field, sentence)


class TestCheckDays:
    def test_lets_one_day_be_both(self) -> None:
        check_days(date(2026, 1, 1), date(2026, 1, 1))


class TestCheckWords:
    def test_refuses_a_document(self) -> None:
        assert check_words("x" * 200) == "x" * 200
        with pytest.raises(InvalidInput, match="200 characters at most"):
            check_words("x" * 201)
