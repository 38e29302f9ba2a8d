"""How xdist shares out the tests where all windows have one keyboard: those that open one go to the same worker."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

WITH_WINDOWS = ("tests/window/", "tests/packaged/")


class OneKeyboard(LoadScopeScheduling):  # type: ignore[misc]  # xdist brings no types
    """Every other test is its own, and goes to whoever has least to do.

    Marks for `--dist loadgroup` would say the same; xdist 3.8 writes them into an attribute that pytest 9.2 no longer
    reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "window" if nodeid.startswith(WITH_WINDOWS) else nodeid
