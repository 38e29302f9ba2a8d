"""The few failures that stop the program. Bad data is never one of them: that is a Finding."""


class PingbiError(Exception):
    """Ends a command with exit status 2; its text is one Chinese line: what is wrong and what to do."""


class SchemeError(PingbiError):
    """A scheme that cannot be used; `mistakes` holds one Chinese line each."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class UnreadableFileError(PingbiError):
    """An input that cannot be read; the pipeline turns it into a finding and goes on."""
