"""What tests say to a Prefect server: its API, its command line."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]


def ask(address, path, body=None):
    request = Request(
        f"{address}/api/{path}",
        data=json.dumps(body or {}).encode(),
        headers={"content-type": "application/json"},
    )
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)


def prefect(*arguments, **environment):
    command = [str(Path(sys.executable).parent / "prefect"), "--no-prompt", *arguments]
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, cwd=ROOT, timeout=300, check=True
    )  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
