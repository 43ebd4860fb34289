"""Alarms to people: always to the journal and whoever asks, and to a webhook and by e-mail where they are configured.

Environment: JUMUN_ALERT_WEBHOOK (an http or https address that takes JSON), JUMUN_ALERT_SMTP (host:port), JUMUN_ALERT_FROM
and JUMUN_ALERT_TO. An alarm is told once when it opens and once when it closes; a channel that failed is tried again
the next time. The journal is `DATA/alerts.jsonl`, one line an event.
"""

import json
import logging
import os
import smtplib
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from pipelines.settings import SettingsError
from warehouse.source_alarms import Alarm

JOURNAL = "alerts.jsonl"
RUN_FAILED = "run_failed"
SECONDS = 10
_LOG = logging.getLogger("jumun.alerts")


@dataclass(frozen=True, kw_only=True)
class AlertSettings:
    """Where alarms go. Neither address is ever logged: a webhook's holds its secret."""

    webhook: str | None = None
    smtp_host: str | None = None
    smtp_port: int = 25
    sender: str = "jumun@localhost"
    recipients: tuple[str, ...] = ()

    @property
    def channels(self) -> dict[str, Callable[[str, Sequence[Mapping[str, Any]]], None]]:
        """The configured channels by name."""
        chosen: dict[str, Callable[[str, Sequence[Mapping[str, Any]]], None]] = {}
        if self.webhook:
            chosen["webhook"] = self._post
        if self.smtp_host and self.recipients:
            chosen["email"] = self._mail
        return chosen

    def _post(self, title: str, events: Sequence[Mapping[str, Any]]) -> None:
        if not str(self.webhook).startswith(("http://", "https://")):
            raise ValueError("JUMUN_ALERT_WEBHOOK is no http or https address")
        text = "\n".join([title, *(_line(event) for event in events)])
        body = json.dumps({"text": text, "alarms": list(events)}, ensure_ascii=False).encode()
        request = urllib.request.Request(  # noqa: S310  the scheme is checked above
            str(self.webhook), data=body, headers={"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
            return

    def _mail(self, title: str, events: Sequence[Mapping[str, Any]]) -> None:
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = title, self.sender, ", ".join(self.recipients)
        message.set_content("\n".join(_line(event) for event in events))
        with smtplib.SMTP(str(self.smtp_host), self.smtp_port, timeout=SECONDS) as server:
            server.send_message(message)


def alert_settings(environment: Mapping[str, str] = os.environ) -> AlertSettings:
    """The settings that the environment gives. Raises SettingsError for a port that is no number."""
    host, _, port = environment.get("JUMUN_ALERT_SMTP", "").partition(":")
    if port and not port.isdigit():
        raise SettingsError(f"JUMUN_ALERT_SMTP must be host:port, got [{host}:{port}]")
    to = environment.get("JUMUN_ALERT_TO", "").replace(",", " ").split()
    return AlertSettings(
        webhook=environment.get("JUMUN_ALERT_WEBHOOK") or None,
        smtp_host=host or None,
        smtp_port=int(port or 25),
        sender=environment.get("JUMUN_ALERT_FROM") or "jumun@localhost",
        recipients=tuple(to),
    )


def ends_unseen(event: Mapping[str, Any]) -> bool:
    """Whether an alarm is over once nobody sees it any more; a failed run is over when a later one succeeds."""
    return str(event["kind"]) != RUN_FAILED


def tell(
    alarms: Sequence[Alarm],
    folder: Path,
    settings: AlertSettings,
    *,
    now: datetime,
    is_over: Callable[[Mapping[str, Any]], bool] = ends_unseen,
) -> list[str]:
    """Tell what opened and what closed since the last time; returns one line for each event told anew.

    An open alarm that is not among `alarms` closes where `is_over` says so of its last event.
    Never raises for a channel that cannot be reached: that is logged, and the channel is tried again next time.
    """
    journal = folder / JOURNAL
    state = read_state(journal)
    current = {alarm.key: alarm for alarm in alarms}
    events = [_event("opened", alarm, now) for key, alarm in current.items() if key not in state]
    events += [
        {**state[key], "event": "closed", "at": now.isoformat(), "told": []}
        for key in state
        if key not in current and is_over(state[key])
    ]
    waiting = [{**state[key], "event": "opened"} for key in current if key in state]
    owed = [*events, *waiting]
    for name, send in settings.channels.items():
        missing = [event for event in owed if name not in event["told"]]
        if missing and _sent(name, send, missing):
            for event in missing:
                event["told"] = [*event["told"], name]
    changed = [*events, *(event for event in waiting if event["told"] != state[event["key"]]["told"])]
    _append(journal, changed)
    return [_line(event) for event in events]


def read_state(journal: Path) -> dict[str, dict[str, Any]]:
    """Open alarms by key, each as its last event; a torn last line is passed over."""
    state: dict[str, dict[str, Any]] = {}
    for line in journal.read_text(encoding="utf-8").splitlines() if journal.exists() else ():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if event["event"] == "closed":
            state.pop(event["key"], None)
        else:
            state[event["key"]] = event
    return state


def _event(name: str, alarm: Alarm, now: datetime) -> dict[str, Any]:
    values = {
        "source_id": alarm.source_id,
        "kind": alarm.kind,
        "subject": alarm.subject,
        "message": alarm.message,
    }
    return {"event": name, "at": now.isoformat(), "key": alarm.key, "told": [], **values}


def _sent(
    name: str, send: Callable[[str, Sequence[Mapping[str, Any]]], None], events: Sequence[Mapping[str, Any]]
) -> bool:
    opened = sum(event["event"] == "opened" for event in events)
    try:
        send(f"jumun: {opened} alarm(s) opened, {len(events) - opened} closed", events)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        # The type alone: what the error says may hold the address, and that its secret.
        _LOG.error("alarms could not be told by %s: %s; tried again next time", name, type(error).__name__)
        return False
    return True


def _append(journal: Path, events: Sequence[Mapping[str, Any]]) -> None:
    if not events:
        return
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("a", encoding="utf-8") as out:
        out.writelines(json.dumps(event, ensure_ascii=False, sort_keys=True) + "\n" for event in events)


def _line(event: Mapping[str, Any]) -> str:
    return f"{event['event']}: {event['source_id']} {event['kind']} ({event['subject']}): {event['message']}"
