"""Programs and sessions: from texts to something that runs, once or input after input."""
