"""The course: what the lessons ask, how answers are checked, and what a learner has done so far."""
