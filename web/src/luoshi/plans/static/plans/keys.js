// plans/keys.js - single keys of the reading page; silent while somebody types, asks or goes elsewhere.

// `keys` maps a key to its act; `escape` leaves what is open.
export function listen(keys, escape) {
  // `g` and a letter goes elsewhere (kernel/keys.js): that letter is no act here.
  let went = -Infinity;

  document.addEventListener("keydown", (event) => {
    if (event.key === "g") went = event.timeStamp;
    else if (event.timeStamp - went < 1500) {
      went = -Infinity;
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const { target } = event;
    if (event.key === "Escape") {
      escape();
      return;
    }
    if (document.documentElement.dataset.keys === "off" && event.key.length === 1) return;
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    if (event.key === "Enter" && target.closest("a, button, summary")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (keys[key] && !event.defaultPrevented) {
      event.preventDefault();
      keys[key]();
    }
  });
}
