"""The faces behind short codes such as :tada:, and :crab:, whose code is its name in Unicode."""

import re
import unicodedata
from functools import cache

_CODE = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?")

_FLAG = re.compile("flag-([a-z]{2})")
_REGION = 0x1F1E6 - ord("a")

QUICK = (
    *("+1", "-1", "eyes", "white_check_mark", "tada", "heart"),
    *("pray", "joy", "rocket", "clap", "raised_hands", "thinking_face"),
)
"""Offered for a reaction."""

_FACES = """
+1 👍  -1 👎  100 💯  alarm_clock ⏰  arrow_down ⬇️  arrow_left ⬅️  arrow_right ➡️  arrow_up ⬆️
art 🎨  bangbang ‼️  bar_chart 📊  bell 🔔  blue_heart 💙  blush 😊  bookmark 🔖  books 📚
boom 💥  bow 🙇  bug 🐛  bulb 💡  busts_in_silhouette 👥  calendar 📅  champagne 🍾
chart_with_downwards_trend 📉  chart_with_upwards_trend 📈  checkered_flag 🏁  clap 👏
clapper 🎬  clipboard 📋  clock1 🕐  clock3 🕒  clock9 🕘  coffee ☕  computer 💻
confetti_ball 🎊  construction 🚧  cry 😢  crystal_ball 🔮  dart 🎯  date 📅  disappointed 😞
dizzy 💫  email 📧  exclamation ❗  eyes 👀  face_with_monocle 🧐  fire 🔥  fireworks 🎆
flag-white 🏳️  gear ⚙️  gift 🎁  globe_with_meridians 🌐  grey_exclamation ❕  grey_question ❔
grin 😁  grinning 😀  hammer_and_wrench 🛠️  handshake 🤝  heart ❤️  heart_eyes 😍
heavy_check_mark ✔️  hourglass ⌛  hourglass_flowing_sand ⏳  hugging_face 🤗  inbox_tray 📥
joy 😂  key 🔑  large_blue_circle 🔵  large_green_circle 🟢  large_orange_circle 🟠
large_purple_circle 🟣  large_red_square 🟥  large_yellow_circle 🟡  laughing 😆  link 🔗
lock 🔒  loudspeaker 📢  mag 🔍  mailbox 📫  medal 🏅  mega 📣  memo 📝  microscope 🔬
moneybag 💰  mountain ⛰️  muscle 💪  mute 🔇  newspaper 📰  no_entry ⛔  no_entry_sign 🚫  ok ✅
ok_hand 👌  open_hands 👐  package 📦  paperclip 📎  partying_face 🥳  pencil ✏️  pencil2 ✏️
pensive 😔  point_right 👉  pray 🙏  pushpin 📌  question ❓  rainbow 🌈  raised_hand ✋
raised_hands 🙌  recycle ♻️  red_circle 🔴  rocket 🚀  rotating_light 🚨  runner 🏃  scroll 📜
see_no_evil 🙈  seedling 🌱  shield 🛡️  shrug 🤷  simple_smile 🙂  siren 🚨
slightly_smiling_face 🙂  smile 😄  smiley 😃  snail 🐌  sob 😭  sos 🆘  sparkles ✨
speech_balloon 💬  spiral_calendar_pad 🗓️  star ⭐  star2 🌟  stopwatch ⏱️  sunny ☀️  sunrise 🌅
sunglasses 😎  sweat_smile 😅  tada 🎉  telephone 📞  thinking_face 🤔  thumbsdown 👎
thumbsup 👍  tools 🛠️  traffic_light 🚥  triangular_flag_on_post 🚩  trophy 🏆  umbrella ☂️
unlock 🔓  vertical_traffic_light 🚦  warning ⚠️  wave 👋  wavy_dash 〰️  white_check_mark ✅
white_circle ⚪  wink 😉  woman-raising-hand 🙋‍♀️  wrench 🔧  x ❌  yellow_heart 💛  zap ⚡
zzz 💤
"""

_TOKENS = _FACES.split()
FACES = dict(zip(_TOKENS[::2], _TOKENS[1::2], strict=True))
FACES |= {  # by number: they look like letters and signs
    "heavy_minus_sign": "\u2796",
    "heavy_plus_sign": "\u2795",
    "information_source": "\u2139\ufe0f",
}


def face(name: str) -> str:
    """Return the emoji of a short code without its colons, or the code itself when unknown."""
    return _known(name) or f":{name}:"


def faces(text: str) -> str:
    """Return a text with every known short code replaced."""
    return _CODE.sub(lambda found: _known(found[1]) or found[0], text)


@cache
def _known(name: str) -> str:
    if name in FACES:
        return FACES[name]
    if flag := _FLAG.fullmatch(name):
        return "".join(chr(_REGION + ord(letter)) for letter in flag[1])
    try:
        named = unicodedata.lookup(re.sub("[_-]", " ", name))
    except KeyError:
        return ""
    is_picture = named >= "\u2600" and unicodedata.category(named[0]) == "So"
    return named if is_picture else ""
