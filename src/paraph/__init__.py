"""Paraph: one record kept by two governments, each in its own house."""

__version__ = "0.1.0"
