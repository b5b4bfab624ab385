// plans/faults.js - why the server did not do it: above the fact, and at the fields it names.
import { alertBox } from "./panel.js";

export function showFaults(panel, { message, next, errors }) {
  const slot = panel.querySelector("[data-fact]");
  const form = slot.querySelector("form") || panel.querySelector("[data-more] form");
  for (const old of panel.querySelectorAll(".panel__alert, .field__error")) old.remove();
  for (const field of panel.querySelectorAll(".field--wrong")) field.classList.remove("field--wrong");
  for (const [name, sentence] of Object.entries(errors || {})) {
    const field = form?.querySelector(`[data-field="${name}"]`);
    if (field) {
      field.classList.add("field--wrong");
      const line = document.createElement("p");
      line.className = "field__error";
      line.textContent = sentence;
      field.append(line);
    }
  }
  const box = alertBox(message, next);
  slot.hidden = false;
  slot.prepend(box);
  box.focus();
}
