"""The figures of the dashboards, by what they are about."""
