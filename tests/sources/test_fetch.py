"""Files are found in the cache, then in a mirror, then downloaded; a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import serving
from small_source import BODY, NOWHERE, PATH, a_source, only_file

from multipolar.errors import ChecksumError, InputError, OutputError, UnavailableError
from multipolar.sources import fetch, locate, verify
from multipolar.sources.fetch import cache_folder


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and no mirror."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("MULTIPOLAR_CACHE", str(folder))
    monkeypatch.delenv("MULTIPOLAR_MIRROR", raising=False)
    return folder


def test_a_file_without_download_says_where_to_put_it(cache: Path) -> None:
    with pytest.raises(UnavailableError) as caught:
        locate(a_source(None))
    assert str(cache / PATH) in str(caught.value)
    assert "--mirror" in str(caught.value)


def test_a_file_put_by_hand_counts(cache: Path) -> None:
    (cache / "some").mkdir(parents=True)
    (cache / PATH).write_bytes(BODY)
    assert locate(a_source(None)) == {PATH: cache / PATH}
    assert verify(a_source(None)) == {PATH: "cache"}


def test_a_damaged_cache_is_named_and_fetch_replaces_it(cache: Path) -> None:
    (cache / "some").mkdir(parents=True)
    (cache / PATH).write_bytes(BODY[:-1])
    with serving(BODY) as server:
        this = a_source(server.url)
        with pytest.raises(ChecksumError) as caught:
            locate(this)
        assert verify(this) == {PATH: "damaged"}
        fetch(this)
    message = str(caught.value)
    assert str(cache / PATH) in message
    assert f"{len(BODY):,} bytes, SHA-256 {this.files[0].sha256}" in message
    assert f"{len(BODY) - 1:,} bytes" in message
    assert "sources fetch some" in message
    assert verify(this) == {PATH: "cache"}


def test_a_place_that_cannot_be_looked_into_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long = str(tmp_path / ("x" * 5000))
    monkeypatch.setenv("MULTIPOLAR_CACHE", too_long)
    assert verify(a_source(None)) == {PATH: "absent"}
    with pytest.raises(InputError, match="not a folder"):
        verify(a_source(None), too_long)


def test_a_folder_in_the_place_of_a_file_is_to_be_removed(cache: Path) -> None:
    (cache / PATH).mkdir(parents=True)
    with pytest.raises(UnavailableError, match="Remove it"):
        fetch(a_source(None))


def test_a_damaged_cache_file_stays_until_the_right_one_is_there(cache: Path) -> None:
    (cache / "some").mkdir(parents=True)
    (cache / PATH).write_bytes(b"mine")
    with pytest.raises(UnavailableError):
        fetch(a_source(NOWHERE))
    assert (cache / PATH).read_bytes() == b"mine"


def test_a_mirror_is_read_in_place_and_fetch_copies_from_it(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mirror" / "some").mkdir(parents=True)
    (tmp_path / "mirror" / PATH).write_bytes(BODY)
    this = a_source(None)
    assert locate(this, tmp_path / "mirror") == {PATH: tmp_path / "mirror" / PATH}
    assert verify(this, tmp_path / "mirror") == {PATH: "mirror"}
    assert not cache.exists()
    monkeypatch.setenv("MULTIPOLAR_MIRROR", str(tmp_path / "mirror"))
    assert fetch(this) == {PATH: cache / PATH}
    assert (cache / PATH).read_bytes() == BODY
    assert only_file(cache) == [PATH]


def test_a_mirror_with_another_file_is_refused(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / PATH).write_bytes(b"other")
    for find in (locate, fetch):
        with pytest.raises(ChecksumError, match="mirror holds another version"):
            find(a_source(None), tmp_path)
    assert not (cache / PATH).exists()


def test_a_mirror_that_is_no_folder_is_wrong_input(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for mirror, got in ((tmp_path / "gone", "nothing"), (tmp_path / "file", "a file")):
        with pytest.raises(InputError, match=got) as caught:
            locate(a_source(None), mirror)
        assert caught.value.exit_code == 2


def test_a_folder_where_the_file_should_be_is_said(cache: Path) -> None:
    (cache / PATH).mkdir(parents=True)
    with pytest.raises(UnavailableError, match="cannot be read"):
        locate(a_source(NOWHERE))
    assert verify(a_source(NOWHERE)) == {PATH: "damaged"}


def test_a_cache_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MULTIPOLAR_CACHE", str(tmp_path / "file"))
    with serving(BODY) as server, pytest.raises(OutputError, match="MULTIPOLAR_CACHE"):
        fetch(a_source(server.url))


def test_the_usual_cache_folder_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MULTIPOLAR_CACHE")
    assert "multipolar" in str(cache_folder())
