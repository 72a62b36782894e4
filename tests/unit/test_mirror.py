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
    two_sided = [claim for claim in study.claims if claim.other_side is not False]
    for one, other in zip(two_sided, again.claims, strict=True):
        dropped = {"note", "short", "other_side"}
        assert one.model_dump(exclude=dropped) == other.model_dump(exclude=dropped)


def test_what_is_about_one_side_alone_is_left_out_and_said() -> None:
    study = mirrored(read("turkic"))
    assert "turkiye-alliance" not in {claim.id for claim in study.claims}
    assert any("Shusha" in item.says for item in study.left_out)
    assert all("turkiye-alliance" not in part.claims for part in study.parts)


def test_notes_about_the_first_side_are_not_said_of_the_other() -> None:
    study = mirrored(read("turkic"))
    turned = {claim.id: claim for claim in study.claims}
    assert turned["turkiye-votes"].note is None
    assert "Central Asian" in turned["turkic-votes"].says


def test_a_sentence_that_would_stay_the_same_is_refused() -> None:
    silent = VALID.replace("Azerbaijan weighs more", "It weighs more")
    with pytest.raises(StudyError, match="other_side"):
        mirrored(parse(silent))


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
