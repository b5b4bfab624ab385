// reporting/grid.js - moves, selects, copies, pastes, fills and undoes in the table, as Excel does.
// A cell is a <td data-c> with one <input> where something can be typed. Three ways to be in it:
// "move" (keys move), "type" (typing replaced the text; arrows leave), "edit" (F2; arrows stay).
import { format, parse } from "./tsv.js";

const field = (td) => td.querySelector("input");

export class Grid {
  // `changed(input)` is told of every value that a person set; `said(words)` speaks to the person.
  constructor(table, { changed, said, words }) {
    this.table = table;
    this.changed = changed;
    this.said = said;
    this.words = words;
    this.rows = [...table.tBodies].flatMap((body) => [...body.rows])
      .filter((row) => row.matches("[data-row]"))
      .map((row) => [...row.querySelectorAll("[data-c]")]);
    this.place = new Map();
    this.rows.forEach((row, r) => row.forEach((td, c) => this.place.set(td, [r, c])));
    this.active = null;
    this.anchor = null;
    this.mode = "move";
    this.before = new WeakMap();
    this.undone = [];
    this.done = [];
    this.marked = [];
    for (const [kind, act] of Object.entries({
      focusin: this.#focused, focusout: this.#left, keydown: this.#key, input: this.#typed,
      pointerdown: this.#pressed, pointerover: this.#dragged, dblclick: this.#twice,
    })) table.addEventListener(kind, act.bind(this));
    document.addEventListener("copy", (event) => this.#copied(event));
    document.addEventListener("cut", (event) => this.#copied(event, true));
    document.addEventListener("paste", (event) => this.#pasted(event));
  }

  at(r, c) { return this.rows[r]?.[c]; }

  get holds() { return this.table.contains(document.activeElement); }

  // ---- where one is -------------------------------------------------------------------------

  go(r, c, { extend = false } = {}) {
    const td = this.at(Math.max(0, Math.min(r, this.rows.length - 1)), Math.max(0, Math.min(c, this.rows[0].length - 1)));
    if (!td) return;
    this.extending = extend;
    const target = field(td) || td;
    if (target === td) td.tabIndex = -1;
    target.focus({ preventScroll: true });
    this.extending = false;
    this.#reveal(td);
  }

  #reveal(td) {
    const wrap = this.table.parentElement.getBoundingClientRect();
    const box = td.getBoundingClientRect();
    const head = this.table.tHead.getBoundingClientRect().height;
    const names = [...td.parentElement.children].filter((cell) => cell.matches(".g--stick"))
      .reduce((sum, cell) => sum + cell.getBoundingClientRect().width, 0);
    const scroll = this.table.parentElement;
    if (box.top < wrap.top + head) scroll.scrollTop -= wrap.top + head - box.top;
    if (box.bottom > wrap.bottom - 16) scroll.scrollTop += box.bottom - wrap.bottom + 16;
    if (!td.matches(".g--stick")) {
      if (box.left < wrap.left + names) scroll.scrollLeft -= wrap.left + names - box.left;
      if (box.right > wrap.right - 16) scroll.scrollLeft += box.right - wrap.right + 16;
    }
  }

  #focused(event) {
    const td = event.target.closest("[data-c]");
    if (!td || !this.place.has(td)) return;
    this.active = td;
    if (!this.extending) this.anchor = td;
    this.mode = "move";
    const input = field(td);
    if (input) {
      this.before.set(input, input.value);
      if (!this.pointing) input.select();
    }
    this.#mark();
    this.table.dispatchEvent(new CustomEvent("grid:active", { detail: td }));
  }

  #left(event) {
    if (event.target.matches("input")) this.#commit(event.target);
  }

