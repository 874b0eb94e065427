"""pyarrow does not load pandas unless it is asked to."""

import subprocess
import sys

SCRIPT = """
import sys
from svodka.run.arrow import forgo_pandas
forgo_pandas()
import pyarrow as pa
table = pa.table({'a': ['x', 'y']})
assert 'pandas' not in sys.modules
assert table.to_pandas()['a'].tolist() == ['x', 'y']
import pandas as pd
assert pa.array(pd.Series([1, 2])).to_pylist() == [1, 2]
"""


def test_pandas_is_loaded_when_it_is_wanted():
    subprocess.run([sys.executable, '-c', SCRIPT], check=True)
