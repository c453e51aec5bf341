"""What stories of people have in common: what Slack was asked, and what we know."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bot.people import operations, queries
from bot.people.models import Channel, Person
from sandbox import Ack
from tests.story import Story

READING = (
    "conversations.info",
    "conversations.list",
    "conversations.members",
    "usergroups.list",
    "usergroups.users.list",
    "users.info",
    "users.list",
)


def follow(story: Story, *sources: str) -> None:
    """Follow channels (by name) and user groups (by handle)."""
    with story.transaction() as session:
        for source in sources:
            operations.follow(
                session, story.workspace.id, source_id(story, source), now=story.clock()
            )


def source_id(story: Story, name: str) -> str:
    workspace = story.slack.workspace
    return (workspace.group(name) if name.startswith("@") else workspace.channel(name)).id


def members(story: Story, source: str) -> Sequence[str]:
    """Return the names of those whom we know to be in a source, sorted by their ids."""
    with story.transaction() as session:
        found = queries.list_members(session, story.workspace.id, source_id(story, source))
    return [story.slack.workspace.users[each].real_name for each in found]


def person(story: Story, name: str) -> Person | None:
    """Return what we know of somebody."""
    user_id = story.slack.person(name).id
    with story.transaction() as session:
        return queries.find_people(session, story.workspace.id, [user_id]).get(user_id)


def channel(story: Story, channel_id: str) -> Channel | None:
    """Return what we know of a channel, by its id."""
    with story.transaction() as session:
        return queries.find_channels(session, story.workspace.id, [channel_id]).get(channel_id)


@contextmanager
def counted(story: Story) -> Iterator[Counter[str]]:
    """Yield how often each method was called meanwhile, filled at the end."""
    calls: Counter[str] = Counter()
    before = len(story.slack.calls)
    yield calls
    made = (call.method for call in story.slack.calls[before:])
    calls.update(method for method in made if method in READING)


@contextmanager
def unheard(story: Story) -> Iterator[None]:
    """Lose every event that Slack sends meanwhile."""
    story.slack.deliver_to(lambda _delivery: Ack())
    yield
    story.slack.deliver_to(story.receive)


def missed(story: Story, happens: Callable[[], object]) -> None:
    """Let something happen of which we are not told."""
    with unheard(story):
        happens()
