import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import taggit.managers
import uuid
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('portal', '0001_initial'),
        ('network', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='NavigationSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('menu', wagtail.fields.StreamField([('item', 3)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Instead of a page: https://…, mailto:… or a path such as /stellen/', 'label': 'Address', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the page's title.", 'label': 'Words shown', 'max_length': 60, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('page', 0), ('url', 1), ('label', 2)]], {})}, verbose_name='main menu')),
                ('footer', wagtail.fields.StreamField([('column', 6)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 60}), 1: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Instead of a page: https://…, mailto:… or a path such as /stellen/', 'label': 'Address', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the page's title.", 'label': 'Words shown', 'max_length': 60, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('page', 1), ('url', 2), ('label', 3)]], {}), 5: ('wagtail.blocks.ListBlock', (4,), {'label': 'Links'}), 6: ('wagtail.blocks.StructBlock', [[('heading', 0), ('links', 5)]], {})}, verbose_name='footer')),
                ('easy_language_page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='page in Easy German')),
                ('sign_language_page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='page in sign language')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'menu and footer',
            },
        ),
        migrations.CreateModel(
            name='PortalDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('disclosure', models.CharField(choices=[('public', 'Everybody'), ('registrants', 'People registered for the event'), ('members', 'Members of the alliances of this organisation'), ('office', 'Only the coordination office'), ('nobody', 'Nobody (kept for the record)')], default='public', max_length=12, verbose_name='who may see it')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.organisation', verbose_name='organisation')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'permissions': [('choose_document', 'Can choose document')],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='PortalImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('is_decorative', models.BooleanField(default=False, help_text='Says nothing that the text does not say; read aloud as nothing.', verbose_name='decorative')),
                ('credit', models.CharField(blank=True, help_text='Who made the picture; shown below it.', max_length=255, verbose_name='credit')),
                ('licence', models.CharField(blank=True, help_text='For example CC BY 4.0.', max_length=100, verbose_name='licence')),
                ('disclosure', models.CharField(choices=[('public', 'Everybody'), ('registrants', 'People registered for the event'), ('members', 'Members of the alliances of this organisation'), ('office', 'Only the coordination office'), ('nobody', 'Nobody (kept for the record)')], default='public', max_length=12, verbose_name='who may see it')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.organisation', verbose_name='organisation')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'permissions': [('choose_image', 'Can choose image')],
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.CharField(blank=True, help_text='What people find here, in one sentence.', max_length=250, verbose_name='sentence below the heading')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 4), ('quote', 7), ('notice', 11), ('details', 14), ('button', 18), ('download', 21)], blank=True, block_lookup={0: ('portal.blocks.body.HeadingBlock', (), {}), 1: ('portal.blocks.body.TextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Words'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Who says so', 'max_length': 150, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('source', 6)]], {}), 8: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'For information'), ('ok', 'Good to know'), ('warn', 'Careful'), ('danger', 'Urgent')], 'label': 'Kind'}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'Text'}), 11: ('wagtail.blocks.StructBlock', [[('tone', 8), ('heading', 9), ('text', 10)]], {}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Question', 'max_length': 200}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'label': 'Answer'}), 14: ('wagtail.blocks.StructBlock', [[('summary', 12), ('text', 13)]], {}), 15: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'Instead of a page: https://…, mailto:… or a path such as /stellen/', 'label': 'Address', 'required': False}), 17: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the page's title.", 'label': 'Words shown', 'max_length': 60, 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('page', 15), ('url', 16), ('label', 17)]], {}), 19: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Words shown', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('document', 19), ('label', 20)]], {})}, verbose_name='text below the blocks')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. At least 1200 × 630 pixels.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.portalimage', verbose_name='picture for sharing')),
            ],
            options={
                'verbose_name': 'home page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PortalSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Bündnisportal', max_length=100, verbose_name='name of the network')),
                ('name_second_line', models.CharField(blank=True, max_length=100, verbose_name='second line of the name')),
                ('tagline', models.CharField(blank=True, max_length=250, verbose_name='sentence below the name in the footer')),
                ('office_name', models.CharField(blank=True, max_length=150, verbose_name='name of the coordination office')),
                ('office_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail of the office')),
                ('office_phone', models.CharField(blank=True, max_length=50, verbose_name='phone of the office')),
                ('office_hours', models.CharField(blank=True, max_length=150, verbose_name='when it is reachable')),
                ('gender_style', models.CharField(choices=[(':', 'Colon (Sprecher:in)'), ('_', 'Underscore (Sprecher_in)'), ('*', 'Star (Sprecher*in)'), ('I', 'Capital I (SprecherIn)'), ('&', 'Both forms (Sprecherin und Sprecher)')], default=':', max_length=1, verbose_name='gender spelling')),
                ('quick_exit_url', models.URLField(default='https://www.wetter.com/', help_text='A harmless page. Nothing is loaded from it before somebody presses the button.', verbose_name='where the quick exit leads')),
                ('stale_after_months', models.PositiveSmallIntegerField(default=14, verbose_name='entries count as out of date after (months)')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'portal',
            },
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('intro', models.TextField(blank=True, max_length=500, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('image', 4), ('quote', 7), ('notice', 11), ('details', 14), ('button', 18), ('download', 21)], blank=True, block_lookup={0: ('portal.blocks.body.HeadingBlock', (), {}), 1: ('portal.blocks.body.TextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Words'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Who says so', 'max_length': 150, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('source', 6)]], {}), 8: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'For information'), ('ok', 'Good to know'), ('warn', 'Careful'), ('danger', 'Urgent')], 'label': 'Kind'}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'Text'}), 11: ('wagtail.blocks.StructBlock', [[('tone', 8), ('heading', 9), ('text', 10)]], {}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Question', 'max_length': 200}), 13: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'label': 'Answer'}), 14: ('wagtail.blocks.StructBlock', [[('summary', 12), ('text', 13)]], {}), 15: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'Instead of a page: https://…, mailto:… or a path such as /stellen/', 'label': 'Address', 'required': False}), 17: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the page's title.", 'label': 'Words shown', 'max_length': 60, 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('page', 15), ('url', 16), ('label', 17)]], {}), 19: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Words shown', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('document', 19), ('label', 20)]], {})}, verbose_name='text')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown where somebody shares this page. At least 1200 × 630 pixels.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.portalimage', verbose_name='picture for sharing')),
            ],
            options={
                'verbose_name': 'text page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PortalRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='portal.portalimage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='portal_rendition_once')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
