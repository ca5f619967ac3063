"""How much work each stage is, in instructions, which no other work on the machine changes."""
