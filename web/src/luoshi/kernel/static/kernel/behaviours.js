// Small behaviours bound by data- attributes; each also works after htmx swaps, by delegation.
const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];

// Save a display preference on the server, which keeps it for the person; other modules ask by
// dispatching `luoshi:keep` with {key, value}.
async function keep(key, value) {
  const body = new URLSearchParams({ key, value: typeof value === "string" ? value : JSON.stringify(value) });
  await fetch("/preferences/", { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token() } });
}

document.addEventListener("luoshi:keep", ({ detail }) => keep(detail.key, detail.value));

document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-preference]");
  if (choice) {
    const { preference, value } = choice.dataset;
    document.documentElement.dataset[preference] = value;
    for (const other of document.querySelectorAll(`[data-preference="${preference}"]`)) {
      other.setAttribute("aria-pressed", String(other === choice));
    }
    keep(preference, value);
    return;
  }
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault(); // without script it is a link to a page that asks the same
    document.getElementById(opener.dataset.opens)?.showModal();
    return;
  }
  event.target.closest("[data-closes]")?.closest("dialog")?.close();
  if (event.target.closest("[data-print-page]")) window.print();
  if (event.target.closest("[data-back]") && history.length > 1) {
    event.preventDefault();
    history.back();
  }
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
});

// Logging out leaves nothing of a person in the browser (SEC-43): the page goes on when it is gone.
document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form[action$='/logout/']") || event.defaultPrevented || !indexedDB.databases) return;
  event.preventDefault();
  const gone = (name) => new Promise((done) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = done;
  });
  await Promise.all((await indexedDB.databases()).map(({ name }) => gone(name)));
  event.target.submit();
});

// A summary of errors or a refusal takes the focus; the title says so (USE-10).
function announce() {
  const wrong = document.querySelector("[data-focus], .refused");
  if (!wrong || wrong.closest("[data-quiet]")) return;
  wrong.focus();
  if (wrong.matches(".errors") && !document.title.startsWith("错误：")) document.title = `错误：${document.title}`;
}
announce();
document.addEventListener("htmx:afterSwap", announce);

// A toast leaves after ten seconds unless the pointer or the focus is on it.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const toast of addedNodes) {
      if (toast.nodeType === 1) {
        setTimeout(function leave() {
          if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000);
          else toast.remove();
        }, 10000);
      }
    }
  }
}).observe(document.getElementById("toasts") || document.createElement("div"), { childList: true });

// htmx notes the present path in the session storage; this house keeps nothing there (SEC-43).
addEventListener("load", () => sessionStorage.removeItem("htmx-current-path-for-history"));
