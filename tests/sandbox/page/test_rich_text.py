"""Rich text as HTML."""

from typing import Any

import pytest

from sandbox.page import rich_text
from tests.sandbox.page.test_markup import AT, BERLIN, LINK

Json = dict[str, Any]


def part(kind: str, *elements: Json, **more: Any) -> Json:
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, "style": style}


def of(*parts: Json) -> str:
    return rich_text.of({"type": "rich_text", "elements": list(parts)}, BERLIN)


class TestOf:
    @pytest.mark.parametrize(
        ("element", "html"),
        [
            (words("*a* <b>"), "*a* &lt;b&gt;"),
            (words("a\nb"), "a<br>b"),
            (words("a", bold=True, italic=True, strike=True),
             "<s><em><strong>a</strong></em></s>"),
            (words("a", code=True), "<code>a</code>"),
            (words("a", underline=True, highlight=True, bold=False), "<mark><u>a</u></mark>"),
            ({"type": "link", "url": "https://a.test", "text": "a"},
             f'<a href="https://a.test" {LINK}>a</a>'),
            ({"type": "link", "url": "https://a.test"},
             f'<a href="https://a.test" {LINK}>https://a.test</a>'),
            ({"type": "emoji", "name": "tada"}, "🎉"),
            ({"type": "emoji", "name": "acme"}, ":acme:"),
            ({"type": "user", "user_id": "U1"}, '<span class="mention me">@Maya Okafor</span>'),
            ({"type": "channel", "channel_id": "C1"}, '<span class="mention">#it</span>'),
            ({"type": "usergroup", "usergroup_id": "S1"}, '<span class="mention">@S1</span>'),
            ({"type": "broadcast", "range": "here"}, '<span class="mention">@here</span>'),
            ({"type": "color", "value": "#F405B3"}, "<code>#F405B3</code>"),
            ({"type": "date", "timestamp": AT, "format": "{date_num} {time}"},
             "2026-11-23 10:00 AM"),
            ({"type": "date", "timestamp": AT, "format": "{time}", "url": "https://a.test"},
             f'<a href="https://a.test" {LINK}>10:00 AM</a>'),
            ({"type": "hologram"}, "[hologram]"),
        ],
    )  # fmt: skip
    def test_draws_each_element(self, element: Json, html: str) -> None:
        assert of(part("section", element)) == f"<div>{html}</div>"

    def test_draws_each_part(self) -> None:
        assert of(part("preformatted", words("a\n  <b>"))) == "<pre>a\n  &lt;b&gt;</pre>"
        assert of(part("quote", words("a\nb"))) == "<blockquote>a<br>b</blockquote>"

    def test_numbers_lists_from_their_offset_and_indents_them(self) -> None:
        items = [part("section", words("a")), part("section", words("b"))]
        html = of(part("list", *items, style="ordered", offset=2, indent=1))
        assert html == (
            '<div role="list">'
            '<div class="item" style="margin-left:2em" role="listitem">'
            "<span>3.</span><div>a</div></div>"
            '<div class="item" style="margin-left:2em" role="listitem">'
            "<span>4.</span><div>b</div></div></div>"
        )
        assert "<span>•</span>" in of(part("list", *items, style="bullet"))
