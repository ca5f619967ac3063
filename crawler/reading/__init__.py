"""Page → Reading, pure: decode, parse once, links, article, language. No network, no database."""
