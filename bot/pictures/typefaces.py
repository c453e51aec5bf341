"""The letters that Lockstep draws with: Noto's, from two packages, for most of what people write.

Pillow shapes Arabic, Devanagari and emoji of several parts with raqm, which its wheels contain, if
the machine has the library fribidi. Without it each letter stands for itself.
See docs/decisions/0039.
"""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from PIL import ImageFont, features
from PIL.ImageFont import FreeTypeFont, Layout

from bot.pictures.characters import is_ignorable, looks_like_emoji

SHAPES = features.check("raqm") is True
"""Whether letters are joined and placed as their script wants it."""

_VARIABLE = (
    *("", "Arabic", "Hebrew", "Devanagari", "Thai", "Bengali", "Tamil", "Telugu", "Gujarati"),
    *("Gurmukhi", "Kannada", "Malayalam", "Oriya", "Sinhala", "Armenian", "Georgian", "Ethiopic"),
    *("Khmer", "Lao", "Myanmar", "Symbols"),
)
EMOJI, _CJK = "Emoji", "CJK"
_ORDER = (*_VARIABLE[:5], _CJK, *_VARIABLE[5:], EMOJI)
"""The first that has a character draws it: for signs that many have, Latin's look."""

_BOLD = 700
_SAMPLE_SIZE = 16
_NEVER_ASSIGNED = "\U0010ffff"


def face(name: str, size: int, bold: bool) -> FreeTypeFont:
    """Return a typeface in a size of pixels. The one for Chinese and its kin is never bold."""
    return _face(name, size, bold and name != _CJK)


@lru_cache(maxsize=100)
def _face(name: str, size: int, bold: bool) -> FreeTypeFont:
    engine = Layout.RAQM if SHAPES else Layout.BASIC
    loaded = ImageFont.truetype(_path(name), size, layout_engine=engine)
    if bold:
        loaded.set_variation_by_axes([_BOLD])
    return loaded


@lru_cache(maxsize=10_000)
def drawable(cluster: str) -> tuple[str, str] | None:
    """Return a cluster as it can be drawn, and the typeface that has it; None if none has.

    Letters with fancy looks become plain ones, and marks that no typeface has are left out.
    """
    order = (EMOJI, *_ORDER) if looks_like_emoji(cluster) else _ORDER
    plain = unicodedata.normalize("NFKC", cluster)
    for candidate in (cluster, plain, cluster[0], plain[0]):
        for name in order:
            if all(is_ignorable(each) or _has(name, each) for each in candidate):
                return candidate, name
    return None


@lru_cache(maxsize=20_000)
def _has(name: str, character: str) -> bool:
    """Say whether a typeface has a character: what it draws is not what it draws for none."""
    return bytes(_sample(name).getmask(character)) != _none(name)


@cache
def _none(name: str) -> bytes:
    return bytes(_sample(name).getmask(_NEVER_ASSIGNED))


@cache
def _sample(name: str) -> FreeTypeFont:
    return ImageFont.truetype(_path(name), _SAMPLE_SIZE, layout_engine=Layout.BASIC)


def _path(name: str) -> str:
    if name == _CJK:
        return str(files("noto_cjk_sans_jp_regular") / "NotoSansCJKjp-Regular.otf")
    family = f"NotoSans{name}" if name != EMOJI else "NotoEmoji"
    return str(files("manimgx_fonts") / f"{family}[wght].ttf")
