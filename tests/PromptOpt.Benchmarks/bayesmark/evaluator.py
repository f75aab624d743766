"""
Evaluates configurations of the tasks of tasks.json.

  evaluator.py serve [MEMO]          a line {"task", "config"} on stdin -> a line {"score", "generalization"}, {"failed"} or {"error"} on stdout
  evaluator.py check DATA [N] [MODEL ...]   N rows (10) of each task's published runs, evaluated again: how many are identical
"""
import csv
import glob
import json
import os
import random
import sys

import tasks
from memo import Memo


def score(memo, task, config):
    """The result of a configuration, from the memo where it is known."""
    config = tasks.canonical(task, config)
    result = memo.get(task, config) if memo else None
    if result is None:
        result = tasks.evaluate(task, config)
        if memo:
            memo.put(task, config, result)
    return result


def serve(folder):
    memo = Memo(folder) if folder else None
    for line in sys.stdin:
        try:
            request = json.loads(line)
            answer = score(memo, request["task"], request["config"])
        except (tasks.BadTask, ValueError, KeyError, TypeError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


def check(data, count, models):
    good = True
    print("task,rows,identical,close,largest_difference,failed_as_published")
    for task in tasks.TASKS:
        if models and tasks.split(task)[1] not in models:
            continue
        rows = _published(data, task)
        sample = random.Random(task).sample(rows, min(count, len(rows)))
        line, fine = _compare(task, sample)
        print(line, flush=True)
        good &= fine
    return 0 if good else 1


def _compare(task, rows):
    identical = close = failed = 0
    largest = 0.0
    for row in rows:
        published = [float(row[name]) if row[name] else None for name in ("score", "generalization_score")]
        config = {name: float(value) for name, value in row.items() if name not in ("score", "generalization_score")}
        result = tasks.evaluate(task, tasks.canonical(task, config))
        if published[0] is None or "failed" in result:
            failed += published[0] is None and "failed" in result
            continue
        pairs = [(a, b) for a, b in zip(published, (result["score"], result["generalization"])) if a is not None and b is not None]
        difference = max(abs(a - b) for a, b in pairs)
        largest = max(largest, difference)
        identical += difference <= 1e-15  # the files hold 15 decimals
        close += difference <= 1e-12
    return f"{task},{len(rows)},{identical},{close},{largest:.3g},{failed}", close + failed == len(rows)


def _published(data, task):
    dataset, model = tasks.split(task)
    rows = []
    for path in sorted(glob.glob(os.path.join(data, "exp_bayesmark", "results_discriminative", dataset, model, "*.csv"))):
        with open(path, newline="", encoding="utf-8") as file:
            rows += list(csv.DictReader(file))
    if not rows:
        sys.exit(f"{data}: no published runs of {task} in exp_bayesmark/results_discriminative")
    return rows


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            serve(None)
        case ["serve", folder]:
            serve(folder)
        case ["check", data, *rest]:
            sys.exit(check(data, int(rest[0]) if rest else 10, rest[1:]))
        case _:
            sys.exit(__doc__)
