"""`python -m paraph.cli`: the same command, where no script is installed."""

from paraph.cli import main

if __name__ == "__main__":
    main()
