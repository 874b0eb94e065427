"""`python -m svodka` is the command `svodka`, and this its way in.

It loads nothing before it is called: a worker loads the module that its run was started from, too.
"""

from __future__ import annotations


def main() -> None:
    """The command."""
    try:
        from svodka.cli import main  # here, as an interrupt may come while it loads
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    main(prog_name='svodka')


if __name__ == '__main__':
    main()
