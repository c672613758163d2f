"""What a standard says wrongly of itself: for each check the smallest fault, and the near miss that is none."""
