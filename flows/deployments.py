"""What runs when: the same deployments as deploy/prefect.yaml, for one process without a work pool."""

from __future__ import annotations

from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.ingest import ingest
from flows.reprocess import reprocess
from flows.upkeep import upkeep

# At most so many runs at once: one works, the others wait for the data folder.
LIMIT = 4
_ALONE = ConcurrencyLimitConfig(
    limit=1,
    collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW,
    grace_period_seconds=60,
)


def deployments(cron: str, parameters: dict[str, Any]) -> list[RunnerDeployment]:
    """The deployments, ingest at ``cron``; each flow gets those of the parameters it takes."""
    timezone = parameters["timezone"]

    def deployed(
        flow: Flow[..., Any], name: str, about: str, when: str, **own: Any
    ) -> RunnerDeployment:
        given = {k: v for k, v in parameters.items() if k in flow.parameters.properties} | own
        return RunnerDeployment.from_flow(
            flow,
            # Not the name it has on a work pool: there it would be told to run without one.
            name=f"{name}-served",
            description=about,
            schedule=Cron(when, timezone=timezone),
            parameters=given,
            concurrency_limit=_ALONE,
        )

    return [
        deployed(ingest, "every-half-hour", "What the publishers have new", cron, patience=25),
        deployed(
            ingest,
            "young-articles",
            "Articles of the last days, again, for papers correct them",
            "15 * * * *",
            patience=25,
            feeds=False,
        ),
        deployed(
            reprocess,
            "nightly",
            "What an older version read, again with the rules of today",
            "20 3 * * *",
            patience=180,
        ),
        deployed(
            upkeep,
            "weekly",
            "The store compacted, archive and store verified, what is too old let go",
            "40 4 * * 5",
            patience=180,
        ),
    ]
