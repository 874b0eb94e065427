"""The progress bar on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from svodka.run.interface import Progress


class Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f'{speed:.1f}/s' if speed else '')


@contextmanager
def bar() -> Iterator[Callable[[Progress], None]]:
    """A function that shows how far a run is: files done, of how many, how many a second, time gone, time left."""
    with Bar(
        SpinnerColumn(),
        TextColumn('{task.description}'),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        task = shown.add_task('', total=None)

        def tell(progress: Progress) -> None:
            # Before its first file each worker loads the models, which takes some seconds.
            loading = progress.done == 0 and progress.total
            step = 'loading the models' if loading else progress.step
            shown.update(task, description=step, completed=progress.done, total=progress.total)

        yield tell
