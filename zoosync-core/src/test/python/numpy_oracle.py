#!/usr/bin/env python3
"""Writes what NumPy answers to thousands of questions, for the test that asks ZooArray the same.

usage: numpy_oracle.py FILE          write the table
       numpy_oracle.py --check FILE  compare with the table that is there

To be written by NumPy 2.3 or newer. Every NumPy from 1.24 on answers the same but for what the
table itself says, the last bits of sines and of sums of fractions and some texts: --check allows
for these. Nothing is random, and no case depends on another.
"""

import sys

from oracle import binary, products, reductions, selections, structure, text, unary
from oracle.comparison import differences
from oracle.table import Table, read

PARTS = [binary, unary, reductions, products, selections, structure, text]


def main(arguments):
    check = arguments[:1] == ["--check"]
    if len(arguments) != (2 if check else 1):
        sys.exit(__doc__)
    table = Table()
    for part in PARTS:
        part.generate(table)
    if not check:
        with open(arguments[0], "wb") as file:
            file.write(table.bytes())
        return
    different = differences(read(arguments[1]), table.lines)
    for line in different[:20]:
        print(line)
    if different:
        sys.exit("%d differences" % len(different))
    print("the same %d cases" % len(table.lines))


if __name__ == "__main__":
    main(sys.argv[1:])
