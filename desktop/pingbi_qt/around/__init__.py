"""What stands around the four steps: settings, history, search, help, menu, and the start and end of the program."""
