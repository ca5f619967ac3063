"""What a page is instead of an article: a list, a wall, a player, an error in a good answer's clothes."""
