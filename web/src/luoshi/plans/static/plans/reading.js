// plans/reading.js - the reading page: select a fact by pointer, key or address, and decide it.
import { listen } from "./keys.js";
import { hiddenKinds } from "./kinds.js";
import { Offsets } from "./offsets.js";
import { Outline, waits } from "./outline.js";
import { Ties } from "./ties.js";
import { ask } from "./net.js";
import { showFaults } from "./faults.js";
import { doubtPanel, factPanel, rejectForm, toast, words } from "./panel.js";

const data = JSON.parse(document.getElementById("reading-data").textContent);
const { facts, doubts, mayReview } = data;
const root = document.querySelector("[data-reading]");
const sheet = root.querySelector("[data-sheet]");
const page = root.querySelector("[data-page]");
const panel = root.querySelector("[data-panel]");
const slot = panel.querySelector("[data-fact]");
const more = panel.querySelector("[data-more]");
const hint = panel.querySelector("[data-hint]");
const said = document.querySelector("[data-said]");
const offsets = new Offsets(page);
const ties = new Ties(page.querySelector("[data-ties]"), offsets);
const byId = new Map(facts.map((fact, index) => [fact.id, index]));
const runsOf = facts.map(() => []);
for (const run of page.querySelectorAll("[data-f]")) {
  for (const index of run.dataset.f.split(" ")) runsOf[index].push(run);
}
const marks = new Map([...page.querySelectorAll(".mark")].map((mark) => [Number(mark.dataset.i), mark]));
const outline = new Outline([...root.querySelectorAll(".outline__item")], facts, doubts);
const hidden = hiddenKinds(root);
let [chosen, doubtShown] = [-1, -1];
let asking = null;
let resting = 0;

const shown = (index) => !hidden.has(facts[index].type) && facts[index].state !== "withdrawn";
const text = (start, end) => offsets.text(start, end);

// ---- selecting -------------------------------------------------------------------------------

function select(index, { scroll = true, address = true } = {}) {
  if (index < 0 || index >= facts.length) return;
  chosen = index;
  doubtShown = -1;
  const fact = facts[index];
  ties.draw([fact.start, fact.end], fact.evidence);
  showFact();
  if (scroll) reveal(runsOf[index][0] || offsets.runs[offsets.at(fact.start)]);
  outline.mark(fact.start);
  pressDoubt(-1);
  if (address) history.replaceState(null, "", `#o=${fact.start}-${fact.end}`);
  clearTimeout(resting);
  asking?.abort();
  more.replaceChildren();
  resting = setTimeout(() => fetchMore(fact), 200);
}

function showFact() {
  const fact = facts[chosen];
  const section = outline.at(fact.start);
  const count = section ? outline.easy(section).length : 0;
  hint.hidden = true;
  slot.hidden = false;
  said.textContent = `${chosen + 1} / ${facts.length} ${fact.word} ${fact.stateWord}：${text(fact.start, fact.end)}`;
  slot.replaceChildren(...factPanel(fact, {
    number: chosen + 1,
    total: facts.length,
    quote: text(fact.start, fact.end),
    evidence: fact.evidence.map((at) => ({ at, text: text(...at) })),
    doubts: doubts.flatMap((doubt, at) => doubt.open && doubt.facts.includes(fact.id) ? [{ message: doubt.message, open: () => openDoubt(at) }] : []),
    acts: mayReview && {
      accept, correct, reject, undo, adopt,
      section: count > 1 ? () => acceptSection(section) : null,
      sectionCount: count,
    },
  }));
}

// History and what other parts of the system know, a moment after the selection rests.
async function fetchMore(fact) {
  asking = new AbortController();
  try {
    const answer = await fetch(`/plans/facts/${fact.id}/`, { headers: { "HX-Request": "true" }, signal: asking.signal });
    if (answer.ok && facts[chosen]?.id === fact.id) more.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") more.replaceChildren();
  }
}

function reveal(element) {
  if (!element) return;
  const box = element.getBoundingClientRect();
  const frame = sheet.scrollHeight > sheet.clientHeight + 1 ? sheet.getBoundingClientRect() : { top: 0, bottom: innerHeight, height: innerHeight };
  if (box.top < frame.top + 80 || box.bottom > frame.bottom - 80) element.scrollIntoView({ block: "center" });
}

function step(by, wanted = shown) {
  for (let index = chosen + by; index >= 0 && index < facts.length; index += by) {
    if (wanted(index)) {
      select(index);
      return true;
    }
  }
  return false;
}

function nextWaiting() {
  const wanted = (index) => shown(index) && waits(facts[index]);
  if (step(1, wanted)) return;
  const first = facts.findIndex((_, index) => wanted(index));
  if (first >= 0) select(first);
  else toast(words.none);
}

// ---- deciding --------------------------------------------------------------------------------

