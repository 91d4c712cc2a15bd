"""One autumn at Pu Nhi on the local Google: story, people, clock, timeline, output."""
