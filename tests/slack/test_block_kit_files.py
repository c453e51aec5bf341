"""Files in blocks: named by us first, and by Slack once Slack has them."""

import pytest

from bot.slack import block_kit

IDS, LINKS = {"chart.png": "F1"}, {"all.csv": "https://acme.slack.com/files/U1/F2/all.csv"}


class TestPicture:
    def test_says_aloud_what_it_shows(self) -> None:
        assert block_kit.picture("chart.png", alt="Two columns") == {
            "type": "image",
            "slack_file": {"id": "chart.png"},
            "alt_text": "Two columns",
        }

    def test_says_no_more_than_slack_takes(self) -> None:
        assert len(block_kit.picture("chart.png", alt="x" * 3000)["alt_text"]) == 2000


class TestWithFiles:
    def test_names_files_as_slack_does(self) -> None:
        blocks = [
            block_kit.picture("chart.png", alt="Two columns"),
            block_kit.section(f"See {block_kit.file_link('all.csv')}."),
        ]
        picture, section = block_kit.with_files(blocks, ids=IDS, links=LINKS)
        assert picture == {
            "type": "image",
            "slack_file": {"id": "F1"},
            "alt_text": "Two columns",
        }
        assert section["text"]["text"] == f"See <{LINKS['all.csv']}|all.csv>."

    def test_takes_no_words_of_people_for_a_link(self) -> None:
        typed = block_kit.section(block_kit.quote("<file:all.csv|mine>"))
        assert block_kit.with_files([typed], ids=IDS, links=LINKS) == [typed]

    def test_leaves_what_it_is_given_as_it_is(self) -> None:
        """It is what is written down of the message."""
        blocks = [block_kit.picture("chart.png", alt="x")]
        block_kit.with_files(blocks, ids=IDS, links=LINKS)
        assert blocks == [block_kit.picture("chart.png", alt="x")]

    def test_knows_only_files_that_slack_has(self) -> None:
        with pytest.raises(KeyError, match=r"other\.png"):
            block_kit.with_files([block_kit.picture("other.png", alt="x")], ids=IDS, links=LINKS)
