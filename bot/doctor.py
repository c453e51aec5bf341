"""`python -m bot doctor`: checks everything Lockstep needs, a line each, with what to do."""

import sys
from collections.abc import Iterator
from http import HTTPStatus

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import db, manifest
from bot.config import ConfigError, Settings
from bot.errors import BotError
from bot.introduction import unreachable
from bot.parts import require_schema, slack_client
from bot.web import Check


def run() -> int:
    """Print a line a check; return 0 if all is well, 2 for a wrong setting, else 1."""
    try:
        settings = Settings.from_env()
        settings.require_a_door()
    except ConfigError as error:
        return _report([Check("settings", False, str(error))], failed=2)
    return _report([Check("settings", True), *_examine(settings)], failed=1)


def _examine(settings: Settings) -> Iterator[Check]:
    yield from _slack(slack_client(settings))
    if settings.slack_app_token:
        yield _app_token(slack_client(settings), settings.slack_app_token)
    yield _database(settings)


def _slack(client: WebClient) -> Iterator[Check]:
    try:
        answer = client.auth_test()
    except (OSError, SlackClientError) as error:
        advice = "copy SLACK_BOT_TOKEN again from your app's page, OAuth & Permissions"
        yield Check("token", False, _explain(error, advice, client))
        return
    yield Check("token", True)
    headers = {name.lower(): value for name, value in (answer.headers or {}).items()}
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")}
    missing = [scope for scope in manifest.SCOPES if scope not in granted]
    advice = "paste the newest manifest (`python -m bot manifest`) and install the app again"
    yield Check("scopes", not missing, f"missing {', '.join(missing)}: {advice}")


def _app_token(client: WebClient, app_token: str) -> Check:
    try:
        client.apps_connections_open(app_token=app_token)
    except (OSError, SlackClientError) as error:
        advice = "copy SLACK_APP_TOKEN again from your app's page, Basic Information"
        return Check("app token", False, _explain(error, advice, client))
    return Check("app token", True)


def _explain(error: Exception, advice: str, client: WebClient) -> str:
    """Return what Slack has against the token, or that it could not be asked."""
    answer = error.response if isinstance(error, SlackApiError) else None
    if answer is not None and answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"Slack says {answer.get('error')}: {advice}"
    return unreachable(client, error)


def _database(settings: Settings) -> Check:
    engine = db.build_engine(settings.database_url)
    try:
        require_schema(engine)
    except BotError as error:
        return Check("database", False, str(error))
    finally:
        engine.dispose()
    return Check("database", True)


def _report(checks: list[Check], *, failed: int) -> int:
    for check in checks:
        sys.stdout.write(f"{check.name}: {'ok' if check.ok else check.detail}\n")
    return 0 if all(check.ok for check in checks) else failed
