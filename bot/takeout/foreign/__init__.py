"""A folder of Markdown records that others wrote: MADR, log4brains, or Nygard's form of ADRs.

Their words are kept whole; of their status and of what follows what, as much as can be told
(adr.github.io/adr-templates, github.com/npryce/adr-tools, github.com/thomvaill/log4brains).
"""

from bot.takeout.foreign.folder import Taken, read
from bot.takeout.foreign.telling import Defaults

__all__ = ["Defaults", "Taken", "read"]
