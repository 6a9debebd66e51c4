"""`python -m dsv4lab`, and `torchrun ... -m dsv4lab`: the command line (cli.py). Tests: tests/attached/test_ranks.py."""

from dsv4lab.cli import main

if __name__ == "__main__":
    main()
