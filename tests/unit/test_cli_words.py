"""The commands that list words: `claims` and `vocabulary`; and help that says no more than it must."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from multipolar import vocabulary
from multipolar.cli.main import run
from multipolar.studies.claims import Claim, kinds
from multipolar.studies.claims.share import Share
from multipolar.studies.keys import keys
from multipolar.studies.study import Head
from study_text import VALID


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command and return its code, its rows, and what it said of an error."""

    def ask(*words: str) -> tuple[int, list[list[str]], str]:
        code = run(list(words))
        printed = capsys.readouterr()
        return code, [line.split("\t") for line in printed.out.splitlines()], printed.err

    return ask


def test_claims_lists_every_kind(said) -> None:  # type: ignore[no-untyped-def]
    code, rows, _ = said("claims")
    assert code == 0
    assert [row[0] for row in rows[1:-1]] == list(kinds())
    assert all(row[1].endswith(".") for row in rows[1:-1])


@pytest.mark.parametrize("kind", kinds())
def test_claims_explains_the_keys_and_the_rule_of_a_kind(kind: str, said) -> None:  # type: ignore[no-untyped-def]
    code, rows, _ = said("claims", kind)
    assert code == 0
    shown = {row[0]: row[1:] for row in rows if len(row) == 4}
    for key in keys(kinds()[kind]):
        assert shown[key.name] == [key.allowed, key.default, key.meaning]
    assert rows[-1] == [f"Verdict: {kinds()[kind].rule()}".replace("``", "`")]


def test_a_kind_that_is_none(said) -> None:  # type: ignore[no-untyped-def]
    code, _, error = said("claims", "shar")
    assert code == 2
    assert "Did you mean 'share'?" in error


def test_organisations(said) -> None:  # type: ignore[no-untyped-def]
    code, rows, _ = said("vocabulary", "organisations")
    assert code == 0
    assert [row[0] for row in rows[1:]] == vocabulary.organisations()["organisation"].to_list()
    _, rows, _ = said("vocabulary", "organisations", "turkic", "council")  # an earlier name
    assert rows[1] == [
        "OTS",
        "Organization of Turkic States",
        "organisation",
        "2009-10-03",
        "AZE KAZ KGZ TUR UZB",
    ]
    code, _, error = said("vocabulary", "organisations", "nothing-like-it")
    assert code == 2
    assert "`multipolar vocabulary organisations` lists all" in error


@pytest.mark.parametrize("on", ["2021", "2021-12-31"])
def test_members_on_a_day(on: str, said) -> None:  # type: ignore[no-untyped-def]
    code, rows, _ = said("vocabulary", "members", "turkic council", "--on", on, "--roles", "member,observer")
    assert code == 0
    expected = vocabulary.members("OTS", 2021, ("member", "observer"))
    assert tuple(row[0] for row in rows[1:-1]) == expected
    assert ["HUN", "Hungary", "observer", "2018-09-03", "", "exact"] in rows
    assert rows[-1] == ["Organization of Turkic States on 2021-12-31, as member or observer: 7 states."]


def test_members_by_default_and_at_the_end_of_what_has_ended(said) -> None:  # type: ignore[no-untyped-def]
    for row in vocabulary.organisations().to_dicts():
        code, rows, _ = said("vocabulary", "members", row["organisation"])
        on = row["ended"] or vocabulary.CHECKED_TO
        assert code == 0
        named = tuple(cells[0] for cells in rows[1:] if len(cells) == 6)
        assert named == vocabulary.members(row["organisation"], on)


def test_uncertain_members_are_marked_with_the_reason(said) -> None:  # type: ignore[no-untyped-def]
    _, rows, _ = said("vocabulary", "members", "TURKSOY")
    (row,) = [row for row in rows if row[0] == "UZB"]
    assert row[-1] == "uncertain (?)"
    assert any(row[0].startswith("(?) Uzbekistan: ") for row in rows)


