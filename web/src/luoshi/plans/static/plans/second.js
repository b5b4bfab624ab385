// plans/second.js - asks how far the second reader is with a text, and shows what has become of it.
const box = document.querySelector("[data-second]");
const EVERY = 3000;

async function ask() {
  const answer = await fetch(box.dataset.url, { headers: { Accept: "application/json" } });
  const said = answer.ok ? await answer.json() : { state: "gone" };
  if (said.state !== box.dataset.second) {
    location.reload();
    return;
  }
  box.querySelector("[data-words]").textContent = said.words;
  const bar = box.querySelector("progress");
  if (!said.total) return;
  bar.max = said.total;
  bar.value = said.done;
}

if (box && ["waiting", "running"].includes(box.dataset.second)) setInterval(() => ask().catch(() => {}), EVERY);
