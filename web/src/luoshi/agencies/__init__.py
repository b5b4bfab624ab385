"""The tree of bodies that can be made answerable, with dated names; knows no person."""
