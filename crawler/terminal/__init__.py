"""What a person sees: progress and reports, safe whatever a page contains."""
