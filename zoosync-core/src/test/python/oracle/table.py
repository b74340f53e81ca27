"""The table: its format, the arguments of a case, and the writing of one."""

import gzip
import io

import numpy as np

FORMAT = """\
# What NumPy answers: one case a line, fields separated by tabs.
#
#   OPERATION  TOLERANCE  EXPECTED  ARGUMENT...
#
# OPERATION  the name of a public method of ZooArray; the arguments' kinds tell which of that name.
#            The first argument is the array itself, where the method is not static.
# ARGUMENT   array:DTYPE[SHAPE]=HEX|STEP|...
#                                  an array: its elements in C order and little-endian bytes (with a *
#                                  behind: again and again till it is full), and the views that lead
#                                  from there to the argument
#            view:K|STEP|...       the same, over the memory of the K-th array of the case, from 0
#            arrays:N              the next N arguments are one array of arrays
#            long:N  double:X  int:N  bool:B  dtype:D  text:S  fun:NAME
#            longs:N,...  ints:N,...     an array of Java
#            slices:S              slices, parsed one by one
#            file:HEX  stream:HEX  a file or stream of these bytes
# STEP       slice TEXT, transpose AXIS,..., broadcast LENGTH,...
# EXPECTED   array DTYPE[SHAPE]=HEX      the result
#            long N, double X, bool B    the same
#            arrays NAME=ARRAY ...       the result, a map
#            text S                      the same; \\\\n is a new line, \\\\\\\\ a backslash
#            memory K DTYPE[SHAPE]=HEX   all of the K-th array's memory afterwards; that is returned
#            error CLASS WORD~WORD...    it throws; the message has these words
# TOLERANCE  bits     every bit
#            exact    every bit, but any NaN is as good as another
#            ulps N   that many representable numbers away; zeros, infinities and NaN: exact
#            ulps32 N the same, but numbers representable as float32
#            since V  exact; but this is what NumPy answers since version V only
#            near X   an absolute distance; infinities and NaN: exact
"""

LONGEST_PERIOD = 64


def hexed(array):
    return np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes().hex()


def period(elements):
    """After how many elements a long array repeats itself, or its size."""
    for n in range(1, LONGEST_PERIOD) if elements.size > 2 * LONGEST_PERIOD else ():
        if elements[n:].tobytes() == elements[:-n].tobytes():
            return n
    return elements.size


def literal(array):
    shape = ",".join(map(str, array.shape))
    elements = np.ascontiguousarray(array).reshape(-1)
    n = period(elements)
    again = "*" if n < elements.size else ""
    return "%s[%s]=%s%s" % (array.dtype.name, shape, hexed(elements[:n]), again)


def number(x):
    """A double as Java's parser reads it."""
    x = float(x)
    if x != x:
        return "NaN"
    if x in (float("inf"), float("-inf")):
        return "Infinity" if x > 0 else "-Infinity"
    return repr(x)


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def indexed(array, text):
    """Applies a slice in NumPy's own notation."""
    return eval("a[%s]" % text, {"a": array, "newaxis": None})  # the text is made by this script


def stepped(array, step):
    """Takes one step from an array to a view of it."""
    name, _, rest = step.partition(" ")
    if name == "slice":
        return indexed(array, rest)
    numbers = tuple(int(n) for n in rest.split(",") if n)
    if name == "transpose":
        return array.transpose(numbers)
    if name == "broadcast":
        return np.broadcast_to(array, numbers)
    raise ValueError(step)


class Array:
    """An array argument: memory and the steps that lead to a view of it."""

    def __init__(self, base, *steps):
        self.base = base
        self.steps = steps
        self.of = None
        self.view = base
        for step in steps:
            self.view = stepped(self.view, step)

    def again(self, k, *steps):
        """Another view of this one's memory, in a case where this one is the K-th array."""
        other = Array(self.base, *steps)
        other.of = k
        return other

    def __str__(self):
        memory = "array:" + literal(self.base) if self.of is None else "view:%d" % self.of
        return "|".join((memory,) + self.steps)


class Long(int):
    def __str__(self):
        return "long:%d" % self


class Int(int):
    def __str__(self):
        return "int:%d" % self


class Double(float):
    def __str__(self):
        return "double:" + number(self)


class Flag:
    def __init__(self, value):
        self.value = value

    def __str__(self):
        return "bool:true" if self.value else "bool:false"


class Longs(tuple):
    def __str__(self):
        return "longs:" + ",".join(map(str, self))


class Ints(tuple):
    def __str__(self):
        return "ints:" + ",".join(map(str, self))


class Text(str):
    def __str__(self):
        return "text:" + escaped(str.__str__(self))


class Slices(str):
    def __str__(self):
        return "slices:" + str.__str__(self)


class Bytes:
    """The content of a file or of a stream."""

    def __init__(self, kind, content):
        self.text = kind + ":" + content.hex()

    def __str__(self):
        return self.text


class DType:
    def __init__(self, dtype):
        self.name = np.dtype(dtype).name

    def __str__(self):
        return "dtype:" + self.name


class Function(str):
    def __str__(self):
        return "fun:" + str.__str__(self)


def canonical(array):
    """The same with one kind of NaN, since processors differ in their signs."""
    if array.dtype.kind != "f":
        return array
    array = np.array(array)
    array[np.isnan(array)] = np.nan
    return array


class Table:
    """The cases in the order of their making."""

    def __init__(self):
        self.lines = []

    def _add(self, operation, tolerance, expected, arguments):
        fields = []
        for argument in arguments:
            if isinstance(argument, list):
                fields.append("arrays:%d" % len(argument))
                fields.extend(map(str, argument))
            else:
                fields.append(str(argument))
        self.lines.append("\t".join([operation, tolerance, expected] + fields))

    def array(self, operation, arguments, expected, tolerance="exact"):
        expected = np.asarray(expected)
        if tolerance != "bits":
            expected = canonical(expected)
        self._add(operation, tolerance, "array " + literal(expected), arguments)

    def double(self, operation, arguments, expected, tolerance="exact"):
        self._add(operation, tolerance, "double " + number(expected), arguments)

    def long(self, operation, arguments, expected):
        self._add(operation, "exact", "long %d" % expected, arguments)

    def bool(self, operation, arguments, expected):
        self._add(operation, "exact", "bool " + ("true" if expected else "false"), arguments)

    def text(self, operation, arguments, expected, tolerance="exact"):
        self._add(operation, tolerance, "text " + escaped(expected), arguments)

    def arrays(self, operation, arguments, named):
        parts = ["%s=%s" % (name, literal(named[name])) for name in sorted(named)]
        self._add(operation, "bits", "arrays " + " ".join(parts), arguments)

    def memory(self, operation, arguments, k, expected, tolerance="exact"):
        """The memory of the k-th array, which must have become this."""
        if tolerance != "bits":
            expected = canonical(expected)
        self._add(operation, tolerance, "memory %d %s" % (k, literal(expected)), arguments)

    def error(self, operation, arguments, kind, *words):
        self._add(operation, "exact", "error %s %s" % (kind, "~".join(words)), arguments)

    def bytes(self):
        """The table, compressed; the same bytes for the same cases and the same zlib."""
        out = io.BytesIO()
        with gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as file:
            file.write(FORMAT.encode())
            for line in self.lines:
                file.write((line + "\n").encode())
        return out.getvalue()


def read(path):
    """The lines of a table's cases."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if not line.startswith("#")]