def test_members_before_there_were_any(said) -> None:  # type: ignore[no-untyped-def]
    code, rows, _ = said("vocabulary", "members", "V4", "--on", "1980")
    assert code == 0
    assert rows == [["Visegrád Group on 1980-12-31, as member: no states."]]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["members", "OTTS"], "`multipolar vocabulary organisations`"),
        (["members", "OTS", "--on", "soon"], "neither a day nor a year"),
        (["members", "OTS", "--on", "0"], "neither a day nor a year"),
        (["members", "OTS", "--roles", "boss"], "role"),
        (["events", "xyz"], "`multipolar vocabulary events`"),
        (["states", "xyz"], "`multipolar vocabulary states`"),
        (["conflicts", "xyz"], "`multipolar vocabulary conflicts`"),
    ],
)
def test_words_that_match_nothing(words: list[str], named: str, said) -> None:  # type: ignore[no-untyped-def]
    code, rows, error = said("vocabulary", *words)
    assert (code, rows) == (2, [])
    assert named in error


def test_events(said) -> None:  # type: ignore[no-untyped-def]
    _, rows, _ = said("vocabulary", "events")
    assert [row[0] for row in rows[1:]] == vocabulary.events()["event"].to_list()
    _, rows, _ = said("vocabulary", "events", "WAR44")
    assert rows[1:] == [["war44", "2020-09-27 to 2020-11-10", "Second Karabakh war (44-day war)", "ARM AZE"]]


def test_states(said) -> None:  # type: ignore[no-untyped-def]
    _, rows, _ = said("vocabulary", "states", "yugoslavia")
    assert rows[1] == [
        "YUG", "Yugoslavia", "YU", "1918-12-01 to 1941-04-20, 1944-10-20 to 2003-02-03", "1918-12-01 to 2003-02-03",
    ]  # fmt: skip
    _, rows, _ = said("vocabulary", "states")
    assert len(rows) == vocabulary.states().height + 1


def test_conflicts(said) -> None:  # type: ignore[no-untyped-def]
    _, rows, _ = said("vocabulary", "conflicts", "388")
    ((number, place, sides, years),) = rows[1:]
    assert (number, place) == ("388", "Artsakh (Nagorno-Karabakh)")
    assert sides == "Government of Azerbaijan / Republic of Artsakh"
    assert years.startswith("1991-1994, 1997-1998, 2005, ")
    _, rows, _ = said("vocabulary", "conflicts")
    assert len(rows) == 304


def test_errors_of_a_study_name_the_commands(said) -> None:  # type: ignore[no-untyped-def]
    for old, new, command in (
        ('organisation = "OTS"', 'organisation = "Qqqq"', "organisations"),
        ('event = "war44"\ndays', 'event = "qqqq"\ndays', "events"),
        ("conflict = 388", "conflict = 388888", "conflicts"),
        ('between = ["AZE", "TUR"]\nevent', 'between = ["AZE", "Qqqq"]\nevent', "states"),
    ):
        Path("small.toml").write_text(VALID.replace(old, new), encoding="utf-8")
        code, _, error = said("study", "small.toml")
        assert code == 2
        assert f"`multipolar vocabulary {command}" in error
        assert not Path("out").exists()


def test_a_flag_is_named_where_it_is_wrong(said) -> None:  # type: ignore[no-untyped-def]
    Path("small.toml").write_text(VALID, encoding="utf-8")
    for flag, value, allowed in (("--draws", "50", "100 to 100,000"), ("--seed", "-1", "0 to 4,294,967,295")):
        code, _, error = said("study", "small.toml", flag, value)
        assert code == 2
        assert f"Where: {flag}." in error
        assert allowed in error
        assert "small.toml" not in error


def test_help_tells_the_least_number_of_draws(said) -> None:  # type: ignore[no-untyped-def]
    _, rows, _ = said("study", "--help")
    text = " ".join(" ".join(row[0].strip("│ ") for row in rows).split())
    least = Head.model_json_schema()["properties"]["draws"]["minimum"]
    assert f"at least {least}" in text


