"""Both owners of an initiative say how it goes, apart from each other; then both can be read."""
