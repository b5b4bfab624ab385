// reporting/clash.js - somebody else saved the same cell meanwhile: both texts, and a person chooses.
export class Clashes {
  constructor(dialog, { name, base, settle }) {
    Object.assign(this, { dialog, name, base, settle });
    this.queue = [];
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.querySelector("[data-mine]").addEventListener("click", () => this.#end(this.now.mine));
    dialog.querySelector("[data-theirs]").addEventListener("click", () => this.#end(null));
  }

  ask(cell) {
    this.queue = this.queue.filter(({ key }) => key !== cell.key);
    this.queue.push(cell);
    if (!this.dialog.open) this.#next();
  }

  #next() {
    this.now = this.queue.shift();
    if (!this.now) return;
    const say = (part, text) => { this.dialog.querySelector(`[data-part="${part}"]`).textContent = text === "" ? "—" : text; };
    say("name", this.name(this.now.key));
    say("base", this.base(this.now.key));
    say("mine", this.now.mine);
    say("theirs", this.now.text);
    say("words", this.now.words || "");
    this.dialog.showModal();
  }

  #end(text) {
    this.dialog.close();
    this.settle(this.now, text);
    this.#next();
  }
}
