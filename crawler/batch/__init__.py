"""Reading without the network, in all cores: from files that somebody else made, and from the archive."""
