#!/usr/bin/env python3
"""Prints the licence notices of everything that is compiled into the program for one target:
packaging/notices.py [TARGET] > NOTICES. Licences ask for their text to come along with the program."""

import json
import pathlib
import subprocess
import sys

NAMES = ("licen", "copying", "notice", "unlicense", "copyright")


def texts(folder):
    """The licence files of a crate: what lies at its top, or in a folder for them."""
    found = []
    for path in sorted(folder.iterdir()):
        named = path.name.lower().startswith(NAMES)
        if path.is_file() and named:
            found.append(path)
        elif path.is_dir() and (named or path.name.lower() == "licenses"):
            found += [below for below in sorted(path.rglob("*")) if below.is_file()]
    return found


def main():
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    if len(sys.argv) > 1:
        command += ["--filter-platform", sys.argv[1]]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    # What is reached without the dependencies of tests and of build scripts.
    reached, waiting = set(), [metadata["resolve"]["root"]]
    while waiting:
        one = waiting.pop()
        if one in reached:
            continue
        reached.add(one)
        for dependency in nodes[one]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    reached.discard(metadata["resolve"]["root"])

    # Many crates have the very same text: it is printed once, below all of them.
    by_text, without = {}, []
    for one in sorted(reached, key=lambda one: (packages[one]["name"], packages[one]["version"])):
        package = packages[one]
        title = f"{package['name']} {package['version']} ({package['license'] or 'see below'})"
        found = texts(pathlib.Path(package["manifest_path"]).parent)
        if not found:
            without.append((title, package.get("repository") or ""))
        for path in found:
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            by_text.setdefault("\n".join(line.rstrip() for line in text.splitlines()), []).append(title)

    print("aosbox is made of the following works of others, whose licences ask to be named here.\n")
    for text, titles in sorted(by_text.items(), key=lambda entry: entry[1]):
        print("=" * 100)
        for title in dict.fromkeys(titles):
            print(title)
        print("-" * 100)
        print(text)
        print()
    if without:
        print("=" * 100)
        print("Without a text of their own, under the licences named:")
        for title, repository in without:
            print(f"{title} {repository}".rstrip())


main()
