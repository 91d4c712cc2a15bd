"""Mail: drafts, sending, delivery, threads, search, limits."""

import base64
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload

from service.local_google import LocalGoogle
from tests.local_google.conftest import SCHOOL, STRANGER, TEACHER, Clock

ME = {"userId": "me"}


def mail(to: str = TEACHER, subject: str = "Thiếu ảnh", **headers: str) -> dict[str, Any]:
    message = EmailMessage(default.clone(cte_type="7bit"))  # the client uploads no other
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = "<ours@tintruong.vn>"
    message["X-Tin-Truong"] = "feedback:1"
    for name, text in headers.items():
        message[name.replace("_", "-")] = text
    message.set_content("Còn thiếu một ảnh.")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="báo cáo.pdf")
    return {"raw": base64.urlsafe_b64encode(message.as_bytes()).decode()}


def draft(gmail: Any, message: dict[str, Any]) -> Any:
    return gmail.users().drafts().create(body={"message": message}, **ME).execute()


def send(gmail: Any, message: dict[str, Any]) -> Any:
    body = {"id": draft(gmail, message)["id"]}
    return gmail.users().drafts().send(body=body, **ME).execute()


def header(message: dict[str, Any], name: str) -> str | None:
    headers = message["payload"]["headers"]
    return next((h["value"] for h in headers if h["name"].lower() == name.lower()), None)


def get(gmail: Any, message_id: str, **options: Any) -> Any:
    return gmail.users().messages().get(id=message_id, **ME, **options).execute()


def test_creating_a_draft_answers_ids_and_labels_only(gmail: Any) -> None:
    made = draft(gmail, mail())
    assert set(made) == {"id", "message"}
    assert set(made["message"]) == {"id", "threadId", "labelIds"}
    assert made["message"]["labelIds"] == ["DRAFT"]


def test_sending_spends_the_draft_and_replaces_our_message_id(gmail: Any, google: LocalGoogle) -> None:
    made = draft(gmail, mail())
    sent = gmail.users().drafts().send(body={"id": made["id"]}, **ME).execute()
    assert sent["id"] != made["message"]["id"]
    assert sent["threadId"] == made["message"]["threadId"]
    assert sent["labelIds"] == ["SENT"]
    found = get(gmail, sent["id"], format="metadata")
    assert header(found, "Message-ID").startswith("<CA")  # type: ignore[union-attr]
    assert header(found, "X-Tin-Truong") == "feedback:1"
    assert header(found, "From") == SCHOOL
    with pytest.raises(HttpError) as spent:
        gmail.users().drafts().send(body={"id": made["id"]}, **ME).execute()
    assert spent.value.status_code == 404
    with pytest.raises(HttpError) as gone:
        get(gmail, made["message"]["id"])
    assert gone.value.status_code == 404
    found = gmail.users().messages().list(q="rfc822msgid:<ours@tintruong.vn>", **ME).execute()
    assert found == {"resultSizeEstimate": 0}
    assert len(google.sent(SCHOOL)) == 1


def test_a_lost_answer_of_sending_sends_once(gmail: Any, google: LocalGoogle) -> None:
    made = draft(gmail, mail())
    google.faults.add("gmail.users.drafts.send", "drop_after_effect")
    with pytest.raises(HttpError) as doubt:  # the client sends it again by itself
        gmail.users().drafts().send(body={"id": made["id"]}, **ME).execute()
    assert doubt.value.status_code == 404
    assert google.calls["gmail.users.drafts.send"] == 2
    assert len(google.mailbox(TEACHER)) == 1
    thread_id = made["message"]["threadId"]
    thread = gmail.users().threads().get(id=thread_id, format="metadata", **ME).execute()
    assert [message["labelIds"] for message in thread["messages"]] == [["SENT"]]


def test_every_recipient_here_gets_his_copy_and_nobody_sees_bcc(gmail: Any, google: LocalGoogle) -> None:
    send(gmail, mail(f"Cô Lan <{TEACHER}>, far@away.vn", Bcc=STRANGER))
    for email in (TEACHER, STRANGER):
        (record,) = google.mailbox(email)
        assert record.labels == ("UNREAD", "INBOX")
        assert record.message["Bcc"] is None
        assert record.message["To"] == f"Cô Lan <{TEACHER}>, far@away.vn"
    (own,) = google.sent(SCHOOL)
    assert own.message["Bcc"] == STRANGER


def test_mail_to_oneself_is_one_message(gmail: Any, google: LocalGoogle) -> None:
    send(gmail, mail(SCHOOL))
    (record,) = google.mailbox(SCHOOL)
    assert set(record.labels) == {"SENT", "INBOX", "UNREAD"}


