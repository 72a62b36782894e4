"""A commented study file to begin with."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from multipolar.errors import OutputError, StudyError
from multipolar.whole_files import write_together

TEMPLATE = resources.files("multipolar.studies") / "template.toml"


def write_template(name: str, *, force: bool = False) -> Path:
    """Write the template to NAME.toml in the current folder, or to the path given.

    Parameters
    ----------
    name
        A short word in lower case, which becomes the study's id, or the path of a .toml file.
    force
        Overwrite a file that is there.

    Raises
    ------
    StudyError
        The name does not make an id, or the file is there already.
    OutputError
        The file cannot be written.
    """
    path = Path(name) if name.endswith(".toml") else Path(f"{name}.toml")
    word = path.stem
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,59}", word):
        raise StudyError(
            f"{word!r} cannot be the id of a study.",
            expected="a word of lower-case letters, digits, - and _, beginning with a letter",
            do="For example: multipolar new-study gulf",
        )
    try:
        there = path.exists()
    except OSError as error:
        raise OutputError(
            "No file can have this name.",
            where=str(path)[:80],
            got=error.strerror,
            do="Choose a shorter one.",
        ) from None
    if there and not force:
        raise StudyError(
            "There is such a file already.", where=str(path), do="Choose another name, or add --force."
        )
    if not path.parent.is_dir():
        raise OutputError(
            "The folder of the new study does not exist.", where=str(path.parent), do="Make it first."
        )
    text = TEMPLATE.read_text(encoding="utf-8").replace("my-study", word)
    write_together({path: text.encode()})
    return path
