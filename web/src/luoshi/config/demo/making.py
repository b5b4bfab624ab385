"""Make the year: everything or nothing, in one transaction, by the acts of the product."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import transaction

from luoshi.config.commands import OPERATOR
from luoshi.config.demo.asking import Memory
from luoshi.config.demo.finishing import keep_proof
from luoshi.config.demo.handing import dispatch_all, review, split_targets
from luoshi.config.demo.people import engage, register
from luoshi.config.demo.world import World
from luoshi.config.demo.year import Year
from luoshi.kernel import clock, simulation
from luoshi.kernel.upkeep import analyse

Tell = Callable[[str], None]
#: Firms, and targets of each plan that cities hand on to their counties, in a year of usual size.
FIRMS, DEEP = 2000, 3


@transaction.atomic
def make(*, year: int, seed: int, firms: int, deep: int, tell: Tell) -> None:
    """Act out a year on top of the plans that are there."""
    world, now = World(year, seed), clock.now()
    with clock.standing_at(datetime(year, 1, 4, 1, tzinfo=UTC)):
        simulation.mark(by=OPERATOR, year=year, seed=seed, firms=firms, deep=deep)
        tell("人员和企业")
        staff = engage(world, now)
        register(world, staff, firms, now)
        tell("审定计划")
        review(world, staff)
        tell("下达任务，签收，分解指标")
        dispatch_all(world, staff)
        split_targets(world, staff, deep)
    # All of it is one transaction: nobody else sees these rows to count them.
    analyse()
    Year(world, staff, Memory(world)).act_out(tell)
    transaction.on_commit(keep_proof)