def test_a_reply_stays_in_the_thread_on_both_sides(
    gmail: Any, connect: Callable[..., Any], google: LocalGoogle
) -> None:
    first = send(gmail, mail())
    real_id = header(get(gmail, first["id"], format="metadata"), "Message-ID") or ""
    linked = {"In_Reply_To": real_id, "References": real_id}
    second = send(gmail, mail(subject="Re: Thiếu ảnh", **linked) | {"threadId": first["threadId"]})
    assert second["threadId"] == first["threadId"]
    assert len({record.thread_id for record in google.mailbox(TEACHER)}) == 1
    answer = mail(SCHOOL, "RE: Thiếu ảnh", **linked)
    teacher = connect("gmail.v1", TEACHER)
    there = google.mailbox(TEACHER)[0].thread_id
    assert send(teacher, answer | {"threadId": there})["threadId"] == there
    assert len(gmail.users().threads().get(id=first["threadId"], **ME).execute()["messages"]) == 3


@pytest.mark.parametrize(("subject", "linked"), [("Việc khác", True), ("Thiếu ảnh", False)])
def test_without_references_and_the_same_subject_a_thread_is_not_joined(gmail: Any, subject: str, linked: bool) -> None:
    first = send(gmail, mail())
    real_id = header(get(gmail, first["id"], format="metadata"), "Message-ID") or ""
    headers = {"References": real_id} if linked else {}
    second = send(gmail, mail(subject=subject, **headers) | {"threadId": first["threadId"]})
    assert second["threadId"] != first["threadId"]


def test_an_updated_draft_keeps_its_id_and_gets_a_new_message(gmail: Any) -> None:
    made = draft(gmail, mail())
    body = {"message": mail(subject="Mới")}
    updated = gmail.users().drafts().update(id=made["id"], body=body, **ME).execute()
    assert updated["id"] == made["id"]
    assert updated["message"]["id"] != made["message"]["id"]
    assert updated["message"]["threadId"] == made["message"]["threadId"]
    found = gmail.users().drafts().get(id=made["id"], **ME).execute()
    assert header(found["message"], "Subject") == "Mới"
    listed = gmail.users().drafts().list(**ME).execute()["drafts"]
    assert [item["id"] for item in listed] == [made["id"]]


def test_a_deleted_draft_is_gone(gmail: Any) -> None:
    made = draft(gmail, mail())
    gmail.users().drafts().delete(id=made["id"], **ME).execute()
    with pytest.raises(HttpError) as gone:
        gmail.users().drafts().get(id=made["id"], **ME).execute()
    assert gone.value.status_code == 404
    assert gmail.users().drafts().list(**ME).execute() == {"resultSizeEstimate": 0}


def test_a_large_draft_is_uploaded_as_media(gmail: Any, google: LocalGoogle) -> None:
    raw = base64.urlsafe_b64decode(mail()["raw"])
    body = MediaInMemoryUpload(raw, mimetype="message/rfc822")
    made = gmail.users().drafts().create(body={"message": {}}, media_body=body, **ME).execute()
    gmail.users().drafts().send(body={"id": made["id"]}, **ME).execute()
    assert google.sent(SCHOOL)[0].message["Subject"] == "Thiếu ảnh"


def test_malformed_and_unknown_ids_are_told_apart(gmail: Any) -> None:
    for message_id, status in (("not an id!", 400), ("18a62da7a80d14c9", 404)):
        with pytest.raises(HttpError) as refused:
            get(gmail, message_id)
        assert refused.value.status_code == status
    with pytest.raises(HttpError, match="Invalid id value"):
        get(gmail, "xyz")


@pytest.mark.parametrize("to", ["nobody", "a@b", "a@b.vn, c d@e.vn"])
def test_an_impossible_address_is_refused(gmail: Any, to: str) -> None:
    made = draft(gmail, mail(to))
    with pytest.raises(HttpError, match="Invalid To header") as refused:
        gmail.users().drafts().send(body={"id": made["id"]}, **ME).execute()
    assert refused.value.status_code == 400
    assert gmail.users().drafts().get(id=made["id"], **ME).execute()["id"] == made["id"]


def test_a_message_shows_its_parts_and_gives_its_attachment(gmail: Any) -> None:
    sent = send(gmail, mail())
    found = get(gmail, sent["id"])
    text, attachment = found["payload"]["parts"]
    assert base64.urlsafe_b64decode(text["body"]["data"]).decode() == "Còn thiếu một ảnh.\n"
    assert attachment["filename"] == "báo cáo.pdf"
    api = gmail.users().messages().attachments()
    data = api.get(messageId=sent["id"], id=attachment["body"]["attachmentId"], **ME).execute()
    assert base64.urlsafe_b64decode(data["data"]) == b"%PDF"
    assert found["snippet"] == "Còn thiếu một ảnh."
    assert found["internalDate"] == "1693875600000"


def test_formats_give_as_much_as_they_say(gmail: Any) -> None:
    sent = send(gmail, mail())
    assert "payload" not in get(gmail, sent["id"], format="minimal")
    raw = base64.urlsafe_b64decode(get(gmail, sent["id"], format="raw")["raw"])
    assert b"X-Tin-Truong: feedback:1" in raw
    found = get(gmail, sent["id"], format="metadata", metadataHeaders=["subject", "To"])
    assert {item["name"] for item in found["payload"]["headers"]} == {"Subject", "To"}


