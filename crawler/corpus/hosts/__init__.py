"""Hosts: how each is paced, what it said to machines, and what it may still be asked."""
