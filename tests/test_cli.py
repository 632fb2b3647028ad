"""The command line as its users call it: what it prints, and one clear sentence for what cannot work."""

import json
import os
import resource
import socket
import subprocess
import sys

import pytest

from flows.data import DataFolder
from flows.newsroom import Newsroom
from flows.steps.storing.store import open_store

MARSAD = [sys.executable, "-m", "flows"]
ARTICLE = """وزير النقل يفتتح مطار السلام

قال وزير النقل سامر الخطيب إن المطار استقبل 340 مسافراً أمس.
"""


def marsad(*arguments, stdin=None, **options):
    command = [*MARSAD, *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, timeout=300, check=False, **options
    )


def rows(done):
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_extract_prints_the_article_and_then_its_mentions(tmp_path):
    file = tmp_path / "airport.txt"
    file.write_text(ARTICLE)
    article, *mentions = rows(
        marsad("extract", "--format", "jsonl", "--published", "2025-11-03", file)
    )
    assert article["kind"] == "article"
    assert (article["id"], article["published"]) == ("airport.txt", "2025-11-03")
    assert {m["kind"] for m in mentions} >= {"quote", "quantity", "date"}
    for m in mentions:
        assert m["id"] == "airport.txt"
        assert article["text"][m["span_start"] : m["span_end"]] == m["text"]


def test_extract_keeps_the_given_text_of_json_lines_and_their_order():
    lines = [{"id": n, "text": ARTICLE, "published": "2025-11-03"} for n in ("b", "a")]
    stdin = "\n".join(json.dumps(line) for line in lines)
    mentions = rows(marsad("extract", "--input", "jsonl", "--format", "jsonl", stdin=stdin))
    assert [m["id"] for m in mentions] == sorted((m["id"] for m in mentions), reverse=True)
    assert all(ARTICLE[m["span_start"] : m["span_end"]] == m["text"] for m in mentions)
    assert not [m for m in mentions if m["kind"] == "number"]


def test_extract_prints_numbers_when_asked():
    stdin = json.dumps({"id": 1, "text": ARTICLE})
    done = marsad(
        "extract", "--input", "jsonl", "--format", "jsonl", "--kinds", "number", stdin=stdin
    )
    assert [(m["kind"], m["fact"]["value"]) for m in rows(done)] == [("number", 340)]


def test_clean_prints_the_contracts_keys(tmp_path):
    file = tmp_path / "airport.txt"
    file.write_text(ARTICLE)
    [row] = rows(marsad("clean", "--format", "jsonl", file))
    assert row.keys() >= {
        "file", "headline", "byline", "section", "published_at", "published_precision",
        "published_evidence", "language", "tags", "canonical_url", "text", "lines", "removed",
    }  # fmt: skip
    assert row["headline"] == "وزير النقل يفتتح مطار السلام"


def test_dedupe_prints_pairs_then_clusters():
    words = [f"كلمة{n}" for n in range(60)]
    texts = {"a": words, "b": [*words[:55], "أخرى"], "c": words[:30], "d": words[::-1]}
    stdin = "\n".join(json.dumps({"id": k, "text": " ".join(v)}) for k, v in texts.items())
    printed = rows(marsad("dedupe", "--format", "jsonl", stdin=stdin))
    pairs = {(row["a"], row["b"]): row for row in printed if "a" in row}
    assert pairs.keys() == {("a", "b"), ("a", "c"), ("b", "c")}
    assert pairs["a", "c"]["containment"] == 1.0
    assert printed[-1] == {"cluster": "a", "ids": ["a", "b", "c"]}