@pytest.mark.parametrize(
    ("q", "count"),
    [
        ("in:sent", 2),
        ("in:inbox", 0),
        (f"to:{TEACHER} subject:thiếu", 1),
        ('subject:"nhắc việc"', 1),
        ("from:school -subject:thiếu", 1),
        ("một ảnh", 2),
        ("has:attachment", 2),
        ("nothing like that", 0),
    ],
)
def test_a_search_finds(gmail: Any, q: str, count: int) -> None:
    send(gmail, mail())
    send(gmail, mail(STRANGER, "Nhắc việc"))
    found = gmail.users().messages().list(q=q, **ME).execute()
    assert len(found.get("messages", [])) == count
    assert found["resultSizeEstimate"] == count


def test_google_s_own_message_id_is_found(gmail: Any) -> None:
    sent = send(gmail, mail())
    real_id = header(get(gmail, sent["id"], format="metadata"), "Message-ID")
    found = gmail.users().messages().list(q=f"rfc822msgid:{real_id}", **ME).execute()
    assert [item["id"] for item in found["messages"]] == [sent["id"]]


def test_labels_are_given_and_taken(gmail: Any, connect: Callable[..., Any]) -> None:
    send(gmail, mail())
    teacher = connect("gmail.v1", TEACHER)
    (item,) = teacher.users().messages().list(labelIds=["INBOX"], **ME).execute()["messages"]
    label = teacher.users().labels().create(body={"name": "Trường"}, **ME).execute()
    body = {"addLabelIds": [label["id"]], "removeLabelIds": ["UNREAD", "INBOX"]}
    changed = teacher.users().messages().modify(id=item["id"], body=body, **ME).execute()
    assert changed["labelIds"] == [label["id"]]
    counted = teacher.users().labels().get(id=label["id"], **ME).execute()
    assert counted["messagesTotal"] == 1
    start = int(teacher.users().getProfile(**ME).execute()["historyId"])
    teacher.users().messages().trash(id=item["id"], **ME).execute()
    assert int(teacher.users().getProfile(**ME).execute()["historyId"]) > start
    assert teacher.users().messages().list(**ME).execute() == {"resultSizeEstimate": 0}


def test_a_thread_is_trashed_brought_back_and_deleted_whole(gmail: Any, connect: Callable[..., Any]) -> None:
    first = send(gmail, mail(SCHOOL))
    threads = gmail.users().threads()
    trashed = threads.trash(id=first["threadId"], **ME).execute()
    assert [set(message["labelIds"]) for message in trashed["messages"]] == [{"SENT", "UNREAD", "TRASH"}]
    body = {"addLabelIds": ["INBOX"], "removeLabelIds": ["UNREAD"]}
    threads.untrash(id=first["threadId"], **ME).execute()
    changed = threads.modify(id=first["threadId"], body=body, **ME).execute()
    assert [set(message["labelIds"]) for message in changed["messages"]] == [{"SENT", "INBOX"}]
    everything = connect("gmail.v1", SCHOOL, scopes=("https://mail.google.com/",))
    everything.users().threads().delete(id=first["threadId"], **ME).execute()
    assert threads.list(**ME).execute() == {"resultSizeEstimate": 0}


def test_the_day_has_its_limit_of_mails(gmail: Any, google: LocalGoogle, clock: Clock) -> None:
    google.daily_send_limit = 2
    for _ in range(2):
        send(gmail, mail())
    with pytest.raises(HttpError, match=r"Retry after 2023-09-06T01:00:00.000Z") as limited:
        send(gmail, mail())
    assert limited.value.status_code == 429
    clock.pass_by(hours=25)
    send(gmail, mail())


def test_25_megabytes_and_100_recipients_are_the_most(gmail: Any) -> None:
    everyone = ", ".join(f"t{number}@x.vn" for number in range(101))
    with pytest.raises(HttpError, match="Too many recipients"):
        send(gmail, mail(everyone))
    body = MediaInMemoryUpload(b"To: a@b.vn\n\n" + b"x" * 26 * 2**20, mimetype="message/rfc822")
    with pytest.raises(HttpError) as refused:
        gmail.users().drafts().create(body={}, media_body=body, **ME).execute()
    assert refused.value.status_code == 413


def test_nobody_reads_another_s_mail(gmail: Any) -> None:
    with pytest.raises(HttpError) as refused:
        gmail.users().messages().list(userId=TEACHER).execute()
    assert refused.value.status_code == 403


def test_metadata_scope_reads_headers_and_does_not_search(gmail: Any, connect: Callable[..., Any]) -> None:
    sent = send(gmail, mail())
    scopes = ("https://www.googleapis.com/auth/gmail.metadata",)
    narrow = connect("gmail.v1", SCHOOL, scopes=scopes)
    assert header(get(narrow, sent["id"], format="metadata"), "Subject") == "Thiếu ảnh"
    with pytest.raises(HttpError, match="'q' parameter"):
        narrow.users().messages().list(q="x", **ME).execute()
    with pytest.raises(HttpError):
        get(narrow, sent["id"], format="full")
