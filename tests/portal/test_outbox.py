"""Each mail is sent once, whatever the mail server does."""

import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends import locmem
from django.db import connection, transaction

from portal import outbox
from portal.models import OutgoingMail, Urgency

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Server(locmem.EmailBackend):
    """A mail server that does what a test tells it."""

    down = False
    refuse = {}
    on_send = None
    opened = 0

    def open(self):
        type(self).opened += 1
        if self.down:
            raise ConnectionRefusedError("nobody there")

    def send_messages(self, messages):
        (message,) = messages
        if self.on_send:
            type(self).on_send(message)
        error = self.refuse.get(message.to[0])
        if error:
            raise error
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    for name, value in (("down", False), ("refuse", {}), ("on_send", None), ("opened", 0)):
        monkeypatch.setattr(Server, name, value)
    monkeypatch.setattr(outbox, "get_connection", Server)
    return Server


def write(key="k", recipient="frau@example.org", **fields):
    return outbox.queue(key, recipient, "Betreff", "Text", not_before=NOW, **fields)


def refused(code):
    return smtplib.SMTPRecipientsRefused({"frau@example.org": (code, b"no")})


def test_a_mail_goes_out_once(server):
    write()
    assert outbox.send_due(NOW).sent == 1
    assert outbox.send_due(NOW + timedelta(days=1)).sent == 0
    assert len(mail.outbox) == 1
    assert OutgoingMail.objects.get().sent_at is not None


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("frau@straße.example", "frau@xn--strae-oqa.example"),
        ("frau@post.Müller.example", "frau@post.xn--mller-kva.example"),
        ("frau@ｓtadt.example", None),
        ("frau@example.org", "frau@example.org"),
    ],
)
def test_a_mail_goes_to_the_domain_that_was_written_and_to_none_that_looks_like_it(server, written, sent):
    write(recipient=written, reply_to=written)
    outbox.send_due(NOW)
    message = mail.outbox[0].message()
    assert message["Reply-To"] == message["To"]
    if sent:
        assert message["To"] == sent
    else:
        assert message["To"].startswith("frau@xn--")


def test_the_same_key_is_one_mail(server):
    first, second = write(), write(recipient="other@example.org")
    assert first == second
    assert second.recipient == "frau@example.org"
    outbox.send_due(NOW)
    write()
    assert outbox.send_due(NOW).sent == 0
    assert len(mail.outbox) == 1


def test_a_mail_of_a_failed_transaction_is_never_sent(server):
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert outbox.send_due(NOW).sent == 0


def test_the_message_is_complete(server, settings):
    settings.DEFAULT_FROM_EMAIL = "Netzwerk <post@netzwerk.example.org>"
    entry = outbox.queue(
        "k",
        "frau@example.org",
        "Ihre\nAnmeldung:  Bcc: x",
        "Grüße",
        reply_to="buero@example.org",
        not_before=NOW,
    )
    outbox.send_due(NOW)
    (message,) = mail.outbox
    assert message.subject == "Ihre Anmeldung: Bcc: x"
    assert (message.to, message.reply_to, message.body) == (
        ["frau@example.org"],
        ["buero@example.org"],
        "Grüße",
    )
    headers = message.message()
    assert headers["Message-ID"] == f"<{entry.pk}@netzwerk.example.org>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe"] is None


def test_a_mail_of_a_subscription_can_be_left_with_one_click(server):
    url = "https://netz.example.org/abo/ende/abc:def/"
    outbox.queue("abo:1:2026-11", "frau@example.org", "Neu", "Text", not_before=NOW, unsubscribe_url=url)
    outbox.send_due(NOW)
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe"] == f"<{url}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_whoever_leaves_takes_the_mails_along(server):
    for key in ("abo:1:a", "abo:1:b", "abo:11:a", "other"):
        outbox.queue(key, "frau@example.org", "Neu", "Text", not_before=NOW)
    outbox.send_due(NOW, batch=1)
    assert outbox.forget("abo:1:") == 2
    assert sorted(OutgoingMail.objects.values_list("key", flat=True)) == ["abo:11:a", "other"]


@pytest.mark.parametrize("address", ["", "frau", "frau@example.org\nBcc: x@example.org", "a@b@c"])
def test_what_is_no_address_is_refused_at_once(address):
    with pytest.raises(ValidationError):
        outbox.queue("k", address or " ", "s", "b")
    assert not OutgoingMail.objects.exists()


def test_a_mail_may_wait_for_its_time(server):
    outbox.queue("k", "frau@example.org", "s", "b", not_before=NOW + timedelta(hours=1))
    assert outbox.send_due(NOW).sent == 0
    assert outbox.send_due(NOW + timedelta(hours=1)).sent == 1


