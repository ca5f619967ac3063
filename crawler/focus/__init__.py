"""Which links to follow, and how soon: the chance of each to lead to more of the same."""
