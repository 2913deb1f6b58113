"""What organisations submitted and what became of it; the step of a workflow in which somebody looks at pages."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from network.moderation.lock import WaitingLock

from .organisations import Organisation

# How Wagtail calls it.
APPROVE = "approve"


class PageCheck(AbstractGroupApprovalTask):
    """The step in which somebody looks at a page of an organisation; who does is chosen by groups."""

    lock_class = WaitingLock

    def get_actions(self, page: Page, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what Wagtail's own buttons do: send back, and lead to where a page is looked at and approved."""
        found = {name: (name, label, asks) for name, label, asks in super().get_actions(page, user)}
        if APPROVE in found:
            found[APPROVE] = (APPROVE, _("Look at it and approve …"), False)
        return list(found.values())

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> str | None:
        """Send back; an approval leads to where it is bound to what was seen. Returns that address, if any."""
        if action_name != APPROVE:
            return super().on_action(task_state, user, action_name, **kwargs)
        page_id = task_state.workflow_state.object_id
        waiting = Submission.objects.filter(page_id=page_id, settled_at__isnull=True).first()
        return reverse("moderation:decide", args=[waiting.pk]) if waiting else reverse("moderation:list")

    class Meta:
        verbose_name = _("check of a page")
        verbose_name_plural = _("checks of pages")


class Verdict(models.TextChoices):
    """What became of a submission."""

    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Sent back")
    TAKEN_BACK = "taken_back", _("Taken back by the organisation")
    OVERTAKEN = "overtaken", _("Settled in another way")


class Via(models.TextChoices):
    """By which way somebody decided."""

    ADMIN = "admin", _("In the admin")
    MAIL = "mail", _("By a link in a mail")


class Submission(models.Model):
    """A page that an organisation handed over to be checked; one row while it waits, settled once.

    `shown` is the version that everybody saw then, `undo` what taking the decision back needs, `notes` what was said
    about single parts: rows of label and words.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="submissions", verbose_name=_("page"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="submissions", verbose_name=_("organisation")
    )
    task_state = models.ForeignKey(TaskState, models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    shown = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    settled_at = models.DateTimeField(_("decided"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict, blank=True)
    via = models.CharField(_("way"), max_length=5, choices=Via, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    notes = models.JSONField(_("on single parts"), default=list, blank=True)
    was_edited = models.BooleanField(_("changed before it was approved"), default=False)
    undo = models.JSONField(default=dict, blank=True, editable=False)
    undone_at = models.DateTimeField(_("decision taken back"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.page)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["submitted_at", "id"]
        indexes = [
            models.Index(
                fields=["submitted_at"],
                condition=models.Q(settled_at__isnull=True),
                name="submission_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(settled_at__isnull=True), name="submission_open_once"
            )
        ]


class Announcement(models.Model):
    """That those who check were told of a submission in the state it had; the same is told once."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    class Meta:
        verbose_name = _("announced submission")
        verbose_name_plural = _("announced submissions")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "state"], name="announced_once"),
        ]


class TrustAnswer(models.Model):
    """That the office does not want to trust an organisation yet; the count begins anew then."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="trust_answer")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.organisation)

    class Meta:
        verbose_name = _("answer about trust")
        verbose_name_plural = _("answers about trust")
