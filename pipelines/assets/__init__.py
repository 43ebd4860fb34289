"""Assets: each reads, calls one function of a room, writes, and reports rows and seconds."""