async function send(url, values) {
  const answer = await ask(url, values);
  if (!answer) {
    showFaults(panel, { message: words.lost });
    return null;
  }
  const told = await answer.json();
  take(told.facts || []);
  if (answer.ok) return told;
  if (told.doubt) takeDoubt(told.doubt);
  showFaults(panel, told);
  return null;
}

function take(fresh) {
  for (const record of fresh) {
    const index = byId.get(record.id);
    if (index === undefined) continue;
    const old = facts[index];
    // The arithmetic against last year stays as long as the figure does.
    const rows = record.state === "corrected" ? record.rows : record.rows.concat(old.rows.slice(record.rows.length));
    facts[index] = { ...record, rows, lane: old.lane };
    redraw(index, old.mood, record.mood);
  }
  if (fresh.length) outline.count();
  if (chosen >= 0 && doubtShown < 0 && fresh.some((record) => record.id === facts[chosen].id)) showFact();
}

function redraw(index, before, after) {
  const { lane } = facts[index];
  dress(index, after);
  if (lane === null || before === after) return;
  for (const run of runsOf[index]) {
    run.classList.remove(`u${lane}--${before}`);
    run.classList.add(`u${lane}--${after}`);
  }
}

function dress(index, mood) {
  marks.get(index)?.classList.toggle("decided", mood !== "open" && mood !== "offer");
  marks.get(index)?.classList.toggle("offered", mood === "offer");
}

const here = () => facts[chosen];

async function accept() {
  if (chosen < 0 || here().mood === "done" && here().state !== "corrected") return;
  const index = chosen;
  const told = await send(`/plans/facts/${here().id}/accept/`, { revision: here().revision });
  if (told && chosen === index) nextWaiting();
}

function reject() {
  if (chosen < 0) return;
  slot.querySelector("form")?.remove();
  const form = rejectForm(showFact);
  slot.querySelector("[data-acts]").after(form);
  form.querySelector("input").focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const index = chosen;
    const reason = form.querySelector("input").value;
    const told = await send(`/plans/facts/${here().id}/reject/`, { revision: here().revision, reason });
    if (told && chosen === index) nextWaiting();
  });
}

async function undo() {
  if (chosen < 0 || !here().by) return;
  const told = await send(`/plans/facts/${here().id}/undo/`, { revision: here().revision });
  if (!told) return;
  toast(told.message);
  if (told.facts.length > 1) location.reload();
  else select(chosen);
}

async function adopt(takeIt) {
  const told = await send(`/plans/facts/${here().id}/adopt/`, { revision: here().revision, take: takeIt ? "1" : "0" });
  if (told) select(chosen);
}

async function correct() {
  if (chosen < 0) return;
  await openForm(`/plans/facts/${here().id}/correct/`);
}

async function openForm(url) {
  clearTimeout(resting);
  asking?.abort();
  const answer = await fetch(url, { headers: { "HX-Request": "true" } });
  if (!answer.ok) {
    showFaults(panel, { message: words.lost });
    return;
  }
  hint.hidden = true;
  slot.hidden = false;
  more.replaceChildren();
  slot.innerHTML = await answer.text();
  slot.querySelector("input:not([type=hidden]), select, textarea, a")?.focus();
}

slot.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-fact-form]");
  if (!form) return;
  event.preventDefault();
  const told = await send(form.getAttribute("action"), new FormData(form));
  if (!told) return;
  if (form.dataset.reload) {
    location.hash = `o=${form.dataset.reload}`;
    location.reload();
  } else {
    toast(told.message);
    nextWaiting();
  }
});

slot.addEventListener("click", (event) => {
  const link = event.target.closest("[data-fragment], [data-cancel]");
  if (!link) return;
  event.preventDefault();
  if (link.matches("[data-fragment]")) openForm(link.getAttribute("href"));
  else leaveForm();
});

function leaveForm() {
  if (chosen >= 0) select(chosen, { scroll: false });
  else {
    slot.hidden = true;
    hint.hidden = false;
  }
}

async function acceptSection(section) {
  const { start, end } = section.dataset;
  const told = await send("/plans/facts/accept-all/", { plan: data.plan, start, end, without_doubt: "1" });
  if (!told) return;
  toast(told.message, async () => {
    const back = await send(told.undo, {});
    if (back) toast(back.message);
  });
  nextWaiting();
}

function add() {
  const place = offsets.selected();
  if (!place) {
    toast(words.select);
    return;
  }
  ties.draw(place, [], { look: "place" });
  openForm(`/plans/${data.plan}/add/?start=${place[0]}&end=${place[1]}`);
}

// ---- doubts ----------------------------------------------------------------------------------

