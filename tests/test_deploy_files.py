"""The files in deploy/ pass the linters of their kind; the Dockerfile's steps lead to a working program."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.deploy
ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent


def passes(*command, **options):
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dockerfile_passes_hadolint():
    passes(BIN / "hadolint", DEPLOY / "Dockerfile")


def test_the_manifests_fit_the_kubernetes_schemas():
    passes(BIN / "kubernetes-validate", "--strict", DEPLOY / "kubernetes" / "marsad.yaml")


def test_the_compose_file_fits_its_schema():
    schema = ("--builtin-schema", "vendor.compose-spec")
    passes(BIN / "check-jsonschema", *schema, DEPLOY / "compose.yaml")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
@pytest.mark.parametrize("unit", ["marsad.service", "marsad-worker.service"])
def test_the_units_pass_systemd(tmp_path, unit):
    """With a program that is there in the place of ours, since systemd looks for it."""
    text = (DEPLOY / "systemd" / unit).read_text()
    there = re.sub(r"/opt/marsad/\.venv/bin/\w+", shutil.which("true"), text)
    (tmp_path / unit).write_text(there)
    passes("systemd-analyze", "verify", tmp_path / unit)


def test_the_dockerfiles_steps_lead_to_a_working_program(tmp_path):
    """COPY, RUN and ENTRYPOINT in a plain folder: what needs an image's own root is left out."""
    home = tmp_path / "opt"
    home.mkdir()
    # Behind a proxy with certificates of its own, only the system knows them.
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "UV_SYSTEM_CERTS": "true",
        "UV_NATIVE_TLS": "true",
    }
    for name, value in steps("ENV"):
        value = value.replace("/opt/marsad", str(home)).replace("/data", str(tmp_path / "data"))
        environment[name] = value.replace("$PATH", os.environ["PATH"])
    passes(sys.executable, "-m", "venv", home / ".venv")
    for verb, text in instructions():
        if verb == "COPY":
            *sources, target = text.split()
            for source in sources:
                copied(ROOT / source, home / (Path(source).name if target == "./" else target))
        elif verb == "RUN":
            for step in text.split(" && "):
                if not step.startswith(("useradd", "install")):
                    passes(*shlex.split(step), cwd=home, env=environment)
    words = dict(instructions())
    assert words["ENTRYPOINT"] == '["marsad"]'
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    passes(home / ".venv/bin/marsad", "--help", cwd=folder, env=environment)
    passes(home / ".venv/bin/marsad", "extract", "-", cwd=folder, env=environment, input=STORY)


STORY = "القاهرة تستضيف القمة\n\nقال وزير الخارجية المصري إن القمة تنعقد غداً في القاهرة.\n"


def instructions():
    """The Dockerfile's (verb, rest), continued lines joined."""
    text = (DEPLOY / "Dockerfile").read_text()
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip():
            verb, _, rest = line.partition(" ")
            yield verb, re.sub(r"\s+", " ", rest).strip()


def steps(verb):
    for word, rest in instructions():
        if word == verb:
            for pair in rest.split(" "):
                yield pair.split("=", 1)


def copied(source, target):
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)
