"""R files become Polars frames: dates, factors, logicals, NA, whole numbers."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import polars as pl
import pytest
from mutate import SLICES

from multipolar.errors import SchemaError
from multipolar.sources.r_data import read_r

# The text form of R's serialization, as `saveRDS(ascii = TRUE)` writes it, of
# data.frame(f = factor(c("b", NA, "a")), l = c(TRUE, NA, FALSE),
#            d = as.Date(c("1969-12-31", NA, "2020-11-10")), x = c(1.5, NA, NaN),
#            n = c(1, NA, 3), s = c("Türkiye", NA, ""), i = c(1L, NA, -3L))
FRAME = r"""A
2
263168
131840
787
7
781
3
2
NA
1
1026
1
262153
6
levels
16
2
262153
1
a
262153
1
b
1026
1
262153
5
class
16
1
262153
6
factor
254
10
3
1
NA
0
782
3
-1
NA
18576
1026
767
16
1
262153
4
Date
254
14
3
1.5
NA
NaN
14
3
1
NA
3
16
3
32777
8
T\303\274rkiye
9
-1
262153
0

13
3
1
NA
-3
1026
1
262153
5
names
16
7
262153
1
f
262153
1
l
262153
1
d
262153
1
x
262153
1
n
262153
1
s
262153
1
i
1026
767
16
1
262153
10
data.frame
1026
1
262153
9
row.names
13
2
NA
-3
254
"""


@pytest.fixture
def frame(tmp_path: Path) -> pl.DataFrame:
    path = tmp_path / "frame.rds"
    path.write_text(FRAME)
    return read_r(path)


def test_every_kind_of_column(frame: pl.DataFrame) -> None:
    assert frame["f"].to_list() == ["b", None, "a"]
    assert frame["l"].to_list() == [True, None, False]
    assert frame["d"].to_list() == [dt.date(1969, 12, 31), None, dt.date(2020, 11, 10)]
    assert frame["x"].to_list() == [1.5, None, None]
    assert frame["n"].to_list() == [1, None, 3]
    assert frame["s"].to_list() == ["Türkiye", None, ""]
    assert frame["i"].to_list() == [1, None, -3]
    assert frame.dtypes == [pl.String, pl.Boolean, pl.Date, pl.Float64, pl.Int64, pl.String, pl.Int64]


def test_a_named_frame_of_an_rda_file() -> None:
    path = SLICES / "nmc" / "cow_nmc.rda"
    assert read_r(path).equals(read_r(path, "cow_nmc"))
    with pytest.raises(SchemaError, match=r"Expected: other\. Got: cow_nmc"):
        read_r(path, "other")


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(SchemaError):
        read_r(SLICES / "nmc" / "cow_nmc.rda", "cow_nmc$milex")


def test_a_factor_code_beyond_its_levels_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "frame.rds"
    path.write_text(FRAME.replace("781\n3\n2\nNA", "781\n3\n7\nNA"))
    with pytest.raises(SchemaError, match="beyond its levels"):
        read_r(path)


def test_columns_of_unequal_length_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "frame.rds"
    path.write_text(FRAME.replace("13\n3\n1\nNA\n-3", "13\n2\n1\nNA"))
    with pytest.raises(SchemaError, match="differ in length"):
        read_r(path)


def test_compressed_or_not_it_is_the_same(tmp_path: Path) -> None:
    packed = SLICES / "nmc" / "cow_nmc.rda"
    plain = tmp_path / "plain.rda"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    assert read_r(plain).equals(read_r(packed))


@pytest.mark.shared
def test_a_list_of_frames_is_reached_by_rs_dollar(shared_data: Path) -> None:
    path = shared_data / "igo" / "organizations.rda"
    assert "igoID" in read_r(path, "organizations$DIGO").columns
