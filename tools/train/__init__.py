"""Training of the names model, kept apart from the pipeline: only this folder needs torch."""
