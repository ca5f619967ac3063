"""Plots as plain shapes: pure, and drawn by a template, so that they need no script."""
