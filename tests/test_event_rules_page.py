"""docs/events.md says what the corpus and the lexicons say."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def test_page_is_up_to_date():
    written = runpy.run_path(str(DOCS / "generate_events.py"))["page"]()
    page = (DOCS / "events.md").read_text(encoding="utf-8")
    assert page == written, "run: python docs/generate_events.py"
