// reporting/saving.js - brings every cell to the server: on leaving it, within seconds while
// typing, and by itself later when the line was down, the log-in over or the browser killed.
import { Store } from "./store.js";

const SOON = 250;
const PATROL = 5000;
const MOST = 400;
const FEW = 40; // as much as may go out while the page is being left
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

export class Saver {
  // `shown(key, cell)` draws a state; `told(state, waiting)` the whole; `clash(cell)` asks a person.
  constructor({ url, owner, duty, shown, told, clash, derived }) {
    Object.assign(this, { url, shown, told, clash, derived });
    this.store = new Store(owner, duty);
    this.waiting = new Map();
    this.versions = new Map();
    this.held = new Map();
    this.sending = null;
    this.line = "online";
    setInterval(() => { if (this.waiting.size) this.flush(); }, PATROL);
    addEventListener("online", () => this.flush());
    addEventListener("offline", () => this.#tell("offline"));
    document.addEventListener("luoshi:session", () => this.flush());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); });
    addEventListener("pagehide", () => this.flush());
  }

  // What an earlier page could not deliver.
  async restore(take) {
    const kept = await this.store.all();
    for (const cell of kept) {
      if (!take(cell)) continue;
      this.waiting.set(cell.key, cell);
      this.versions.set(cell.key, cell.version);
      this.shown(cell.key, { state: "waiting" });
    }
    if (kept.length) await this.flush();
  }

  // A person set a cell. The text is kept in the browser first, then sent.
  put(key, line, column, text, version) {
    if (!this.versions.has(key)) this.versions.set(key, version);
    const cell = { key, line, column, text, version: this.versions.get(key) };
    this.waiting.set(key, cell);
    this.held.delete(key);
    this.shown(key, { state: "waiting" });
    this.fresh ??= [];
    this.fresh.push(cell);
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.flush(), SOON);
    if (this.fresh.length === 1) queueMicrotask(() => this.#keep());
    this.#tell();
  }

  #keep() {
    const fresh = this.fresh;
    this.fresh = [];
    return this.store.put(fresh);
  }

  // Send what waits; true when nothing waits any more.
  async flush() {
    if (this.sending) { await this.sending; if (!this.waiting.size || this.line !== "online") return !this.waiting.size; }
    this.sending = this.#sendAll();
    try { await this.sending; } finally { this.sending = null; }
    return !this.waiting.size && !this.held.size;
  }

  async #sendAll() {
    while (this.waiting.size) {
      const cells = [...this.waiting.values()].slice(0, MOST);
      const answer = await this.#ask(cells);
      if (!answer) return;
      this.#took(cells, answer);
    }
    this.#tell("online");
  }

  async #ask(cells, again = true) {
    if (!navigator.onLine) { this.#tell("offline"); return null; }
    const body = new URLSearchParams({ cells: JSON.stringify(cells.map(({ line, column, text, version }) => ({ line, column, text, version }))) });
    let answer;
    try {
      answer = await fetch(this.url, { method: "POST", body, keepalive: cells.length < FEW, headers: { Accept: "application/json", "X-CSRFToken": token() } });
    } catch {
      this.#tell("offline");
      return null;
    }
    const json = (answer.headers.get("Content-Type") || "").includes("json");
    if (answer.ok && json && !answer.redirected) { this.#tell("online"); return answer.json(); }
    if (answer.status === 403 && !json && again && await renewed()) return this.#ask(cells, false);
    if (answer.redirected || answer.status === 401) this.#tell("expired");
    else this.#tell("refused", json ? (await answer.json()).message : "");
    return null;
  }

  #took(cells, answer) {
    const done = [];
    const sent = new Map(cells.map((cell) => [cell.key, cell]));
    for (const saved of answer.cells) {
      const key = `${saved.line}-${saved.column}`;
      const latest = this.waiting.get(key);
      const mine = sent.get(key);
      if (saved.state === "conflict") {
        this.waiting.delete(key);
        this.held.set(key, mine);
        this.shown(key, saved);
        this.clash({ ...saved, key, mine: latest?.text ?? mine.text });
        continue;
      }
      if (saved.state !== "locked") this.versions.set(key, saved.version);
      if (latest && latest.text !== mine.text) { latest.version = saved.version; continue; }
      this.waiting.delete(key);
      done.push(key);
      this.shown(key, saved);
    }
    for (const key of sent.keys()) {
      if (!answer.cells.some((saved) => `${saved.line}-${saved.column}` === key)) { this.waiting.delete(key); done.push(key); }
    }
    this.store.forget(done);
    this.derived(answer);
  }

  // A person looked at both texts and chose one of them.
  settle(key, { version }, text) {
    const held = this.held.get(key);
    this.held.delete(key);
    this.versions.set(key, version);
    if (text === null) { this.store.forget([key]); this.#tell(); return; }
    this.put(key, held.line, held.column, text, version);
  }

  #tell(line = this.line, words = "") {
    this.line = line;
    this.told(line, this.waiting.size, this.held.size, words);
  }
}

// After a log-in elsewhere the page's token is a new one; what was typed is still here.
async function renewed() {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.body.setAttribute("hx-headers", fresh.body.getAttribute("hx-headers"));
    return true;
  } catch {
    return false;
  }
}
