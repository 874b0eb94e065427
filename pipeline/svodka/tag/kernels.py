"""The inner loops of the tagger, compiled by numba.

Few and with explicit signatures, so that they are compiled once, when a machine first needs them (about two seconds),
and read from numba's cache after that. A row is one token; `joined[t]` says that tokens t-1 and t are neighbours, which
tokens on two sides of a border (of a sentence, for names of a document) are not.
"""

from __future__ import annotations

import numpy as np

from svodka.tag.compiled import compiled


@compiled('void(f4[:,::1], i4[::1], i8, b1[::1], f4[::1], f4[::1], f4[:,::1])')
def convolve_words(table, rows, first, joined, scale, shift, out):  # type: ignore[no-untyped-def]
    """The first layer: three rows of `table` a token, columns from `first`, instead of a product of matrices."""
    n, width = out.shape
    zero = np.float32(0)
    for t in range(n):
        y, here = out[t], table[rows[t], first + width : first + 2 * width]
        for c in range(width):
            y[c] = here[c]
        if t > 0 and joined[t]:
            before = table[rows[t - 1], first : first + width]
            for c in range(width):
                y[c] += before[c]
        if t + 1 < n and joined[t + 1]:
            after = table[rows[t + 1], first + 2 * width : first + 3 * width]
            for c in range(width):
                y[c] += after[c]
        for c in range(width):
            y[c] = max(y[c], zero) * scale[c] + shift[c]


@compiled('void(f4[:,::1], b1[::1], f4[::1], f4[::1], f4[::1], f4[:,::1])')
def convolve(products, joined, bias, scale, shift, out):  # type: ignore[no-untyped-def]
    """A later layer: `products` is the tokens' rows times the three taps, side by side (n × 3·width)."""
    n, width = out.shape
    zero = np.float32(0)
    for t in range(n):
        y, here = out[t], products[t, width : 2 * width]
        for c in range(width):
            y[c] = bias[c] + here[c]
        if t > 0 and joined[t]:
            before = products[t - 1, :width]
            for c in range(width):
                y[c] += before[c]
        if t + 1 < n and joined[t + 1]:
            after = products[t + 1, 2 * width :]
            for c in range(width):
                y[c] += after[c]
        for c in range(width):
            y[c] = max(y[c], zero) * scale[c] + shift[c]


@compiled('void(f4[:,::1], f4[:,::1], f4[::1], i4[::1], f4, i4[::1])')
def find_heads(queries, keys, root, borders, tie, heads):  # type: ignore[no-untyped-def]
    """For each token the word of its sentence (or the root) with the highest score queries[i] · keys[j].

    `heads` gets indices of rows, -1 for the root. Of scores within `tie` of the best (a share of it) the first wins,
    the root before all: words in equal surroundings score equally, and rounding must not choose among them.
    """
    depth = queries.shape[1]
    longest = 0
    for s in range(len(borders) - 1):
        longest = max(longest, borders[s + 1] - borders[s])
    turned = np.empty((depth, longest + 1), np.float32)
    scores = np.empty(longest + 1, np.float32)
    for s in range(len(borders) - 1):
        first, n = borders[s], borders[s + 1] - borders[s]
        for h in range(depth):
            turned[h, 0] = root[h]
            for j in range(n):
                turned[h, j + 1] = keys[first + j, h]
        for i in range(first, first + n):
            for j in range(n + 1):
                scores[j] = 0
            for h in range(depth):
                q, row = queries[i, h], turned[h]
                for j in range(n + 1):
                    scores[j] += q * row[j]
            best = scores[0]
            for j in range(1, n + 1):
                best = max(best, scores[j])
            floor = best - tie * abs(best)
            for j in range(n + 1):
                if scores[j] >= floor:
                    heads[i] = first + j - 1 if j else -1
                    break


@compiled('void(f4[:,::1], i4[::1], f4[:,::1], i8, i4[::1])')
def find_relations(governors, governor, dependents, count, relations):  # type: ignore[no-untyped-def]
    """For each token the relation with the highest score to its governor, row `governor[t]` of `governors`.

    A row of `governors` is the governor times the bilinear kernel, 32 × `width` (`count` relations and padding).
    """
    depth = dependents.shape[1]
    width = governors.shape[1] // depth
    scores = np.empty(width, np.float32)
    for t in range(len(relations)):
        row = governors[governor[t]]
        scores[:] = 0
        for h in range(depth):
            x = dependents[t, h]
            if x != 0:
                weights = row[h * width : (h + 1) * width]
                for r in range(width):
                    scores[r] += weights[r] * x
        best = 0
        for r in range(1, count):
            if scores[r] > scores[best]:
                best = r
        relations[t] = best


@compiled('void(f4[:,::1], f4[:,::1], i1[::1])')
def viterbi(emissions, transitions, tags):  # type: ignore[no-untyped-def]
    """The best sequence of tags; of equal ones that with the earlier tags."""
    n, k = emissions.shape
    back = np.empty((n, k), np.int8)
    score, following = np.empty(k, np.float32), np.empty(k, np.float32)
    for j in range(k):
        score[j] = emissions[0, j]
    for t in range(1, n):
        for j in range(k):
            best, origin = (score[0] + transitions[0, j]) + emissions[t, j], 0
            for i in range(1, k):
                value = (score[i] + transitions[i, j]) + emissions[t, j]
                if value > best:
                    best, origin = value, i
            following[j], back[t, j] = best, origin
        for j in range(k):
            score[j] = following[j]
    best_tag = 0
    for j in range(1, k):
        if score[j] > score[best_tag]:
            best_tag = j
    tags[n - 1] = best_tag
    for t in range(n - 1, 0, -1):
        best_tag = back[t, best_tag]
        tags[t - 1] = best_tag
