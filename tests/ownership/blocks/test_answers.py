"""The words in which somebody is told whom to ask."""

from datetime import timedelta

import pytest

from bot.ownership.blocks import answers
from bot.ownership.models import Answer, Found
from bot.ownership.rules.entries import Kind, Vacancy
from tests.ownership.blocks.drawn import AT, NOW, answered, entry, team

LIAISON = "You may always ask <@UIVAN>, the liaison of IT, in <#CIT>."


class TestSentence:
    @pytest.mark.parametrize(
        ("answer", "text"),
        [
            (
                Answer(Found.ENTRY, 1.0, entry=entry()),
                "<@UIVAN> answers for *Newsletter exports* (IT). Ask in <#CIT>.",
            ),
            (
                Answer(Found.ENTRY, 1.0, entry=entry(accountable="UBO")),
                f"<@UBO> answers for *Newsletter exports* (IT). {LIAISON}",
            ),
            (
                Answer(Found.ENTRY, 1.0, entry=entry(accountable="UBO", vacancy=Vacancy.GIVEN_UP)),
                "Nobody answers for *Newsletter exports* (IT) at the moment: <@UBO> gave it up, "
                f"{AT}. I have asked <@UIVAN> and <@UBO> to name somebody. {LIAISON}",
            ),
            (
                Answer(Found.ENTRY, 1.0, entry=entry(accountable="UBO", vacancy=Vacancy.LEFT)),
                "Nobody answers for *Newsletter exports* (IT) at the moment: <@UBO> has left the "
                f"company. I have asked <@UIVAN> and <@UBO> to name somebody. {LIAISON}",
            ),
            (
                Answer(Found.SERVICE, 1.0, entry=entry("Laptops", kind=Kind.SERVICE)),
                f"IT does *Laptops* for the others. {LIAISON}",
            ),
            (
                Answer(Found.TEAM, 1.0, team=team()),
                f"<@UIVAN> and <@UBO> lead *IT*. {LIAISON} What it does for the others: "
                "`/align services`.",
            ),
            (
                Answer(Found.TEAM, 1.0, team=team("IT", "UIVAN")),
                "<@UIVAN> leads *IT*. Ask in <#CIT>. What it does for the others: "
                "`/align services`.",
            ),
            (
                Answer(Found.PERSON, 1.0, user_id="UANA"),
                "<@UANA> leads no team and answers for nothing that I know of.",
            ),
            (
                Answer(Found.PERSON, 1.0, user_id="UIVAN", leads=(team(),)),
                "<@UIVAN> leads *IT*.",
            ),
            (
                Answer(
                    Found.PERSON,
                    1.0,
                    user_id="UIVAN",
                    leads=(team(), team("Data")),
                    owns=(entry("A"), entry("B"), entry("C", accountable="UBO")),
                ),
                "<@UIVAN> leads *IT* and *Data*, answers for *A* (IT) and *B* (IT) and is "
                "responsible for *C* (IT).",
            ),
            (
                Answer(Found.PERSON, 1.0, user_id="UIVAN", owns=(entry("A"),) * 8),
                "<@UIVAN> answers for *A* (IT), *A* (IT), *A* (IT), *A* (IT), *A* (IT) and 3 more.",
            ),
            (
                Answer(Found.ANSWER, 1.0, question=answered()),
                f"<@UIVAN> was asked “Who does the coffee?” before and answered, {AT}: “Facility”",
            ),
        ],
        ids=lambda value: value.found.value if isinstance(value, Answer) else "",
    )
    def test_says_who_and_why(self, answer: Answer, text: str) -> None:
        assert answers.sentence(answer, now=NOW) == text

    def test_says_that_nobody_has_confirmed_it(self) -> None:
        doubtful = Answer(Found.ENTRY, 1.0, entry=entry())
        assert answers.sentence(doubtful, now=NOW + timedelta(days=180)) == (
            "<@UIVAN> answers for *Newsletter exports* (IT), not confirmed since "
            f"{AT}. Ask in <#CIT>."
        )


class TestFound:
    def test_says_the_one_that_is_clear_first_and_in_its_own_words(self) -> None:
        best = Answer(Found.SERVICE, 1.0, entry=entry("Laptops", kind=Kind.SERVICE))
        other = Answer(Found.TEAM, 0.5, team=team("IT", "UIVAN"))
        text, blocks = answers.found([best, other], asked="laptop", now=NOW)
        assert text == (
            f"IT does *Laptops* for the others. {LIAISON}\nLess likely:\n• <@UIVAN> leads *IT*. "
            "Ask in <#CIT>. What it does for the others: `/align services`."
        )
        assert blocks[1]["text"] == {
            "type": "plain_text",
            "text": "Ask with a ticket",
            "emoji": True,
        }
        (button,) = blocks[-1]["elements"]
        assert (button["text"]["text"], button["value"]) == (
            "None of these: ask the leads",
            "laptop",
        )

    def test_numbers_those_that_are_equally_good(self) -> None:
        both = [Answer(Found.ENTRY, 1.0, entry=entry(name)) for name in ("A", "B")]
        text, _blocks = answers.found(both, asked="a or b", now=NOW)
        assert text == (
            "Several things fit “a or b”, the best first:\n"
            "1. <@UIVAN> answers for *A* (IT). Ask in <#CIT>.\n"
            "2. <@UIVAN> answers for *B* (IT). Ask in <#CIT>."
        )

    def test_asks_no_leads_about_somebody_who_was_named_exactly(self) -> None:
        _text, blocks = answers.found([Answer(Found.PERSON, 1.0, user_id="U1")], asked="", now=NOW)
        assert [block["type"] for block in blocks] == ["section"]


class TestNobody:
    def test_says_who_was_told(self) -> None:
        assert answers.nobody("coffee", ["UIVAN", "UBO"]) == (
            "I know nobody yet for “coffee”. I have kept your question for <@UIVAN> and <@UBO>, "
            "and send you the answer as soon as there is one."
        )

    def test_says_so_if_there_is_nobody_else(self) -> None:
        assert answers.nobody("coffee", []) == (
            "I know nobody yet for “coffee”. I have kept your question: leads see it with `/align "
            "questions`."
        )
