"""What others say made fit for a terminal or a log: text from the network, and errors."""

from __future__ import annotations

import re

# C0 and C1 controls, line and paragraph separators, bidi marks, embeddings, overrides and isolates,
# and lone surrogates: they move the cursor, reorder what is read, or cannot be written.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)


def plain(text: str, longest: int = 300) -> str:
    """One line without control or bidi-override characters, cut at ``longest`` code points."""
    line = _HARMFUL.sub(" ", text[: longest * 4]).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"


def first_line(error: Exception) -> str:
    """What an error says, without the lines on how to mend it; the kind of error where it says nothing."""
    return (str(error).splitlines() or [type(error).__name__])[0]
