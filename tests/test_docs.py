"""The README is true: its generated parts are what the program gives today, its commands exist."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_generated_parts_are_fresh():
    command = [sys.executable, ROOT / "docs" / "generate.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_of_the_readme_exists():
    verbs = set(re.findall(r"marsad (\w+)", (ROOT / "README.md").read_text()))
    helped = subprocess.run(
        [sys.executable, "-m", "flows", "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    ).stdout
    assert verbs <= set(re.findall(r"\w+", helped))
