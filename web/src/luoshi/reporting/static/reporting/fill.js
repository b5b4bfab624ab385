// reporting/fill.js - the form page: the grid, the texts below it, and what is on its way.
import { Clashes } from "./clash.js";
import { Grid } from "./grid.js";
import { Saver } from "./saving.js";

const data = JSON.parse(document.getElementById("fill-data").textContent);
const { words } = data;
const root = document.querySelector("[data-fill]");
const said = root.querySelector("[data-said]");
const state = root.querySelector("[data-state-of-all]");
const here = root.querySelector("[data-here]");
const find = (key) => document.getElementById(`c-${key}`);
let leaving = false;
const say = (text) => { said.textContent = text; };

// ---- one cell ----------------------------------------------------------------------------------

function show(key, { state: kind, text, version, words: why = "" }) {
  const input = find(key);
  if (!input) return;
  const box = input.closest("[data-c], .words");
  box.dataset.state = kind;
  input.toggleAttribute("aria-invalid", kind === "invalid");
  if (kind === "invalid") input.setAttribute("aria-invalid", "true");
  input.title = why;
  if (version !== undefined) input.dataset.version = version;
  if (kind === "saved") {
    if (text !== undefined && document.activeElement !== input) input.value = text;
    input.dataset.base = input.value;
  }
  if (input === document.activeElement) tellHere(input);
}

function tellHere(input) {
  const box = input.closest("[data-c], .words");
  const kind = box?.dataset.state;
  const name = input.getAttribute("aria-label") || "";
  here.textContent = [name, words.states[kind], input.title].filter(Boolean).join(" · ");
}

const put = (input) => saver.put(
  `${input.dataset.line}-${input.dataset.column}`,
  Number(input.dataset.line), input.dataset.column, input.value, Number(input.dataset.version),
);

// ---- what is computed -------------------------------------------------------------------------

function derived({ derived: lines, summary }) {
  for (const [line, columns] of Object.entries(lines || {})) {
    for (const [column, [text, raw]] of Object.entries(columns)) {
      const place = document.getElementById(`d-${line}-${column}`);
      if (!place) continue;
      place.textContent = text;
      place.dataset.raw = raw;
    }
  }
  if (summary) document.querySelector("[data-summary]").textContent = summary;
}

// ---- the whole --------------------------------------------------------------------------------

function told(line, waiting, held, why) {
  state.dataset.line = line;
  const count = waiting ? words.waiting.replace("{n}", waiting) : words.allSaved;
  const parts = [words.lines[line], held ? words.held.replace("{n}", held) : "", line === "online" || waiting ? count : "", why];
  state.textContent = parts.filter(Boolean).join(" · ");
}

const clashes = new Clashes(document.getElementById("clash"), {
  name: (key) => find(key)?.getAttribute("aria-label") || key,
  base: (key) => find(key)?.dataset.base ?? "",
  settle: (cell, text) => {
    const input = find(cell.key);
    input.value = text === null ? cell.text : text;
    input.dataset.version = cell.version;
    saver.settle(cell.key, cell, text);
    if (text === null) show(cell.key, { state: "saved", text: cell.text, version: cell.version });
    input.focus();
  },
});

const saver = new Saver({
  url: data.url, owner: data.owner, duty: data.duty, shown: show, told, derived,
  clash: (cell) => clashes.ask(cell),
});

const table = root.querySelector("[data-grid]");
if (table) {
  new Grid(table, { changed: put, said: say, words });
  table.addEventListener("grid:active", ({ detail: td }) => {
    const input = td.querySelector("input");
    if (input) tellHere(input);
    else here.textContent = td.dataset.label || "";
  });
}

async function save() {
  const done = await saver.flush();
  say(done ? words.saved.replace("{at}", new Date().toLocaleTimeString("zh-CN")) : words.notYet);
}

// A text or a cell that is being typed goes out within ten seconds, without waiting for its end.
const typing = new Map();
function soon(field) {
  if (typing.has(field)) return;
  typing.set(field, setTimeout(() => { typing.delete(field); if (field.value !== field.dataset.sent) send(field); }, 8000));
}
function send(field) {
  clearTimeout(typing.get(field));
  typing.delete(field);
  field.dataset.sent = field.value;
  put(field);
}
root.addEventListener("input", ({ target }) => {
  if (target.matches("[data-column]")) soon(target);
});
root.addEventListener("change", ({ target }) => {
  if (target.matches(".words [data-column]")) send(target);
});
root.addEventListener("focusin", ({ target }) => {
  if (target.matches(".words [data-column]")) tellHere(target);
});
root.addEventListener("click", (event) => {
  const again = event.target.closest("[data-reuse]");
  if (again) {
    const field = document.getElementById(again.dataset.reuse);
    field.value = field.value ? `${field.value}\n${again.dataset.text}` : again.dataset.text;
    send(field);
    field.focus();
  }
  const shut = event.target.closest("[data-shut]");
  if (shut) {
    document.getElementById("detail").replaceChildren();
    find(shut.dataset.shut)?.focus();
  }
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    if (document.activeElement?.matches("textarea[data-column]")) send(document.activeElement);
    save();
  }
});

// On to the check only with everything delivered.
for (const link of document.querySelectorAll("[data-after-saving]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    document.activeElement?.blur();
    if (await saver.flush()) location.assign(link.href);
    else say(words.notYet);
  });
}
// Whoever logs out first sends what waits; what cannot be sent is lost only if they say so.
document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form[action$='/logout/']") || !saver.waiting.size || leaving) return;
  event.preventDefault();
  event.stopPropagation();
  if (!(await saver.flush()) && !confirm(words.leaving.replace("{n}", saver.waiting.size))) return;
  leaving = true;
  event.target.requestSubmit();
}, true);

// Without script the page has a button to save; with it every cell saves itself.
for (const plain of root.querySelectorAll("[data-plain-save]")) plain.remove();

for (const [key, what] of words.keys) {
  const row = document.createElement("div");
  const [name, mark, does] = ["dt", "kbd", "dd"].map((tag) => document.createElement(tag));
  mark.textContent = key;
  does.textContent = what;
  name.append(mark);
  row.append(name, does);
  document.querySelector("[data-keys-list]")?.append(row);
}

told("online", 0, 0, "");
await saver.restore((cell) => {
  const input = find(cell.key);
  if (!input || input.readOnly) return false;
  input.value = cell.text;
  return true;
});
if (location.hash.startsWith("#c-")) document.querySelector(location.hash)?.focus();
root.dataset.ready = "";
