"""Column charts: what they show, measured in their pixels."""

from io import BytesIO

from PIL import Image

from bot.pictures import column_chart
from bot.pictures.column_chart import Column

DARK, LIGHT = (31, 58, 95), (219, 229, 243)
PLOT = (40, 186, 920, 543)
"""Where columns are: left, top, right, bottom, in pixels."""


def drawn(*columns: Column, title: str = "Escalations") -> Image.Image:
    """Return the picture, as somebody who opens the file has it."""
    content = column_chart.draw(title, columns, done="answered", not_done="open")
    with Image.open(BytesIO(content)) as picture:
        assert picture.format == "PNG"
        return picture.convert("RGB")


def heights(picture: Image.Image, columns: int) -> list[tuple[int, int]]:
    """Return how many pixels each column has of the dark and of the light colour, in height."""
    left, top, right, bottom = PLOT
    room = (right - left) / columns
    # Beside the middle, where a number may stand on it.
    at = [round(left + room * (number + 0.5) + room * 0.25) for number in range(columns)]
    pixels = [[picture.getpixel((x, y)) for y in range(top, bottom)] for x in at]
    return [(column.count(DARK), column.count(LIGHT)) for column in pixels]


class TestDraw:
    def test_makes_columns_as_high_as_what_they_count(self) -> None:
        picture = drawn(Column("2 Nov", 4, 2), Column("9 Nov", 2, 0), Column("16 Nov", 1, 1))
        (done, rest), (none, half), (quarter, nothing) = heights(picture, 3)
        full = done + rest
        assert abs(done - full / 2) <= 4
        assert none <= 4  # the outline
        assert abs(half - full / 2) <= 6
        assert abs(quarter - full / 4) <= 6
        assert nothing == 0

    def test_makes_room_for_a_third_line_below(self) -> None:
        (two,), (three,) = (
            heights(drawn(Column(label, 4, 4)), 1) for label in ("2\nNov", "2\nNov\n1:05")
        )
        assert two[0] - three[0] in {35, 36, 37}  # with the line below

    def test_draws_nothing_for_nothing(self) -> None:
        assert heights(drawn(Column("2 Nov", 0, 0), Column("9 Nov", 0, 0)), 2) == [(0, 0)] * 2

    def test_can_be_empty(self) -> None:
        assert drawn().size == column_chart.SIZE

    def test_is_small_enough_for_a_phone(self) -> None:
        columns = [Column("30 Nov", 999, 500)] * 12
        content = column_chart.draw("Escalations", columns, done="answered", not_done="open")
        assert len(content) < 50_000
