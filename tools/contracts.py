"""An import-linter contract of our own: contexts meet only at their front doors."""

from __future__ import annotations

from importlinter import Contract, ContractCheck, fields, output


class FrontDoorContract(Contract):
    """A context may import another context's `api` module and nothing else of it."""

    container = fields.StringField()
    door = fields.StringField()
    open_contexts = fields.SetField(subfield=fields.StringField())

    def check(self, graph, verbose):
        contexts = {name.rsplit(".", 1)[1] for name in graph.find_children(self.container)}
        breaches = []
        for importer in sorted(graph.modules):
            mine = self._context(importer)
            if mine is None or mine in self.open_contexts or ".tests" in importer:
                continue
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                theirs = self._context(imported)
                if theirs in {None, mine} or theirs not in contexts or theirs in self.open_contexts:
                    continue
                if imported != f"{self.container}.{theirs}.{self.door}":
                    breaches.append((importer, imported))
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check):
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} reaches past the front door: {imported}", bold=False)
        output.print_error("Export what is needed from that context's api.py, or move the code.")

    def _context(self, module):
        prefix = f"{self.container}."
        return module[len(prefix) :].split(".")[0] if module.startswith(prefix) else None
