"""The template of a new study."""

from __future__ import annotations

from pathlib import Path

import pytest

from multipolar.errors import OutputError, StudyError
from multipolar.studies import read, write_template
from multipolar.studies.claims import kinds
from multipolar.studies.context import Context


def test_the_template_is_a_valid_study_that_shows_every_kind(tmp_path: Path) -> None:
    path = write_template(str(tmp_path / "gulf.toml"))
    study = read(path)
    assert study.study.id == "gulf"
    Context(study).check()
    text = path.read_text(encoding="utf-8")
    for kind in kinds():
        assert f'kind = "{kind}"' in text
    assert "my-study" not in text


def test_the_commented_claims_are_valid_too(tmp_path: Path) -> None:
    path = write_template(str(tmp_path / "gulf.toml"))
    lines = path.read_text(encoding="utf-8").splitlines()
    claims, current = [], ""
    for line in lines:
        if line.startswith("#   "):
            current += line[4:] + " "
        elif current:
            claims.append(current)
            current = ""
    claims += [current] if current else []
    assert len(claims) == len(kinds()) - 2  # share and cohesion are shown in full
    for place, keys in enumerate(claims):
        rows = keys.replace(", ", "\x00")
        depth, table = 0, ""
        for letter in rows:  # a comma outside brackets ends a key
            depth += (letter == "[") - (letter == "]")
            table += ("\n" if depth == 0 else ", ") if letter == "\x00" else letter
        path.write_text(
            "\n".join(lines) + f'\n[[claims]]\nid = "more{place}"\nsays = "It is so."\n{table}\n',
            encoding="utf-8",
        )
        Context(read(path)).check()


def test_the_commented_keys_are_valid_and_every_claim_has_a_few_words(tmp_path: Path) -> None:
    path = write_template(str(tmp_path / "gulf.toml"))
    text = path.read_text(encoding="utf-8")
    for line in ("# [mirror]", '# SAU = "IRN"', '# without = ["BHR"]'):
        assert text.count(line) == 1
        text = text.replace(line, line.removeprefix("# "))
    path.write_text(text, encoding="utf-8")
    study = read(path)
    Context(study).check()
    assert study.mirror == {"SAU": "IRN"}
    assert "BHR" not in Context(study).actor("members").states
    assert text.count("short = ") == len(study.claims) + len(kinds()) - 2
    for key in ("instead", "beside", "`multipolar claims KIND`", "`multipolar vocabulary organisations`"):
        assert key in text


@pytest.mark.parametrize("name", ["Gulf", "1st", "a b", "", ".toml", "x" * 61, "ünï", "-a"])
def test_a_name_that_is_no_id(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match="cannot be the id"):
        write_template(name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gulf.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyError, match="--force"):
        write_template("gulf")
    assert Path("gulf.toml").read_text(encoding="utf-8") == "mine"
    assert write_template("gulf", force=True).read_text(encoding="utf-8").startswith("#")


def test_places_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist"):
        write_template(str(tmp_path / "absent" / "gulf.toml"))
    with pytest.raises(OutputError):
        write_template(str(tmp_path / ("x" * 300) / "gulf.toml"))
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(OutputError):
        write_template(str(tmp_path / "folder.toml"), force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.toml"]
