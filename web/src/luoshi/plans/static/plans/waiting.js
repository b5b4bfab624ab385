// plans/waiting.js - asks how far the reading of a long file is, and shows what has become of it.
const box = document.querySelector("[data-waiting]");
const words = box.querySelector("[data-words]");
const EVERY = 3000;

async function ask() {
  const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
  const said = answer.ok ? await answer.json() : { state: "gone" };
  if (said.state === box.dataset.waiting) words.textContent = said.words;
  else location.reload();
}

if (box.dataset.waiting === "reading") setInterval(() => ask().catch(() => {}), EVERY);
