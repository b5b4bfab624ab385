// plans/panel.js - the right column: a fact with its fields and acts, or a doubt with both places.
export const words = document.getElementById("reading-words").dataset;

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const button = (label, key, act, look = "") =>
  make("button", { type: "button", class: `button ${look}`, onclick: act }, label, key ? make("kbd", { "aria-hidden": "true" }, key) : null);

const list = (rows) =>
  make("dl", { class: "facts" }, ...rows.map(([label, value]) => make("div", {}, make("dt", {}, label), make("dd", {}, value))));

const place = (label, text, [start, end]) =>
  make("li", {}, make("a", { href: `#o=${start}-${end}` }, ...(label ? [make("small", {}, label)] : []), make("span", { class: "plan-words", lang: "zh-CN" }, text)));

const closed = new Set(["merged", "split", "withdrawn"]);

export function factPanel(fact, context) {
  const { number, total, quote, evidence, doubts, acts } = context;
  const parts = [
    make("div", { class: "panel__top" },
      make("span", { class: `kind kind--${fact.type}` }, make("span", { class: "kind__mark", "aria-hidden": "true" }, fact.letter), fact.word),
      make("span", { class: `badge badge--${{ open: "plain", offer: "offer", done: "done", out: "wrong" }[fact.mood]}` }, fact.stateWord),
      fact.reading ? make("span", { class: "badge badge--doubt" }, fact.reading) : null,
      make("span", { class: "figure" }, `${number} / ${total}`)),
    list(fact.rows),
  ];
  if (fact.proposer) parts.push(make("p", { class: "panel__by" }, `${words.proposer}：${fact.proposer}`));
  if (fact.by) parts.push(make("p", { class: "panel__by" }, `${fact.stateWord} · ${fact.by} ${fact.at}${fact.reason ? ` · ${fact.reason}` : ""}`));
  if (fact.proposed) {
    parts.push(make("div", { class: "panel__proposed" }, make("strong", {}, words.proposed), list(fact.proposed),
      acts ? make("div", { class: "panel__acts" }, button(words.adopt, "", () => acts.adopt(true)), button(words.leave, "", () => acts.adopt(false))) : null));
  }
  if (acts) {
    const open = !closed.has(fact.state);
    parts.push(make("div", { class: "panel__acts", "data-acts": true },
      open && ["unreviewed", "proposed", "rejected", "corrected"].includes(fact.state) ? button(words.accept, "A", acts.accept, "button--main") : null,
      open ? button(words.correct, "E", acts.correct) : null,
      open && fact.state !== "rejected" ? button(words.reject, "R", acts.reject, "button--danger") : null,
      fact.by ? button(words.undo, "U", acts.undo) : null));
    if (acts.section && fact.state !== "proposed") parts.push(make("p", {}, button(`${words.section}（${acts.sectionCount}）`, "", acts.section, "button--quiet")));
  }
  for (const doubt of doubts) {
    parts.push(make("p", {}, make("button", { type: "button", class: "margin__doubt", onclick: doubt.open }, words.doubt), ` ${doubt.message}`));
  }
  parts.push(make("blockquote", { class: "panel__quote plan-words", lang: "zh-CN" }, quote));
  if (evidence.length) {
    parts.push(make("h2", { class: "panel__head" }, words.evidence));
    parts.push(make("ul", { class: "places places--evidence" }, ...evidence.map(({ text, at }) => place("", text, at))));
  }
  return parts;
}

export function doubtPanel(doubt, { here, others, acts, close }) {
  const settled = !doubt.open;
  const parts = [
    make("div", { class: "panel__top" },
      make("span", { class: `badge badge--${doubt.severity === "error" ? "wrong" : "doubt"}` }, doubt.word),
      make("span", { class: "badge" }, doubt.code),
      settled ? make("span", { class: "badge badge--done" }, words.settled) : null),
    make("p", {}, doubt.message),
    make("ul", { class: "places" }, place(words.this, here, [doubt.start, doubt.end]),
      ...others.map(({ text, at }) => place(words.that, text, at))),
  ];
  if (settled && doubt.note) parts.push(make("p", { class: "panel__by" }, `${words.note}：${doubt.note}（${doubt.by} ${doubt.at}）`));
  if (acts && !settled) {
    const note = make("textarea", { id: "doubt-note", name: "note", maxlength: 500, required: true });
    parts.push(make("form", { class: "panel__reject", "data-settle": true },
      make("div", { class: "field" }, make("label", { for: "doubt-note" }, words.note), note),
      make("div", { class: "buttons" }, make("button", { class: "button button--main", type: "submit" }, words.settle))));
  } else if (acts) {
    parts.push(make("p", {}, button(words.reopen, "", acts.reopen)));
  }
  if (close) parts.push(make("p", {}, button(words.close, "Esc", close, "button--quiet")));
  return parts;
}

export function alertBox(message, next, extra = null) {
  return make("div", { class: "panel__alert", role: "alert", tabindex: "-1" }, make("p", {}, make("strong", {}, message), ` ${next || ""}`), extra);
}

export function rejectForm(cancel) {
  return make("form", { class: "panel__reject", "data-reject": true },
    make("div", { class: "field" }, make("label", { for: "reject-why" }, words.reason), make("input", { id: "reject-why", name: "reason", required: true, maxlength: 500, autocomplete: "off" })),
    make("div", { class: "buttons" }, make("button", { class: "button button--danger", type: "submit" }, words.reject), button(words.cancel, "Esc", cancel)));
}

export function toast(message, undo) {
  const box = make("div", { class: "toast", "data-toast": true }, make("span", {}, message));
  if (undo) box.append(button(words.undo, "", () => { box.remove(); undo(); }, "button--quiet"));
  document.getElementById("toasts").replaceChildren(box);
}
