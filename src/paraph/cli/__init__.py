"""The command `paraph`: read off the declarations, worded in one place, started in a moment."""

import gc


def main() -> None:
    """Run the command line that this process was started with."""
    # Nothing that loading makes is garbage, and looking for some takes a twentieth of the time; `Paraph` looks again.
    gc.disable()
    from paraph.cli.app import paraph  # noqa: PLC0415  # a library that imports the package does not want click

    paraph.main()
