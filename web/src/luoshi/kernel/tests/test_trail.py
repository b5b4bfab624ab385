"""The trail is written with the change and never changed afterwards."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from luoshi.kernel.models import Entry
from luoshi.kernel.trail import record, record_all


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record("kernel.test.done", by="王科长")
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record_all("kernel.test.done", by="王科长", of=[(Entry(pk=1), {})])

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_database_itself_refuses_to_change_or_delete_an_entry() -> None:
    """SEC-23."""
    entry = record("kernel.test.done", by="王科长")

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(actor="别人")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()

    assert Entry.objects.get().actor == "王科长"
