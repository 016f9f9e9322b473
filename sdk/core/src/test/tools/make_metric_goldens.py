"""Writes the metrics that scikit-learn and SciPy give on random answers: python make_metric_goldens.py [TARGET]

TARGET is sdk/core/src/test/resources/evaluation/metrics.jsonl beside this script by default; one case a line. Needs scikit-learn
1.9.1, SciPy 1.17.1 and numpy. The same versions give the same bytes. Where scikit-learn refuses to average over labels that do not
occur, its numbers of each label are averaged here; wherever it does not refuse, the script checks that both agree.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
from scipy import optimize, special, stats
from sklearn import metrics as sk

warnings.simplefilter("ignore")
RANDOM = np.random.default_rng(20261130)
TARGET = pathlib.Path(__file__).parent.parent / "resources" / "evaluation" / "metrics.jsonl"


def floats(array):
    """Single precision, printed as short as it reads back the same."""
    return json.loads("[" + ",".join(
        "[" + ",".join(np.format_float_positional(np.float32(x), trim="-") for x in row) + "]" for row in array) + "]")


def over_labels(function, truth, scores):
    """The mean of a binary metric over labels, plain and by support; labels where it is undefined are left out."""
    values, supports = [], []
    for label in range(truth.shape[1]):
        value = function(truth[:, label], scores[:, label])
        if value is not None:
            values.append(value)
            supports.append(truth[:, label].sum())
    if not values:
        return None, None
    weighted = float(np.average(values, weights=supports)) if sum(supports) else None
    return float(np.mean(values)), weighted


def auc(truth, scores):
    return None if truth.min() == truth.max() else sk.roc_auc_score(truth, scores)


def average_precision(truth, scores):
    return None if truth.max() == 0 else sk.average_precision_score(truth, scores)


def averages(gold, predicted, labels, kinds):
    found = {}
    for kind in kinds:
        arguments = {"average": kind, "zero_division": 0, "labels": labels}
        found[kind + "_precision"] = sk.precision_score(gold, predicted, **arguments)
        found[kind + "_recall"] = sk.recall_score(gold, predicted, **arguments)
        found[kind + "_f1"] = sk.f1_score(gold, predicted, **arguments)
    return found


def calibration_error(scores, right):
    best = scores.argmax(axis=1)
    top = scores[np.arange(len(scores)), best]
    bins = np.minimum(14, np.floor(top * 15)).astype(int)
    error = 0.0
    for b in range(15):
        members = bins == b
        if members.any():
            error += members.mean() * abs(top[members].mean() - right[members, best[members]].mean())
    return error


def single(scores, gold):
    n, k = scores.shape
    s = scores.astype(np.float64)
    labels = list(range(k))
    predicted = s.argmax(axis=1)
    truth = np.eye(k)[gold]
    expected = {"accuracy": sk.accuracy_score(gold, predicted), "mcc": sk.matthews_corrcoef(gold, predicted),
                "balanced_accuracy": sk.balanced_accuracy_score(gold, predicted),
                "log_loss": sk.log_loss(gold, s, labels=labels), "ece": calibration_error(s, truth),
                **averages(gold, predicted, labels, ["macro", "micro", "weighted"])}
    if k == 2:
        expected["brier"] = sk.brier_score_loss(gold, s[:, 1], labels=labels, pos_label=1)
        expected["roc_auc"], expected["weighted_roc_auc"] = over_labels(auc, truth[:, 1:], s[:, 1:])
        expected["average_precision"], expected["weighted_average_precision"] = over_labels(average_precision, truth[:, 1:], s[:, 1:])
    else:
        expected["brier"] = sk.brier_score_loss(gold, s, labels=labels, scale_by_half=False)
        expected["roc_auc"], expected["weighted_roc_auc"] = over_labels(auc, truth, s)
        expected["average_precision"], expected["weighted_average_precision"] = over_labels(average_precision, truth, s)
        if len(set(gold)) == k:
            for name, average in (("roc_auc", "macro"), ("weighted_roc_auc", "weighted")):
                assert np.isclose(expected[name], sk.roc_auc_score(gold, s, multi_class="ovr", average=average), atol=1e-12)
    precision, recall, f1, support = sk.precision_recall_fscore_support(gold, predicted, labels=labels, zero_division=0)
    return {"kind": "single", "labels": k, "gold": [[int(g)] for g in gold], "scores": floats(scores), "expected": expected,
            "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(), "support": support.tolist(),
            "confusion": sk.confusion_matrix(gold, predicted, labels=labels).tolist()}


def multi(scores, truth):
    s = scores.astype(np.float64)
    k = s.shape[1]
    labels = list(range(k))
    predicted = (s >= 0.5).astype(int)
    flat = truth.ravel()
    expected = {"accuracy": sk.accuracy_score(truth, predicted), "hamming_loss": sk.hamming_loss(truth, predicted),
                "label_ranking_average_precision": sk.label_ranking_average_precision_score(truth, s),
                "log_loss": sk.log_loss(flat, s.ravel(), labels=[0, 1]),
                "brier": sk.brier_score_loss(flat, s.ravel(), labels=[0, 1], pos_label=1), "ece": calibration_error(s, truth),
                **averages(truth, predicted, labels, ["macro", "micro", "weighted", "samples"])}
    expected["roc_auc"], expected["weighted_roc_auc"] = over_labels(auc, truth, s)
    expected["average_precision"], expected["weighted_average_precision"] = over_labels(average_precision, truth, s)
    if all(0 < c < len(truth) for c in truth.sum(axis=0)):
        for name, average in (("roc_auc", "macro"), ("weighted_roc_auc", "weighted")):
            assert np.isclose(expected[name], sk.roc_auc_score(truth, s, average=average), atol=1e-12)
    best = [max(sk.f1_score(truth[:, l], s[:, l] >= t, zero_division=0) for t in [2.0, *s[:, l]]) for l in labels]
    best_micro = max(sk.f1_score(truth, s >= t, average="micro", zero_division=0) for t in [2.0, *flat_values(s)])
    return {"kind": "multi", "labels": k, "gold": [np.flatnonzero(row).tolist() for row in truth], "scores": floats(scores),
            "expected": expected, "best_f1": best, "best_micro_f1": best_micro}


def flat_values(scores):
    return np.unique(scores)


def regression(right, predicted):
    constant = len(set(right)) < 2 or len(set(predicted)) < 2
    expected = {"mse": sk.mean_squared_error(right, predicted), "rmse": sk.root_mean_squared_error(right, predicted),
                "mae": sk.mean_absolute_error(right, predicted),
                "r2": sk.r2_score(right, predicted) if len(right) > 1 else None,
                "pearson": None if constant else stats.pearsonr(right, predicted).statistic,
                "spearman": None if constant else stats.spearmanr(right, predicted).statistic}
    return {"kind": "regression", "right": right.tolist(), "predicted": predicted.tolist(), "expected": expected}


def temperature(logits, gold):
    z = logits.astype(np.float64)

    def loss(log_inverse):
        return -special.log_softmax(np.exp(log_inverse) * z, axis=1)[np.arange(len(gold)), gold].mean()

    found = optimize.minimize_scalar(loss, bounds=(np.log(0.01), np.log(100)), method="bounded", options={"xatol": 1e-10})
    return {"kind": "temperature", "logits": floats(logits), "gold": gold.tolist(), "temperature": float(np.exp(-found.x)),
            "loss": float(found.fun)}


def sigmoid_temperature(logits, truth):
    z = logits.astype(np.float64)

    def loss(log_inverse):
        scaled = np.exp(log_inverse) * z
        return (np.logaddexp(0, scaled) - truth * scaled).mean()

    found = optimize.minimize_scalar(loss, bounds=(np.log(0.01), np.log(100)), method="bounded", options={"xatol": 1e-10})
    return {"kind": "sigmoid_temperature", "logits": floats(logits), "gold": [np.flatnonzero(row).tolist() for row in truth],
            "temperature": float(np.exp(-found.x)), "loss": float(found.fun)}


def mcnemar(first, second):
    trials, smaller = first + second, min(first, second)
    exact = stats.binomtest(smaller, trials).pvalue if trials else 1.0
    mid = min(1.0, 2 * stats.binom.cdf(smaller, trials, 0.5) - stats.binom.pmf(smaller, trials, 0.5))
    return {"kind": "mcnemar", "first": first, "second": second, "exact": float(exact), "mid": float(mid)}


def wilson(successes, trials):
    interval = stats.binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    return {"kind": "wilson", "successes": successes, "trials": trials, "low": interval.low, "high": interval.high}


def out_of_scope(scores, inside, right):
    s = scores.astype(np.float64)
    thresholds = [-1.0, *np.unique(s), 2.0]
    treated = [((s < t) & ~inside | (s >= t) & right).mean() for t in thresholds]
    balanced = [((s >= t) & right).sum() / inside.sum() / 2 + ((s < t) & ~inside).sum() / (~inside).sum() / 2 for t in thresholds]
    return {"kind": "out_of_scope", "scores": floats([scores])[0], "inside": inside.tolist(), "right": right.tolist(),
            "roc_auc": sk.roc_auc_score(inside, s), "accuracy": max(treated), "balanced": max(balanced)}


def cases():
    for case in range(160):
        n, k = int(RANDOM.integers(1, 25)), 2 if case % 3 == 0 else int(RANDOM.integers(3, 6))
        if case % 4 == 0:  # scores with many ties that still add up to one
            scores = RANDOM.multinomial(4, np.ones(k) / k, size=n) / 4
        elif case % 4 == 1:  # sure of itself, down to scores of zero
            scores = special.softmax(RANDOM.normal(0, 60, (n, k)), axis=1)
        else:
            scores = RANDOM.dirichlet(np.ones(k), size=n)
        scores = scores.astype(np.float32)
        gold = RANDOM.integers(0, k, n)
        if case % 5 == 0:  # better than chance
            gold = np.where(RANDOM.random(n) < 0.6, scores.argmax(axis=1), gold)
        elif case % 5 == 1:  # a label that no text has
            gold = RANDOM.integers(0, k - 1, n)
        elif case % 10 == 2:  # all of one label
            gold = np.full(n, RANDOM.integers(0, k))
        elif case % 10 == 7:  # all right
            gold = scores.argmax(axis=1)
        yield single(scores, gold)
    for case in range(120):
        n, k = int(RANDOM.integers(1, 20)), int(RANDOM.integers(2, 6))
        scores = RANDOM.random((n, k))
        if case % 3 == 0:
            scores = np.round(scores * 4) / 4
        truth = (RANDOM.random((n, k)) < [0.3, 0.6, 0.1][case % 3 - 1]).astype(int)
        if case % 4 == 0:
            truth = (scores + RANDOM.normal(0, 0.3, (n, k)) > 0.5).astype(int)
        if case % 10 == 3:
            truth[:, 0] = 0
        if case % 10 == 5:
            truth[:, 0] = 1
        if case % 20 == 7:
            truth[:] = 0
        yield multi(scores.astype(np.float32), truth)
    for case in range(80):
        n = int(RANDOM.integers(1, 30))
        right = RANDOM.normal(0, 1, n) if case % 2 else RANDOM.integers(1, 6, n).astype(float)
        predicted = right + RANDOM.normal(0, 1, n) if case % 4 else np.round(right + RANDOM.normal(0, 1, n))
        if case % 10 == 8:
            right = np.full(n, 0.5)  # exact in binary: of 0.1 scikit-learn finds a variance and an R² of -1e34
        if case % 20 == 9:
            predicted = right.copy()
        yield regression(right, predicted)
    for case in range(20):
        n, k = int(RANDOM.integers(8, 20)), int(RANDOM.integers(2, 5))
        logits = RANDOM.normal(0, [0.5, 3, 15][case % 3], (n, k)).astype(np.float32)
        gold = np.array([RANDOM.choice(k, p=special.softmax(row / [1, 2, 0.7][case % 3])) for row in logits.astype(float)])
        gold[0] = logits[0].argmin()  # where all are right, every low temperature is as good
        yield temperature(logits, gold)
        truth = (RANDOM.random((n, k)) < special.expit(logits.astype(float) / 2)).astype(int)
        truth[0, 0] = logits[0, 0] < 0
        yield sigmoid_temperature(logits, truth)
    for first, second in [(0, 0), (1, 0), (0, 5), (5, 5), (10, 3), (3, 10), (121, 59), (800, 750), (1000, 3000), (40000, 40300)]:
        yield mcnemar(first, second)
    for _ in range(30):
        yield mcnemar(int(RANDOM.integers(0, 40)), int(RANDOM.integers(0, 40)))
    for _ in range(30):
        trials = int(RANDOM.integers(1, 200))
        yield wilson(int(RANDOM.integers(0, trials + 1)), trials)
    for case in range(20):
        n = int(RANDOM.integers(4, 30))
        scores = RANDOM.random(n)
        if case % 2:
            scores = np.round(scores * 5) / 5
        inside = RANDOM.random(n) < 0.7
        inside[0], inside[1] = True, False
        yield out_of_scope(scores.astype(np.float32), inside, inside & (RANDOM.random(n) < 0.8))


def main():
    target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "w", encoding="utf-8", newline="\n") as out:
        for case in cases():
            out.write(json.dumps(case, allow_nan=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
