"""How Slack's page about installing an app looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from sandbox.app import App


@dataclass(frozen=True, slots=True)
class Choice:
    """A workspace, and the ids and names of who may install the app there."""

    name: str
    team_id: str
    has_app: bool
    people: Sequence[tuple[str, str]]


def form(
    app: App, scopes: Sequence[str], choices: Sequence[Choice], hidden: Mapping[str, str]
) -> str:
    """Return the page that asks whether an app may come into a workspace."""
    name = escape(app.name)
    kept = "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">'
        for key, value in hidden.items()
    )
    wanted = "".join(f"<li><code>{escape(scope)}</code></li>" for scope in scopes)
    return _page(
        f"{name} asks for access",
        f"""<form method="post">{kept}
<p><label for="who">Install it in</label>
<select id="who" name="who">{_options(choices, hidden.get("team", ""))}</select></p>
<h2>What {name} may do there</h2><ul>{wanted}</ul>
<p class="answer"><button name="decision" value="cancel">Cancel</button>
<button class="allow" name="decision" value="allow">Allow</button></p></form>""",
    )


def refusal(error: str, words: str = "") -> str:
    """Return the page that says why an app cannot ask."""
    said = f"<p>{escape(words)}</p>" if words else ""
    return _page("The app cannot be installed", f"<p><code>{escape(error)}</code></p>{said}")


def _options(choices: Sequence[Choice], team: str) -> str:
    return "".join(_group(choice, chosen=choice.team_id == team) for choice in choices)


def _group(choice: Choice, *, chosen: bool) -> str:
    label = escape(choice.name + (", which has it already" if choice.has_app else ""))
    options = "".join(
        f'<option value="{choice.team_id}/{user_id}"'
        f"{' selected' if chosen and not number else ''}>"
        f"{escape(choice.name)}, as {escape(name)}</option>"
        for number, (user_id, name) in enumerate(choice.people)
    )
    return f'<optgroup label="{label}">{options}</optgroup>'


def _page(title: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>
<body><main><h1>{title}</h1>{body}</main></body></html>"""


_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; display: grid; place-items: center; }
main { box-sizing: border-box; width: min(32rem, 100%); padding: 2rem 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; }
label { display: block; font-weight: 600; }
select { font: inherit; width: 100%; padding: .4rem; }
button { font: inherit; padding: .5rem 1.25rem; border-radius: .25rem; border: 1px solid #868686; }
.allow { background: #007a5a; border-color: #007a5a; color: #fff; font-weight: 600; }
.answer { display: flex; gap: .75rem; justify-content: flex-end; }
"""
