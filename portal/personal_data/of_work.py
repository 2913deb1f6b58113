"""What is kept of work in the admin: log, versions, moderation, drafts of forms, files, pages of the site itself."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    PageLogEntry,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from portal import changes
from portal.models import PortalDocument, PortalImage, User

from .disk import delete_after_commit
from .people import Person
from .published import Published
from .records import Basis, Copy, Done, Found, PersonalData, columns_of
from .rows import deleted, found_in, found_words, kind_of, written_over
from .tables import rows_with
from .traces import REMOVED
from .versions import forget_in, versions_with

LOGS = (ModelLogEntry, PageLogEntry)
LOG_TEXTS = tuple(f"wagtailcore.{model.__name__}.{name}" for model in LOGS for name in ("label", "data"))
PAGE_TEXTS = (
    *(f"wagtailcore.Page.{name}" for name in ("title", "draft_title", "seo_title", "search_description")),
    "portal.HomePage.lead",
    "portal.HomePage.body",
    "portal.StandardPage.intro",
    "portal.StandardPage.body",
    "portal.NavigationSettings.menu",
    "portal.NavigationSettings.footer",
    *columns_of("portal.PortalSettings", "office_name", "office_email", "office_phone", "office_hours"),
)
FILE_TEXTS = (
    *columns_of("portal.PortalImage", "title", "description", "credit"),
    "portal.PortalDocument.title",
)
FORM_TEXTS = ("wagtailadmin.FormState.data",)


def find_log(person: Person) -> Iterator[Found]:
    """Yield what the account did, and entries that name the person."""
    for model in LOGS if person.user else ():
        rows = model.objects.filter(user=person.user).select_related("content_type")
        for entry in rows.order_by("timestamp").iterator(chunk_size=500):
            yield Found(_("Something you did"), _told(entry), entry.timestamp)
    yield from found_words(LOG_TEXTS, person.traces, "timestamp")


def _told(entry: ModelLogEntry | PageLogEntry) -> dict[str, str]:
    """Return what was done to what; not to whom, where it was an account."""
    kind = entry.content_type
    facts = {_("What"): str(entry.action), _("Kind"): kind.name if kind else ""}
    if not _is_about_people(kind.model_class() if kind else None):
        facts[_("Name")] = entry.label
    return facts


def _is_about_people(model: type[models.Model] | None) -> bool:
    """Return whether rows of a model are called after an account: they are one, or cannot be without one."""
    columns = model._meta.concrete_fields if model else ()
    return model is User or any(one.related_model is User and not one.null for one in columns)


def erase_log(person: Person, now: datetime) -> Iterator[Done]:
    """Take the person's words out of the log; that something was done, and when, stays."""
    yield from written_over(LOG_TEXTS, person.all_traces)
    if person.user is None:
        return
    about = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(person.user.pk)
    )
    if count := about.exclude(label=REMOVED).update(label=REMOVED):
        yield Done(_("Log entries about the account: name taken out"), count)
    did = sum(model.objects.filter(user=person.user).count() for model in LOGS)
    if did:
        why = _("Others must be able to see later what was decided when; who it was is no longer said.")
        yield Done(_("Log entries of what the account did"), did, why_kept=why)


def find_versions(person: Person) -> Iterator[Found]:
    """Yield versions of pages and dates in which the person's words stand, and those the account made."""
    for revision, _is_past in versions_with(person.traces):
        words = [person.traces.excerpts(text) for _name, text in person.traces.leaves(revision.content)]
        facts = {_("Of"): person.traces.masked(revision.object_str), _("Words"): " … ".join(words[:5])}
        yield Found(_("Earlier version"), facts, revision.created_at)
    if person.user is not None:
        made = Revision.objects.filter(user=person.user).order_by("created_at")
        for name, at in made.values_list("object_str", "created_at").iterator():
            yield Found(_("Version that you made"), {_("Of"): name}, at)


