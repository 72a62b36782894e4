"""The commands `study`, `studies` and `new-study`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def study(
    name: str,
    /,
    *,
    out: Annotated[Path | None, Parameter(name=["--out", "-o"])] = None,
    seed: int | None = None,
    draws: int | None = None,
    mirror: bool = False,
) -> None:
    """Run a study and write its report.

    Parameters
    ----------
    name
        A built-in study (`turkic`, `nordic`, `brics`) or the path of your own TOML file.
    out
        The folder for report.html, findings.json and tables/*.csv; `out/ID` where not given.
    seed
        Start of the random draws, instead of the study's own; 0 or more.
    draws
        Random groups, permutations and bootstrap draws for each claim, instead of the study's own; at least 100.
    mirror
        Ask the same of the other side: exchange the states that the study's table [mirror] pairs.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from multipolar import report
    from multipolar.studies import mirrored, read, run
    from multipolar.studies.context import Context

    asked = read(name, seed=seed, draws=draws)
    if mirror:
        asked = mirrored(asked)
    Context(asked).check()  # a wrong word is said before a folder is made
    folder = out if out is not None else Path("out") / asked.study.id
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with _ready(folder), bar:
        task = bar.add_task(asked.study.title, total=len(asked.claims) + 1)

        def step(words: str) -> None:
            bar.update(task, description=words, advance=1)

        findings = run(asked, progress=step)
        step("Writing the report")
        page = report.write(findings, folder)
    console = Console()
    console.print(report.terminal_table(findings))
    print(f"Report: {page}")
    sys.stdout.flush()


@contextmanager
def _ready(folder: Path) -> Iterator[None]:
    """Make the folder of a report and see that it can be written to; a failure leaves no empty folder behind."""
    from multipolar.whole_files import check_writable

    absent = [place for place in (folder, *folder.parents) if not _is_there(place)]
    try:
        check_writable(folder)
        yield
    except BaseException:  # an interrupt too
        made = [*folder.glob("*/"), *absent] if absent else []
        for place in made:
            with suppress(OSError):  # it has something in it, or was never made
                place.rmdir()
        raise


def _is_there(place: Path) -> bool:
    try:
        return place.exists()
    except (OSError, ValueError):  # no file can have such a name; making it will say why
        return True


def studies() -> None:
    """List the built-in studies."""
    from multipolar.cli.rows import print_rows
    from multipolar.studies import built_in

    rows = [(name, item.study.title, str(len(item.claims))) for name, item in built_in().items()]
    print_rows(("study", "title", "claims"), rows, right={"claims"})
    if sys.stdout.isatty():
        print("Run one with `multipolar study NAME`.")


def new_study(name: str, /, *, force: bool = False) -> None:
    """Write a commented template to NAME.toml, to be edited and run.

    Parameters
    ----------
    name
        A short word for the study, or the path of the file to write.
    force
        Overwrite a file that is there.
    """
    from multipolar.studies import write_template

    path = write_template(name, force=force)
    print(f"Wrote {path}. Edit it, then run `multipolar study {path}`.")
