// plans/net.js - asks the server once: a key for each click, and a second try after a new log-in.
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

// The server's answer in JSON, or null when the line broke or the log-in ran out for good.
export async function ask(url, values) {
  const body = new URLSearchParams(values);
  body.delete("csrfmiddlewaretoken"); // the header carries the present one
  if (!body.has("act")) body.set("act", crypto.randomUUID ? crypto.randomUUID() : byHand());
  return await post(url, body) || (await renewed() && await post(url, body));
}

async function post(url, body) {
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() } });
    return !answer.redirected && (answer.headers.get("Content-Type") || "").includes("json") ? answer : null;
  } catch {
    return null;
  }
}

// After a log-in in another window the form's token is a new one; what was typed is still here.
async function renewed() {
  try {
    const answer = await fetch(location.pathname);
    if (!answer.ok || answer.redirected) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.body.setAttribute("hx-headers", fresh.body.getAttribute("hx-headers"));
    return true;
  } catch {
    return false;
  }
}

// Browsers before 92, and pages without TLS, make the key by hand.
function byHand() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
