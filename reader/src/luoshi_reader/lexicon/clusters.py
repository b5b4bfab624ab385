"""Nouns of places where an industry gathers: clusters, bases, parks, centres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from luoshi_reader.lexicon.words import load, load_groups

if TYPE_CHECKING:
    from luoshi_reader.facts import ClusterKind

#: Head nouns with what kind of thing they name.
HEADS: Final = {
    word: cast("ClusterKind", kind)
    for kind, words in load_groups("cluster_heads")
    for word in words
}
#: Words around a head noun that name no industry.
PLAIN: Final = load("cluster_plain")
#: Words that make a base a place of teaching, trial or service.
TEACHING: Final = load("cluster_teaching")
#: What makes a zone one of policy, not of an industry.
POLICY: Final = load("cluster_policy")
#: What factories make: a name that holds it has an industry.
GOODS: Final = load("goods")
