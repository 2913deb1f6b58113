from django.db import migrations, models


def note_named(apps, schema_editor):
    """Whoever is named already needs no mail about it."""
    named = {}
    rows = apps.get_model("events", "CoOrganiser").objects.order_by("organisation")
    for event, organisation in rows.values_list("event", "organisation"):
        named.setdefault(event, []).append(organisation)
    publications = apps.get_model("events", "Publication").objects
    for event, organisations in named.items():
        publications.filter(event=event).update(named=organisations)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_calendar_upload'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='named',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunPython(note_named, migrations.RunPython.noop, elidable=True),
    ]
