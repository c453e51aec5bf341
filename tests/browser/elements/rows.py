"""The table of kinds: one row for each element that a person can press, choose in or type into."""

from unittest.mock import ANY

from tests.browser.elements.kinds import (
    ANA,
    ASIDE,
    BO,
    GENERAL,
    HIGH,
    INPUT,
    IT,
    LOW,
    PICK,
    ROW,
    SURE,
    Kind,
    ask,
    check,
    fill,
    follow,
    menu,
    pick,
    press,
    upload,
)
from tests.sandbox.blocks import plain

EVERYWHERE = (ROW, ASIDE, INPUT)
TWO = {"options": [HIGH, LOW]}
GROUPS = [
    {"label": plain("Now"), "options": [HIGH]},
    {"label": plain("Later"), "options": [LOW]},
]
GO = {"text": plain("Go")}
NOON = 1795435200
"""23 November 2026, 12:00 UTC: 04:00 on Bo's wall."""

KINDS = [
    Kind("button", press("Go"), GO | {"value": "7", "style": "danger"}, (ROW, ASIDE),
         GO | {"value": "7", "style": "danger"}),
    Kind("button", press("Go", "Do it"), GO, (ROW, ASIDE), GO | {"confirm": SURE}, ["confirm"],
         name="with a question first"),
    Kind("button", follow("Go"), GO | {"url": "http://127.0.0.1:9/"}, (ROW, ASIDE),
         GO | {"url": "http://127.0.0.1:9/"}, name="with an address"),
    Kind("overflow", menu("Low"), {"selected_option": LOW}, (ROW, ASIDE), TWO),
    Kind("static_select", pick("Low"), {"selected_option": LOW}, EVERYWHERE,
         TWO | PICK | {"initial_option": HIGH}, ["placeholder", "initial_option"]),
    Kind("static_select", pick("Low"), {"selected_option": LOW}, EVERYWHERE,
         {"option_groups": GROUPS} | PICK, ["placeholder"], name="in groups"),
    Kind("multi_static_select", pick("High", "Low"), {"selected_options": [HIGH, LOW]}, EVERYWHERE,
         TWO | PICK | {"max_selected_items": 2}, ["placeholder"]),
    Kind("external_select", ask("Low"), {"selected_option": LOW}, EVERYWHERE,
         PICK | {"min_query_length": 2}, ["placeholder", "min_query_length"]),
    Kind("multi_external_select", ask("High", "Low"), {"selected_options": [HIGH, LOW]},
         EVERYWHERE, PICK, ["placeholder"]),
    Kind("users_select", pick("Ana"), {"selected_user": ANA}, EVERYWHERE,
         PICK | {"initial_user": BO}, ["placeholder", "initial_user"]),
    Kind("multi_users_select", pick("Ana", "Bo"), {"selected_users": [ANA, BO]}, EVERYWHERE, PICK,
         ["placeholder"]),
    Kind("conversations_select", pick("#it"), {"selected_conversation": IT}, EVERYWHERE, PICK,
         ["placeholder"]),
    Kind("multi_conversations_select", pick("#general", "#it"),
         {"selected_conversations": [GENERAL, IT]}, EVERYWHERE, PICK, ["placeholder"]),
    Kind("channels_select", pick("#general"), {"selected_channel": GENERAL}, EVERYWHERE,
         PICK | {"initial_channel": IT}, ["placeholder", "initial_channel"]),
    Kind("multi_channels_select", pick("#general", "#it"), {"selected_channels": [GENERAL, IT]},
         EVERYWHERE, PICK, ["placeholder"]),
    Kind("datepicker", fill("2026-12-24"), {"selected_date": "2026-12-24"}, EVERYWHERE,
         PICK | {"initial_date": "2026-11-23"}, ["placeholder", "initial_date"]),
    Kind("timepicker", fill("09:30"), {"selected_time": "09:30"}, EVERYWHERE,
         PICK | {"initial_time": "08:00"}, ["placeholder", "initial_time"]),
    Kind("datetimepicker", fill("2026-11-23T04:00", "Choose"), {"selected_date_time": NOON},
         (ROW, INPUT), {"initial_date_time": 1795424400}, ["initial_date_time"]),
    Kind("checkboxes", check("High", "Low"), {"selected_options": [HIGH, LOW]}, EVERYWHERE, TWO),
    Kind("radio_buttons", check("Low"), {"selected_option": LOW}, EVERYWHERE,
         TWO | {"initial_option": HIGH}, ["initial_option"]),
    Kind("plain_text_input", fill("A <b> & c"), {"value": "A <b> & c"}, (INPUT,),
         PICK | {"min_length": 2, "max_length": 9}),
    Kind("plain_text_input", fill("One\nTwo"), {"value": "One\nTwo"}, (INPUT,),
         PICK | {"multiline": True}, name="of several lines"),
    Kind("email_text_input", fill("bo@acme.test"), {"value": "bo@acme.test"}, (INPUT,), PICK),
    Kind("url_text_input", fill("https://acme.test/a?b"), {"value": "https://acme.test/a?b"},
         (INPUT,), PICK),
    Kind("number_input", fill("12.5"), {"value": "12.5"}, (INPUT,),
         PICK | {"is_decimal_allowed": True, "min_value": "1", "max_value": "13"}),
    Kind("rich_text_input", fill("Hello"),
         {"rich_text_value": {"type": "rich_text", "block_id": ANY, "elements": [
             {"type": "rich_text_section", "elements": [{"type": "text", "text": "Hello"}]}]}},
         (INPUT,), PICK),
    Kind("file_input", upload("notes.txt"), {"files": [ANY]}, (INPUT,), {"filetypes": ["txt"]}),
]  # fmt: skip
