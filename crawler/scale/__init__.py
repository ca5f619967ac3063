"""The same job on more than one machine, on Ray: the only place that imports it."""
