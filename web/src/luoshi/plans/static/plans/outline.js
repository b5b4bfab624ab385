// plans/outline.js - the sections of a plan: which one holds a place, and what waits in each.
export const waits = (fact) => fact.state === "unreviewed";

export class Outline {
  // `facts` and `doubts` are the page's own lists, whose rows are replaced as they are decided.
  constructor(items, facts, doubts) {
    this.items = items;
    this.facts = facts;
    this.doubts = doubts;
  }

  at(offset) {
    return this.items.filter((item) => Number(item.dataset.start) <= offset && offset < Number(item.dataset.end)).pop();
  }

  mark(offset) {
    const here = this.at(offset);
    for (const item of this.items) item.classList.toggle("here", item === here);
    here?.scrollIntoView({ block: "nearest" });
  }

  waiting(section) {
    const [start, end] = [Number(section.dataset.start), Number(section.dataset.end)];
    return this.facts.filter((fact) => fact.start >= start && fact.start < end && waits(fact));
  }

  // What can be accepted together: it waits, and no open doubt touches it.
  easy(section) {
    const doubted = new Set(this.doubts.filter((doubt) => doubt.open).flatMap((doubt) => doubt.facts));
    return this.waiting(section).filter((fact) => !doubted.has(fact.id));
  }

  count() {
    for (const item of this.items) {
      const place = item.querySelector("[data-waiting]");
      if (place) place.textContent = this.waiting(item).length || "";
    }
  }
}
