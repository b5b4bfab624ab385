"""How projects stand, in the versions that were sent; append-only as those (REL-13)."""

import django.db.models.deletion
from django.db import migrations, models


TABLE = "reporting_projectprogress"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"""CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE}
                    BEGIN SELECT RAISE(ABORT, 'what was sent is append-only'); END"""
            )
    else:
        schema_editor.execute(
            f"""CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}
                FOR EACH ROW EXECUTE FUNCTION kernel_append_only()"""
        )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{act}")
    else:
        schema_editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_ways_of_succession'),
        ('kernel', '0002_entry_append_only'),
        ('ledger', '0006_amended_counts'),
        ('reporting', '0007_delegations'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProjectProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('early', '前期'), ('started', '开工'), ('building', '在建'), ('finished', '竣工'), ('running', '投产'), ('stopped', '停建')], max_length=10, verbose_name='阶段')),
                ('investment_yi', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='计划总投资（亿元）')),
                ('planned_yi', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='年度计划投资（亿元）')),
                ('period_yi', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='本期完成投资（亿元）')),
                ('total_yi', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='自开工累计完成投资（亿元）')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='预计竣工日期')),
                ('leader', models.CharField(blank=True, max_length=80, verbose_name='包联领导')),
                ('blocker', models.CharField(blank=True, choices=[('none', '无'), ('land', '用地'), ('permit', '审批'), ('money', '资金'), ('supply', '要素保障'), ('other', '其他')], max_length=10, verbose_name='困难类别')),
                ('help', models.CharField(blank=True, max_length=500, verbose_name='需协调事项')),
                ('owner', models.CharField(blank=True, max_length=100, verbose_name='由哪个单位解决')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='project_progress', to='ledger.item')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.line')),
                ('owner_agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='reporting.submission')),
            ],
            options={
                'verbose_name': '项目进展',
                'constraints': [models.UniqueConstraint(fields=('submission', 'line'), name='reporting_project_once'), models.CheckConstraint(condition=models.Q(('blocker__in', ['', 'none']), ('owner_agency__isnull', False), _connector='OR'), name='reporting_project_blocker_has_an_owner')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
