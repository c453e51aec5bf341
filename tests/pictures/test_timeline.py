"""A picture of the roadmap: the same data are the same bytes, whatever names there are."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from bot.pictures import timeline, timeline_row
from bot.pictures.timeline import Bar, Lane, Look, Timeline
from bot.pictures.timeline_axis import axis_of
from bot.pictures.timeline_row import COLOURS, LETTERS

TODAY = date(2026, 11, 30)
BAR = Bar("INI-7", "Web shop", date(2026, 10, 1), date(2027, 2, 1), (Look.AT_RISK, Look.ON_TRACK))
NAMES = (
    "W" * 200,
    "新しいウェブショップの計画" * 12,
    "متجر إلكتروني جديد للجميع " * 9,
    "👩🏽‍💻🇩🇪🚀" * 20,
    "\u0301\u200d\x00",
    "",
)


def of(*bars: Bar, team: str = "Marketing", more: int = 0) -> Timeline:
    return Timeline("Roadmap of Mon 30 Nov 2026", TODAY, (Lane(team, bars),), more)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def luminance(colour: str) -> float:
    """Return how bright a colour is, as WCAG 2.2 has it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


class TestDraw:
    def test_is_the_same_for_the_same_data(self) -> None:
        assert timeline.draw(of(BAR)) == timeline.draw(of(BAR))
        assert timeline.draw(of(BAR)) != timeline.draw(of(replace(BAR, sides=(Look.OFF_TRACK,))))

    @pytest.mark.parametrize("name", NAMES)
    def test_keeps_every_name_in_its_room(self, name: str) -> None:
        """Right of the names, and below them, all is as with another name."""
        pictures = []
        for title in ("Web shop", name):
            bars = [replace(BAR, title=title, name=f"INI-{number}") for number in (1, 2)]
            (page,) = timeline.draw(of(*bars))
            pictures.append(opened(page))
        one, other = pictures
        assert one.size == other.size
        right = (timeline_row.CHART[0] - 3 * 40, 0, *one.size)
        # Nearly: of 128 colours, which those are depends on the whole page.
        differs = ImageChops.difference(one.crop(right), other.crop(right))
        assert max(most for _least, most in differs.getextrema()) < 40

    @pytest.mark.parametrize("name", NAMES)
    def test_takes_every_name_of_a_team(self, name: str) -> None:
        drawn = of(BAR, team=name)
        (page,) = timeline.draw(drawn)
        assert opened(page).width == timeline_row.WIDTH
        assert "1 initiative, 1 at risk" in timeline.alt_text(drawn, timeline.pages(drawn)[0])

    @pytest.mark.parametrize(
        "days", [(-9000, -8000), (-1, -1), (0, 0), (0, 9000), (40, 30), (0, 2_900_000)]
    )
    def test_takes_every_day(self, days: tuple[int, int]) -> None:
        since, target_on = (TODAY + timedelta(days=each) for each in days)
        (page,) = timeline.draw(of(replace(BAR, since=since, target_on=target_on)))
        assert opened(page).width == timeline_row.WIDTH

    def test_puts_two_hundred_on_pages(self) -> None:
        bars = tuple(replace(BAR, name=f"INI-{number}") for number in range(1, 201))
        drawn = replace(of(more=800), lanes=(Lane("Marketing", bars[:90]), Lane("IT", bars[90:])))
        pages = timeline.pages(drawn)
        names = [bar.name for page in pages for lane in page.lanes for bar in lane.bars]
        assert names == [bar.name for bar in bars]
        assert all(page.rows <= timeline.ROWS for page in pages)
        assert pages[1].title == "Roadmap of Mon 30 Nov 2026, page 2 of 6"
        assert [page.note for page in pages] == ["", "", "", "", "", pages[-1].note]
        assert pages[-1].note == "and 800 more that are not drawn"
        assert len(timeline.draw(drawn)) == len(pages)


class TestAltText:
    def test_says_how_many_go_how(self) -> None:
        late = replace(BAR, target_on=date(2026, 11, 1), sides=())
        drawn = of(BAR, replace(BAR, sides=(Look.OFF_TRACK, Look.ON_TRACK)), late)
        assert timeline.alt_text(drawn, timeline.pages(drawn)[0]) == (
            "Roadmap of Mon 30 Nov 2026: 3 initiatives. Marketing: 3 initiatives, 1 no answer yet, "
            "1 at risk, 1 off track. Target dates that have passed: 1."
        )


class TestColours:
    @pytest.mark.parametrize("look", Look)
    def test_let_every_letter_be_read(self, look: Look) -> None:
        assert contrast(*COLOURS[look]) >= 4.5
        assert contrast(timeline_row.GREY, timeline_row.PAPER) >= 4.5

    def test_are_never_alone(self) -> None:
        assert len(set(LETTERS.values())) == len(Look)

    @pytest.mark.parametrize("look", Look)
    def test_survive_being_few(self, look: Look) -> None:
        """The file keeps 128 colours: that of each box is nearly what it was."""
        (page,) = timeline.draw(of(replace(BAR, sides=(look,))))
        found = opened(page).getcolors(1 << 20) or []
        wanted = [int(COLOURS[look][0][at : at + 2], 16) for at in (1, 3, 5)]
        assert any(
            number > 100 and max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) <= 3
            for number, colour in found
            if isinstance(colour, tuple)
        )


class TestAxis:
    def test_has_a_quarter_at_least_and_a_year_and_a_half_at_most(self) -> None:
        near, far = (replace(BAR, target_on=TODAY + timedelta(days=each)) for each in (1, 5000))
        assert axis_of(TODAY, [near]).last == date(2027, 2, 1)
        assert axis_of(TODAY, [far]).last == date(2028, 4, 1)
        assert axis_of(TODAY, []).first == date(2026, 10, 1)

    def test_names_months_as_far_as_there_is_room(self) -> None:
        labels = [label for _left, _right, label in axis_of(TODAY, []).months]
        assert labels == ["Oct 2026", "Nov", "Dec", "Jan 2027"]
