#!/usr/bin/env python3
"""Runs the notebooks in a Jupyter kernel, and their cells in jshell, and compares what they print.

usage: check.py --check|--update [NOTEBOOK...]

A cell whose output differs from run to run (times, process ids) carries the tag "varies": only the
kinds of its outputs are compared. --update writes the outputs into the notebooks instead.
Needs jupyter-nbconvert, and the kernel that `./zoosync notebook` prepares.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent
ATTEMPTS = 4  # a kernel's start hangs at times
PATIENCE = 300


def nbconvert():
    for command in ("/usr/bin/jupyter-nbconvert", shutil.which("jupyter-nbconvert")):
        if command and os.path.exists(command):
            return command
    sys.exit("jupyter-nbconvert is missing: install the package jupyter-nbconvert")


def execute(notebook, shared):
    """Runs a notebook from the top in a fresh kernel; returns it with its new outputs."""
    with tempfile.TemporaryDirectory() as directory:
        command = [
            nbconvert(), "--to", "notebook", "--execute", str(notebook),
            "--output-dir", directory, "--output", "executed",
            "--ExecutePreprocessor.startup_timeout=15",
            f"--ExecutePreprocessor.timeout={PATIENCE}",
        ]
        environment = dict(os.environ, ZOOSYNC_DIR=shared)
        for attempt in range(ATTEMPTS):
            run = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=False)
            if run.returncode == 0:
                return json.loads(pathlib.Path(directory, "executed.ipynb").read_text())
            if "Kernel didn't respond" not in run.stderr:
                break
        fail(notebook, run.stderr[-4000:])


def fail(notebook, what):
    sys.exit(f"{notebook.name}: {what}")


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def varies(cell):
    return "varies" in cell["metadata"].get("tags", [])


def text(value):
    return "".join(value) if isinstance(value, list) else value


def outputs(cell):
    """What a cell printed and showed, without what differs for no good reason."""
    shown = []
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            if shown and shown[-1][0] == output["name"]:
                shown[-1] = (output["name"], shown[-1][1] + text(output["text"]))
            else:
                shown.append((output["name"], text(output["text"])))
        elif output["output_type"] == "error":
            shown.append(("error", text(output.get("evalue", ""))))
        else:
            for kind, data in sorted(output["data"].items()):
                shown.append((kind, None if kind.startswith("image/") else text(data)))
    return shown


def compare(notebook, old, new):
    for number, (before, after) in enumerate(zip(code_cells(old), code_cells(new)), 1):
        was, now = outputs(before), outputs(after)
        if any(kind == "error" for kind, _ in now):
            fail(notebook, f"cell {number} failed: {now}")
        if varies(after):
            was, now = [kind for kind, _ in was], [kind for kind, _ in now]
        if was != now:
            fail(notebook, f"cell {number} shows {now}, and not {was}")


def jshell(notebook, cells, shared):
    """Runs the cells of a notebook as a script of jshell, which must reach its end."""
    home = os.environ.get("JAVA_HOME")
    command = os.path.join(home, "bin", "jshell") if home else "jshell"
    with tempfile.TemporaryDirectory() as directory:
        # Of its own, and there: the user's may change what it does, and it says if it makes one.
        os.makedirs(os.path.join(directory, ".java", ".userPrefs"), mode=0o700)
        script = pathlib.Path(directory, "cells.jsh")
        body = "\n".join(text(cell["source"]) for cell in cells)
        script.write_text(body + '\nSystem.out.println("reached the end");\n/exit\n')
        run = subprocess.run(
            [
                command, f"-J-Djava.util.prefs.userRoot={directory}",
                "-s", "--startup", "DEFAULT",
                "--class-path", ":".join(map(str, sorted((HOME / "target/lib").glob("*.jar")))),
                "-R-XX:+IgnoreUnrecognizedVMOptions", "-R--enable-native-access=ALL-UNNAMED",
                "-R--sun-misc-unsafe-memory-access=allow", "-R-Djava.awt.headless=true",
                str(script),
            ],
            env=dict(os.environ, ZOOSYNC_DIR=shared), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, timeout=PATIENCE)
    said = run.stdout + run.stderr
    if "reached the end" not in run.stdout or re.search(r"^\|  ", said, re.MULTILINE):
        fail(notebook, f"in jshell:\n{said}")
    if run.stderr.strip():
        fail(notebook, f"in jshell, on standard error:\n{run.stderr}")


def main():
    update = sys.argv[1] == "--update"
    chosen = [pathlib.Path(name).resolve() for name in sys.argv[2:]]
    for notebook in chosen or sorted(HOME.glob("*.ipynb")):
        old = json.loads(notebook.read_text())
        with tempfile.TemporaryDirectory(dir="/dev/shm") as shared:
            zoosync = os.path.join(shared, "zoosync")
            new = execute(notebook, zoosync)
            jshell(notebook, code_cells(new), zoosync)
            left = sorted(set(os.listdir(zoosync)) - {"processes"})
            if left:
                fail(notebook, f"left in shared memory: {left}")
        if update:
            for cell in code_cells(new):
                cell["metadata"] = {k: v for k, v in cell["metadata"].items() if k == "tags"}
            new["metadata"] = old["metadata"]
            notebook.write_text(json.dumps(new, indent=1, ensure_ascii=False) + "\n")
        else:
            compare(notebook, old, new)
        print(f"{notebook.name}: {len(code_cells(new))} cells, in the kernel and in jshell")


if __name__ == "__main__":
    main()
