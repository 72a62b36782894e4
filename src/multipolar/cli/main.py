"""The `multipolar` command: its subcommands, and how an error reaches the person."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError, Parameter

from multipolar import __version__
from multipolar.errors import MultipolarError

app = App(
    name="multipolar",
    help="An open laboratory of the international system: real data on states and their ties, and what they show.",
    help_epilogue="Begin with `multipolar study turkic --out out/turkic`.",
    version=__version__,
    default_parameter=Parameter(negative=""),  # a flag left out is off; its opposite says nothing more
    result_action="return_value",
    suppress_keyboard_interrupt=False,  # else it leaves before `run` can say what became of the files
)
# Commands are named by where they are, and imported when called: help stays quick. How to begin is said at the
# top alone; every command and group has an empty epilogue of its own.
app.command(
    "multipolar.cli.study:study",
    name="study",
    help="Run a study: built in, or your own TOML file; write its report.",
    help_epilogue="",
)
app.command(
    "multipolar.cli.study:studies",
    name="studies",
    help="List the built-in studies.",
    help_epilogue="",
)
app.command(
    "multipolar.cli.study:new_study",
    name="new-study",
    help="Write a commented template for your own study.",
    help_epilogue="",
)
app.command(
    "multipolar.cli.claims:claims",
    name="claims",
    help="The kinds of claims: what each asks, its keys, and the rule of its verdict.",
    help_epilogue="",
)
app.command(
    "multipolar.cli.vocabulary:app",
    name="vocabulary",
    help="The words a study can name: organisations, events, states, conflicts.",
)
app.command(
    "multipolar.cli.panel:app",
    name="panel",
    help="State-years and dyad-years with chosen columns, to a file.",
)
app.command(
    "multipolar.cli.atlas:app",
    name="atlas",
    help="The embedded tables: what is in them, to which year, why not.",
)
app.command(
    "multipolar.cli.sources:app", name="sources", help="Where the data come from; fetch and verify the files."
)

INTERRUPTED = 130
USAGE = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 failure, 2 wrong input."""
    # Read when NumPy is first imported, which no command has done yet. Our matrices are small: a second thread of
    # BLAS gains little, waits long on a busy machine, and adds numbers up in another order.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on `arguments` (the process's own by default) and return the exit code."""
    try:
        result = app(arguments, exit_on_error=False)
        sys.stdout.flush()
    except CycloptsError:  # cyclopts has printed what was wrong with the words of the command
        return USAGE
    except MultipolarError as error:
        print(f"multipolar: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("multipolar: interrupted; nothing was left half-written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("MULTIPOLAR_DEBUG"):
            raise
        print(
            f"multipolar: this is a fault of multipolar itself ({type(error).__name__}: {error}). "
            "Please report it; with MULTIPOLAR_DEBUG=1 the same command prints where it happened.",
            file=sys.stderr,
        )
        return 1
    return result if isinstance(result, int) else 0
