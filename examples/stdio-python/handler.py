#!/usr/bin/env python3
"""Serves the task type `count-words`: {"file": "...", "word": "..."} -> how often the word is in it.

Reads one task a line from standard input and answers on standard output; needs nothing but Python.
Write logs to standard error: standard output belongs to the protocol.
"""

import json
import sys
import traceback


class Wrong(Exception):
    """The task can't succeed, however often it is tried."""


def say(task, **what):
    print(json.dumps({"id": task["id"], **what}), flush=True)


def count_words(task):
    params = task["params"]
    if "file" not in params or "word" not in params:
        raise Wrong("params are file and word")
    done = (task["details"] or {"line": 0, "count": 0})  # where an earlier attempt got to
    with open(params["file"], encoding="utf-8") as lines:
        all_lines = lines.readlines()
    for number in range(done["line"], len(all_lines)):
        done = {
            "line": number + 1,
            "count": done["count"] + all_lines[number].split().count(params["word"]),
        }
        if number % 1000 == 0:
            say(task, progress=100 * number / len(all_lines), note=f"line {number}")
            say(task, details=done)
    return {"word": params["word"], "count": done["count"]}


def main():
    for line in sys.stdin:
        task = json.loads(line)
        try:
            say(task, output=count_words(task))
        except Exception as error:
            traceback.print_exc()
            kind = type(error).__name__
            retryable = not isinstance(error, (Wrong, FileNotFoundError))
            say(task, error={"type": kind, "message": str(error), "retryable": retryable})


if __name__ == "__main__":
    main()
