"""What can be done to a company, or to Slack as a whole: one row for each."""

from collections.abc import Callable
from typing import Any

from sandbox import seed as seeds
from sandbox.company import Company
from sandbox.control.reach import Sandbox
from sandbox.model import Json

Doing = Callable[[Sandbox, Company, Json], Any]


def _found(sandbox: Sandbox, _first: Company, body: Json) -> Json:
    seed = seeds.crowd(int(body["crowd"])) if "crowd" in body else None
    return described(sandbox.found(body["name"], seed))


def _hire(_sandbox: Sandbox, company: Company, body: Json) -> str:
    return company.admin.hire(body["name"], is_restricted=bool(body.get("guest"))).id


def _install(sandbox: Sandbox, company: Company, body: Json) -> Json:
    sandbox.companies.install(company, body.get("scopes") or sandbox.companies.app.scopes)
    return described(company)


def _fail_next(sandbox: Sandbox, _first: Company, body: Json) -> None:
    wanted = {name: body[name] for name in body if name not in ("do", "company", "method")}
    sandbox.fail_next(body["method"], **wanted)


DOINGS: dict[str, Doing] = {
    "archive": lambda _, company, body: company.archive(body["channel"]),
    "unarchive": lambda _, company, body: company.unarchive(body["channel"]),
    "invite_bot": lambda _, company, body: company.person(body["person"]).invite_bot(
        body["channel"]
    ),
    "remove_bot": lambda _, company, body: company.person(body["person"]).remove_bot(
        body["channel"]
    ),
    "join": lambda _, company, body: company.person(body["person"]).join(body["channel"]),
    "leave": lambda _, company, body: company.person(body["person"]).leave(body["channel"]),
    "invite": lambda _, company, body: company.person(body["person"]).invite(
        body["other"], body["channel"]
    ),
    "hire": _hire,
    "deactivate": lambda _, company, body: company.admin.deactivate(body["person"]),
    "reactivate": lambda _, company, body: company.admin.reactivate(body["person"]),
    "change_zone": lambda _, company, body: company.admin.change_person(
        body["person"], tz=body["tz"]
    ),
    "rename": lambda _, company, body: company.admin.rename(body["channel"], body["name"]),
    "change_id": lambda _, company, body: company.admin.change_id(body["channel"]),
    "create_group": lambda _, company, body: (
        company.admin.create_group(body["handle"], body["people"]).id
    ),
    "set_group": lambda _, company, body: company.admin.set_group(body["group"], body["people"]),
    "revoke": lambda _, company, body: company.revoke(),
    "restore": lambda _, company, body: company.restore(),
    "install": _install,
    "uninstall": lambda _, company, body: company.uninstall(),
    "found": _found,
    "fail_next": _fail_next,
    "lag_history": lambda sandbox, _, body: sandbox.lag_history(float(body["seconds"])),
    "warn_sockets": lambda sandbox, _, __: sandbox.warn_sockets(),
    "drop_sockets": lambda sandbox, _, body: sandbox.drop_sockets(bool(body.get("goodbye", True))),
    "deliver_over_http": lambda sandbox, _, body: sandbox.deliver_over_http(
        body["url"], verify=bool(body.get("verify", False))
    ),
}


def do(sandbox: Sandbox, body: Json) -> Any:
    """Do what `body` says ({do, …, company?}), to the first company unless it names another by
    id or name.

    Raises CannotDo, KeyError, TypeError or ValueError for what cannot be done.
    """
    if body["do"] not in DOINGS:
        raise ValueError(f"there is nothing to do called {body['do']!r}: {', '.join(DOINGS)}")
    return DOINGS[body["do"]](sandbox, sandbox.companies.meant(body), body)


def away(sandbox: Sandbox, body: Json) -> None:
    """Let Slack be away, in the way that `body` says ({mode}). Raises ValueError."""
    sandbox.away(body.get("mode", "refuse"))


def back(sandbox: Sandbox, _body: Json) -> None:
    """Let Slack answer again."""
    sandbox.back()


def described(company: Company) -> Json:
    """Return who a company is, and how the app signs in there."""
    app = company.workspace.app
    return {
        "company": company.team_id,
        "name": company.workspace.name,
        "installed": not app.is_absent,
        "bot_token": company.bot_token,
        "bot_user_id": app.bot_user_id,
        "bot_id": app.bot_id,
    }
