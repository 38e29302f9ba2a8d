"""The window: it asks the engine for everything and shows what it answers. `app.main` starts it."""
