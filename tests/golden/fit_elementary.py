"""Fits the polynomials of crate/src/math/elementary.rs and prints their coefficients as Rust arrays.

Needs numpy and mpmath (pip install numpy mpmath). Each fit is a weighted least squares on Chebyshev nodes, reweighted
(Lawson 1961) until the relative error is nearly level, then rounded to float32.
"""

import math

import mpmath
import numpy as np


def chebyshev_nodes(low, high, count):
    return (low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(count) + 0.5) / count)


def lawson(columns, target, rounds=300):
    """Coefficients c that level the largest |columns @ c - target|."""
    weights = np.ones(len(target))
    best, best_error = None, np.inf
    for _ in range(rounds):
        root = np.sqrt(weights)[:, None]
        coefficients, *_ = np.linalg.lstsq(columns * root, target * root[:, 0], rcond=None)
        error = np.abs(columns @ coefficients - target)
        if error.max() < best_error:
            best, best_error = coefficients, error.max()
        weights = weights * (error + 1e-3 * error.max())
        weights /= weights.mean()
    return best, best_error


def exact(function, points):
    mpmath.mp.dps = 40
    return np.array([float(function(mpmath.mpf(float(p)))) for p in points])


def polynomial(name, function, low, high, degree, weight=lambda x: 1.0):
    """`weight` turns an error of the polynomial into a relative error of the whole function."""
    points = chebyshev_nodes(low, high, 400)
    points = points[np.abs(points) > 1e-9]
    scale = np.array([weight(p) for p in points])
    target = exact(function, points)
    columns = np.vander(points, degree + 1, increasing=True)
    coefficients, error = lawson(columns * scale[:, None], target * scale)
    show(name, coefficients, error)


def rational(name, function, low, high, top, bottom):
    """function ~ P/Q with Q(0) = 1, by iterated linearised fits of the relative error on nodes dense near 0."""
    points = np.maximum(chebyshev_nodes(low, math.sqrt(high), 600), 1e-6) ** 2
    target = exact(function, points)
    scale = high
    x = points / scale
    denominator = np.ones_like(points)
    best = None
    for _ in range(40):
        columns = np.hstack([np.vander(x, top + 1, increasing=True) / target[:, None],
                             -np.vander(x, bottom + 1, increasing=True)[:, 1:]]) / denominator[:, None]
        coefficients, _ = lawson(columns, 1 / denominator, rounds=80)
        p, q = coefficients[:top + 1], np.concatenate([[1.0], coefficients[top + 1:]])
        denominator = np.polynomial.polynomial.polyval(x, q)
        error = np.abs(np.polynomial.polynomial.polyval(x, p) / denominator / target - 1).max()
        if best is None or error < best[2]:
            best = (p, q, error)
    p, q, error = best
    p, q = p / scale ** np.arange(top + 1), q / scale ** np.arange(bottom + 1)
    show(name + "_TOP", p / q[-1], error)
    # The denominator as two quadratics with a leading 1, which do not wait for one another.
    roots = np.sort(-np.polynomial.polynomial.polyroots(q).real)
    for number, (a, b) in enumerate(zip(roots[:2], roots[2:])):
        show(f"{name}_BOTTOM_{number}", np.array([a * b, a + b]), error)


def show(name, coefficients, error):
    values = ", ".join(repr(float(np.float32(c))) for c in coefficients)
    print(f"/// Relative error {error:.1e} before rounding.\nconst {name}: [f32; {len(coefficients)}] = [{values}];")


half_ln2 = float(mpmath.log(2)) / 2 * 1.001
# exp(r) = 1 + r + r^2 P(r)
polynomial("EXP", lambda r: (mpmath.exp(r) - 1 - r) / r**2, -half_ln2, half_ln2, 5, lambda r: r * r / np.exp(r))
# ln(1 + f) = f - f^2/2 + f^3 P(f) for 1 + f in [1/sqrt 2, sqrt 2]
root = float(mpmath.sqrt(2))
polynomial("LN", lambda f: (mpmath.log(1 + f) - f + f**2 / 2) / f**3, 1 / root - 1.001, root - 0.999, 8,
           lambda f: f**3 / np.log1p(f))
# tanh(x) = x P(x^2) / Q(x^2)
rational("TANH", lambda s: mpmath.tanh(mpmath.sqrt(s)) / mpmath.sqrt(s), 0.0, 8.0**2, 3, 4)
# sin(r) = r + r^3 P(r^2), cos(r) = 1 - r^2/2 + r^4 P(r^2) for |r| <= pi/4
quarter = (float(mpmath.pi) / 4 * 1.001) ** 2
polynomial("SIN", lambda s: (mpmath.sin(mpmath.sqrt(s)) / mpmath.sqrt(s) - 1) / s, 1e-6, quarter, 2)
polynomial("COS", lambda s: (mpmath.cos(mpmath.sqrt(s)) - 1 + s / 2) / s**2, 1e-4, quarter, 2)
# Phi(-x) = exp(-x^2/2) P(t), t = 1 / (1 + x/3), for x in [0, 15]
polynomial("NORMAL_TAIL", lambda t: mpmath.exp((3 * (1 / t - 1))**2 / 2) * mpmath.erfc(3 * (1 / t - 1) / mpmath.sqrt(2)) / 2,
           1 / 6.0, 1.0, 9, lambda t: 1 / float(mpmath.exp((3 * (1 / t - 1))**2 / 2) * mpmath.erfc(3 * (1 / t - 1) / mpmath.sqrt(2)) / 2))
