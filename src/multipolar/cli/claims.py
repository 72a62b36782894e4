"""`multipolar claims`: the kinds of claims, their keys, and the rules of their verdicts, all from the code."""

from __future__ import annotations

from multipolar.cli.rows import print_rows, print_text
from multipolar.errors import InputError, suggestions


def claims(kind: str | None = None, /) -> None:
    """List the kinds of claims; for one of them its keys and the rule of its verdict.

    Parameters
    ----------
    kind
        A kind, such as `share`; left out, all of them.
    """
    from multipolar.studies.claims import kinds
    from multipolar.studies.keys import about, keys

    known = kinds()
    if kind is None:
        print_rows(("kind", "what it says"), [(name, about(found)[0]) for name, found in known.items()])
        print_text(
            "`multipolar claims KIND` lists the keys of one, and the rule of its verdict.", before="\n"
        )
        return
    if kind not in known:
        near = suggestions(kind, known)
        raise InputError(
            f"There is no kind of claim {kind!r}.",
            expected=f"one of {', '.join(known)}",
            do=f"Did you mean {near[0]!r}?" if near else "`multipolar claims` says what each asks.",
        )
    for paragraph in about(known[kind]):
        print_text(paragraph, after="\n")
    rows = [(key.name, key.allowed, key.default, key.meaning) for key in keys(known[kind])]
    print_rows(("key", "may be", "left out", "meaning"), rows)
    print_text(f"Verdict: {known[kind].rule()}".replace("``", "`"), before="\n")
