#!/usr/bin/env python3
"""First backups of one folder by several programs, in turns, each as a whole process: what a machine that others use, too, allows to compare.

    benches/first_backup.py FOLDER [--rounds N] [--work DIR] PROGRAM...

A PROGRAM is the path of an aosbox, a restic or a rustic, by its file's name; NAME=PATH calls it something else, so that two builds of
one program can be compared. DIR (default: a new folder in /dev/shm) holds the repositories, one at a time. Prints medians of CPU
seconds (user and system), wall seconds, peak memory and the repository's size, and each program's CPU time against the first one's.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def commands(kind, program, repository, folder):
    """How an empty repository is made and the folder backed up into it, and the variables for both."""
    cache = repository + ".own"
    if kind.startswith("aosbox"):
        variables = {"AOSBOX_PASSWORD": "password", "AOSBOX_HOME": cache}
        return [program, "login", repository, "--create"], [program, "backup", folder], variables
    prefix = {"restic": "RESTIC", "rustic": "RUSTIC"}.get(kind) or sys.exit(f"{program}: neither aosbox nor restic nor rustic")
    variables = {f"{prefix}_PASSWORD": "password", f"{prefix}_REPOSITORY": repository, f"{prefix}_CACHE_DIR": cache}
    return [program, "init"], [program, "backup", folder], variables


def run(command, variables, home):
    """The CPU seconds, wall seconds and peak KiB of a command, which must succeed."""
    environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", **variables}
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}:\n{said.decode(errors='replace')}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss


def size(folder):
    return sum(entry.stat().st_size for entry in pathlib.Path(folder).rglob("*") if entry.is_file())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", help="where repositories are made")
    options = parser.parse_args()
    folder = os.path.abspath(options.folder)
    programs = {}
    for given in options.programs:
        name, _, path = given.rpartition("=")
        programs[name or pathlib.Path(path).name] = (pathlib.Path(path).name, os.path.abspath(path))
    figures = {name: [] for name in programs}
    work = tempfile.mkdtemp(dir=options.work or "/dev/shm")
    try:
        for _ in range(options.rounds):
            for name, (kind, path) in programs.items():
                repository = os.path.join(work, "repository")
                make, back_up, variables = commands(kind, path, repository, folder)
                run(make, variables, work)
                figures[name].append((*run(back_up, variables, work), size(repository)))
                print(name, *(round(figure, 2) for figure in figures[name][-1]), file=sys.stderr, flush=True)
                for leftover in os.listdir(work):
                    shutil.rmtree(os.path.join(work, leftover))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in figures.items()}
    first = next(iter(medians.values()))[0]
    print("| program | CPU s | wall s | peak MiB | repository MB | CPU / the first's |\n|---|---|---|---|---|---|")
    for name, (cpu, wall, peak, stored) in medians.items():
        print(f"| {name} | {cpu:.2f} | {wall:.2f} | {peak / 1024:.0f} | {stored / 1e6:.1f} | {cpu / first:.3f} |")


main()
