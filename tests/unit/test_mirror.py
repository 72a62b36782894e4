"""The same question for the other side."""

from __future__ import annotations

import pytest

from multipolar import vocabulary
from multipolar.errors import MultipolarError, StudyError
from multipolar.studies import mirrored, parse, read
from multipolar.studies.context import Context
from study_text import VALID


def test_states_change_places_in_claims_and_words() -> None:
    study = mirrored(parse(VALID))
    balance, growth, lead, *_, daily, ended = study.claims
    assert (balance.of, growth.of, lead.of) == ("ARM", "ARM", "ARM")  # type: ignore[attr-defined]
    assert balance.says == "Armenia weighs more in the South Caucasus."
    assert balance.within == "caucasus"  # type: ignore[attr-defined]
    assert growth.than == "world"  # type: ignore[attr-defined]
    assert daily.between == ("ARM", "TUR")  # type: ignore[attr-defined]
    assert daily.beside == (("AZE", "RUS"),)  # type: ignore[attr-defined]
    assert ended.says == "It ended."
    assert study.study.id == "small-mirror"
    assert study.groups == parse(VALID).groups


def test_twice_is_the_study_itself() -> None:
    study = read("turkic")
    again = mirrored(mirrored(study))
    states = {vocabulary.state_name(word) for word in (*study.mirror, *study.mirror.values())}
    assert {"Azerbaijan", "Armenia", "Türkiye", "Russia"} == states
    for one, other in zip(study.claims, again.claims, strict=True):
        assert one == other


def test_the_mirrored_turkic_study_is_valid_and_about_the_other_side() -> None:
    study = mirrored(read("turkic"))
    Context(study).check()
    by_id = {claim.id: claim for claim in study.claims}
    assert by_id["balance"].of == "ARM"  # type: ignore[attr-defined]
    assert by_id["turkiye-daily"].between == ("ARM", "RUS")  # type: ignore[attr-defined]
    said = " ".join(claim.says for claim in study.claims if claim.id in ("balance", "standing", "growth"))
    assert "Armenia" in said
    assert "Azerbaijan" not in said


def test_a_study_without_a_mirror_says_what_to_add() -> None:
    with pytest.raises(StudyError, match=r"\[mirror\]"):
        mirrored(read("nordic"))


@pytest.mark.parametrize("pair", ['ARM = "GEO"', 'GEO = "AZE"', 'GEO = "GEO"', 'Azerbaijan = "GEO"'])
def test_a_state_has_one_other_side(pair: str) -> None:
    with pytest.raises(StudyError, match="named twice"):
        mirrored(parse(VALID.replace('AZE = "ARM"', f'AZE = "ARM"\n{pair}')))


def test_an_unknown_state() -> None:
    with pytest.raises(MultipolarError, match="Armenai") as caught:
        mirrored(parse(VALID.replace('AZE = "ARM"', 'AZE = "Armenai"')))
    assert caught.value.exit_code == 2
