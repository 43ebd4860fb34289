"""The replica: a loopback server that speaks the public sources' formats, filled with fictional cases.

A seeded generator writes every judgment and article and knows the truth of each, so the same code is the
sample profile of the main job, the property test of the readers and the load generator.
"""
