from django.db import migrations
from django.db.models import Max

LISTS = (
    "contactpoint",
    "address",
    "offer",
    "openinghours",
    "servedarea",
    "actorlink",
    "milestone",
    "goal",
    "yearlyfocus",
    "partnerline",
)


def number_rows(apps, schema_editor):
    """Give rows without a place in their list one at its end; SQLite would show them first."""
    for name in LISTS:
        model = apps.get_model("network", name)
        rows = model.objects.filter(sort_order=None).order_by("page_id", "pk")
        last = dict(
            model.objects.filter(page_id__in=rows.order_by().values("page_id"))
            .order_by()
            .values_list("page_id")
            .annotate(last=Max("sort_order"))
        )
        numbered = []
        for row in rows:
            row.sort_order = 0 if last[row.page_id] is None else last[row.page_id] + 1
            last[row.page_id] = row.sort_order
            numbered.append(row)
        model.objects.bulk_update(numbered, ["sort_order"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0006_stewardship'),
    ]

    operations = [
        migrations.RunPython(number_rows, migrations.RunPython.noop),
    ]
