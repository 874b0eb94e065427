"""`python -m svodka` is the command `svodka`."""

from svodka.cli import main

main()
