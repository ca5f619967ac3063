"""What a crawl costs beside what people would use in its place: one site, the same for all."""
