"""What office.db holds of ours, beside sessions and sign-in."""

from datetime import datetime

from django.db import models


class OneTimeLink(models.Model):  # noqa: DJ008  # nobody prints one
    """A link that lets its holder in once. Only its hash is kept: who reads the file cannot use it.

    Attributes:
        digest: SHA-256 of the link's secret part, in hex.
        person: Whom it lets in; empty when the first administrator still has to say who they are.
        purpose: "administrator" and "person" let one choose password and second factor; "desk" signs in at once.
        until: When it ends, used or not.
    """

    digest: "models.CharField[str, str]" = models.CharField(max_length=64, primary_key=True)
    person: "models.CharField[str, str]" = models.CharField(max_length=40, blank=True)
    purpose: "models.CharField[str, str]" = models.CharField(max_length=16)
    until: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()

    class Meta:
        """Where it stands."""

        app_label = "office"
        db_table = "one_time_link"
