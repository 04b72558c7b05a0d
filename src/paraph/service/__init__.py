"""What can be done with a record: use cases, and the ports they need. The world comes in through `ports`."""
