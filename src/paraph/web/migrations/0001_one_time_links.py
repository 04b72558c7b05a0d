"""One-time links."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    initial = True
    operations: ClassVar = [
        migrations.CreateModel(
            name="OneTimeLink",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("person", models.CharField(blank=True, max_length=40)),
                ("purpose", models.CharField(max_length=16)),
                ("until", models.DateTimeField()),
            ],
            options={"db_table": "one_time_link"},
        ),
    ]
