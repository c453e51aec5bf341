"""Markdown blocks as HTML."""

import pytest

from sandbox.page import markdown
from tests.sandbox.page.test_markup import BERLIN, LINK


class TestOf:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("**bold** __bold__ *it* _it_ ~~gone~~",
             "<p><strong>bold</strong> <strong>bold</strong> <em>it</em> <em>it</em> "
             "<s>gone</s></p>"),
            ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
            ("# One\n## Two\n###### Six", "<h3>One</h3><h4>Two</h4><h5>Six</h5>"),
            ("#no heading", "<p>#no heading</p>"),
            ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
            ("- a\n  * b\n1. c\n2) d\n- [ ] e\n- [x] f",
             '<div class="item"><span>•</span><div>a</div></div>'
             '<div class="item" style="margin-left:2ch"><span>•</span><div>b</div></div>'
             '<div class="item"><span>1.</span><div>c</div></div>'
             '<div class="item"><span>2)</span><div>d</div></div>'
             '<div class="item"><span>☐</span><div>e</div></div>'
             '<div class="item"><span>☑</span><div>f</div></div>'),
            ("> > a\n>b", "<blockquote><p>a<br>b</p></blockquote>"),
            ("> a\n> - b", '<blockquote><p>a</p><div class="item"><span>•</span><div>b</div></div>'
             "</blockquote>"),
            ("```python\n# a **b**\n\n```\nc", "<pre># a **b**\n</pre><p>c</p>"),
            ("```\nnever closed", "<pre>never closed</pre>"),
            ("---", "<hr>"),
            ("| A | B |\n|:--|--:|\n| 1 | a \\| b |",
             "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>a | b</td></tr></table>"),
            ("`**a**` ``b ` c``", "<p><code>**a**</code> <code>b ` c</code></p>"),
            ("[a **b**](https://a.test)", f'<p><a href="https://a.test" {LINK}>a **b**</a></p>'),
            ("**[a](https://a.test)**",
             f'<p><strong><a href="https://a.test" {LINK}>a</a></strong></p>'),
            ("![a cat](https://a.test/c.png)",
             f'<p><a href="https://a.test/c.png" {LINK}>Picture: a cat</a></p>'),
            ("[x](javascript:alert(1))", "<p>x)</p>"),
            ("https://a.test/x_y_z.", f'<p><a href="https://a.test/x_y_z" {LINK}>'
             "https://a.test/x_y_z</a>.</p>"),
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
            ("<@U2> :tada: \\*a\\*", '<p><span class="mention">@Bo</span> 🎉 *a*</p>'),
        ],
    )  # fmt: skip
    def test_draws(self, text: str, html: str) -> None:
        assert markdown.of(text, BERLIN) == html

    def test_is_not_slowed_down_by_a_hostile_text(self) -> None:
        for text in ("*" * 5000, "_a" * 5000, "[" * 5000, "`" * 5000, "> " * 900 + "x", "|" * 9000):
            assert markdown.of(text, BERLIN)
