"""Reading a study file: what is right is read, and what is wrong is named."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from multipolar.errors import MultipolarError, StudyError
from multipolar.studies import Study, built_in, parse, read
from multipolar.studies.context import Context
from study_text import VALID

LEAD = 'of = "AZE"\nwithin = "caucasus"\nvariables = ["cinc"]'
SHARE = 'of = "AZE"\nwithin = "caucasus"\nvariables = ["milex'


def checked(text: str) -> Study:
    """Read a study and check its words, as a run does before it computes anything."""
    study = parse(text, where="my.toml")
    Context(study).check()
    return study


def refusal(text: str) -> str:
    with pytest.raises(MultipolarError) as caught:
        checked(text)
    assert caught.value.exit_code == 2
    message = str(caught.value)
    assert message
    assert "\n" not in message
    assert "'small'" in message or "my.toml" in message
    return message


def test_the_valid_study_is_valid() -> None:
    study = checked(VALID)
    assert [claim.kind for claim in study.claims] == [
        "share", "trend", "lead", "cohesion", "ties", "association", "before-after", "fact",
    ]  # fmt: skip
    assert Context(study).actor("members").states == ("AZE", "KAZ", "KGZ", "TUR")
    assert Context(study).actor("caucasus").states == ("AZE", "ARM", "GEO")
    assert Context(study).actor("Türkiye").states == ("TUR",)


def test_the_built_in_studies_are_valid() -> None:
    studies = built_in()
    assert set(studies) == {"turkic", "nordic", "brics"}
    for study in studies.values():
        Context(study).check()
        spoken = [name for part in study.parts for name in part.claims]
        assert len(spoken) == len(set(spoken))  # each bears on one part of the answer


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        # unknown words, each with its place and the nearest known one
        ('of = "AZE"\nthan', 'of = "Aserbaijan"\nthan', ["'growth'", "Aserbaijan", "Azerbaijan"]),
        ('of = "AZE"\nthan', 'of = "member"\nthan', ["'member'", "Did you mean the group 'members'"]),
        ('within = "caucasus"\nvariables = ["milex', 'within = "cacausus"\nvariables = ["milex', ["'caucasus'"]),
        ('"Armenia", "GEO"', '"Armenai", "GEO"', ["[groups.caucasus]", "Armenai", "Did you mean"]),
        ('organisation = "OTS"', 'organisation = "OTTS"', ["[groups.members]", "OTTS", "'OTS'"]),
        ('rivals = ["GUAM"]', 'rivals = ["GUAN"]', ["'votes'", "GUAN", "GUAM"]),
        ('"milex_kusd", "cinc"', '"milex_kusd", "cicn"', ["'balance'", "'cicn'", "'cinc'"]),
        ('layer = "alliance_any"', 'layer = "aliance_any"', ["'ties'", "'aliance_any'", "'alliance_any'"]),
        ('with = "linguistic_distance"', 'with = "linguistic"', ["'language'", "'linguistic'"]),
        ('map_layer = "trade_total"', 'map_layer = "trade_totl"', ["map_layer", "trade_totl", "'trade_total'"]),
        ('event = "war44"\ndays', 'event = "war45"\ndays', ["'daily'", "'war45'", "'war44'"]),
        ('events = ["war44"]', 'events = ["shusha"]', ["'ended'", "shusha"]),
        ('kind = "lead"', 'kind = "leed"', ["claims[3] (lead)", '"leed"', "Did you mean 'lead'", "before-after"]),
        ('kind = "lead"\n', "", ["claims[3] (lead)", "no kind", "cohesion"]),
        ("conflict = 388", "conflict = 388888", ["388888", "UCDP"]),
        ('AZE = "ARM"', 'AZE = "Armenai"', ["[mirror]", "Armenai"]),
        # misspelt, missing, superfluous keys
        ("seed = 7", "sead = 7", ["'sead'", "study.sead", "Did you mean 'seed'"]),
        ('kind = "lead"', 'kind = "lead"\nwithim = "x"', ["claims[3] (lead).withim", "Did you mean 'within'"]),
        ("year = 2015", "yaer = 2015", ["'yaer'", "Did you mean 'year'"]),
        ("from = 2008", "form = 2008", ["'form'", "claims[2] (growth).form", "Did you mean 'from'"]),
        ("[[parts]]", "[[part]]", ["'part'", "Did you mean 'parts'"]),
        ("[[left_out]]", "[[left-out]]", ["'left-out'", "left_out"]),
        ('asks = "Does it', 'ask = "Does it', ["parts[1].ask", "Did you mean 'asks'"]),
        ("without =", "wihtout =", ["groups.members.wihtout", "Did you mean 'without'"]),
        ('title = "A small study"\n', "", ["A key is missing", "study.title"]),
        ("conflict = 388\n", "", ["A key is missing", "claims[8] (ended).conflict"]),
        # years and windows
        ("from = 2012\nto = 2019", "from = 2019\nto = 2012", ["claims[1] (balance)", "2012", "must come after"]),
        ("from = 2018\nto = 2019", "from = 2019\nto = 2018", ["claims[4] (votes)", "must not come before"]),
        ("before = [2000, 2002]", "before = [2002, 2000]", ["claims[5] (ties)", "ends (2000) before it begins"]),
        ("before = [2000, 2002]", "before = [2000, 2017]", ["claims[5] (ties)", "must begin later"]),
        ("from = 2008\nto = 2019", "from = 2017\nto = 2019", ["claims[2] (growth)", "at least 4 years"]),
        ("from = 2012", "from = 1815", ["claims[1] (balance).from", "1816", "1815"]),
        ("to = 2019\nevent", "to = 2101\nevent", ["claims[1] (balance).to", "2100"]),
        ("from = 2008", "from = 1959", ["'growth'", "begin in 1960", "1959"]),
        ("from = 2018", "from = 1945", ["'votes'", "begin in 1946", "1945"]),
        ("year = 2015", "year = 1950", ["'language'", "begin in 1960", "1950"]),
        ("map_year = 2019", "map_year = 1900", ["map_year", "begin in 1960", "1900"]),
        ("on = 2024-12-31", "on = 1700", ["[groups.members]", "no member"]),
        ("on = 2024-12-31", "on = 99999", ["[groups.members]", "neither a day nor a year"]),
        ("on = 2024-12-31", 'on = "soon"', ["groups.members.on"]),
        ("on = 2024-12-31\n", "", ["groups.members", "`organisation` needs `on`"]),
        ("to = 2019\nrivals", "to = 1991\nrivals", ["must not come before"]),
        # groups
        ('states = ["AZE", "Armenia", "GEO"]', "states = []", ["groups.caucasus", "empty"]),
        ('states = ["AZE", "Armenia", "GEO"]', 'states = ["AZE"]', ["[groups.caucasus]", "one member", "AZE"]),
        ('states = ["AZE", "Armenia", "GEO"]', 'states = ["AZE", "Azerbaijan"]', ["one member"]),
        ('states = ["AZE", "Armenia", "GEO"]', "", ["groups.caucasus", "either `organisation`"]),
        ('organisation = "OTS"', 'organisation = "OTS"\nstates = ["AZE", "TUR"]', ["groups.members", "not both"]),
        ('without = ["UZB"]', 'without = ["USA"]', ["`without`", "United States"]),
        ('without = ["UZB"]', 'without = ["UZB", "TUR", "AZE", "KAZ", "KGZ"]', ["no member"]),
        ('without = ["UZB"]', 'roles = ["boss"]', ["[groups.members]", "role"]),
        ("[groups.caucasus]", "[groups.world]", ["'world'", "means something"]),
        ("[groups.caucasus]", "[groups.aze]", ["'aze'", "means something"]),
        ("[groups.caucasus]", '[groups."South Caucasus"]', ["groups.South Caucasus"]),
        ('group = "members"\nseed', 'group = "nobody"\nseed', ["'nobody'", "members"]),
        # ids and parts
        ('id = "growth"', 'id = "balance"', ["wo claims have the id 'balance'"]),
        ('id = "growth"', 'id = "Growth!"', ["claims[2]", ".id"]),
        ('claims = ["balance", "growth"]', 'claims = ["balance", "grwth"]', ["'grwth'", "growth"]),
        ('claims = ["balance", "growth"]', "claims = []", ["parts[1].claims"]),
        # what makes no sense for a kind
        (LEAD, LEAD.replace('"AZE"', '"caucasus"'), ["not one state"]),
        (LEAD, LEAD.replace("AZE", "TUR"), ["not a part of"]),
        (SHARE, SHARE.replace("AZE", "world"), ["not a part of"]),
        ('group = "caucasus"\nfrom', 'group = "world"\nfrom', ["not a group"]),
        ('group = "caucasus"\nfrom', 'group = "AZE"\nfrom', ["not a group"]),
        ('between = ["AZE", "TUR"]\nbefore', 'between = ["caucasus", "AZE"]\nbefore', ["'ties'", "between"]),
        ('between = ["AZE", "TUR"]\nbefore', 'between = ["world", "world"]\nbefore', ["'ties'", "between"]),
        ('between = ["AZE", "TUR"]\nevent', 'between = ["AZE", "caucasus"]\nevent', ["AZE and caucasus"]),
        ('between = ["AZE", "TUR"]\nevent', 'between = ["caucasus", "members"]\nevent', ["not two sides"]),
        ('between = ["AZE", "TUR"]\nevent', 'between = ["AZE", "Azerbaijan"]\nevent', ["not a group"]),
        ('beside = [["ARM", "RUS"]]', 'beside = [["ARM", "world"]]', ["not two sides"]),
        ('layer = "alliance_any"', 'layer = "distance_km"', ["no years"]),
        ('controls = ["distance_km"]', 'controls = ["trade_total"]', ["named twice"]),
        ('logged = ["trade_total"]', 'logged = ["migrants"]', ["to be logged but is not used"]),
        ('than = "world"\nvariables', 'than = "world"\nlayer = "trade_flow"\nvariables', ["or a `layer`"]),
        ('than = "world"\nvariables', 'than = "outside"\nvariables', ["`layer`"]),
        ('rivals = ["GUAM"]', 'against = "rivals"', ["needs `rivals`"]),
        ('rivals = ["GUAM"]', 'against = "everyone"', ["claims[4] (votes).against", "chance"]),
        ("days = 100", "days = 13", ["claims[7] (daily).days", "14"]),
        ('direction = "down"', 'direction = "sideways"', ["claims[6] (language).direction", '"up" or "down"']),
        # wrong types
        ("draws = 100", "draws = 99", ["study.draws", "100"]),
        ("draws = 100", 'draws = "many"', ["study.draws", "not a whole number", "100 to 100,000", '"many"']),
        ("seed = 7", "seed = -1", ["study.seed"]),
        ("seed = 7", "seed = 99999999999999999999", ["study.seed"]),
        ("from = 2012", "from = 2012.5", ["claims[1] (balance).from"]),
        ("from = 2012", "from = nan", ["claims[1] (balance).from"]),
        ("from = 2012", "from = 2012-01-01", ["claims[1] (balance).from"]),
        ('variables = ["milex_kusd", "cinc"]', 'variables = "cinc"', ["claims[1] (balance).variables"]),
        ('variables = ["milex_kusd", "cinc"]', "variables = []", ["claims[1] (balance).variables"]),
        ('variables = ["milex_kusd", "cinc"]', "variables = [1, 2]", ["claims[1] (balance).variables[1]"]),
        ('between = ["AZE", "TUR"]\nbefore', 'between = ["AZE"]\nbefore', ["claims[5] (ties).between"]),
        ("conflict = 388", 'conflict = "Karabakh"', ["claims[8] (ended).conflict"]),
        ('says = "It ended."', 'says = ""', ["claims[8] (ended).says"]),
        ('says = "It ended."', f'says = "{"so " * 200}"', ["claims[8] (ended).says", "400"]),
        ('title = "A small study"', "title = ['A']", ["study.title", "not text in quotes", '["A"]']),
        ("days = 100", 'days = "100"', ["claims[7] (daily).days", "not a whole number", 'Got: "100"']),
        ("days = 100", "days = true", ["claims[7] (daily).days", "not a whole number", "Got: true"]),
        ("on = 2024-12-31", 'on = "2024"', ["groups.members.on", "neither a day nor a year", "2024-12-31"]),
        ("without =", "without = 'UZB' #", ["groups.members.without", "not a list in brackets"]),
        ('between = ["AZE", "TUR"]\nbefore', 'between = ["AZE"]\nbefore', ["list is too short", "of two texts"]),
        ('beside = [["ARM", "RUS"]]', 'beside = [["ARM"]]', ["claims[7] (daily).beside[1]", "too short"]),
        ("before = [2000, 2002]", "before = [2000, 2001, 2002]", ["list is too long", "of two years"]),
        ('claims = ["balance", "growth"]', "claims = []", ["list is empty", "at least one"]),
        ('id = "growth"', 'id = "Growth!"', ["cannot be the name", "lower-case letters", '"Growth!"']),
        ('says = "It ended."', 'says = ""', ["The text is empty", "at most 400 characters"]),
        ("conflict = 388\n", "", ["Expected: a whole number", "`multipolar claims fact`"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(old: str, new: str, named: list[str]) -> None:
    assert VALID.count(old) == 1, f"{VALID.count(old)} places: {old!r}"
    message = refusal(VALID.replace(old, new))
    for words in named:
        assert words in message, message


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", ["A key is missing", "study"]),
        ("study = 3", ["study"]),
        ("[study\nid = 1", ["not valid TOML", "line 1"]),
        ('[study]\nid = "a"\nid = "b"', ["not valid TOML", "line 3"]),
        ('[study]\ntitle = "never closed', ["not valid TOML", "line 2"]),
        ("a = " + "9" * 5000, ["not valid TOML"]),
        ("a = " + "[" * 100_000, ["nested too deeply"]),
        ("a = 2020-13-45", ["not valid TOML"]),
        ("claims = 3", ["[[claims]]"]),
        ("claims = [1, 2]", ["[[claims]]"]),
        ("\x00", ["not valid TOML"]),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_text_that_is_no_study(text: str, named: list[str]) -> None:
    message = refusal(text)
    for words in named:
        assert words in message


def test_a_study_without_claims_says_so() -> None:
    head = VALID[: VALID.index("[[parts]]")]
    assert "claims" in refusal(head)
    assert "Did you mean 'claims'" in refusal(
        head + VALID[VALID.index("[[claims]]") :].replace("[[claims]]", "[[claim]]")
    )


def test_years_after_the_data_are_no_error_but_untestable() -> None:
    text = VALID.replace("from = 2012\nto = 2019", "from = 2012\nto = 2090")
    found = checked(text).claims[0].test(Context(parse(text)))
    assert found.verdict == "untestable"
    assert "2022" in found.because
    assert "2090" in found.because
    assert found.sources == ("nmc",)


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: str | Path) -> str:
        with pytest.raises(StudyError) as caught:
            read(path)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    assert "folder" in refused(tmp_path)
    assert "no such study file" in refused(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes(VALID.encode().replace(b"small", b"\xe9t\xe9"))
    assert "not UTF-8" in refused(tmp_path / "latin.toml")
    (tmp_path / "huge.toml").write_bytes(b"#" * 1_000_001)
    assert "too large" in refused(tmp_path / "huge.toml")
    (tmp_path / "empty.toml").touch()
    assert "A key is missing" in refused(tmp_path / "empty.toml")
    assert "name" in refused(tmp_path / ("x" * 300 + ".toml"))
    assert "cannot be read" in refused("a\0b.toml")
    assert "too large" in refused("/dev/zero")
    locked = tmp_path / "locked.toml"
    locked.write_text(VALID, encoding="utf-8")
    locked.chmod(0)
    if os.access(locked, os.R_OK):  # root reads everything

        def deny(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", deny)
    assert "Permission denied" in refused(locked)


def test_ids_and_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match=r"Did you mean 'turkic'\?"):
        read("turkik")
    with pytest.raises(StudyError, match="There is no study"):
        read("x" * 300)
    (tmp_path / "turkic").mkdir()  # a folder of that name does not hide the built-in study
    assert read("turkic").study.id == "turkic"
    (tmp_path / "small.toml").write_text("\ufeff" + VALID.replace("\n", "\r\n"), encoding="utf-8")
    assert read("small.toml") == read(tmp_path / "small.toml") == parse(VALID)


VALUES = ["1", "1.5", "true", "nan", "1979-05-27", "'x'", "[]", "[[]]", "{}", "{ a = [1] }"]


@pytest.mark.parametrize("value", VALUES)
def test_no_word_of_the_library_that_checks_reaches_the_reader(value: str) -> None:
    """Whatever is put for whatever key, the sentence is ours."""
    said = [said_of(line, value) for line in VALID.splitlines() if " = " in line]
    assert any(said)
    for foreign in ("Input", "Tuple", "should", "validation", "instance", "dictionary", "None", "\\d", "  "):
        assert not [message for message in said if foreign in message]


def said_of(line: str, value: str) -> str:
    try:
        parse(VALID.replace(line, f"{line.partition(' = ')[0]} = {value}", 1), where="my.toml")
    except StudyError as error:
        return str(error)
    return ""


def test_seed_and_draws_instead_of_the_files() -> None:
    study = read("turkic", seed=3, draws=100)
    assert (study.study.seed, study.study.draws) == (3, 100)
    assert study.claims == read("turkic").claims
    with pytest.raises(
        StudyError, match=r"Where: --draws\. Expected: a whole number, 100 to 100,000\. Got: 99\."
    ):
        read("turkic", draws=99)
    with pytest.raises(StudyError, match=r"Where: --seed\. Expected: a whole number, 0 to .*\. Got: -1\."):
        read("turkic", seed=-1)


def test_a_claims_own_name_for_a_key_is_the_files() -> None:
    """Errors and templates speak of `from`, never of the attribute behind it."""
    message = refusal(VALID.replace("from = 2012", "form = 2012"))
    assert "from_year" not in message
    assert tomllib.loads(VALID)["claims"][0]["from"] == parse(VALID).claims[0].from_year  # type: ignore[attr-defined]
