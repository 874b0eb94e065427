"""The inner loops of the names model, compiled by numba; see kernels. A row is one token."""

from __future__ import annotations

import numpy as np

from svodka.tag.compiled import compiled


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


@compiled('void(f4[:,::1], f4[::1], f4[::1], i4[::1], i4[::1], i8, i8, f4[:,::1])')
def neighbours(x, scale, shift, first, last, start, dilation, out):  # type: ignore[no-untyped-def]
    """Rows of x from `start` on, scaled, beside those `dilation` before and behind: 0 beyond [first[t], last[t])."""
    n, width = len(out), x.shape[1]
    for i in range(n):
        t, y = start + i, out[i]
        for tap in range(3):
            at, column = t + (tap - 1) * dilation, tap * width
            if at < first[t] or at >= last[t]:
                for c in range(width):
                    y[column + c] = 0
            else:
                row = x[at]
                for c in range(width):
                    y[column + c] = row[c] * scale[c] + shift[c]


@compiled('void(f4[:,::1], f4[:,::1], f4[::1], i8, f4[:,::1])')
def add_gated(x, products, bias, start, out):  # type: ignore[no-untyped-def]
    """x + a · relu(b), the halves of products + bias being a and b; the rows of x from `start` on are meant."""
    n, width = len(products), x.shape[1]
    zero = np.float32(0)
    for i in range(n):
        y, row, p = out[start + i], x[start + i], products[i]
        for c in range(width):
            y[c] = row[c] + (p[c] + bias[c]) * max(p[width + c] + bias[width + c], zero)


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