def test_a_batch_has_a_size_and_the_oldest_goes_first(server):
    for number in range(5):
        outbox.queue(
            f"k{number}", f"p{number}@example.org", "s", "b", not_before=NOW - timedelta(minutes=number)
        )
    assert outbox.send_due(NOW, batch=2).sent == 2
    assert [message.to[0] for message in mail.outbox] == ["p4@example.org", "p3@example.org"]


def test_whoever_waits_at_a_door_waits_behind_no_circular(server):
    for number in range(200):
        write(f"circular:{number}", f"p{number}@example.org")
    late = {"not_before": NOW, "urgency": Urgency.ANSWER}
    outbox.queue("ask", "form@example.org", "s", "b", **late)
    outbox.queue("door", "door@example.org", "s", "b", **(late | {"urgency": Urgency.DOOR}))
    assert outbox.send_due(NOW).sent == 50
    assert [message.to[0] for message in mail.outbox][:3] == [
        "door@example.org",
        "form@example.org",
        "p0@example.org",
    ]


def test_a_round_ends_before_the_next_is_due_and_that_one_begins_with_what_is_urgent(server, monkeypatch):
    clock = iter(range(0, 10_000, 15))
    monkeypatch.setattr(outbox, "monotonic", lambda: next(clock))
    for number in range(20):
        write(f"circular:{number}", f"p{number}@example.org")
    assert outbox.send_due(NOW).sent == 2, "a mail takes this server fifteen seconds"
    write("door", "door@example.org", urgency=Urgency.DOOR)
    assert outbox.send_due(NOW).sent == 2
    assert [message.to[0] for message in mail.outbox][2] == "door@example.org"
    left = OutgoingMail.objects.filter(sent_at=None)
    assert {(one.attempts, one.not_before) for one in left} == {(0, NOW)}, "what waits is not claimed"


def test_a_refused_mail_at_a_door_holds_up_nobody(server):
    server.refuse = {"frau@example.org": refused(450)}
    write("door", urgency=Urgency.DOOR)
    write("news", "p@example.org")
    sent = outbox.send_due(NOW)
    assert (sent.sent, sent.postponed) == (1, 1)


def test_nothing_to_send_asks_no_server(server):
    outbox.send_due(NOW)
    assert server.opened == 0


def test_a_server_that_is_down_loses_nothing_and_counts_nothing(server):
    for number in range(3):
        write(f"k{number}")
    server.down = True
    for hours in range(200):
        result = outbox.send_due(NOW + timedelta(hours=hours))
        assert result.server_down
    assert list(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 0]
    server.down = False
    assert outbox.send_due(NOW + timedelta(hours=300)).sent == 3


def test_a_sender_that_is_refused_for_now_is_our_fault_and_not_the_mails(server):
    write()
    server.refuse = {"frau@example.org": smtplib.SMTPSenderRefused(451, b"later", "us")}
    assert outbox.send_due(NOW).server_down
    server.refuse = {}
    assert outbox.send_due(NOW).sent == 1
    assert OutgoingMail.objects.get().attempts == 1


def test_a_sender_that_is_refused_for_good_holds_up_nobody_else_and_has_days_to_be_put_right(server):
    write("bad")
    write("good", "herr@example.org")
    server.refuse = {"frau@example.org": smtplib.SMTPSenderRefused(550, b"no", "us")}
    done = outbox.send_due(NOW)
    assert (done.sent, done.postponed, done.server_down) == (1, 1, False)
    now = NOW
    for _attempt in range(outbox.ATTEMPTS_IF_PERMANENT):
        now += timedelta(days=1)
        outbox.send_due(now)
    assert OutgoingMail.objects.get(key="bad").given_up_at is None
    server.refuse = {}
    assert outbox.send_due(now + timedelta(days=1)).sent == 1


def test_a_mail_that_is_too_large_is_given_up_as_one_that_nobody_takes(server):
    write()
    server.refuse = {"frau@example.org": smtplib.SMTPSenderRefused(552, b"too large", "us")}
    for day in range(outbox.ATTEMPTS_IF_PERMANENT):
        outbox.send_due(NOW + timedelta(days=day))
    assert OutgoingMail.objects.get().given_up_at is not None


def test_after_a_lost_connection_the_mail_waits_until_it_is_clear_that_nobody_sends_it(server):
    write()
    server.refuse = {"frau@example.org": smtplib.SMTPServerDisconnected("gone")}
    assert outbox.send_due(NOW).server_down
    server.refuse = {}
    assert outbox.send_due(NOW + outbox.CLAIM - timedelta(seconds=1)).sent == 0
    assert outbox.send_due(NOW + outbox.CLAIM).sent == 1