@pytest.mark.parametrize(
    "words", [["study"], ["studies"], ["new-study"], ["claims"], ["panel"], ["panel", "state-years"],
              ["panel", "dyad-years"], ["atlas"], ["atlas", "build"], ["sources"], ["sources", "fetch"],
              ["vocabulary"], ["vocabulary", "members"]],
)  # fmt: skip
def test_help_says_how_to_begin_at_the_top_alone(words: list[str], said) -> None:  # type: ignore[no-untyped-def]
    code, rows, _ = said(*words, "--help")
    text = "\n".join(row[0] for row in rows)
    assert code == 0
    assert "Begin with" not in text
    assert "--no-" not in text


def test_the_top_is_quick_and_says_how_to_begin() -> None:
    call = [sys.executable, "-c", "from multipolar.cli import main; main()", "--help"]
    took = []
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=True)
        took.append(time.perf_counter() - start)
    assert "Begin with" in done.stdout
    assert min(took) < 1.5  # 0.2 s on a quiet machine; what it guards against takes seconds


def test_help_loads_neither_tables_nor_studies() -> None:
    code = "import sys; from multipolar.cli.main import run; run(['--help']); print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    for heavy in ("'polars'", "'pydantic'", "'numpy'", "'multipolar.studies'"):
        assert heavy not in done.stdout


@pytest.mark.parametrize("out", ["made", "deep/er/made", "there/made"])
def test_a_study_that_fails_leaves_no_empty_folder(
    out: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        VALID[: VALID.index("[[parts]]")]
        + VALID[VALID.index("[[claims]]") : VALID.index('[[claims]]\nid = "gr')]
    )
    Path("small.toml").write_text(text, encoding="utf-8")
    Path("there").mkdir()
    for fault in (KeyboardInterrupt, ZeroDivisionError):

        def broken(*_: object, fault: type[BaseException] = fault, **__: object) -> None:
            assert Path(out).is_dir()
            raise fault

        monkeypatch.setattr(Share, "test", broken)
        assert run(["study", "small.toml", "--out", out]) in (1, 130)
        assert sorted(path.name for path in here.iterdir()) == ["small.toml", "there"]
        assert list(Path("there").iterdir()) == []
    Path("mine").mkdir()
    assert run(["study", "small.toml", "--out", "mine"]) == 1
    assert Path("mine").is_dir()  # what was there before stays


def test_a_refused_study_makes_no_folder(here: Path) -> None:
    Path("small.toml").write_text(
        VALID.replace('event = "war44"\ndays', 'event = "x"\ndays'), encoding="utf-8"
    )
    assert run(["study", "small.toml", "--out", "a/b"]) == 2
    assert not Path("a").exists()


@pytest.mark.parametrize("command", ["state-years", "dyad-years"])
def test_a_panel_says_why_a_state_has_no_row(command: str, said) -> None:  # type: ignore[no-untyped-def]
    _, _, error = said(
        "panel", command, "--states", "Yugoslavia,Serbia,HRV", "--from", "2019", "--to", "2021"
    )
    assert error.count("\n") == 1
    assert "Yugoslavia (YUG) has no row: it was not in the system `cow` in 2019 to 2021" in error
    assert "1944-10-20 to 2003-02-03" in error


def test_a_panel_without_rows_says_so(said) -> None:  # type: ignore[no-untyped-def]
    code, rows, error = said("panel", "state-years", "--states", "YUG", "--from", "2019", "--to", "2021")
    assert (code, rows) == (0, [["0 rows."]])
    assert "--system none" in error
    _, _, error = said(
        "panel", "state-years", "--states", "Monaco", "--from", "2019", "--to", "2021", "--system", "gw"
    )
    assert "Monaco (MCO) has no row: it was not in the system `gw` in 2019 to 2021 or ever" in error
    _, rows, error = said(
        "panel", "state-years", "--states", "Monaco", "--from", "2019", "--to", "2021", "--system", "gw",
        "--microstates",
    )  # fmt: skip
    assert (len(rows), error) == (5, "")


def test_every_kind_has_a_rule_to_print() -> None:
    assert issubclass(Share, Claim)
    assert all(kind.rule().endswith(".") for kind in kinds().values())
