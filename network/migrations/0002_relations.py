import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        ('portal', '0002_media_pages_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='actorpage',
            name='logo',
            field=models.ForeignKey(blank=True, help_text='Replaces your tile in lists. Without one you have a tile of your own.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.portalimage', verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='actorpage',
            name='social_image',
            field=models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. At least 1200 × 630 pixels.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.portalimage', verbose_name='picture for sharing'),
        ),
        migrations.AddField(
            model_name='actorlink',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='network.actorpage'),
        ),
        migrations.AddField(
            model_name='actortopic',
            name='content_object',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='network.actorpage'),
        ),
        migrations.AddField(
            model_name='address',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='network.actorpage'),
        ),
        migrations.AddField(
            model_name='alliancespage',
            name='social_image',
            field=models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. At least 1200 × 630 pixels.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.portalimage', verbose_name='picture for sharing'),
        ),
        migrations.AddField(
            model_name='contactpoint',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_points', to='network.actorpage'),
        ),
        migrations.AddField(
            model_name='directorypage',
            name='social_image',
            field=models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. At least 1200 × 630 pixels.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.portalimage', verbose_name='picture for sharing'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='network.actorpage'),
        ),
        migrations.AddField(
            model_name='offer',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='network.actorpage'),
        ),
        migrations.AddField(
            model_name='openinghours',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_hours', to='network.actorpage'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='network.organisation', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='membership',
            name='alliance',
            field=models.ForeignKey(limit_choices_to={'kind': 'alliance'}, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='network.organisation', verbose_name='alliance'),
        ),
        migrations.AddField(
            model_name='membership',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='network.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='goal',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organisation', verbose_name='responsible organisation'),
        ),
        migrations.AddField(
            model_name='funding',
            name='alliance',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fundings', to='network.organisation', verbose_name='alliance'),
        ),
        migrations.AddField(
            model_name='funding',
            name='funder',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='funds', to='network.organisation', verbose_name='funder in the register'),
        ),
        migrations.AddField(
            model_name='funding',
            name='recipients',
            field=models.ManyToManyField(blank=True, related_name='received', to='network.organisation', verbose_name='recipients'),
        ),
        migrations.AddField(
            model_name='correction',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='network.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='actorpage',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='network.organisation', verbose_name='entry in the register'),
        ),
        migrations.AddField(
            model_name='postcode',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='postcodes', to='network.placesource', verbose_name='source'),
        ),
        migrations.AddField(
            model_name='region',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='network.region', verbose_name='part of'),
        ),
        migrations.AddField(
            model_name='region',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='regions', to='network.placesource', verbose_name='source'),
        ),
        migrations.AddField(
            model_name='postcode',
            name='regions',
            field=models.ManyToManyField(related_name='postcodes', to='network.region', verbose_name='municipalities'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='seat',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='network.region', verbose_name='seat'),
        ),
        migrations.AddField(
            model_name='address',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.region', verbose_name='municipality'),
        ),
        migrations.AddField(
            model_name='servedarea',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='served_areas', to='network.actorpage'),
        ),
        migrations.AddField(
            model_name='servedarea',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.region', verbose_name='area'),
        ),
        migrations.AddField(
            model_name='topic',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='network.topic', verbose_name='part of'),
        ),
        migrations.AddField(
            model_name='actortopic',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='network.topic', verbose_name='topic'),
        ),
        migrations.AddField(
            model_name='actorpage',
            name='topics',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='network.ActorTopic', to='network.Topic', verbose_name='topics'),
        ),
        migrations.AddField(
            model_name='yearlyfocus',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='yearly_focus', to='network.alliancepage'),
        ),
        migrations.AddField(
            model_name='partnerline',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='partner_lines', to='network.alliancepage'),
        ),
        migrations.AddField(
            model_name='goal',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='network.alliancepage'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('organisation', 'alliance', 'kind', 'since'), name='membership_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('since__isnull', True)), fields=('organisation', 'alliance', 'kind'), name='membership_undated_once'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.UniqueConstraint(fields=('kind', 'code'), name='region_key'),
        ),
    ]