function pressDoubt(index) {
  for (const each of page.querySelectorAll("[data-doubt]")) {
    const doubt = doubts[each.dataset.doubt];
    each.classList.toggle("settled", !doubt.open);
    each.setAttribute("aria-pressed", String(Number(each.dataset.doubt) === index));
  }
}

function openDoubt(index, { scroll = true } = {}) {
  const doubt = doubts[index];
  doubtShown = index;
  clearTimeout(resting);
  asking?.abort();
  more.replaceChildren();
  hint.hidden = true;
  slot.hidden = false;
  ties.draw([doubt.start, doubt.end], doubt.related, { look: "doubt", otherLook: "other" });
  pressDoubt(index);
  slot.replaceChildren(...doubtPanel(doubt, {
    here: text(doubt.start, doubt.end),
    others: doubt.related.map((at) => ({ at, text: text(...at) })),
    acts: mayReview && { reopen: () => reopen(index) },
    close: chosen >= 0 ? () => select(chosen) : null,
  }));
  slot.querySelector("[data-settle]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const note = slot.querySelector("textarea").value;
    const told = await send(`/plans/doubts/${doubt.id}/settle/`, { revision: doubt.revision, note });
    if (told) {
      takeDoubt(told.doubt);
      toast(told.message);
    }
  });
  if (scroll) reveal(offsets.runs[offsets.at(doubt.start)]);
  history.replaceState(null, "", `#d=${doubt.id}`);
}

async function reopen(index) {
  const told = await send(`/plans/doubts/${doubts[index].id}/reopen/`, { revision: doubts[index].revision });
  if (told) takeDoubt(told.doubt);
}

function takeDoubt(fresh) {
  const index = doubts.findIndex((doubt) => doubt.id === fresh.id);
  doubts[index] = { ...fresh, facts: fresh.facts.length ? fresh.facts : doubts[index].facts };
  openDoubt(index, { scroll: false });
}

function stepDoubt() {
  if (doubts.length) openDoubt((doubtShown + 1) % doubts.length);
}

// ---- pointer, keys, address -------------------------------------------------------------------

// Of nested facts the shortest is meant; clicking the same place again goes to the next longer.
page.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const note = event.target.closest("[data-doubt]");
  if (note) {
    openDoubt(Number(note.dataset.doubt), { scroll: false });
    return;
  }
  const mark = event.target.closest(".mark");
  if (mark) {
    select(Number(mark.dataset.i), { scroll: false });
    return;
  }
  const run = event.target.closest("[data-f]");
  if (!run) return;
  const here = run.dataset.f.split(" ").map(Number).filter(shown)
    .sort((a, b) => facts[a].end - facts[a].start - (facts[b].end - facts[b].start));
  if (here.length) select(here[(here.indexOf(chosen) + 1) % here.length], { scroll: false });
});

const keys = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), d: stepDoubt,
  ...(mayReview ? { Enter: nextWaiting, a: accept, e: correct, r: reject, u: undo, n: add } : {}),
};

listen(keys, () => {
  if (slot.querySelector("form")) leaveForm();
  else if (doubtShown >= 0 && chosen >= 0) select(chosen);
});

// #o=19830-19852 opens any place: the fact that stands there, or the words themselves; a place of
// another plan of the document opens that plan.
function open() {
  const place = /^#o=(\d+)(?:-(\d+))?$/.exec(location.hash);
  const doubt = /^#d=(\d+)$/.exec(location.hash);
  if (doubt) {
    const index = doubts.findIndex((each) => each.id === Number(doubt[1]));
    if (index >= 0) openDoubt(index);
    return;
  }
  if (!place) return;
  const [start, end] = [Number(place[1]), Number(place[2] || place[1])];
  const first = offsets.starts[0];
  const last = offsets.starts[offsets.starts.length - 1] + offsets.runs[offsets.runs.length - 1].textContent.length;
  if (start < first || start > last) {
    const other = [...root.querySelectorAll("[data-plan-start]")].find((link) => Number(link.dataset.planStart) <= start && start < Number(link.dataset.planEnd));
    if (other && other.getAttribute("aria-current") !== "page") location.assign(other.getAttribute("href") + location.hash);
    return;
  }
  const exact = facts.findIndex((fact) => fact.start === start && fact.end === end && fact.mood !== "out");
  if (exact >= 0) {
    select(exact, { address: false });
    reveal(runsOf[exact][0]);
    return;
  }
  ties.draw([start, end], [], { look: "place" });
  const run = offsets.runs[offsets.at(start)];
  run.scrollIntoView({ block: end > start ? "center" : "start" });
  outline.mark(start);
}
addEventListener("hashchange", open);

const list = document.querySelector("[data-keys-list]");
list?.prepend(document.getElementById("reading-keys").content.cloneNode(true));
for (const [index, fact] of facts.entries()) dress(index, fact.mood);
pressDoubt(-1);
open();
root.dataset.ready = "";
