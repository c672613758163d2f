"""Forms for one hand alone: the self-check, the review of it, and the two put together."""
