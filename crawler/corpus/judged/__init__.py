"""Articles judged again: by people's marks, by what was learned, by today's judges."""
