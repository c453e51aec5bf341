"""News and old news: what an upsert writes, when Slack may say things late and twice."""

from typing import Any

from sqlalchemy import case, func


def without(values: dict[str, Any], name: str) -> dict[str, Any]:
    """Return `values` but the one of that name."""
    return {key: value for key, value in values.items() if key != name}


def if_news(condition: Any, new: Any, old: Any) -> Any:
    """Return the new value where the condition holds, and else the old."""
    return case((condition, new), else_=old)


def since(old: Any, new: Any) -> Any:
    """Return the first moment at which a time was not NULL, as long as it is not again."""
    return case((new.is_not(None), func.coalesce(old, new)))