def test_help_names_every_command():
    printed = marsad("--help").stdout
    for verb in ("demo", "run", "extract", "clean", "dedupe", "reprocess", "query", "search", "show",
                 "serve", "doctor"):  # fmt: skip
        assert verb in printed


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "sentence"),
    [
        (["extract", "none.txt"], None, 1, "none.txt cannot be read"),
        (["extract", "empty.txt"], None, 1, "holds no article: The page has no bytes"),
        (["extract", "big.html"], None, 1, "more than 5,000,000"),
        (["clean", "picture.html"], None, 1, "The body is no text"),
        (["extract", "--nope"], None, 2, "No such option"),
        (["extract", "--kinds", "verb", "empty.txt"], None, 2, "unknown kind verb"),
        (["extract", "--input", "jsonl"], '{"id": 1}', 1, "line 1 of the input lacks text"),
        (["extract", "--input", "jsonl"], "nonsense", 1, "line 1 of the input is no JSON"),
        (["extract", "--input", "jsonl"], '{"id": 1, "text": "", "published": "soon"}', 1, "YYYY-MM-DD"),
        (["dedupe"], '{"id": 1, "text": "x"}\n{"id": 1, "text": "y"}', 1, "given twice"),
        (["query"], None, 1, "is not there yet"),
        (["run", "--publishers", "none.toml"], None, 1, "none.toml cannot be read"),
        (["run", "--publishers", "broken.toml"], None, 1, "broken.toml, line 2: name"),
        (["run"], None, 1, "set a contact"),
        (["query", "--data", "/proc/marsad"], None, 1, "cannot be made"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_said_in_one_sentence(tmp_path, arguments, stdin, code, sentence):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "big.html").write_text("<p>" + "كلمة " * 6_000_000)
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (tmp_path / "broken.toml").write_text(
        '[[publisher]]\nname = 3\nid = "a"\ncountry = "SYR"\ntimezone = "Asia/Damascus"\n'
    )
    done = marsad(*arguments, stdin=stdin, cwd=tmp_path)
    assert done.returncode == code
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        alone = {k: v for k, v in os.environ.items() if k != "PREFECT_API_URL"}
        done = marsad("ui", "--data", tmp_path, "--port", port, env=alone)
    assert done.returncode == 1
    assert f"port {port}" in done.stderr


def test_a_folder_that_another_run_writes_to_is_left_alone(tmp_path):
    with DataFolder.at(tmp_path).writing():
        done = marsad("demo", "--data", tmp_path)
    assert done.returncode == 1
    assert "another run" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_ends_the_run_and_loses_nothing(prefect_api, tmp_path):
    data = DataFolder.at(tmp_path)
    with open_store(data) as store:
        store.connection.execute("checkpoint")
    quota = data.build.stat().st_size + 100_000
    with Newsroom() as newsroom:
        hosts = [f"--local-host={h}={ip}:{port}" for h, (ip, port) in newsroom.hosts.items()]
        command = ["run", "--publishers", newsroom.publishers, "--data", tmp_path, *hosts]
        full = marsad(
            *command, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (quota, quota))
        )
        assert full.returncode == 1, full.stdout + full.stderr
        assert "Traceback" not in full.stderr
        assert marsad(*command).returncode == 0
    assert marsad("doctor", "--data", tmp_path).returncode == 0


def test_query_search_show_and_doctor(prefect_api, tmp_path):
    demo = marsad("demo", "--data", tmp_path)
    assert demo.returncode == 0
    assert "in which Prefect's server came up" in demo.stdout.replace("\n", " ")
    listed = marsad("query", "--data", tmp_path).stdout
    assert "quotes_by_speaker" in listed
    [row] = rows(
        marsad("query", "--data", tmp_path, "--format", "jsonl", "select * from articles limit 1")
    )
    assert row["headline"] in marsad("show", "--data", tmp_path, row["article_id"]).stdout
    found = rows(marsad("search", "--data", tmp_path, "--format", "jsonl", "وزاره"))
    assert any("وزارة" in hit["sentence"] for hit in found)
    failed = marsad("query", "--data", tmp_path, "select nonsense")
    assert (failed.returncode, "Traceback" in failed.stderr) == (1, False)
    assert marsad("doctor", "--data", tmp_path).returncode == 0


def test_doctor_asks_the_feeds_of_publishers_and_tells_what_each_answered(tmp_path):
    with Newsroom() as newsroom:
        hosts = [f"--local-host={h}={ip}:{port}" for h, (ip, port) in newsroom.hosts.items()]
        command = ["doctor", "publishers", "--publishers", newsroom.publishers, *hosts]
        one = marsad(*command, "marja", cwd=tmp_path)
        unknown = marsad(*command, "nobody", cwd=tmp_path)
    assert one.returncode == 0, one.stdout + one.stderr
    assert "marja" in one.stdout
    assert "khuzama" not in one.stdout
    assert (unknown.returncode, "nobody" in unknown.stderr) == (1, True)
    assert not list(tmp_path.iterdir())
