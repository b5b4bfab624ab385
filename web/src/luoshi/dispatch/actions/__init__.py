"""Every write of handing down."""

from luoshi.dispatch.actions.changes import Asked, ask_change, decide_change, decider
from luoshi.dispatch.actions.conferences import Written, add_topic, hold, resolve, write
from luoshi.dispatch.actions.dispatching import Result, assign, dispatch_plan, reassign, withdraw
from luoshi.dispatch.actions.exports import record_letter, record_minutes
from luoshi.dispatch.actions.milestones import add_milestone, finish_milestone, reopen_milestone
from luoshi.dispatch.actions.receiving import mark_read, return_, set_contact, sign
from luoshi.dispatch.actions.reminding import Told, remind
from luoshi.dispatch.actions.splitting import Given, hand_down
from luoshi.dispatch.actions.succeeding import hand_over

__all__ = [
    "Asked",
    "Given",
    "Result",
    "Told",
    "Written",
    "add_milestone",
    "add_topic",
    "ask_change",
    "assign",
    "decide_change",
    "decider",
    "dispatch_plan",
    "finish_milestone",
    "hand_down",
    "hand_over",
    "hold",
    "mark_read",
    "reassign",
    "record_letter",
    "record_minutes",
    "remind",
    "reopen_milestone",
    "resolve",
    "return_",
    "set_contact",
    "sign",
    "withdraw",
    "write",
]
