"""``python -m flows`` is ``marsad``."""

from flows.cli import main

main()
