"""What people may type to make a bot say what they want: for property tests of every text."""

import re

from hypothesis import strategies as st

HOSTILE = (
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<!subteam^S123|@it>",
    "<@U0IVAN00003>",
    "<@U0IVAN00003|ivan>",
    "<#C0IT0000003|it>",
    "<https://evil.example|Click>",
    "<mailto:a@b.example|a>",
    "<!date^0^{date}|x>",
    "&lt;!channel&gt;",
    "&amp;lt;",
    "<",
    ">",
    "&",
    "|",
    "\u202e",  # right-to-left override
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",  # the end of an isolate
    "\u202a",
    "\u202c",
    "שלום",
    "مرحبا",
    "🎉",
    "👩‍👩‍👧",
    "\n",
    "\t",
    "\u00a0",
    "\u2028",
    "*",
    "`",
)

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=5)), max_size=30).map("".join),
)
"""Any text, and texts in which what could do harm is frequent."""

MARKUP = re.compile(r"<[^<>]*>")
"""What Slack takes for a mention, a link or a command."""

OPENING, CLOSING = "\u2066\u2067\u2068", "\u2069"
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"


def stays_isolated(text: str) -> bool:
    """Return whether no directional control in `text` reaches beyond it, nor out of its isolate.

    Source: the Unicode bidirectional algorithm (UAX 9), X1 to X8: an isolate ends at its PDI, and
    with it every embedding and override that was begun inside.
    """
    depth = 0
    for character in text:
        if character in OPENING:
            depth += 1
        elif character == CLOSING:
            depth -= 1
        elif character in _EMBEDDINGS and depth < 1:
            return False
        if depth < 0:
            return False
    return depth == 0
