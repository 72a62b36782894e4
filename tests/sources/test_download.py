"""A broken network leaves no half file, keeps what came, and is told in a sentence."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import pytest
from loopback import serving
from small_source import BODY, NOWHERE, PATH, a_source, only_file

from multipolar.errors import ChecksumError, UnavailableError
from multipolar.sources import SourceFile, fetch, locate
from multipolar.sources import download as download_module
from multipolar.sources.download import in_place


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and no mirror."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("MULTIPOLAR_CACHE", str(folder))
    monkeypatch.delenv("MULTIPOLAR_MIRROR", raising=False)
    return folder


def test_a_download_lands_whole_in_the_cache_and_is_made_once(cache: Path) -> None:
    with serving(BODY) as server:
        this = a_source(server.url)
        came: list[int] = []
        first = locate(this, progress=lambda _, count: came.append(count))
        second = locate(this)
    assert first == second == {PATH: cache / PATH}
    assert (cache / PATH).read_bytes() == BODY
    assert sum(came) == len(BODY)
    assert server.asked == [None]
    assert only_file(cache) == [PATH]


def test_a_dropped_connection_is_resumed_next_time(cache: Path) -> None:
    with serving(BODY, drops=[150_000]) as server:
        this = a_source(server.url)
        with pytest.raises(UnavailableError, match="could not be downloaded") as caught:
            locate(this)
        assert "what came is kept" in str(caught.value)
        assert not (cache / PATH).exists()
        came: list[int] = []
        locate(this, progress=lambda _, count: came.append(count))
    assert server.asked[0] is None
    assert server.asked[1].startswith("bytes=")
    assert (cache / PATH).read_bytes() == BODY
    assert sum(came) == len(BODY)
    assert only_file(cache) == [PATH]


def test_a_server_without_ranges_makes_it_begin_anew(cache: Path) -> None:
    with serving(BODY, drops=[150_000], ranges=False) as server:
        this = a_source(server.url)
        with pytest.raises(UnavailableError):
            locate(this)
        came: list[int] = []
        locate(this, progress=lambda _, count: came.append(count))
    assert len(server.asked) == 3
    assert (cache / PATH).read_bytes() == BODY
    assert sum(came) == len(BODY)


def test_a_partial_file_of_other_bytes_does_not_survive(cache: Path) -> None:
    with serving(BODY) as server:
        this = a_source(server.url)
        sha256 = this.files[0].sha256
        partial = cache / "some" / f".some.csv.{sha256[:12]}.partial"
        partial.parent.mkdir(parents=True)
        partial.write_bytes(b"x" * 100)
        locate(this)
    assert server.asked == ["bytes=100-", None]
    assert (cache / PATH).read_bytes() == BODY
    assert only_file(cache) == [PATH]


def test_a_partial_file_longer_than_the_whole_begins_anew(cache: Path) -> None:
    with serving(BODY) as server:
        this = a_source(server.url)
        partial = cache / "some" / f".some.csv.{this.files[0].sha256[:12]}.partial"
        partial.parent.mkdir(parents=True)
        partial.write_bytes(b"x" * (len(BODY) + 5))
        locate(this)
    assert (cache / PATH).read_bytes() == BODY


def test_the_server_going_away_keeps_what_came(cache: Path) -> None:
    with serving(BODY, drops=[150_000]) as server:
        this = a_source(server.url)
        with pytest.raises(UnavailableError):
            locate(this)
    kept = only_file(cache)
    assert len(kept) == 1
    assert kept[0].endswith(".partial")
    with pytest.raises(UnavailableError):
        locate(this)
    assert only_file(cache) == kept


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (BODY[:-3], {}),
        (BODY[:-3], {"with_length": False}),
        (BODY.replace(b"AZE", b"ARM"), {}),
        (BODY * 3, {}),
        (b"", {}),
    ],
    ids=["short", "short, no length", "other", "endless", "empty"],
)
def test_another_body_is_refused_and_not_kept(cache: Path, body: bytes, how: dict[str, bool]) -> None:
    with serving(body, **how) as server, pytest.raises(ChecksumError) as caught:
        locate(a_source(server.url))
    assert "SHA-256" in str(caught.value)
    assert server.url in str(caught.value)
    assert only_file(cache) == []


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_refusal_says_its_status_and_where_else_to_look(cache: Path, status: int) -> None:
    with serving(BODY, status=status) as server, pytest.raises(UnavailableError) as caught:
        locate(a_source(server.url))
    assert f"HTTP status {status}" in str(caught.value)
    assert "MULTIPOLAR_MIRROR" in str(caught.value)
    assert only_file(cache) == []


def test_no_network_is_said(cache: Path) -> None:
    with pytest.raises(UnavailableError) as caught:
        locate(a_source(NOWHERE))
    assert "Check the network" in str(caught.value)
    assert only_file(cache) == []


def test_an_interrupt_leaves_no_half_file_and_is_resumed(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: SourceFile, count: int) -> None:
        raise KeyboardInterrupt

    with serving(BODY) as server:
        this = a_source(server.url)
        with pytest.raises(KeyboardInterrupt):
            locate(this, progress=stop)
        assert not (cache / PATH).exists()
        locate(this)
    assert server.asked[1] == f"bytes={download_module.CHUNK_BYTES}-"
    assert only_file(cache) == [PATH]


def test_two_threads_may_fetch_at_once(cache: Path) -> None:
    with serving(BODY) as server:
        this = a_source(server.url)
        threads = [threading.Thread(target=fetch, args=(this,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (cache / PATH).read_bytes() == BODY
    assert only_file(cache) == [PATH]


def _fetch_in_a_process(url: str) -> None:
    fetch(a_source(url))


def test_two_processes_may_fetch_at_once(cache: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    with serving(BODY) as server:
        workers = [spawning.Process(target=_fetch_in_a_process, args=(server.url,)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [worker.exitcode for worker in workers] == [0, 0]
    assert (cache / PATH).read_bytes() == BODY
    assert only_file(cache) == [PATH]


def test_in_place_leaves_the_old_file_when_the_block_fails(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("old")

    def half() -> None:
        with in_place(target) as part:
            part.write_text("half")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        half()
    assert target.read_text() == "old"
    assert only_file(tmp_path) == ["file"]


def test_tls_verification_is_never_turned_off() -> None:
    package = Path(download_module.__file__).parent
    text = "".join(path.read_text() for path in package.glob("*.py"))
    assert "verify=False" not in text
    assert "_create_unverified_context" not in text
