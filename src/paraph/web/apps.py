"""The office as Django knows it."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Our own tables, pages and words."""

    name = "paraph.web"
    label = "office"
    verbose_name = "The office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Begin to write down who comes in."""
        from paraph.web import signals  # noqa: F401, PLC0415  # connects itself; Django must be ready before
