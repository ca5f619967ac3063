"""From a seed to its first addresses: what to ask for, and those who can be asked. Pure."""
