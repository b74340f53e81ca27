"""The parts of numpy_oracle.py: the table's format, the arguments, and one module per kind of operation."""
