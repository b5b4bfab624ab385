"""People, their posts, and one-time links.

What the models must make possible: one named account a person, unique after case and width
folding (SEC-01); a person's posts at agencies, dated; a link that is random, single-use and
expiring and makes its holder set a password (SEC-05); requests for posts, which one person makes
and another decides (SEC-17); sessions that know whose they are, so that
they can be shown and ended at once (SEC-11); the last passwords' digests (SEC-03).
"""

from luoshi.accounts.models.delegations import Delegation
from luoshi.accounts.models.entering import (
    Allowance,
    Certificate,
    Invitation,
    OldPassword,
    RecoveryCode,
    Session,
    Token,
)
from luoshi.accounts.models.people import Person, Post, PostRequest, fold_login
from luoshi.accounts.models.policies import Policy

__all__ = [
    "Allowance",
    "Certificate",
    "Delegation",
    "Invitation",
    "OldPassword",
    "Person",
    "Policy",
    "Post",
    "PostRequest",
    "RecoveryCode",
    "Session",
    "Token",
    "fold_login",
]