def test_a_refused_address_is_given_up_and_the_others_go(server):
    write("bad")
    write("good", "herr@example.org")
    server.refuse = {"frau@example.org": refused(550)}
    results = [outbox.send_due(NOW + timedelta(days=day)) for day in range(6)]
    assert [(r.sent, r.postponed, r.given_up) for r in results[:4]] == [
        (1, 1, 0),
        (0, 1, 0),
        (0, 0, 1),
        (0, 0, 0),
    ]
    entry = OutgoingMail.objects.get(key="bad")
    assert entry.attempts == outbox.ATTEMPTS_IF_PERMANENT
    assert entry.given_up_at is not None
    assert "550" in entry.last_error


def test_try_later_is_tried_for_days(server):
    write()
    server.refuse = {"frau@example.org": refused(451)}
    moment, tries = NOW, 0
    while OutgoingMail.objects.get().given_up_at is None:
        tries += outbox.send_due(moment) != outbox.Sent()
        moment += timedelta(minutes=5)
    assert tries == outbox.ATTEMPTS_IF_TEMPORARY
    assert timedelta(days=3) < moment - NOW < timedelta(days=6)


def test_waiting_times_double(server):
    write()
    server.refuse = {"frau@example.org": refused(451)}
    outbox.send_due(NOW)
    assert OutgoingMail.objects.get().not_before == NOW + timedelta(minutes=5)
    outbox.send_due(NOW + timedelta(minutes=5))
    assert OutgoingMail.objects.get().not_before == NOW + timedelta(minutes=15)


def test_a_mail_that_cannot_be_written_is_given_up(server):
    write()
    server.refuse = {"frau@example.org": ValueError("header")}
    for day in range(outbox.ATTEMPTS_IF_PERMANENT):
        outbox.send_due(NOW + timedelta(days=day))
    assert OutgoingMail.objects.get().given_up_at is not None


def test_the_log_names_no_person(server, caplog):
    write()
    server.refuse = {"frau@example.org": refused(550)}
    outbox.send_due(NOW)
    assert "refused" in caplog.text
    assert "frau@example.org" not in caplog.text


def test_a_second_process_that_comes_while_one_sends_finds_nothing_to_do(server):
    write()
    others = []

    def while_sending(message):
        server.on_send = None
        others.append(outbox.send_due(NOW))

    server.on_send = while_sending
    assert outbox.send_due(NOW).sent == 1
    assert others == [outbox.Sent()]
    assert len(mail.outbox) == 1


def test_of_two_processes_that_read_the_same_list_one_wins(server):
    entry = write()
    same = OutgoingMail.objects.get(pk=entry.pk)
    assert outbox._claim(entry, NOW)
    assert not outbox._claim(same, NOW)


def test_a_process_that_died_while_sending_gives_way_to_the_next_after_a_while(server):
    entry = write()
    outbox._claim(entry, NOW)
    assert outbox.send_due(NOW).sent == 0
    assert outbox.send_due(NOW + outbox.CLAIM).sent == 1


CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Gespräch\r\nEND:VCALENDAR\r\n"


def attached(text=CALENDAR):
    return outbox.Attachment("gespraech.ics", "calendar", text, {"method": "PUBLISH"})


def test_an_attachment_goes_out_byte_for_byte_under_its_type(server):
    write(attachments=[attached()])
    assert outbox.send_due(NOW).sent == 1
    message = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.SMTP)
    body, part = message.iter_parts()
    assert (message.get_content_type(), body.get_content().strip()) == ("multipart/mixed", "Text")
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "gespraech.ics")
    assert (part["Content-Type"].params["method"], part.get_content_disposition()) == (
        "PUBLISH",
        "attachment",
    )
    assert part.get_payload(decode=True).decode() == CALENDAR


def test_a_mail_without_attachments_stays_plain(server):
    write()
    outbox.send_due(NOW)
    assert mail.outbox[0].message().get_content_type() == "text/plain"


def test_attachments_go_with_their_mail_and_large_ones_never_come_in():
    half = "x" * (outbox.LARGEST_ATTACHMENTS // 2)
    write("signup:1:a", attachments=[attached(half), attached(half)])
    with pytest.raises(ValueError):
        write("signup:1:b", attachments=[attached(half), attached(half + "x")])
    assert OutgoingMail.objects.count() == 1
    assert outbox.forget("signup:1:") == 1
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            assert half not in str(cursor.fetchall())


def test_a_mail_with_markup_is_plain_text_first():
    for key, html in (("marked", "<p>Text</p>"), ("plain", "")):
        outbox.queue(key, f"{key}@example.org", "Betreff", "Text", not_before=NOW, html=html)
    outbox.send_due(NOW)
    marked, plain = sorted(mail.outbox, key=lambda message: message.to)
    assert marked.body == plain.body == "Text"
    assert [tuple(part) for part in marked.alternatives] == [("<p>Text</p>", "text/html")]
    assert marked.message().get_content_type() == "multipart/alternative"
    assert plain.message().get_content_type() == "text/plain"
