"""The office as Django knows it."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Our own tables, pages and words."""

    name = "paraph.web"
    label = "office"
    verbose_name = "The office"
    default_auto_field = "django.db.models.BigAutoField"
