"""Measures how long the simulator needs to notice each mutant; prints the table of tests/FIGURES.md."""

import sys

from tests.simulator.mutants import MUTANTS, Broken
from tests.simulator.run import Township


def main():
    """Try all mutants, or those named."""
    wanted = sys.argv[1:]
    sys.stdout.write("| mutant | seconds | seeds | what was noticed |\n|---|---|---|---|\n")
    with Township() as township:
        for mutant in MUTANTS:
            if wanted and mutant.__name__ not in wanted:
                continue
            with Broken(mutant):
                done = township.campaign(300)
            noticed = done.failure.splitlines()[0][:90] if done.failed is not None else "**nothing**"
            sys.stdout.write(f"| {mutant.__name__} | {done.seconds:.0f} | {done.seeds + 1} | {noticed} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