  #commit(input) {
    const before = this.before.get(input);
    if (before === undefined || before === input.value) return;
    this.#remember([[input, before, input.value]]);
    this.before.set(input, input.value);
    this.changed(input);
  }

  // ---- keys ---------------------------------------------------------------------------------

  #typed(event) {
    if (this.mode === "move") this.mode = "type";
    this.table.dispatchEvent(new CustomEvent("grid:typing", { detail: event.target }));
  }

  #key(event) {
    if (event.isComposing || event.altKey) return;
    const td = event.target.closest("[data-c]");
    if (!td) return;
    const [r, c] = this.place.get(td);
    const input = field(td);
    if (event.ctrlKey || event.metaKey) { this.#withControl(event, r, c); return; }
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.key === "Enter") this.#move(event, r + (event.shiftKey ? -1 : 1), c);
    else if (event.key === "Tab") this.#tab(event, r, c);
    else if (steps[event.key] && this.mode !== "edit") {
      const [down, right] = steps[event.key];
      const from = event.shiftKey ? this.place.get(this.active) : [r, c];
      this.#move(event, from[0] + down, from[1] + right, event.shiftKey);
    } else if (event.key === "F2" && input) {
      event.preventDefault();
      this.mode = "edit";
      input.setSelectionRange(input.value.length, input.value.length);
    } else if (event.key === "Escape" && input && this.mode !== "move") {
      event.preventDefault();
      event.stopPropagation();
      input.value = this.before.get(input) ?? input.value;
      this.mode = "move";
      input.select();
    } else if (event.key === "Delete" && this.mode === "move") {
      event.preventDefault();
      this.clear();
    } else if (event.key === "Home" && this.mode === "move") this.#move(event, r, this.rows[r].findIndex(field));
    else if (event.key === "End" && this.mode === "move") this.#move(event, r, this.rows[r].length - 1);
  }

  #move(event, r, c, extend = false) {
    event.preventDefault();
    const input = field(this.active);
    if (input) this.#commit(input);
    if (r < 0 || r >= this.rows.length) { this.mode = "move"; input?.select(); return; }
    this.go(r, c, { extend });
  }

  // Tab goes to the next cell that can be filled, and at the end on into the page.
  #tab(event, r, c) {
    const all = this.rows.flat();
    const step = event.shiftKey ? -1 : 1;
    const start = this.rows.slice(0, r).reduce((sum, row) => sum + row.length, 0) + c;
    for (let at = start + step; at >= 0 && at < all.length; at += step) {
      if (field(all[at]) && !field(all[at]).readOnly) {
        this.#move(event, ...this.place.get(all[at]));
        return;
      }
    }
  }

  #withControl(event, r, c) {
    const key = event.key.toLowerCase();
    const moving = this.mode === "move";
    if (key === "s") {
      if (field(this.active)) this.#commit(field(this.active)); // the page saves
    } else if (key === "z" && moving) { event.preventDefault(); this.#back(event.shiftKey ? this.undone : this.done, event.shiftKey ? this.done : this.undone, event.shiftKey); }
    else if (key === "y" && moving) { event.preventDefault(); this.#back(this.undone, this.done, true); }
    else if (key === "d" && moving) { event.preventDefault(); this.fillDown(); }
    else if (key === "a" && moving) {
      event.preventDefault();
      this.anchor = this.at(0, 0);
      this.active = this.rows.at(-1).at(-1);
      this.#mark();
    } else if (key === "home") this.#move(event, 0, this.rows[0].findIndex(field));
    else if (key === "end") this.#move(event, this.rows.length - 1, c);
    else if (key === "arrowdown") this.#move(event, this.rows.length - 1, c, event.shiftKey);
    else if (key === "arrowup") this.#move(event, 0, c, event.shiftKey);
    else if (key === "arrowleft" && moving) this.#move(event, r, 0, event.shiftKey);
    else if (key === "arrowright" && moving) this.#move(event, r, this.rows[r].length - 1, event.shiftKey);
  }

  // ---- pointer ------------------------------------------------------------------------------

  #pressed(event) {
    const td = event.target.closest("[data-c]");
    if (!td || event.button !== 0 || event.target.closest("a, button, summary")) return;
    if (event.shiftKey && this.active) {
      event.preventDefault();
      this.active = td;
      this.#mark();
      return;
    }
    const input = field(td);
    if (input && document.activeElement === input) { this.mode = "edit"; return; }
    event.preventDefault();
    this.go(...this.place.get(td));
    this.dragging = true;
    addEventListener("pointerup", () => { this.dragging = false; }, { once: true });
  }

  #dragged(event) {
    const td = event.target.closest("[data-c]");
    if (!this.dragging || !td || td === this.active) return;
    this.active = td;
    this.#mark();
  }

  #twice(event) {
    const input = event.target.closest("[data-c]")?.querySelector("input");
    if (input) { this.mode = "edit"; input.setSelectionRange(input.value.length, input.value.length); }
  }

  // ---- the block ----------------------------------------------------------------------------

  get block() {
    if (!this.active || !this.anchor) return null;
    const [[a, b], [c, d]] = [this.place.get(this.anchor), this.place.get(this.active)];
    return { top: Math.min(a, c), bottom: Math.max(a, c), left: Math.min(b, d), right: Math.max(b, d) };
  }

  #cells() {
    const { top, bottom, left, right } = this.block;
    return this.rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
  }

  #mark() {
    for (const td of this.marked) td.removeAttribute("data-sel");
    this.marked = this.anchor === this.active ? [] : this.#cells().flat();
    for (const td of this.marked) td.setAttribute("data-sel", "");
  }

  // Set many cells at once, as one step that can be taken back; returns what could not be filled.
  set(pairs) {
    const steps = [];
    for (const [td, text] of pairs) {
      const input = field(td);
      if (!input || input.readOnly || input.value === text) continue;
      steps.push([input, input.value, text]);
      input.value = text;
      this.before.set(input, text);
    }
    this.#remember(steps);
    for (const [input] of steps) this.changed(input);
    return steps.length;
  }

  clear() { this.set(this.#cells().flat().map((td) => [td, ""])); }

  fillDown() {
    const [first, ...rest] = this.#cells();
    if (!rest.length && this.block.top > 0) {
      const above = this.rows[this.block.top - 1].slice(this.block.left, this.block.right + 1);
      this.set(first.map((td, at) => [td, field(above[at])?.value ?? ""]));
    } else this.set(rest.flatMap((row) => row.map((td, at) => [td, field(first[at])?.value ?? ""])));
  }

  #remember(steps) {
    if (!steps.length) return;
    this.done.push(steps);
    this.undone = [];
  }

  #back(from, to, forward) {
    const steps = from.pop();
    if (!steps) return;
    to.push(steps);
    for (const [input, before, after] of steps) {
      input.value = forward ? after : before;
      this.before.set(input, input.value);
      this.changed(input);
    }
    this.go(...this.place.get(steps[0][0].closest("[data-c]")));
  }

  // ---- clipboard ----------------------------------------------------------------------------

  #mine(event) {
    return this.holds && this.active && this.mode === "move" && !event.defaultPrevented;
  }

  #copied(event, cut = false) {
    if (!this.#mine(event)) return;
    event.preventDefault();
    const read = (td) => field(td)?.value ?? td.dataset.raw ?? td.innerText.trim();
    event.clipboardData.setData("text/plain", format(this.#cells().map((row) => row.map(read))));
    if (cut) this.clear();
  }

  #pasted(event) {
    if (!this.#mine(event)) return;
    event.preventDefault();
    const block = parse(event.clipboardData.getData("text/plain"));
    if (!block.length) return;
    const { top, left } = this.block;
    const single = block.length === 1 && block[0].length === 1;
    const pairs = [];
    let over = 0;
    const line = (text) => text.replace(/\s*\n\s*/g, " ").trim(); // a cell here is one line
    if (single) for (const td of this.#cells().flat()) pairs.push([td, line(block[0][0])]);
    else {
      block.forEach((row, r) => row.forEach((text, c) => {
        const td = this.at(top + r, left + c);
        if (td) pairs.push([td, line(text)]);
        else if (text.trim()) over += 1;
      }));
    }
    const closed = pairs.filter(([td, text]) => text && (!field(td) || field(td).readOnly)).length;
    const count = this.set(pairs);
    if (!single) {
      const width = Math.max(...block.map((row) => row.length));
      this.anchor = this.at(top, left);
      this.active = this.at(Math.min(top + block.length, this.rows.length) - 1, Math.min(left + width, this.rows[0].length) - 1);
      this.#mark();
    }
    const parts = [this.words.pasted.replace("{n}", count)];
    if (closed) parts.push(this.words.closed.replace("{n}", closed));
    if (over) parts.push(this.words.over.replace("{n}", over));
    this.said(parts.join(""));
  }
}
