"""The inner loops of the names model, compiled by numba; see kernels. A row is one token."""

from __future__ import annotations

import numpy as np

from svodka.tag.compiled import compiled
from svodka.tag.kernels import fold, grouped  # noqa: F401


@compiled('void(f4[:,::1], f4[:,::1], i4[::1], i4[::1], f4[:,::1], i4[::1], f4[:,::1])')
def add_words(own, governed, rows, governor, relations, relation, x):  # type: ignore[no-untyped-def]
    """Adds to x what the word, its governor (token `governor[t]`, -1 for none) and the relation to it give."""
    n, width = x.shape
    for t in range(n):
        y, a, b = x[t], own[rows[t]], relations[relation[t]]
        for c in range(width):
            y[c] += a[c] + b[c]
        if governor[t] >= 0:
            a = governed[rows[governor[t]]]
            for c in range(width):
                y[c] += a[c]


@compiled('void(f4[:,:,::1], i4[:,::1], f4[::1], f4[:,::1], f4[:,::1])')
def unfold_gated(products, groups, bias, x, out):  # type: ignore[no-untyped-def]
    """x + a · relu(b), a and b being the halves of what the six products of each group of tokens make, plus bias."""
    width = x.shape[1]
    zero, two, four, eight = np.float32(0), np.float32(2), np.float32(4), np.float32(8)
    y = np.empty((4, 2 * width), np.float32)
    for g in range(len(groups)):
        a, b, c, d, e, f = (
            products[0, g],
            products[1, g],
            products[2, g],
            products[3, g],
            products[4, g],
            products[5, g],
        )
        for i in range(2 * width):
            near, far = b[i] + c[i], d[i] + e[i]
            y[0, i] = (a[i] + near) + far
            y[2, i] = near + four * far
        for i in range(2 * width):
            near, far = b[i] - c[i], d[i] - e[i]
            y[1, i] = near + two * far
            y[3, i] = (near + eight * far) + f[i]
        for k in range(4):
            token = groups[g, k + 1]
            if token >= 0:
                row, here, before = out[token], y[k], x[token]
                for i in range(width):
                    row[i] = before[i] + (here[i] + bias[i]) * max(here[width + i] + bias[width + i], zero)


@compiled('void(f4[:,::1], i4[::1], f4[:,::1], f4[:,::1])')
def mean_of_others(values, group, total, out):  # type: ignore[no-untyped-def]
    """For each row the mean of the other rows of its group, of which there is one at least.

    `total` comes as zeros, groups × width.
    """
    n, width = values.shape
    count = np.zeros(len(total), np.float32)
    for t in range(n):
        count[group[t]] += 1
        y, row = total[group[t]], values[t]
        for c in range(width):
            y[c] += row[c]
    for t in range(n):
        y, row, whole = out[t], values[t], total[group[t]]
        share = np.float32(1) / (count[group[t]] - np.float32(1))
        for c in range(width):
            y[c] = (whole[c] - row[c]) * share


@compiled('void(f4[:,:], i4[::1], f4[:,::1], f4[::1], i1[::1])')
def best_tags(emissions, borders, transitions, begins, tags):  # type: ignore[no-untyped-def]
    """The best tags of each sentence, [borders[s], borders[s + 1]); of equal sequences that with earlier tags."""
    n, k = emissions.shape
    back = np.empty((n, k), np.int8)
    score, following = np.empty(k, np.float32), np.empty(k, np.float32)
    for s in range(len(borders) - 1):
        first, last = borders[s], borders[s + 1]
        for j in range(k):
            score[j] = emissions[first, j] + begins[j]
        for t in range(first + 1, last):
            for j in range(k):
                best, origin = score[0] + transitions[0, j], 0
                for i in range(1, k):
                    value = score[i] + transitions[i, j]
                    if value > best:
                        best, origin = value, i
                following[j], back[t, j] = best + emissions[t, j], origin
            for j in range(k):
                score[j] = following[j]
        tag = 0
        for j in range(1, k):
            if score[j] > score[tag]:
                tag = j
        for t in range(last - 1, first - 1, -1):
            tags[t] = tag
            tag = back[t, tag]
