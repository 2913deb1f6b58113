from django.db import migrations, models


def note_told(apps, schema_editor):
    """Whoever is named on a post that was told already was told with it."""
    told = apps.get_model("publications", "ToldInfopost")
    authors = apps.get_model("publications", "InfopostAuthor").objects.order_by("organisation_id")
    for row in told.objects.iterator():
        row.named = list(authors.filter(page_id=row.page_id).values_list("organisation_id", flat=True))
        row.save(update_fields=["named"])


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0008_guide_makers'),
    ]

    operations = [
        migrations.AddField(
            model_name='toldinfopost',
            name='named',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunPython(note_told, migrations.RunPython.noop),
    ]
