"""The demonstration: the public record of the Defence Consultative Group, played through two nodes. See `story`."""

from paraph.demo.story import tell_story

__all__ = ["tell_story"]
