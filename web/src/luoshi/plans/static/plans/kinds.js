// plans/kinds.js - the chips above the text that show and hide a kind of fact.

// Returns the set of kinds that are hidden; it changes as chips are pressed.
export function hiddenKinds(root) {
  const hidden = new Set();
  for (const chip of root.querySelectorAll("[data-kind]")) {
    chip.addEventListener("click", () => {
      const { kind } = chip.dataset;
      const off = chip.getAttribute("aria-pressed") === "true";
      chip.setAttribute("aria-pressed", String(!off));
      if (off) hidden.add(kind);
      else hidden.delete(kind);
      root.dataset.hide = [...hidden].join(" ");
    });
  }
  return hidden;
}
