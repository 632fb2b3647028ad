"""What was gathered can be proven and taken along: export and verify."""

import subprocess
import sys

import duckdb
import pytest
from small_folder import small_folder

from flows.data import DataError
from flows.steps.storing.export import export
from flows.steps.storing.states import table_states
from flows.steps.storing.store import open_store
from flows.steps.storing.verify import verify


@pytest.fixture
def data(tmp_path):
    """Three archived pages, their articles, and the published copy."""
    return small_folder(tmp_path / "data")


def change(data, statement):
    with open_store(data) as store:
        store.connection.execute(statement)


def marsad(*arguments):
    command = [sys.executable, "-m", "flows", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_a_sound_folder_is_found_sound(data):
    found = verify(data)
    assert found.troubles == []
    assert (found.records, found.spans) == (7, 3)  # warcinfo, three answers, three requests
    done = marsad("verify", "--data", data.root)
    assert (done.returncode, "nothing wrong" in done.stdout) == (0, True)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.8, 0.98])
def test_a_changed_byte_in_the_archive_is_told(data, share):
    [file] = data.archive.iterdir()
    content = bytearray(file.read_bytes())
    content[int(len(content) * share)] ^= 0x55
    file.write_bytes(content)
    assert any(file.name in sentence for sentence in verify(data).troubles)
    done = marsad("verify", "--data", data.root)
    assert done.returncode == 1
    assert file.name in done.stdout
    assert "Traceback" not in done.stderr


def test_a_record_rewritten_whole_is_told_by_its_digests(data):
    import gzip

    from flows.steps.storing.members import members

    [file] = data.archive.iterdir()
    records = [record for _, record in members(file)]
    forged = [r.replace("صعوبة".encode(), "سهولة".encode(), 1) for r in records]
    file.write_bytes(b"".join(map(gzip.compress, forged)))
    troubles = verify(data).troubles
    assert sum("another digest than it states" in sentence for sentence in troubles) == 3


def test_lost_and_cut_files_are_told(data):
    [file] = data.archive.iterdir()
    file.write_bytes(file.read_bytes()[:-10])
    assert any("cut off" in sentence for sentence in verify(data).troubles)
    file.unlink()
    assert any("3 records that the store names" in sentence for sentence in verify(data).troubles)


def test_a_digest_that_the_store_knows_otherwise_is_told(data):
    change(data, "update ops.fetches set digest = 'x' where id = 'f1'")
    [sentence] = verify(data).troubles
    assert "another digest" in sentence


def test_a_moved_span_is_told_by_check_by_offsets_and_by_the_copy(data):
    change(data, "update places set span_start = span_start + 1 where article_id = 'f1'")
    told = " ".join(verify(data).troubles)
    assert "check mentions_stand_in_their_article finds 1 rows" in told
    assert "article f1: 1 spans hold another text" in told
    assert "table places of marsad.duckdb is not the build's" in told


def test_a_copy_that_cannot_be_opened_is_told(data):
    data.published.write_bytes(b"x" * 5000)
    assert any("cannot be opened" in sentence for sentence in verify(data).troubles)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_an_export_holds_every_table_and_its_schema(data, tmp_path, form):
    folder = tmp_path / "out"
    done = marsad("export", folder, "--data", data.root, "--format", form)
    assert done.returncode == 0, done.stderr
    with duckdb.connect(data.published, read_only=True) as connection:
        names = {name for name, *_ in table_states(connection)}
    assert names <= {path.name for path in folder.iterdir()}
    assert (folder / "ops.fetches" / f"data.{form}").exists()
    again = marsad("export", folder, "--data", data.root)
    assert (again.returncode, "is not empty" in again.stderr) == (1, True)


def test_a_store_comes_back_from_its_export(data, tmp_path):
    with duckdb.connect(data.published, read_only=True) as connection:
        export(connection, tmp_path / "out")
        before = table_states(connection)
    with duckdb.connect() as fresh:
        for place in (tmp_path / "out").iterdir():
            fresh.execute((place / "schema.sql").read_text())
            fresh.execute(f"insert into {place.name} from '{place / 'data.parquet'}'")
        assert table_states(fresh) == before
        comments = fresh.execute("select count(comment) from duckdb_tables()").fetchall()
        assert comments[0][0] >= len(before)


def test_an_export_that_fails_leaves_nothing(data, tmp_path):
    place = tmp_path / "file"
    place.write_text("in the way")
    with duckdb.connect(data.published, read_only=True) as connection:
        with pytest.raises(DataError, match="cannot be written"):
            export(connection, place / "out")
        with pytest.raises(DataError, match="is not empty"):
            export(connection, place)
    assert {path.name for path in tmp_path.iterdir()} == {"data", "file"}
