"""The 25 tasks: five models on five of scikit-learn's bundled datasets (LLAMBO, arXiv 2402.03921, section 7; spaces in tasks.json)."""
import functools
import json
import os
import warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # runs share the cores between them; set before NumPy loads

import numpy as np
from sklearn import datasets
from sklearn.ensemble import AdaBoostClassifier, AdaBoostRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import get_scorer
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")
np.seterr(all="ignore")

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tasks.json"), encoding="utf-8") as file:
    _SPEC = json.load(file)

MODELS = _SPEC["models"]
DATASETS = _SPEC["datasets"]
TASKS = [f"{dataset}-{model}" for model in MODELS for dataset in DATASETS]

_LOADERS = {
    "breast": datasets.load_breast_cancer, "digits": datasets.load_digits, "iris": datasets.load_iris,
    "wine": datasets.load_wine, "diabetes": datasets.load_diabetes,
}
_MLP = dict(solver="sgd", early_stopping=True, max_iter=40, learning_rate="invscaling", nesterovs_momentum=True, random_state=0)
# (classifier, regressor, what is fixed for both, what is fixed for the regressor). SVC goes without probabilities, which accuracy does not read.
_ESTIMATORS = {
    "RandomForest": (RandomForestClassifier, RandomForestRegressor, dict(n_estimators=10, max_leaf_nodes=None, random_state=0), {}),
    "DecisionTree": (DecisionTreeClassifier, DecisionTreeRegressor, dict(max_leaf_nodes=None, random_state=0), {}),
    "SVM": (SVC, SVR, dict(kernel="rbf"), {}),
    "AdaBoost": (AdaBoostClassifier, AdaBoostRegressor, dict(random_state=0), {}),
    "MLP_SGD": (MLPClassifier, MLPRegressor, _MLP, dict(activation="tanh")),
}


class BadTask(Exception):
    """A task that is not one of the 25, or a configuration that does not fit it."""


def split(task):
    """The dataset and the model of a task such as wine-SVM."""
    dataset, _, model = task.partition("-")
    if dataset not in DATASETS or model not in MODELS:
        raise BadTask(f"there is no task {task}; tasks are {', '.join(TASKS)}")
    return dataset, model


def regression(task):
    return DATASETS[split(task)[0]]["regression"]


def default_config(task):
    """scikit-learn's own defaults, clipped into the ranges."""
    dataset, model = split(task)
    return {p["name"]: p.get("defaults", {}).get(dataset, p["default"]) for p in MODELS[model]}


def canonical(task, config):
    """The configuration that is evaluated: names in the order of the space, whole numbers truncated."""
    parameters = MODELS[split(task)[1]]
    names = {p["name"] for p in parameters}
    if set(config) != names:
        raise BadTask(f"a configuration of {task} names {', '.join(sorted(names))}, not {', '.join(sorted(config))}")
    return {p["name"]: int(config[p["name"]]) if p["type"] == "int" else float(config[p["name"]]) for p in parameters}


def evaluate(task, config):
    """Mean over five folds of the train rows, and the score on the test rows after a fit on all train rows; mean squared error is positive."""
    train_x, train_y, test_x, test_y = _data(split(task)[0])
    scoring, sign = ("neg_mean_squared_error", -1) if regression(task) else ("accuracy", 1)
    result = {"score": None, "generalization": None}
    try:
        score = sign * float(np.mean(cross_val_score(_estimator(task, config), train_x, train_y, scoring=scoring, cv=5)))
        if not np.isfinite(score):
            return {"failed": "a fold of the cross-validation diverged"}
        result["score"] = score
        fitted = _estimator(task, config).fit(train_x, train_y)
        test = sign * float(get_scorer(scoring)(fitted, test_x, test_y))
        result["generalization"] = test if np.isfinite(test) else None
    except ValueError as error:
        if result["score"] is None:
            return {"failed": " ".join(str(error).split())[:200]}
    return result


def _estimator(task, config):
    classifier, regressor, fixed, of_regressor = _ESTIMATORS[split(task)[1]]
    return regressor(**fixed, **of_regressor, **config) if regression(task) else classifier(**fixed, **config)


@functools.cache
def _data(dataset):
    x, y = _LOADERS[dataset](return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.2, random_state=0, shuffle=True)
    if DATASETS[dataset]["regression"]:
        for _ in range(2):  # the published data were standardised already when they were standardised again
            mean, deviation = train_y.mean(), train_y.std()
            train_y, test_y = (train_y - mean) / deviation, (test_y - mean) / deviation
    return train_x, train_y, test_x, test_y
