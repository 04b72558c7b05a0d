"""What the benchmarks share: the data, the clock and the table."""
