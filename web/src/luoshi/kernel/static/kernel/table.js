// Lists: widths kept for the person, Shift-click adds a sort, Shift-range ticks, ticked rows counted.
const table = document.querySelector("[data-table]");

// Columns chosen in the form are remembered for the person: a bare address opens with them again.
const form = document.querySelector("form[data-filters]");
const chosen = () => [...form.querySelectorAll('input[name="col"]:checked')].map((box) => box.value);
if (form?.dataset.filters) {
  const before = chosen().join();
  form.addEventListener("submit", () => {
    if (chosen().join() === before) return;
    document.dispatchEvent(new CustomEvent("luoshi:keep", {
      detail: { key: `columns:${form.dataset.filters}`, value: { shown: chosen() } },
    }));
  });
}

if (table) {
  const sheet = new CSSStyleSheet();
  const heads = [...table.querySelectorAll("thead th")];
  const widths = {};
  for (const head of heads) if (head.dataset.width) widths[head.dataset.col] = Number(head.dataset.width);

  // Widths as rules, so that cells of later rows follow and no style attribute is needed.
  const paint = () => {
    const rules = heads.map((head, place) => {
      const width = widths[head.dataset.col];
      return width ? `[data-table] tr > :nth-child(${place + 1}) { min-width: ${width}px; max-width: ${width}px; }` : "";
    });
    let left = 0;
    heads.forEach((head, place) => {
      if (!head.matches(".tick, .frozen")) return;
      rules.push(`[data-table] tr > :nth-child(${place + 1}) { left: ${left}px; }`);
      left += widths[head.dataset.col] || head.offsetWidth;
    });
    sheet.replaceSync(rules.join("\n"));
  };
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  paint();

  const keep = () => document.dispatchEvent(new CustomEvent("luoshi:keep", {
    detail: { key: `table:${table.dataset.table}`, value: widths },
  }));
  const setWidth = (head, width) => {
    widths[head.dataset.col] = Math.round(Math.min(1200, Math.max(40, width)));
    paint();
  };

  for (const head of heads) {
    const grip = head.querySelector("[data-grip]");
    grip?.addEventListener("pointerdown", (event) => {
      const start = event.clientX;
      const before = head.offsetWidth;
      grip.setPointerCapture(event.pointerId);
      const move = (moved) => setWidth(head, before + moved.clientX - start);
      grip.addEventListener("pointermove", move);
      grip.addEventListener("pointerup", () => {
        grip.removeEventListener("pointermove", move);
        keep();
      }, { once: true });
    });
    grip?.addEventListener("dblclick", () => {
      delete widths[head.dataset.col];
      paint();
      keep();
    });
    const link = head.querySelector("a[data-add]");
    link?.addEventListener("click", (event) => {
      if (!event.shiftKey) return;
      event.preventDefault();
      location.assign(link.dataset.add);
    });
  }
  for (const steps of document.querySelectorAll("[data-width-for]")) {
    const head = heads.find((one) => one.dataset.col === steps.dataset.widthFor);
    if (!head) continue;
    steps.hidden = false;
    steps.addEventListener("click", (event) => {
      const step = Number(event.target.dataset.step);
      if (!step) return;
      setWidth(head, head.offsetWidth + step);
      keep();
    });
  }

  const ticks = [...table.querySelectorAll("[data-tick]")];
  const bar = document.querySelector("[data-bulk]");
  let last = -1;
  const count = () => {
    const ticked = ticks.filter((tick) => tick.checked).length;
    ticks.forEach((tick) => tick.closest("tr").toggleAttribute("data-ticked", tick.checked));
    if (!bar) return;
    bar.querySelector("[data-ticked]").textContent = String(ticked);
    bar.toggleAttribute("data-idle", ticked === 0);
    const everything = table.querySelector("[data-tick-all]");
    everything.checked = ticked === ticks.length;
    everything.indeterminate = ticked > 0 && ticked < ticks.length;
  };
  ticks.forEach((tick, place) => tick.addEventListener("click", (event) => {
    if (event.shiftKey && last >= 0) {
      const [from, to] = [Math.min(last, place), Math.max(last, place)];
      for (const one of ticks.slice(from, to + 1)) one.checked = tick.checked;
    }
    last = place;
    count();
  }));
  table.querySelector("[data-tick-all]")?.addEventListener("change", (event) => {
    for (const tick of ticks) tick.checked = event.target.checked;
    count();
  });
  if (ticks.length) count();
}
