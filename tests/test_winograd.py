"""Convolutions with half the multiplications give what plain ones give, within what is said of their rounding."""

import numpy as np
import pytest
from svodka.tag import kernels, names_kernels, names_plain, plain, winograd

rng = np.random.default_rng(5)


def some_joined(n, share=0.1):
    """Whether each of n tokens follows its neighbour, with borders here and there."""
    return rng.random(n) > share


def convolved(x, weight, joined, dilation):
    """The convolution as it is defined, in float64."""
    out = np.zeros((len(x), weight.shape[2]))
    sentence = np.cumsum(~joined)
    for tap in range(3):
        for t in range(len(x)):
            at = t + (tap - 1) * dilation
            if 0 <= at < len(x) and sentence[at] == sentence[t]:
                out[t] += x[at].astype(np.float64) @ weight[tap].astype(np.float64)
    return out


def by_groups(loops, x, weight, joined, dilation, finish):
    space, seen = winograd.Space(), loops.grouped(joined, dilation)
    for products, some in space.products(loops, x, seen, winograd.transformed(weight)):
        finish(products, some)


@pytest.mark.parametrize('dilation', [1, 2, 4])
@pytest.mark.parametrize('n', [1, 2, 5, 23, 400])
def test_outputs_are_those_of_a_plain_convolution(n, dilation):
    x = rng.standard_normal((n, 48)).astype(np.float32)
    weight, joined = rng.standard_normal((3, 48, 16)).astype(np.float32), some_joined(n)
    none, one = np.zeros(16, np.float32), np.ones(16, np.float32)
    high, low = (np.full((n, 16), np.nan, np.float32) for _ in range(2))
    by_groups(kernels, x, weight, joined, dilation, lambda p, g: kernels.unfold(p, g, none, one, none, high))
    by_groups(kernels, x, -weight, joined, dilation, lambda p, g: kernels.unfold(p, g, none, one, none, low))
    exact = convolved(x, weight, joined, dilation)
    bound = winograd.GROWTH * (48 + 12) * 2.0**-24 * (abs(x).max() * abs(weight).max(0).sum(0))
    assert (abs((high - low) - exact) <= bound).all()  # relu(y) - relu(-y) = y
    assert abs((high - low) - exact).max() <= 1e-5 * abs(exact).max()


@pytest.mark.parametrize('dilation', [1, 2, 4])
def test_each_token_is_made_once(dilation):
    for n in (1, 3, 8, 57):
        joined = some_joined(n, 0.3)
        groups = kernels.grouped(joined, dilation)
        made = groups[:, 1:-1]
        assert sorted(made[made >= 0].tolist()) == list(range(n))
        assert np.array_equal(groups, plain.grouped(joined, dilation))


@pytest.mark.parametrize('dilation', [1, 4])
def test_both_sets_of_loops_give_the_same_bits(dilation):
    x = rng.standard_normal((301, 128)).astype(np.float32)
    weight, joined = rng.standard_normal((3, 128, 256)).astype(np.float32), some_joined(301)
    bias, scale, shift = (rng.standard_normal(256).astype(np.float32) for _ in range(3))
    found = []
    for loops, gated in ((kernels, names_kernels), (plain, names_plain)):
        out, other = np.empty((301, 256), np.float32), np.empty((301, 128), np.float32)
        by_groups(loops, x, weight, joined, dilation, lambda p, g: loops.unfold(p, g, bias, scale, shift, out))  # noqa: B023
        by_groups(gated, x, weight, joined, dilation, lambda p, g: gated.unfold_gated(p, g, bias, x, other))  # noqa: B023
        found.append((out, other))
    for a, b in zip(*found, strict=True):
        assert np.array_equal(a, b)
