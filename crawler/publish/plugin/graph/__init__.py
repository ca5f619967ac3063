"""Who links to whom, a piece at a time: of articles, or of sites."""
