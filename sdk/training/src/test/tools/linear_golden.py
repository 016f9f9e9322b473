#!/usr/bin/env python3
"""Writes src/test/resources/linear/golden.json: small random problems and what scikit-learn makes of them.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python sdk/training/src/test/tools/linear_golden.py

Each problem has features x [n,d], targets, lambda, perhaps weights of labels, and weights [l][d], biases [l] and predictions
[n][l]. Penalties: lambda/2 * sum of squared weights next to the mean loss, so C = 1 / (lambda * sum of weights of examples) and,
for half squared errors, alpha = lambda * n. "sparse" problems have the bias as the weight of a column of ones.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression, Ridge

OUT = pathlib.Path(__file__).parent.parent / "resources" / "linear" / "golden.json"
N, D = 60, 7


def logistic(x, y, c, intercept, class_weight=None):
    model = LogisticRegression(C=c, fit_intercept=intercept, tol=1e-12, max_iter=100000, class_weight=class_weight)
    return model.fit(x, y)


def split(coefficients, intercept):
    """With a column of ones, its weight is the bias."""
    return (coefficients[:, :-1], coefficients[:, -1]) if intercept is None else (coefficients, intercept)


def problem(name, kind, seed, labels, lam, weights=None, sparse=False):
    random = np.random.default_rng(seed)
    x = random.normal(size=(N, D)).round(3)
    if sparse:
        x[random.random(size=x.shape) < 0.6] = 0
    x = x.astype(np.float32).astype(np.float64)
    truth = random.normal(size=(D, labels))
    scores = x @ truth + random.normal(size=(N, labels))
    full = np.hstack([x, np.ones((N, 1))]) if sparse else x
    if kind == "SINGLE_LABEL":
        y = np.argmax(scores + np.linspace(0, 1.5, labels), axis=1)
        # With two labels there is one score there, the difference of the two here, so that the penalty here is half of that there.
        lam_there = lam / 2 if labels == 2 else lam
        total = N if weights is None else sum(weights[i] for i in y)
        model = logistic(full, y, 1 / (lam_there * total), not sparse, None if weights is None else dict(enumerate(weights)))
        coef, bias = split(model.coef_, None if sparse else model.intercept_)
        predictions = model.predict_proba(full)
        if labels == 2:
            coef, bias = np.vstack([-coef[0] / 2, coef[0] / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    elif kind == "MULTI_LABEL":
        y = (scores > 0.5).astype(int)
        coef, bias, columns = [], [], []
        for label in range(labels):
            model = logistic(full, y[:, label], 1 / (lam * N), not sparse,
                             None if weights is None else {0: 1, 1: weights[label]})
            c, b = split(model.coef_, None if sparse else model.intercept_)
            coef.append(c[0])
            bias.append(b[0])
            columns.append(model.predict_proba(full)[:, 1])
        predictions = np.stack(columns, axis=1)
    else:
        y = scores.astype(np.float32).astype(np.float64)
        model = Ridge(alpha=lam * N, fit_intercept=not sparse, solver="cholesky").fit(full, y)
        coef, bias = split(model.coef_, None if sparse else model.intercept_)
        predictions = model.predict(full)
    return {"name": name, "kind": kind, "sparse": sparse, "lambda": lam, "labelWeights": weights, "x": x.tolist(), "y": y.tolist(),
            "outputs": labels, "weights": np.asarray(coef).tolist(), "bias": np.asarray(bias).tolist(),
            "predictions": predictions.tolist()}


problems = [
    problem("softmax", "SINGLE_LABEL", 1, 4, 0.01),
    problem("softmax, smooth", "SINGLE_LABEL", 2, 3, 1.0),
    problem("softmax, weighted", "SINGLE_LABEL", 3, 3, 0.02, [0.5, 1.0, 3.0]),
    problem("softmax of two", "SINGLE_LABEL", 12, 2, 0.01),
    problem("logistic", "MULTI_LABEL", 4, 3, 0.01),
    problem("logistic, weighted", "MULTI_LABEL", 5, 3, 0.05, [2.0, 1.0, 4.0]),
    problem("least squares", "NUMBERS", 6, 2, 0.1),
    problem("sparse softmax", "SINGLE_LABEL", 7, 4, 0.01, sparse=True),
    problem("sparse softmax, weighted", "SINGLE_LABEL", 8, 3, 0.02, [0.5, 1.0, 3.0], sparse=True),
    problem("sparse softmax of two", "SINGLE_LABEL", 13, 2, 0.01, sparse=True),
    problem("sparse logistic", "MULTI_LABEL", 9, 3, 0.01, sparse=True),
    problem("sparse logistic, weighted", "MULTI_LABEL", 10, 3, 0.05, [2.0, 1.0, 4.0], sparse=True),
    problem("sparse least squares", "NUMBERS", 11, 2, 0.1, sparse=True),
]
OUT.parent.mkdir(parents=True, exist_ok=True)
lines = ",\n".join(json.dumps(p) for p in problems)
OUT.write_text('{"made_with": "scikit-learn %s",\n"problems": [\n%s\n]}\n' % (sklearn.__version__, lines), encoding="utf-8")
