"""What can be done with a record: use cases, and the ports they need. No I/O here; the world comes in through `ports`."""
