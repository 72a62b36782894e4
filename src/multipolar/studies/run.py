"""Running a study: check every word, test each claim, then say what it all amounts to."""

from __future__ import annotations

from collections.abc import Callable

from multipolar import __version__, atlas
from multipolar.errors import InputError, StudyError
from multipolar.studies.answer import answer
from multipolar.studies.claims import Claim
from multipolar.studies.context import Context
from multipolar.studies.coverage import coverage
from multipolar.studies.findings import Finding, Findings
from multipolar.studies.map_of_ties import map_of_ties
from multipolar.studies.study import Study


def run(study: Study, *, progress: Callable[[str], None] | None = None) -> Findings:
    """Test every claim of a study.

    Parameters
    ----------
    study
        As `read` returns it.
    progress
        Called with a few words before each claim.

    Returns
    -------
    Findings
        One finding a claim, in the order of the file; the same seed gives the same numbers.

    Raises
    ------
    StudyError
        A state, group, variable, layer, event or conflict that the study names does not exist, or a group is
        too small; raised before anything is computed.

    Examples
    --------
    >>> found = run(read("nordic"))  # doctest: +SKIP
    """
    context = Context(study)
    context.check()
    findings = []
    for claim in study.claims:
        if progress:
            progress(claim.says)
        findings.append(_tested(claim, context))
    group = context.actor(study.study.group)
    used = dict.fromkeys(source for finding in findings for source in finding.sources)
    drawn = map_of_ties(context, group)
    used |= dict.fromkeys(drawn.sources)
    return Findings(
        study=study.study.id,
        title=study.study.title,
        question=study.study.question,
        answer=answer(study, findings),
        findings=tuple(findings),
        map=drawn,
        coverage=coverage(context, group),
        left_out=tuple((item.says, item.why) for item in study.left_out),
        vintages={source: _vintage(source) for source in used},
        seed=study.study.seed,
        version=__version__,
        members=context.roles(group),
    )


def _tested(claim: Claim, context: Context) -> Finding:
    """Test a claim; where a measure refuses what the claim gives it, say which claim that was."""
    try:
        return claim.test(context)
    except InputError as error:
        raise StudyError(
            error.what,
            where=f"study {context.study.study.id!r}, claim {claim.id!r}",
            expected=error.expected,
            got=error.got,
            do=error.do,
        ) from error


def _vintage(source: str) -> dict[str, str]:
    found = atlas.open().vintage(source)
    return {
        "title": found.title,
        "producer": found.producer,
        "version": found.version,
        "licence": found.licence,
        "accessed": found.accessed,
        "citation": found.citation,
        "first_year": str(found.first_year or ""),
        "last_year": str(found.last_year or ""),
    }
