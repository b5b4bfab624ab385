// plans/ties.js - draws behind the text: the selected place, its evidence, the thin line between.
const SVG = "http://www.w3.org/2000/svg";

export class Ties {
  constructor(canvas, offsets) {
    this.canvas = canvas;
    this.offsets = offsets;
    this.drawn = null;
    new ResizeObserver(() => this.redraw()).observe(canvas.parentElement);
  }

  // `one` is a place [start, end]; `others` are the places it is tied to.
  draw(one, others, { look = "fact", otherLook = "evidence" } = {}) {
    this.drawn = { one, others, look, otherLook };
    this.redraw();
  }

  clear() {
    this.drawn = null;
    this.canvas.replaceChildren();
  }

  redraw() {
    if (!this.drawn) return;
    const { one, others, look, otherLook } = this.drawn;
    this.canvas.replaceChildren();
    const from = this.boxes(one, `ties__${look}`);
    for (const other of others) this.line(from, this.boxes(other, `ties__${otherLook}`), look);
  }

  boxes([start, end], name) {
    const origin = this.canvas.getBoundingClientRect();
    const range = this.offsets.range(start, end);
    const found = [...range.getClientRects()].filter((box) => box.width > 1);
    for (const box of found) {
      const rect = document.createElementNS(SVG, "rect");
      rect.setAttribute("class", name);
      rect.setAttribute("x", box.left - origin.left - 2);
      rect.setAttribute("y", box.top - origin.top - 2);
      rect.setAttribute("width", box.width + 4);
      rect.setAttribute("height", box.height + 4);
      rect.setAttribute("rx", 2);
      this.canvas.append(rect);
    }
    return found.map((box) => [box.left - origin.left, box.top - origin.top, box.height]);
  }

  // From the first box of one to the first of the other, along the left margin.
  line(from, to, look) {
    if (!from.length || !to.length) return;
    const [[x1, y1, h1], [x2, y2, h2]] = [from[0], to[0]];
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("class", look === "doubt" ? "ties__line ties__line--doubt" : "ties__line");
    // Under the words, in the gap between the lines, so that nothing is struck through.
    const [a, b] = [y1 + h1 + 5, y2 + h2 + 5];
    const across = Math.abs(a - b) < 4 ? `H${x2 + 6}` : `H10 V${b} H${x2 + 6}`;
    const path = `M${x1 + 6} ${y1 + h1 + 2} V${a} ${across} V${y2 + h2 + 2}`;
    line.setAttribute("d", path);
    this.canvas.append(line);
  }
}
