"""
Runs Optuna's samplers on the tasks of tasks.json: five given points, the default configuration as trial 1, then 24 trials of the sampler.
Writes OUT/METHOD/TASK-SEED.jsonl in the format of the benchmark program; a run whose file is there already is left alone.
"""
import argparse
import json
import math
import multiprocessing
import os
import sys
import warnings

import tasks
from evaluator import score
from memo import Memo

import optuna
from optuna.distributions import FloatDistribution, IntDistribution
from optuna.samplers import CmaEsSampler, RandomSampler, TPESampler

TRIALS = 25
SEED_OFFSET = 1000  # the given points of seed s are NumPy's first draws with seed s, which a sampler with that seed would draw again
SAMPLERS = {
    "optuna-random": lambda seed, best: RandomSampler(seed=seed),
    "optuna-tpe": lambda seed, best: TPESampler(seed=seed),
    "optuna-tpe-multivariate": lambda seed, best: TPESampler(seed=seed, multivariate=True),
    # counts the told points as its random start, which by default lasts ten trials
    "optuna-tpe-told": lambda seed, best: TPESampler(seed=seed, multivariate=True, n_startup_trials=6),
    # the told points are not of its population, so it starts at the best of them
    "optuna-cmaes": lambda seed, best: CmaEsSampler(seed=seed, x0=best),
}


def run(data, out, memo, method, task, seed):
    path = os.path.join(out, method, f"{task}-{seed}.jsonl")
    if os.path.exists(path):
        return f"{method} {task} {seed}: there already"
    space = Space(task)
    points = _given(data, task, seed) + [tasks.default_config(task)]
    rows = [_row(memo, method, task, seed, i - 4, config) for i, config in enumerate(points)]
    lower = tasks.regression(task)
    scored = [row for row in rows if row["score"] is not None]
    best = min(scored, key=lambda row: row["score"] if lower else -row["score"])["config"]
    study = optuna.create_study(direction="minimize" if lower else "maximize", sampler=SAMPLERS[method](SEED_OFFSET + seed, space.warp(best)))
    for row in scored:
        study.add_trial(optuna.trial.create_trial(params=space.warp(row["config"]), distributions=space.distributions, value=row["score"]))
    for t in range(2, TRIALS + 1):
        trial = study.ask(space.distributions)
        row = _row(memo, method, task, seed, t, space.unwarp(trial.params))
        study.tell(trial, row["score"], state=None if row["score"] is not None else optuna.trial.TrialState.FAIL)
        rows.append(row)
    _write(path, rows)
    return f"{method} {task} {seed}: {rows[-1]['score']}"


class Space:
    """Optuna's view of a space: the same transforms for every method, so that a logit parameter is a plain float of logits."""

    def __init__(self, task):
        self._parameters = tasks.MODELS[tasks.split(task)[1]]
        self.distributions = {p["name"]: self._distribution(p) for p in self._parameters}

    def warp(self, config):
        return {p["name"]: _logit(config[p["name"]]) if p["transform"] == "logit" else config[p["name"]] for p in self._parameters}

    def unwarp(self, params):
        config = {p["name"]: _logistic(params[p["name"]]) if p["transform"] == "logit" else params[p["name"]] for p in self._parameters}
        return {p["name"]: min(max(config[p["name"]], p["low"]), p["high"]) for p in self._parameters}

    @staticmethod
    def _distribution(p):
        if p["type"] == "int":
            return IntDistribution(p["low"], p["high"])
        if p["transform"] == "logit":
            return FloatDistribution(_logit(p["low"]), _logit(p["high"]))
        return FloatDistribution(p["low"], p["high"], log=p["transform"] == "log")


def _row(memo, method, task, seed, t, config):
    config = tasks.canonical(task, config)
    result = score(memo, task, config)
    return {"method": method, "task": task, "seed": seed, "t": t, "config": config, "score": result.get("score"),
            "generalization": result.get("generalization"), **({"failed": result["failed"]} if "failed" in result else {})}


def _given(data, task, seed):
    """The first five of the published starting points of a model and seed."""
    path = os.path.join(data, "bayesmark", "configs", tasks.split(task)[1], f"{seed}.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)[:5]


def _write(path, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    unfinished = f"{path}.{os.getpid()}"
    with open(unfinished, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    os.replace(unfinished, path)


def _logit(x):
    return math.log(x / (1 - x))


def _logistic(u):
    return 1 / (1 + math.exp(-u))


def _tasks(text):
    if text == "15":
        return [task for task in tasks.TASKS if tasks.split(task)[1] in ("RandomForest", "DecisionTree", "SVM")]
    names = tasks.TASKS if text == "25" else text.split(",")
    for name in names:
        tasks.split(name)
    return names


def _seeds(text):
    low, _, high = text.partition("-")
    return range(int(low), int(high or low) + 1)


def _one(job):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.filterwarnings("ignore")
    *rest, folder = job
    data, out, method, task, seed = rest
    return run(data, out, Memo(folder) if folder else None, method, task, seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder with bayesmark/configs")
    parser.add_argument("out")
    parser.add_argument("--methods", default=",".join(name for name in SAMPLERS if name != "optuna-random"), help=", ".join(SAMPLERS))
    parser.add_argument("--tasks", default="15", help="15 (forests, trees, support vectors), 25, or names")
    parser.add_argument("--seeds", default="0-4")
    parser.add_argument("--memo", help="folder with scores computed before")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    unknown = [name for name in options.methods.split(",") if name not in SAMPLERS]
    if unknown:
        parser.error(f"there is no method {', '.join(unknown)}; methods are {', '.join(SAMPLERS)}")
    try:
        names = _tasks(options.tasks)
    except tasks.BadTask as error:
        parser.error(str(error))
    jobs = [(options.data, options.out, method, task, seed, options.memo)
            for method in options.methods.split(",") for task in names for seed in _seeds(options.seeds)]
    with multiprocessing.Pool(options.processes) as pool:
        for done in pool.imap_unordered(_one, jobs):
            print(done, flush=True)


if __name__ == "__main__":
    sys.exit(main())
