"""The command `paraph`: read off the declarations, worded in one place, started in a moment."""


def main() -> None:
    """Run the command line that this process was started with."""
    from paraph.cli.app import paraph  # noqa: PLC0415  # a library that imports the package does not want click

    paraph.main()
