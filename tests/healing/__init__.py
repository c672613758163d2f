"""Forms made good: ``heal`` and ``collect --marked``."""
