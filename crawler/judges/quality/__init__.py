"""The quality judge: how well a text reads, and every flag that it owes its score to."""
