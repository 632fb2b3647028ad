from __future__ import annotations

from pathlib import Path

import pytest

from flows.publishers import PublishersError, chosen, load_publishers

GOOD = """
[[publisher]]
id = "alwaha"
name = "الواحة"
country = "SYR"
timezone = "Asia/Damascus"
feeds = [{ kind = "rss", url = "https://alwaha.test/feed" }]
"""

# What is put in place of which line, and what the sentence must hold.
BROKEN = [
    ("country", 'country = "SY"', ["line 5", "country", "alpha-3"]),
    ("country", 'country = "ZZZ"', ["line 5", "country", "ZZZ"]),
    ("timezone", 'timezone = "Asia/Nowhere"', ["line 6", "timezone", "Asia/Nowhere"]),
    ("timezone", "", ["line 2", "timezone", "missing"]),
    ("id", 'id = "Al Waha"', ["line 3", "id", "Al Waha"]),
    ("id", "id = 5", ["line 3", "id", "int"]),
    ("name", 'name = " "', ["line 4", "name", "empty"]),
    ("feeds", "", ["line 2", "feeds", "missing"]),
    ("feeds", 'feeds = "https://x.test"', ["line 7", "feeds", "str"]),
    ("feeds", 'feeds = [{ kind = "rs", url = "https://x.test" }]', ["line 7", "feeds", "'rs'"]),
    ("feeds", 'feeds = [{ kind = "rss", url = "ftp://x.test" }]', ["line 7", "feeds", "ftp"]),
    ("feeds", 'feeds = [{ kind = "rss", adress = "" }]', ["line 7", "feeds", "adress"]),
    ("feeds", 'feeds = [{ kind = "section", url = "https://x.test" }]', ["line 7", "links"]),
    (
        "feeds",
        'feeds = [{ kind = "section", url = "https://x.test", links = "(" }]',
        ["line 7", "("],
    ),
    ("name", 'name = "a"\npaze = 5', ["line 5", "paze", "not known"]),
    ("name", 'name = "a"\npace = -1', ["line 5", "pace", "-1"]),
    ("name", 'name = "a"\npace = true', ["line 5", "pace", "bool"]),
    ("name", 'name = "a"\nlanguage = "arabic"', ["line 5", "language"]),
    ("name", 'name = "a"\nhosts = ["a b"]', ["line 5", "hosts", "a b"]),
    ("name", 'name = "a"\nhome = "alwaha"', ["line 5", "home"]),
    ("name", 'name = "a"\nresting = ""', ["line 5", "resting", "reason"]),
    ("name", "name = ", ["line 4", "TOML"]),
]


def broken(key: str, by: str) -> str:
    lines = GOOD.split("\n")
    return "\n".join(by if line.startswith(f"{key} =") else line for line in lines)


@pytest.mark.parametrize(("key", "by", "says"), BROKEN)
def test_mistake_gives_one_sentence_with_line_and_key(
    tmp_path: Path, key: str, by: str, says: list[str]
) -> None:
    path = tmp_path / "publishers.toml"
    path.write_text(broken(key, by), encoding="utf-8")
    with pytest.raises(PublishersError) as raised:
        load_publishers(path)
    message = str(raised.value)
    assert "\n" not in message
    assert [part for part in says if part not in message] == []


def test_second_publisher_is_named_by_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "publishers.toml"
    path.write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(PublishersError, match="line 10: id 'alwaha' stands twice"):
        load_publishers(path)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "names no publisher"), (b"\xff\xfe", "not UTF-8"), (b"[paper]", "paper is not known"), (None, "cannot be read")],
)  # fmt: skip
def test_file_that_is_none(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "publishers.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PublishersError, match=says):
        load_publishers(path)


def test_our_own_file() -> None:
    publishers = load_publishers()
    awake = [p for p in publishers if p.resting is None]
    assert len(publishers) >= 60
    assert len({p.country for p in publishers}) >= 18
    assert len({p.country for p in awake}) >= 18
    assert all(p.pace >= 5 for p in publishers)
    feeds = [feed.url for p in publishers for feed in p.feeds]
    assert len(feeds) == len(set(feeds))


def test_publishers_are_chosen_by_id() -> None:
    publishers = load_publishers()
    assert [p.id for p in chosen(publishers, ["sana", "hespress"])] == ["sana", "hespress"]
    assert chosen(publishers, []) == publishers
    with pytest.raises(PublishersError, match="no publisher 'alwaha'"):
        chosen(publishers, ["alwaha"])
