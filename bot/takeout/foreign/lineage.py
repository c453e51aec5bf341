"""Which record of a folder follows which: as they say, and as far as decisions do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.decisions.rules.moves import State, Succession
from bot.takeout.foreign import statuses
from bot.takeout.foreign.pages import Page
from bot.takeout.foreign.references import Folder

_FIRST = (Succession.SUPERSEDE, Succession.REVERSE, Succession.AMEND)
"""What is told first, if a record could be followed in two ways."""


@dataclass(frozen=True)
class Link:
    """That the record in one file follows the one in another."""

    new: str
    old: str
    how: Succession


@dataclass
class Lineage:
    """What follows what, by the file of the old one; and what was said and is not told so."""

    after: Mapping[str, Link]
    untold: Mapping[str, list[str]]


def trace(pages: Mapping[str, Page], folder: Folder) -> Lineage:
    """Return what follows what: each one thing, and each followed by one, that has held.

    What has not held, or is followed already, says so in its words only.
    """
    untold: dict[str, list[str]] = {name: [] for name in pages}
    said: dict[Link, str] = {}
    for name, page in pages.items():
        for mention in statuses.mentions(page.links):
            files, missing = folder.find(mention.named)
            untold[name] += [f"{each} is not in this folder" for each in missing]
            for file in files:
                link = (
                    Link(file, name, mention.how) if mention.by else Link(name, file, mention.how)
                )
                if mention.partly:
                    untold[name].append(f"it follows {link.old} only in part")
                elif link.new != link.old:
                    said.setdefault(link, name)
    told = _possible(pages, _one_each(sorted(said, key=lambda link: _FIRST.index(link.how))))
    pairs = {(link.new, link.old) for link in told.values()}
    for link, name in said.items():
        if (link.new, link.old) not in pairs:
            told_not = f"that {link.new} should {link.how} {link.old}"
            untold[name].append(f"{told_not}: what holds follows one that has held, and alone")
    return Lineage(told, {name: list(dict.fromkeys(each)) for name, each in untold.items()})


def _one_each(links: list[Link]) -> Iterator[Link]:
    new, old = set[str](), set[str]()
    for link in links:
        if link.new not in new and link.old not in old:
            new.add(link.new)
            old.add(link.old)
            yield link


def _possible(pages: Mapping[str, Page], links: Iterator[Link]) -> dict[str, Link]:
    """Return those links, by the old one, of which the old one has held, and the new one as well.

    What does not hold any more has if it is followed: so each that falls may let another one fall.
    """
    told = {link.old: link for link in links if statuses.has_held(pages[link.old].status)}
    while fallen := [
        link.old
        for link in told.values()
        if link.new not in told and statuses.state_of(pages[link.new].status) is not State.ACCEPTED
    ]:
        for old in fallen:
            del told[old]
    return told
