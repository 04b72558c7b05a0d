"""How Paraph meets the world: the record, the house, keys, couriers and the clock. The only input and output there is.

Each adapter is imported from its own module, not from this package: what a command does not use is not loaded.
"""
