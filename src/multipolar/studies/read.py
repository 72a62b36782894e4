"""Reading a study file: TOML, then the shapes of `study.py`, with errors that name the key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from multipolar.errors import StudyError, suggestions
from multipolar.studies.claims import Claim, kinds
from multipolar.studies.keys import spelled
from multipolar.studies.misfits import misfit
from multipolar.studies.study import Head, Study

LIBRARY = resources.files("multipolar.studies") / "library"
LARGEST_BYTES = 1_000_000
Model = TypeVar("Model", bound=BaseModel)


def built_in() -> dict[str, Study]:
    """Return the studies that come with the package, by id.

    Examples
    --------
    >>> sorted(built_in())
    ['brics', 'nordic', 'turkic']
    """
    names = sorted(item.name for item in LIBRARY.iterdir() if item.name.endswith(".toml"))
    studies = [parse((LIBRARY / name).read_text(encoding="utf-8"), where=name) for name in names]
    return {study.study.id: study for study in studies}


def read(word: str | Path, *, seed: int | None = None, draws: int | None = None) -> Study:
    """Read a study: a built-in one by its id, or a TOML file.

    Parameters
    ----------
    word
        ``"turkic"``, or a path. A word without a dot or a slash that is no file is taken as an id.
    seed, draws
        Instead of the file's own.

    Raises
    ------
    StudyError
        No such study or file; a folder; unreadable; not TOML; a key or value that does not fit.
    """
    study = _read(word)
    chosen = {key: value for key, value in (("seed", seed), ("draws", draws)) if value is not None}
    if not chosen:
        return study
    try:
        head = Head.model_validate(study.study.model_dump() | chosen, strict=True)
    except ValidationError as error:  # it came with the command, not from the file
        raise misfit(error, Head, "--", "") from None
    return study.model_copy(update={"study": head})


def _read(word: str | Path) -> Study:
    path = Path(word)
    if path.suffix != ".toml" and len(path.parts) == 1 and not _is(path.is_file):
        names = [item.name.removesuffix(".toml") for item in LIBRARY.iterdir() if item.name.endswith(".toml")]
        if str(word) in names:
            return parse((LIBRARY / f"{word}.toml").read_text(encoding="utf-8"), where=f"{word}.toml")
        if not _is(path.exists):
            near = suggestions(str(word), names)
            hint = f"Did you mean {near[0]!r}? " if near else ""
            raise StudyError(
                f"There is no study {str(word)!r}.",
                do=f"{hint}`multipolar studies` lists the built-in ones; for your own, give the path of a TOML file.",
            )
    return parse(_text(path), where=str(path))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)  # never more: a device has no end
        if len(content) > LARGEST_BYTES:
            raise StudyError(
                "The study file is too large.", where=str(path), expected=f"at most {LARGEST_BYTES:,} bytes"
            )
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except IsADirectoryError:
        raise StudyError(
            "The study is a folder, not a file.", where=str(path), do="Give the path of its TOML file."
        ) from None
    except FileNotFoundError:
        raise StudyError(
            "There is no such study file.",
            where=str(path),
            do="`multipolar new-study NAME` writes a template to begin with.",
        ) from None
    except UnicodeDecodeError as error:
        raise StudyError(
            "The study file is not UTF-8 text.",
            where=f"{path}, byte {error.start}",
            do="Save it as UTF-8.",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StudyError("The study file cannot be read.", where=str(path), got=reason) from None


def _is(there: Callable[[], bool]) -> bool:
    """Ask the file system; a name that no file can have is not there."""
    try:
        return there()
    except (OSError, ValueError):
        return False


def parse(text: str, *, where: str = "study") -> Study:
    """Turn TOML text into a `Study`, or say which key is wrong.

    Raises
    ------
    StudyError
        With the line of a syntax error, or the key, what was allowed and what came.
    """
    try:
        raw = tomllib.loads(text)
    except ValueError as error:  # a syntax error with its line, or a number with thousands of digits
        last = f"at the end, line {len(text.splitlines())}"
        got = str(error).replace("at end of document", last)
        raise StudyError("The study file is not valid TOML.", where=where, got=got) from None
    except RecursionError:
        raise StudyError("The study file is nested too deeply.", where=where) from None
    claims = raw.pop("claims", [])
    if not isinstance(claims, list) or not all(isinstance(item, dict) for item in claims):
        raise StudyError(
            "The claims are not a list of tables.", where=where, do="Write [[claims]] before each."
        )
    parsed = [_claim(item, f"claims[{place}]", where) for place, item in enumerate(claims, start=1)]
    return _validated(Study, {**raw, "claims": parsed}, "", where)


def _claim(item: Mapping[str, Any], place: str, where: str) -> Claim:
    known = kinds()
    kind = item.get("kind")
    label = f"{place} ({item['id']})" if isinstance(item.get("id"), str) else place
    if not isinstance(kind, str) or kind not in known:
        near = suggestions(str(kind), known)
        raise StudyError(
            "The claim has no kind." if kind is None else f"There is no kind of claim {spelled(kind)}.",
            where=f"{where}, {label}, key `kind`",
            expected=f"one of {', '.join(known)}",
            do=f"Did you mean {near[0]!r}?" if near else "`multipolar claims` says what each asks.",
        )
    return _validated(known[kind], dict(item), f"{label}.", where)


def _validated(model: type[Model], raw: dict[str, Any], prefix: str, where: str) -> Model:
    try:
        return model.model_validate(_without_lists(raw), strict=True)
    except ValidationError as error:
        raise misfit(error, model, prefix, where) from None


def _without_lists(value: Any) -> Any:
    """Turn lists into tuples, which the strict reading asks for: strict, so that no text passes for a number."""
    if isinstance(value, list):
        return tuple(_without_lists(item) for item in value)
    if isinstance(value, dict):
        return {key: _without_lists(item) for key, item in value.items()}
    return value
