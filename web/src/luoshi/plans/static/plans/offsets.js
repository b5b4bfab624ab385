// plans/offsets.js - between offsets of the source (code points) and places on the page.
// Every run of text carries data-o, the offset of its first character.

const units = (text, points) => {
  let at = 0;
  for (const char of text) {
    if (points-- <= 0) break;
    at += char.length;
  }
  return at;
};
const points = (text) => [...text].length;

export class Offsets {
  constructor(page) {
    this.page = page;
    this.runs = [...page.querySelectorAll("[data-o]")];
    this.starts = this.runs.map((run) => Number(run.dataset.o));
  }

  // The index of the last run that begins at or before an offset.
  at(offset) {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  // A place on the page for an offset: a text node and how far into it.
  point(offset, ending) {
    let at = this.at(offset);
    if (ending && this.starts[at] === offset && at > 0) at -= 1;
    const node = this.runs[at].firstChild;
    return [node, units(node.data, offset - this.starts[at])];
  }

  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.point(start, false));
    range.setEnd(...this.point(Math.max(end, start), end > start));
    return range;
  }

  // The words of a stretch, a blank between cells of a table and nothing where a line was wrapped.
  text(start, end) {
    let words = "";
    let cell = null;
    for (let at = this.at(start); at < this.runs.length && this.starts[at] < end; at += 1) {
      const letters = [...this.runs[at].textContent];
      const piece = letters.slice(Math.max(0, start - this.starts[at]), end - this.starts[at]).join("");
      if (!piece) continue;
      const here = this.runs[at].closest("td, th");
      words += words && here !== cell ? ` ${piece}` : piece;
      cell = here;
    }
    return words;
  }

  // The offset of a place on the page, for what somebody selected.
  offset(node, inside, ending) {
    let run = (node.nodeType === 3 ? node.parentElement : node).closest("[data-o]");
    if (run && node.nodeType === 3) {
      return Number(run.dataset.o) + points(node.data.slice(0, inside));
    }
    const marker = document.createRange();
    marker.setStart(node, inside);
    const after = this.runs.findIndex((each) => marker.comparePoint(each.firstChild, 0) >= 0);
    if (after < 0 || (ending && after > 0)) {
      run = this.runs[after < 0 ? this.runs.length - 1 : after - 1];
      return Number(run.dataset.o) + points(run.firstChild.data);
    }
    return Number(this.runs[after].dataset.o);
  }

  // [start, end] of the selection, blanks at its edges left out; null when nothing is selected.
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.page.contains(range.commonAncestorContainer)) return null;
    const start = this.offset(range.startContainer, range.startOffset, false);
    const end = this.offset(range.endContainer, range.endOffset, true);
    return end > start ? [start, end] : null;
  }
}
