"""What is kept of digests, and what one tells."""

from bot.digests.models.tables import Digest, DigestSettings, DigestSponsor

__all__ = ["Digest", "DigestSettings", "DigestSponsor"]
