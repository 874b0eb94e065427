"""The inner loops of the tagger, compiled by numba.

Few and with explicit signatures, so that they are compiled once, when a machine first needs them (about two seconds),
and read from numba's cache after that. A row is one token; `joined[t]` says that tokens t-1 and t are neighbours, which
tokens on two sides of a border (of a sentence, for names of a document) are not.
"""

from __future__ import annotations

import numpy as np

from svodka.tag.compiled import compiled

WINDOW = 6  # inputs of a group: one on each side of the four that it makes outputs for


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


@compiled('i4[:,::1](b1[::1], i8)')
def grouped(joined, dilation):  # type: ignore[no-untyped-def]
    """The tokens that each group sees: see winograd."""
    n = len(joined)
    borders = 0
    for t in range(1, n):
        borders += not joined[t]
    step = 4 * dilation
    steps = -(-(n + dilation * borders) // step)
    token = np.full(steps * step + 2 * dilation, -1, np.int32)
    place = dilation
    for t in range(n):
        if t and not joined[t]:
            place += dilation
        token[place] = t
        place += 1
    found = np.empty((steps * dilation, WINDOW), np.int32)
    count = 0
    for s in range(steps):
        for phase in range(dilation):
            first = s * step + phase
            some = False
            for i in range(WINDOW):
                found[count, i] = token[first + i * dilation]
                some |= 0 < i < WINDOW - 1 and found[count, i] >= 0
            count += some
    return found[:count]


@compiled('void(f4[:,::1], i4[:,::1], f4[:,:,::1])')
def fold(x, groups, out):  # type: ignore[no-untyped-def]
    """What goes into the six products of each group of tokens: see winograd."""
    width = x.shape[1]
    none = np.zeros(width, np.float32)
    four, five, two = np.float32(4), np.float32(5), np.float32(2)
    for g in range(len(groups)):
        row = groups[g]
        a = x[row[0]] if row[0] >= 0 else none
        b = x[row[1]] if row[1] >= 0 else none
        c = x[row[2]] if row[2] >= 0 else none
        d = x[row[3]] if row[3] >= 0 else none
        e = x[row[4]] if row[4] >= 0 else none
        f = x[row[5]] if row[5] >= 0 else none
        y0, y1, y2, y3, y4, y5 = out[0, g], out[1, g], out[2, g], out[3, g], out[4, g], out[5, g]
        for i in range(width):
            y0[i] = (four * a[i] - five * c[i]) + e[i]
        for i in range(width):
            even, odd = e[i] - four * c[i], d[i] - four * b[i]
            y1[i] = even + odd
            y2[i] = even - odd
        for i in range(width):
            even, odd = e[i] - c[i], two * (d[i] - b[i])
            y3[i] = even + odd
            y4[i] = even - odd
        for i in range(width):
            y5[i] = (four * b[i] - five * d[i]) + f[i]


@compiled('void(f4[:,:,::1], i4[:,::1], f4[::1], f4[::1], f4[::1], f4[:,::1])')
def unfold(products, groups, bias, scale, shift, out):  # type: ignore[no-untyped-def]
    """A later layer's rows from the six products of each group of tokens: see winograd."""
    width = out.shape[1]
    zero, two, four, eight = np.float32(0), np.float32(2), np.float32(4), np.float32(8)
    y = np.empty((4, width), np.float32)
    for g in range(len(groups)):
        a, b, c, d, e, f = (
            products[0, g],
            products[1, g],
            products[2, g],
            products[3, g],
            products[4, g],
            products[5, g],
        )
        for i in range(width):
            near, far = b[i] + c[i], d[i] + e[i]
            y[0, i] = (a[i] + near) + far
            y[2, i] = near + four * far
        for i in range(width):
            near, far = b[i] - c[i], d[i] - e[i]
            y[1, i] = near + two * far
            y[3, i] = (near + eight * far) + f[i]
        for k in range(4):
            token = groups[g, k + 1]
            if token >= 0:
                row, here = out[token], y[k]
                for i in range(width):
                    row[i] = max(here[i] + bias[i], zero) * scale[i] + shift[i]


@compiled('void(f4[:,::1], f4[:,::1], f4[::1], i4[::1], f4, i4[::1])')
def find_heads(queries, keys, root, borders, tie, heads):  # type: ignore[no-untyped-def]
    """For each token the word of its sentence (or the root) with the highest score queries[i] · keys[j].

    `heads` gets indices of rows, -1 for the root. Of scores within `tie` of the best (a share of the largest of either
    sign) the first wins, the root before all: words in equal surroundings score equally, and rounding must not choose
    among them.
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
            best, largest = scores[0], abs(scores[0])
            for j in range(1, n + 1):
                best, largest = max(best, scores[j]), max(largest, abs(scores[j]))
            floor = best - tie * largest
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
