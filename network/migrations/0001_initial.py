import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import network.fields
import network.models.organisations
import uuid
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActorLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(max_length=120, verbose_name='words shown')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActorPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(help_text='What you do and for whom. Stands in every list; the first thing people read.', max_length=300, verbose_name='in one or two sentences')),
                ('story', wagtail.fields.StreamField([('text', 0), ('image', 3), ('quote', 6)], blank=True, block_lookup={0: ('portal.blocks.body.TextBlock', (), {'features': ['bold', 'italic', 'link', 'ol', 'ul', 'h3']}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('image', 1), ('caption', 2)]], {}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Words'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Who says so', 'max_length': 150, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('source', 5)]], {})}, verbose_name='what you do')),
                ('reach', network.fields.ChoiceListField(blank=True, default=list, verbose_name='also')),
                ('languages', network.fields.ChoiceListField(blank=True, default=list, verbose_name='languages')),
                ('target_groups', network.fields.ChoiceListField(blank=True, default=list, verbose_name='for whom')),
                ('accessibility', network.fields.ChoiceListField(blank=True, default=list, verbose_name='accessibility')),
                ('accessibility_note', models.CharField(blank=True, max_length=250, verbose_name='more on access')),
                ('confirmed_on', models.DateField(blank=True, help_text='Shown as “Stand”.', null=True, verbose_name='confirmed on')),
            ],
            options={
                'verbose_name': 'page of an organisation',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ActorTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('key', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('label', models.CharField(blank=True, help_text='For example: office, café.', max_length=120, verbose_name='name of the place')),
                ('street', models.CharField(blank=True, max_length=150, verbose_name='street and number')),
                ('postcode', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}$', 'Five digits, for example 08056.')], verbose_name='postcode')),
                ('town', models.CharField(blank=True, max_length=120, verbose_name='town')),
                ('lat', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('lon', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('disclosure', models.CharField(choices=[('public', 'Everybody'), ('registrants', 'People registered for the event'), ('members', 'Members of the alliances of this organisation'), ('office', 'Only the coordination office'), ('nobody', 'Nobody (kept for the record)')], default='public', max_length=12, verbose_name='who may see it')),
                ('precision', models.CharField(choices=[('exact', 'Street and number'), ('municipality', 'Only the town'), ('district', 'Only the district')], default='exact', help_text='What everybody may see of this address. The map never shows more than this.', max_length=12, verbose_name='how exactly')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='how to get there')),
            ],
            options={
                'verbose_name': 'address',
                'verbose_name_plural': 'addresses',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AlliancesPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.CharField(blank=True, max_length=250, verbose_name='sentence below the heading')),
            ],
            options={
                'verbose_name': 'list of alliances',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('key', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(choices=[('email', 'E-mail'), ('phone', 'Phone'), ('website', 'Website'), ('fax', 'Fax'), ('social', 'Social media'), ('messenger', 'Messenger')], max_length=10, verbose_name='kind')),
                ('value', models.CharField(help_text='E-mail address, phone number or https:// address.', max_length=255, verbose_name='address or number')),
                ('label', models.CharField(blank=True, help_text='For example: counselling, press.', max_length=100, verbose_name='for what')),
                ('person', models.CharField(blank=True, max_length=100, verbose_name='person')),
                ('disclosure', models.CharField(choices=[('public', 'Everybody'), ('registrants', 'People registered for the event'), ('members', 'Members of the alliances of this organisation'), ('office', 'Only the coordination office'), ('nobody', 'Nobody (kept for the record)')], default='public', max_length=12, verbose_name='who may see it')),
                ('person_disclosure', models.CharField(choices=[('public', 'Everybody'), ('registrants', 'People registered for the event'), ('members', 'Members of the alliances of this organisation'), ('office', 'Only the coordination office'), ('nobody', 'Nobody (kept for the record)')], default='members', max_length=12, verbose_name='who may see the person')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=2000, verbose_name='what is wrong')),
                ('sender', models.EmailField(blank=True, max_length=254, verbose_name='e-mail for questions')),
                ('status', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('rejected', 'Not followed')], default='open', max_length=8, verbose_name='status')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
            ],
            options={
                'verbose_name': 'hint from a reader',
                'verbose_name_plural': 'hints from readers',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='DirectoryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.CharField(blank=True, max_length=250, verbose_name='sentence below the heading')),
            ],
            options={
                'verbose_name': 'directory',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Funding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(blank=True, max_length=200, verbose_name='programme')),
                ('funder_text', models.CharField(blank=True, max_length=200, verbose_name='funder')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='purpose')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'funding',
                'verbose_name_plural': 'fundings',
                'ordering': ['-since', 'programme', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('level', models.CharField(choices=[('leitziel', 'Guiding goal (Leitziel)'), ('mittlerziel', 'Intermediate goal (Mittlerziel)'), ('measure', 'Measure')], default='mittlerziel', max_length=12, verbose_name='level')),
                ('heading', models.CharField(blank=True, max_length=80, verbose_name='in one or two words')),
                ('text', models.TextField(verbose_name='goal')),
                ('responsible_text', models.CharField(blank=True, max_length=150, verbose_name='responsible body')),
            ],
            options={
                'verbose_name': 'goal',
                'verbose_name_plural': 'goals',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('founding', 'Founding member'), ('member', 'Member'), ('partner', 'Cooperation partner'), ('supporter', 'Supporter'), ('host', 'Host organisation'), ('guest', 'Guest')], default='member', max_length=10, verbose_name='role')),
                ('status', models.CharField(choices=[('active', 'Active'), ('dormant', 'Dormant'), ('left', 'Left'), ('excluded', 'Excluded')], default='active', max_length=10, verbose_name='status')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('since_text', models.CharField(blank=True, help_text='Where only the year is known: 2012.', max_length=30, verbose_name='since, as shown')),
                ('until', models.DateField(blank=True, help_text='First day on which it no longer holds.', null=True, verbose_name='until')),
                ('decided_by', models.CharField(blank=True, help_text='Body, date or number of the decision.', max_length=200, verbose_name='decided by')),
                ('represented_by', models.CharField(blank=True, help_text="A body or function, no person's name.", max_length=150, verbose_name='represented by')),
                ('confirmed_by', models.CharField(blank=True, choices=[('member', 'The member'), ('alliance', 'The alliance'), ('both', 'Both')], max_length=8, verbose_name='confirmed by')),
                ('statement', models.TextField(blank=True, verbose_name='what the member says about it')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ['alliance__name', 'organisation__name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('text', models.CharField(max_length=250, verbose_name='what happened')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones and awards',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('key', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(choices=[('counselling', 'Counselling'), ('accompaniment', 'Accompaniment'), ('emergency', 'Help in an emergency'), ('course', 'Course'), ('training', 'Training'), ('school_project', 'School project day'), ('meeting_place', 'Meeting place'), ('support_group', 'Self-help group'), ('room', 'Room'), ('lending', 'Material and lending'), ('volunteering', 'Join in'), ('networking', 'Networking'), ('culture', 'Culture'), ('funding', 'Funding'), ('exhibition', 'Exhibition')], max_length=16, verbose_name='kind')),
                ('title', models.CharField(help_text='As people would ask for it: “Sprachcafé am Dienstag”.', max_length=150, verbose_name='title')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('for_whom', models.CharField(blank=True, max_length=200, verbose_name='for whom')),
                ('languages', network.fields.ChoiceListField(blank=True, default=list, verbose_name='languages')),
                ('cost', models.CharField(blank=True, help_text='For example: free; 5 €, free for those without income.', max_length=150, verbose_name='cost')),
                ('how_to_apply', models.CharField(blank=True, max_length=250, verbose_name='how to apply')),
                ('status', models.CharField(choices=[('active', 'Available'), ('full', 'Full at the moment'), ('paused', 'Paused'), ('ended', 'Ended')], default='active', max_length=8, verbose_name='status')),
            ],
            options={
                'verbose_name': 'offer',
                'verbose_name_plural': 'offers',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('key', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='day')),
                ('opens_at', models.TimeField(verbose_name='from')),
                ('closes_at', models.TimeField(help_text='00:00 means midnight.', verbose_name='until')),
                ('note', models.CharField(blank=True, help_text='For example: by phone only.', max_length=120, verbose_name='note')),
                ('since', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='valid until')),
            ],
            options={
                'verbose_name': 'opening hours',
                'verbose_name_plural': 'opening hours',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('register_id', models.CharField(default=network.models.organisations.default_register_id, help_text='Permanent key in imports, exports and search. Never reuse it for another organisation.', max_length=100, unique=True, verbose_name='register id')),
                ('name', models.CharField(help_text='As in the register of associations.', max_length=255, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='short name')),
                ('former_names', network.fields.WordListField(blank=True, default=list, help_text='Still found under these.', verbose_name='former names')),
                ('legal_form', models.CharField(choices=[('ev', 'Registered association (e. V.)'), ('none', 'No legal form'), ('ggmbh', 'Non-profit company (gGmbH)'), ('gug', 'Non-profit entrepreneurial company (gUG)'), ('foundation', 'Foundation'), ('cooperative', 'Cooperative (eG)'), ('public_body', 'Body under public law'), ('church_body', 'Body under church law'), ('party', 'Party'), ('union', 'Trade union'), ('company', 'Company'), ('other', 'Other')], default='none', max_length=12, verbose_name='legal form')),
                ('kind', models.CharField(choices=[('association', 'Association'), ('initiative', 'Initiative'), ('alliance', 'Alliance'), ('provider', 'Specialist service'), ('foundation', 'Foundation'), ('migrant_organisation', 'Migrant organisation'), ('religious_community', 'Religious community'), ('education', 'Educational institution'), ('culture', 'Cultural venue'), ('youth', 'Youth organisation'), ('union', 'Trade union'), ('municipality', 'Municipality'), ('authority', 'Authority'), ('party_branch', 'Party branch'), ('company', 'Company'), ('other', 'Other')], default='initiative', max_length=24, verbose_name='kind')),
                ('is_non_state', models.BooleanField(default=True, verbose_name='non-governmental')),
                ('register_number', models.CharField(blank=True, max_length=50, verbose_name='number in the register of associations')),
                ('founded', models.CharField(blank=True, help_text='Year or date: 2012 or 2012-03-14.', max_length=10, verbose_name='founded')),
                ('status', models.CharField(choices=[('active', 'Active'), ('proposed', 'Proposed'), ('dormant', 'Dormant'), ('dissolved', 'Dissolved'), ('merged', 'Merged into another entry')], default='active', max_length=10, verbose_name='status')),
                ('is_external', models.BooleanField(default=False, help_text='Known to us, but nobody here keeps a page for it.', verbose_name='external')),
                ('is_shielded', models.BooleanField(default=False, help_text='Hides every person, contact and exact place of this organisation everywhere, at once.', verbose_name='emergency switch')),
                ('unmatched', models.JSONField(blank=True, default=dict, help_text='Words of an import that match no topic or place; kept and searchable until the office assigns them.', verbose_name='not yet assigned')),
                ('tile', models.CharField(blank=True, editable=False, max_length=12)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name', 'register_id'],
            },
        ),
        migrations.CreateModel(
            name='PartnerLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(max_length=200, verbose_name='partners')),
            ],
            options={
                'verbose_name': 'line of partners',
                'verbose_name_plural': 'further partners',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('format', models.CharField(max_length=50, verbose_name='format')),
                ('as_of', models.DateField(blank=True, null=True, verbose_name='as of')),
                ('attribution', models.CharField(blank=True, max_length=300, verbose_name='attribution')),
                ('imported_at', models.DateTimeField(auto_now=True, verbose_name='imported')),
            ],
            options={
                'verbose_name': 'source of places',
                'verbose_name_plural': 'sources of places',
            },
        ),
        migrations.CreateModel(
            name='Postcode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=5, unique=True, verbose_name='postcode')),
                ('lat', models.FloatField(verbose_name='latitude')),
                ('lon', models.FloatField(verbose_name='longitude')),
                ('place', models.CharField(blank=True, max_length=150, verbose_name='place')),
            ],
            options={
                'verbose_name': 'postcode',
                'verbose_name_plural': 'postcodes',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('state', 'State'), ('district', 'District'), ('municipality', 'Municipality'), ('constituency', 'Constituency'), ('area', 'Free area')], max_length=12, verbose_name='kind')),
                ('code', models.CharField(help_text='AGS: 14 Saxony, 14524 Zwickau, 14524330 the town.', max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('official_name', models.CharField(blank=True, help_text='For example “Landkreis Zwickau”.', max_length=200, verbose_name='official name')),
                ('name_sorbian', models.CharField(blank=True, max_length=150, verbose_name='Sorbian name')),
                ('aliases', network.fields.WordListField(blank=True, default=list, help_text='Former and everyday names, abbreviations.', verbose_name='other names')),
                ('lat', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('lon', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('shape', models.JSONField(blank=True, editable=False, null=True, verbose_name='outline')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='exists until')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'ordering': ['kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ServedArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'area served',
                'verbose_name_plural': 'areas served',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
                ('label_en', models.CharField(blank=True, max_length=100, verbose_name='English label')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('synonyms', network.fields.WordListField(blank=True, default=list, help_text='Everyday words, one per line.', verbose_name='also found as')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='YearlyFocus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('text', models.TextField(verbose_name='focus')),
            ],
            options={
                'verbose_name': 'focus of a year',
                'verbose_name_plural': 'focus by year',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AlliancePage',
            fields=[
                ('actorpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='network.actorpage')),
                ('fixed_rules', models.CharField(blank=True, help_text='For example: no legal person, no fee.', max_length=250, verbose_name='what it is in law')),
            ],
            options={
                'verbose_name': 'page of an alliance',
                'verbose_name_plural': 'pages of alliances',
            },
            bases=('network.actorpage',),
        ),
        migrations.CreateModel(
            name='OrganisationPage',
            fields=[
                ('actorpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='network.actorpage')),
            ],
            options={
                'verbose_name': 'page of an organisation',
                'verbose_name_plural': 'pages of organisations',
            },
            bases=('network.actorpage',),
        ),
    ]
