"""Making gold: drafts with quotes, other labelling tools, lint, the agreement of two labellers."""