def erase_versions(person: Person, now: datetime) -> Iterator[Done]:
    """Take the words out of versions that are past; shown and newest ones follow what is decided about the page."""
    past = waiting = 0
    for revision, is_past in list(versions_with(person.traces)):
        if is_past or person.with_published:
            forget_in(revision, person.traces)
            past += 1
        else:
            waiting += 1
    if past:
        yield Done(_("Versions: words taken out"), past)
    if waiting:
        why = _("They are shown, or the newest draft. If they are to go: again with --contacts.")
        yield Done(_("Versions that are not past"), waiting, why_kept=why, waits=True)


def find_moderation(person: Person) -> Iterator[Found]:
    """Yield comments of the account, and what it handed in or decided."""
    if person.user is not None:
        yield from found_in(Comment.objects.filter(user=person.user), "text")
        yield from found_in(CommentReply.objects.filter(user=person.user), "text")
        handed_in = WorkflowState.objects.filter(requested_by=person.user)
        yield from found_in(handed_in, "status")
        decided = TaskState.objects.filter(finished_by=person.user)
        yield from found_in(decided, "status", "comment", at="finished_at")


COMMENT_TEXTS = (
    "wagtailcore.Comment.text",
    "wagtailcore.CommentReply.text",
    "wagtailcore.TaskState.comment",
)


def erase_moderation(person: Person, now: datetime) -> Iterator[Done]:
    """Delete the account's comments in the margin, and take the words out of those of others."""
    if person.user is not None:
        yield from deleted(CommentReply.objects.filter(user=person.user))
        yield from deleted(Comment.objects.filter(user=person.user))
    yield from written_over(COMMENT_TEXTS, person.all_traces)


def _of_user(model: type[models.Model], name: str, person: Person) -> models.QuerySet:
    """Return the rows that belong to the account."""
    return model._base_manager.filter(**{name: person.user}) if person.user else model._base_manager.none()


def find_editing(person: Person) -> Iterator[Found]:
    """Yield what is being written now."""
    writing = _("Page that is being written")
    yield from found_in(_of_user(EditingSession, "user", person), at="last_seen_at", what=writing)
    forms = _("Form that was not saved")
    yield from found_in(_of_user(FormState, "user", person), at="last_updated_at", what=forms)
    uploads = _("Upload that was not finished")
    yield from found_in(_of_user(UploadedFile, "uploaded_by_user", person), "file", what=uploads)


def erase_editing(person: Person, now: datetime) -> Iterator[Done]:
    """Delete what is being written now: by the account, and by others about the person."""
    yield from deleted(_of_user(EditingSession, "user", person), _("Page that is being written"))
    named = Q(pk__in=[key for key, _held in rows_with([FormState._meta.get_field("data")], person.traces)])
    yield from deleted(
        FormState.objects.filter(named | Q(user=person.user) if person.user else named),
        _("Form that was not saved"),
    )
    for upload in _of_user(UploadedFile, "uploaded_by_user", person):
        delete_after_commit(upload.file)
        upload.delete()
        yield Done(_("Upload that was not finished"), 1)


def find_files(person: Person) -> Iterator[Found]:
    """Yield files that the account uploaded, and those whose words name the person."""
    for model in (PortalImage, PortalDocument):
        yield from found_in(_of_user(model, "uploaded_by_user", person), "title", "file")
    yield from Published(FILE_TEXTS, changes.record).find(person)


def erase_files(person: Person, now: datetime) -> Iterator[Done]:
    """Let files be uploaded by nobody; words about them are as public as pages."""
    for model in (PortalImage, PortalDocument):
        if count := _of_user(model, "uploaded_by_user", person).update(uploaded_by_user=None):
            yield Done(_("%(kind)s: no longer says who uploaded it") % {"kind": kind_of(model)}, count)
    yield from Published(FILE_TEXTS, changes.record).erase(person, now)


