// plans/outline.js - the sections of a plan: which one holds a place, and what waits in each.
const unreviewed = (fact) => fact.state === "unreviewed";
// A proposal waits for a person too, but counts nowhere until it is taken.
const proposed = (fact) => fact.state === "proposed";
export const waits = (fact) => unreviewed(fact) || proposed(fact);

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

  inside(section, wanted) {
    const [start, end] = [Number(section.dataset.start), Number(section.dataset.end)];
    return this.facts.filter((fact) => fact.start >= start && fact.start < end && wanted(fact));
  }

  waiting(section) {
    return this.inside(section, unreviewed);
  }

  // What can be accepted together: it waits, and no open doubt touches it.
  easy(section) {
    const doubted = new Set(this.doubts.filter((doubt) => doubt.open).flatMap((doubt) => doubt.facts));
    return this.waiting(section).filter((fact) => !doubted.has(fact.id));
  }

  // Shows how far the review is: in the head, and in every section.
  count() {
    const counted = this.facts.filter((fact) => fact.counted);
    const decided = counted.filter((fact) => !unreviewed(fact)).length;
    const number = document.querySelector("[data-decided]");
    if (!number) return;
    number.textContent = decided;
    document.querySelector("[data-total]").textContent = counted.length;
    Object.assign(document.querySelector("[data-progress]"), { max: counted.length, value: decided });
    const words = document.querySelector("[data-summary]");
    words.textContent = words.textContent.replace(/[\d,]+/, counted.length).replace(/(已审|reviewed) [\d,]+/, `$1 ${decided}`);
    const offers = document.querySelector("[data-offers]");
    if (offers) offers.textContent = this.facts.filter(proposed).length;
    for (const item of this.items) {
      item.querySelector("[data-waiting]").textContent = this.waiting(item).length || "";
      item.querySelector("[data-all]").textContent = this.inside(item, (fact) => fact.counted).length;
    }
  }
}
