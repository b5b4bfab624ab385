// Single keys: `/` searches, `?` lists the keys, `g` and a letter goes to a place in the rail.
// Switched off by data-keys="off" on <html> (WCAG 2.1.4).
const root = document.documentElement;
let going = false;

const typing = (target) =>
  target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

document.addEventListener("keydown", (event) => {
  if (root.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) return;
  if (going) {
    going = false;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) {
      event.preventDefault();
      place.click();
    }
    return;
  }
  if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1500);
  } else if (event.key === "/") {
    const field = document.querySelector("[data-search]");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  } else if (event.key === "?") {
    const list = document.getElementById("keys");
    if (list && !list.open) {
      event.preventDefault();
      list.showModal();
    }
  }
});
