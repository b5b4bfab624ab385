// accounts/again.js - a log-in that ran out is renewed on the page it belongs to, and what was asked is asked again.
const dialog = document.getElementById("again");
const idle = Number(dialog.dataset.idle) * 1000;
const title = document.title;
const plain = window.fetch.bind(window);
let last = Date.now();
let asking = null;

// Every form and header on the page carries the token of the new log-in.
function renew(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

const show = (html) => {
  dialog.querySelector("[data-body]").innerHTML = html;
  document.title = title;
  dialog.querySelector("input[type=password]")?.focus();
};

// Opens the dialog once, however many requests wait for it; true when the same person is in again.
function again() {
  asking ||= new Promise((resolve) => {
    const login = encodeURIComponent(dialog.dataset.login);
    plain(`${dialog.dataset.form}?login=${login}`).then((answer) => answer.text()).then(show);
    dialog.showModal();
    const close = () => { dialog.removeEventListener("close", close); resolve(dialog.returnValue === "in"); asking = null; };
    dialog.returnValue = "";
    dialog.addEventListener("close", close);
  });
  return asking;
}

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const answer = await plain(event.target.action, { method: "POST", body: new FormData(event.target) });
  if (!(answer.headers.get("Content-Type") || "").includes("json")) return show(await answer.text());
  const { token, login } = await answer.json();
  if (login !== dialog.dataset.login) return location.assign("/");
  renew(token);
  last = Date.now();
  dialog.querySelector("[data-body]").replaceChildren();
  dialog.close("in");
});

// What scripts ask for: said to be a script's, and repeated with the new token.
const headers = (options, more) => ({ ...Object.fromEntries(new Headers(options.headers)), "X-Luoshi-Fetch": "1", ...more });
const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
window.fetch = async (input, options = {}) => {
  const answer = await plain(input, { ...options, headers: headers(options) });
  if (answer.status !== 401 || !answer.headers.has("X-Luoshi-Again")) {
    last = Date.now();
    return answer;
  }
  if (!(await again())) return answer;
  if (options.body instanceof FormData) options.body.set("csrfmiddlewaretoken", token());
  return plain(input, { ...options, headers: headers(options, { "X-CSRFToken": token() }) });
};

document.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.successful) last = Date.now(); });
document.addEventListener("htmx:responseError", async ({ detail }) => {
  const { xhr, requestConfig: asked } = detail;
  if (xhr.status !== 401 || !xhr.getResponseHeader("X-Luoshi-Again") || !(await again())) return;
  const pressed = asked.triggeringEvent?.submitter;
  const values = pressed?.name ? { [pressed.name]: pressed.value } : {};
  window.htmx.ajax(asked.verb, asked.path, { source: asked.elt, target: asked.target, values });
});

async function alive(fresh) {
  try {
    return (await plain(`${dialog.dataset.alive}${fresh ? "?fresh=1" : ""}`)).status !== 401;
  } catch {
    return true;
  }
}

// A plain form on a page that stood for a while, or a grave act: first see whether the log-in lasts.
let seen = null;
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || seen === form) return;
  const fresh = form.hasAttribute("data-fresh");
  if (!fresh && Date.now() - last < 60000) return;
  event.preventDefault();
  const { submitter } = event;
  if (!(await alive(fresh)) && !(await again())) return;
  seen = form;
  form.requestSubmit(submitter);
  seen = null;
});

// A page left alone for longer than the log-in lasts asks before anybody goes on.
setInterval(async () => {
  if (Date.now() - last > idle && !asking && !(await alive(false))) again();
}, 15000);
