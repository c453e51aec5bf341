"""Words that people write, or paste, for every test of what is drawn."""

from hypothesis import strategies as st

NAMES = {
    "Latin": "Zoë Ångström",
    "Vietnamese": "Nguyễn Thị Ắ",
    "Cyrillic": "Нина Ђурић",
    "Greek": "Ελένη Παπαδοπούλου",
    "Arabic": "ليلى حداد",
    "Persian": "نرگس می\u200cخواهم",
    "Hebrew": "דוד כהן (אב)",
    "Japanese": "山田太郎さん",
    "Chinese": "王小明",
    "Korean": "김민수",
    "Thai": "สมชาย ใจดี",
    "Devanagari": "प्रिया शर्मा",
    "emoji": "🎉 ❤️ 1️⃣",
    "family": "👨‍👩‍👧‍👦",
    "flags": "🇩🇪🇧🇷🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "skins": "👍🏽 👩🏿‍💻",
}

ODD = (
    *("", " ", "\u200b\u200d\ufeff", "\x00\x1b[0m", "\ud800", "\u202eevil\u202c", "\u3164"),
    *("a" + "\u0301" * 300, "\u0301" * 40, "W" * 500, "i" * 500, "x" * 5000, "𒀀𐎠", "\ue000"),
    *("𝓜𝓪𝔂𝓪", "ﷺ", "\u0936\u094d" * 60, "🇩" * 51, "👩\u200d" * 40, "1\ufe0f\u20e3" * 30, "क\u200d"),
    *("שלום and 12,5 % (ok)", "abc אבג 123 !", "\u2028\u2029\t\r\n", "<!here> *b*"),
)

words = st.lists(
    st.one_of(
        st.sampled_from([*NAMES.values(), *ODD]),
        st.text(st.characters(), max_size=12),
        st.text(max_size=40),
    ),
    max_size=4,
).map(" ".join)
"""Anything that can be in a text, joined to anything else."""
