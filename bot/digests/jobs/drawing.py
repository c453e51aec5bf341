"""The pictures of a digest; without them the words go out all the same."""

import logging

from bot.digests.blocks import picture
from bot.digests.models.facts import Facts
from bot.outbox import File
from bot.pictures import timeline
from bot.slack.values import Json

logger = logging.getLogger(__name__)


def draw(facts: Facts) -> tuple[list[Json], list[File]]:
    """Return the blocks with the pictures, and their files; none if there is nothing to draw.

    Or if it fails: then the log says why.
    """
    try:
        drawn = picture.of(facts)
        if not drawn.bars:
            return [], []
        pages = timeline.draw(drawn)
        files = [File(name, page) for name, page in zip(picture.names(drawn), pages, strict=True)]
        return picture.blocks(drawn), files
    except Exception:
        logger.exception("the timeline of a digest could not be drawn: its words go out")
        return [], []
