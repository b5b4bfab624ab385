"""What monitoring refuses, and what to do next."""

from __future__ import annotations

from typing import ClassVar

from luoshi.kernel.refusals import Conflict, Refusal


class BadCurve(Refusal):
    """No curve of twelve running shares, none of last year, or no figure to reach."""

    code: ClassVar[str] = "monitoring.bad_curve"


class CurveChangedMeanwhile(Conflict):
    """Somebody else drew the curve since the page was opened."""

    code: ClassVar[str] = "monitoring.curve_changed_meanwhile"


class ProjectIncomplete(Refusal):
    """A stage asks for more than was said (row 64)."""

    code: ClassVar[str] = "monitoring.project_incomplete"


class ProjectReportedMeanwhile(Conflict):
    """Somebody else reported since the page was opened (REL-07)."""

    code: ClassVar[str] = "monitoring.project_reported_meanwhile"


class ReportedInForm(Refusal):
    """The project is reported in a monthly form; there is one way to say how it stands."""

    code: ClassVar[str] = "monitoring.project_reported_in_form"


class NotYourProject(Refusal):
    """No agency of the person holds the project."""

    code: ClassVar[str] = "monitoring.not_your_project"
    status: ClassVar[int] = 403


class OwnReport(Refusal):
    """Whoever reported does not confirm (SEC-19)."""

    code: ClassVar[str] = "monitoring.own_report"
    status: ClassVar[int] = 403


class BadRule(Refusal):
    """A light rule cannot be set so."""

    code: ClassVar[str] = "monitoring.bad_rule"


class NotYourAlert(Refusal):
    """Who only looks on does not take note of an alert."""

    code: ClassVar[str] = "monitoring.not_your_alert"
    status: ClassVar[int] = 403


class NoWords(Refusal):
    """Whoever takes note says what is done."""

    code: ClassVar[str] = "monitoring.alert_without_words"


class AlertOver(Conflict):
    """The alert ended, or somebody took note of it before."""

    code: ClassVar[str] = "monitoring.alert_over"


class AlertRuleStale(Conflict):
    """Somebody else revised the rule (REL-07)."""

    code: ClassVar[str] = "monitoring.alert_rule_stale"
