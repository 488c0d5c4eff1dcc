"""A believable center to look around in: an invented furniture mall, its people, calls and matters.

Pure Python over `domain`: it makes rows, `usecases/fill_demo.py` writes them. The same seed, time
and counts give the same center, to the last word.
"""
