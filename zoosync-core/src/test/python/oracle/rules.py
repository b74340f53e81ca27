"""The rules by which results get their types: those of NumPy 2, applied to either version.

NumPy 1 looks at the values of scalars and of arrays without axes to choose a type, NumPy 2 does
not. So each operation is computed here on arguments that were cast to their common type before.
Where the NumPy that runs is 2 or newer, its own choice is compared with these rules.

NumPy has float16, and computes with it what it needs floating-point numbers for and is given no
more than 8 bits; ZooArray has not, and uses float32 instead.
"""

import numpy as np

from oracle.values import is_float, is_integer

IS_NUMPY_2 = int(np.__version__.split(".")[0]) >= 2

LONG = "long"
DOUBLE = "double"


def common(*dtypes):
    return np.result_type(*[np.dtype(d) for d in dtypes]).name


def floating(dtype):
    """The type of the square root of such elements."""
    if is_float(dtype):
        return dtype
    return "float64" if dtype in ("int32", "int64") else "float32"


def weak(dtype, kind):
    """The common type of an array and of a number that has a kind but no size."""
    if is_float(dtype):
        return dtype
    if kind == DOUBLE:
        return "float64"
    return "int64" if dtype == "bool" else dtype


def fits(number, dtype):
    """Whether an integer can be an element of such an array."""
    if not is_integer(dtype):
        return True
    info = np.iinfo(dtype)
    return info.min <= number <= info.max


def scalar(number, dtype):
    with np.errstate(all="ignore"):
        return np.array(float(number) if is_float(dtype) else number).astype(dtype)


def same_kind(source, target):
    """Whether results of one type may be put into an array of another."""
    return np.can_cast(np.dtype(source), np.dtype(target), casting="same_kind")


def applied(ufunc, *arrays):
    with np.errstate(all="ignore"):
        return np.asarray(ufunc(*arrays))


def agree(expected, ufunc, *arguments):
    """NumPy 2 itself, given these very arguments, must answer the same."""
    if IS_NUMPY_2:
        actual = applied(ufunc, *arguments)
        if actual.dtype == np.float16:
            return
        assert actual.dtype == expected.dtype, (ufunc, arguments, actual.dtype, expected.dtype)
        assert actual.shape == expected.shape, (ufunc, arguments)
        close = 1e-5 if actual.dtype == np.float32 else 1e-13
        assert np.allclose(actual, expected, close, 0, True), (ufunc, arguments, actual)