pages = Published(PAGE_TEXTS, changes.record)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "pages": PersonalData(
            label=gettext_lazy("Pages of the portal"),
            purpose=gettext_lazy("Telling the public about the network, its office, and how to reach it"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people whom the office or editors name on a page; who made the page"),
            readers=gettext_lazy("everybody; who made a page, only people with an account"),
            kept=gettext_lazy("Until the office changes or deletes it; earlier versions %(revisions)s."),
            fields=("wagtailcore.Page.owner", "wagtailcore.Page.locked_by", *PAGE_TEXTS),
            find=pages.find,
            erase=pages.erase,
            copies=(Copy.REVISIONS, Copy.SEARCH, Copy.INDEX, Copy.CACHES),
        ),
        "versions": PersonalData(
            label=gettext_lazy("Versions of pages and dates"),
            purpose=gettext_lazy("Looking up and restoring what was there before"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people who are named in pages and dates; who changed them"),
            readers=gettext_lazy("whoever may change the page or the date"),
            kept=gettext_lazy("%(revisions)s, except for what is shown, planned or the newest version."),
            fields=(
                "wagtailcore.Revision.user",
                "wagtailcore.Revision.content",
                "wagtailcore.Revision.object_str",
            ),
            find=find_versions,
            erase=erase_versions,
            order=60,
        ),
        "log": PersonalData(
            label=gettext_lazy("Log of changes and decisions"),
            purpose=gettext_lazy("Being able to say who changed or decided what"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people with an account"),
            readers=gettext_lazy("the office and editors; of a page, also whoever may change it"),
            kept=gettext_lazy("%(log)s."),
            fields=("wagtailcore.ModelLogEntry.user", "wagtailcore.PageLogEntry.user", *LOG_TEXTS),
            find=find_log,
            erase=erase_log,
            order=70,
        ),
        "moderation": PersonalData(
            label=gettext_lazy("Moderation and comments"),
            purpose=gettext_lazy("Checking changes before they are public, and talking about them"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people with an account"),
            readers=gettext_lazy("whoever may change the page, editors, the office"),
            kept=gettext_lazy(
                "%(moderation)s after it was decided; comments %(comments)s after they were settled."
            ),
            fields=(
                "wagtailcore.WorkflowState.requested_by",
                "wagtailcore.TaskState.finished_by",
                "wagtailcore.Comment.user",
                "wagtailcore.Comment.resolved_by",
                "wagtailcore.CommentReply.user",
                "wagtailcore.PageSubscription.user",
                *COMMENT_TEXTS,
            ),
            find=find_moderation,
            erase=erase_moderation,
        ),
        "editing": PersonalData(
            label=gettext_lazy("What is being written"),
            purpose=gettext_lazy("Previews, hints that somebody else is writing, uploads not finished"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people with an account"),
            readers=gettext_lazy("the person; that somebody is writing, whoever may change the same"),
            kept=gettext_lazy("%(editing)s; uploads that were not finished %(uploads)s."),
            fields=(
                "wagtailadmin.EditingSession.user",
                "wagtailadmin.FormState.user",
                *FORM_TEXTS,
                "wagtailcore.UploadedFile.uploaded_by_user",
                "wagtailcore.UploadedFile.file",
            ),
            find=find_editing,
            erase=erase_editing,
        ),
        "files": PersonalData(
            label=gettext_lazy("Pictures and documents"),
            purpose=gettext_lazy("Showing them on pages, with who made them"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people in pictures, who made them, who uploaded them"),
            readers=gettext_lazy("everybody, unless its owner says otherwise; who uploaded it, the office"),
            kept=gettext_lazy(
                "Until it is deleted: with it go all its sizes. Files without an entry go after %(files)s."
                " Place, camera and hidden words are taken out when it is uploaded."
            ),
            fields=(
                "portal.PortalImage.uploaded_by_user",
                "portal.PortalImage.file",
                "portal.PortalRendition.file",
                "portal.PortalDocument.uploaded_by_user",
                "portal.PortalDocument.file",
                *FILE_TEXTS,
            ),
            find=find_files,
            erase=erase_files,
            copies=(Copy.RENDITIONS, Copy.CACHES),
        ),
    }
