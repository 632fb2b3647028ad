"""The command that says who is told of alarms: a web address or a mailbox."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from flows import server
from flows.commands.options import DataOption
from flows.commands.terminal import console
from flows.data import DataError, DataFolder

if TYPE_CHECKING:
    from prefect.events.actions import CallWebhook, SendNotification

_BLOCK = "marsad-alarms"
_AUTOMATIONS = {
    "Marsad: a check failed": "marsad.check.failed",
    "Marsad: a publisher fell silent": "marsad.publisher.silent",
    "Marsad: a publisher's pages yield less": "marsad.publisher.collapsed",
}
_FAILED = "Marsad: a run failed"
_STATES = ("Failed", "Crashed", "TimedOut")
FLOWS = ("ingest", "backfill", "reprocess", "upkeep")


def alarms(
    webhook: Annotated[
        str | None, typer.Option(help="An address that is sent each alarm as JSON.")
    ] = None,
    email: Annotated[
        str | None,
        typer.Option(
            help="mailtos://USER:PASSWORD@HOST?to=ADDRESS: an account and who gets the letters."
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Tell nobody any more.")] = False,
    data: DataOption = None,
) -> None:
    """Tell a person of failed runs, failed checks, silent publishers and collapsed yields.

    Makes automations on Prefect's server, the one at PREFECT_API_URL or the data folder's own; they
    replace those of an earlier call. An address of a mailbox is written as Apprise writes it.

    Examples:
      marsad alarms --webhook https://chat.example.org/hooks/news
      marsad alarms --email "mailtos://desk:secret@mail.example.org?to=desk@example.org"
    """
    if (webhook is None) + (email is None) + (not remove) != 2:
        raise typer.BadParameter("give one of --webhook, --email and --remove")
    server.prepare(DataFolder.at(data))
    server.wake()
    removed = asyncio.run(_remove())
    if remove:
        console.print(f"{removed} automations removed")
        return
    names = asyncio.run(_create(webhook, email))
    console.print("\n".join(["automations on Prefect's server:", *names]), highlight=False)


async def _remove() -> int:
    from prefect.client.orchestration import get_client

    count = 0
    async with get_client() as client:
        for name in (_FAILED, *_AUTOMATIONS):
            for automation in await client.read_automations_by_name(name):
                await client.delete_automation(automation.id)
                count += 1
    return count


async def _create(webhook: str | None, email: str | None) -> list[str]:
    from prefect.automations import Automation
    from prefect.events.schemas.automations import EventTrigger

    block = await (_webhook_block(webhook) if webhook else _mail_block(email or ""))
    triggers = {
        name: EventTrigger(expect={event}, match={"prefect.resource.id": "marsad.*"}, threshold=1)
        for name, event in _AUTOMATIONS.items()
    }
    triggers[_FAILED] = EventTrigger(
        expect={f"prefect.flow-run.{state}" for state in _STATES},
        match_related={"prefect.resource.role": "flow", "prefect.resource.name": list(FLOWS)},
        threshold=1,
    )
    for name, trigger in triggers.items():
        action = _call(block) if webhook else _letter(block, name)
        await Automation(name=name, trigger=trigger, actions=[action]).acreate()
    return list(triggers)


async def _webhook_block(address: str) -> UUID:
    from prefect.blocks.webhook import Webhook
    from prefect.types import SecretDict
    from pydantic import SecretStr

    if not address.startswith(("http://", "https://")):
        raise DataError(f"{address} is no http or https address")
    block = Webhook(
        url=SecretStr(address), headers=SecretDict({"Content-Type": "application/json"})
    )
    return UUID(str(await block.asave(_BLOCK, overwrite=True)))


async def _mail_block(address: str) -> UUID:
    """Prefect has no block for mail by SMTP, but this one takes every address that Apprise knows."""
    from prefect.blocks.notifications import SlackWebhook
    from pydantic import SecretStr

    if not address.startswith(("mailto://", "mailtos://")):
        raise DataError("--email takes mailto:// or mailtos:// with the account that sends")
    block = SlackWebhook(url=SecretStr(address))
    return UUID(str(await block.asave(_BLOCK, overwrite=True)))


def _call(block: UUID) -> CallWebhook:
    from prefect.events.actions import CallWebhook

    payload = (
        '{"alarm": {{ event.event | tojson }}, "about": {{ _ABOUT | tojson }},'
        ' "message": {{ _MESSAGE | tojson }}, "occurred": "{{ event.occurred }}"}'
    )
    return CallWebhook(block_document_id=block, payload=_told(payload))


def _letter(block: UUID, name: str) -> SendNotification:
    from prefect.events.actions import SendNotification

    return SendNotification(
        block_document_id=block, subject=name, body=_told("{{ _ABOUT }}: {{ _MESSAGE }}")
    )


def _told(template: str) -> str:
    """Whom it is about and what is wrong: of our events in their payload, of a run's in its state."""
    return template.replace("_ABOUT", "(event.resource.name or event.resource.id)").replace(
        "_MESSAGE", '(event.payload.message or event.resource["prefect.state-message"] or "")'
    )
