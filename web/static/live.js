// Keeps rows of entries true while papers are read: the stream says which, the server draws them.
const lists = [...document.querySelectorAll("[data-live]")];
const asked = new Map();

async function draw(id, state) {
  // one question at a time for each entry; what changes meanwhile is asked once more
  if (asked.has(id)) { asked.set(id, state); return; }
  asked.set(id, null);
  const answer = await fetch(`/entries/${encodeURIComponent(id)}/row`).catch(() => null);
  if (answer?.ok) place(id, state, rowFrom(await answer.text()));
  const later = asked.get(id);
  asked.delete(id);
  if (later) draw(id, later);
}

function rowFrom(html) {
  const parsed = new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html");
  return parsed.querySelector("li");
}

function place(id, state, fresh) {
  const present = [...document.querySelectorAll(`[data-entry="${CSS.escape(id)}"]`)];
  if (!fresh) return;
  for (const row of present) {
    const held = row.contains(document.activeElement);
    const copy = fresh.cloneNode(true);
    row.replaceWith(copy);
    if (held) copy.querySelector("a.name")?.focus();
  }
  if (!present.length) {
    const taker = document.querySelector("[data-takes-new]");
    taker?.prepend(fresh);
    document.querySelector("[data-when-empty]")?.remove();
  }
  if (state !== "received" && document.querySelector("[data-reloads]") && present.length) location.reload();
}

function listen() {
  const stream = new EventSource("/api/v1/events");
  stream.addEventListener("entry", (event) => {
    const told = JSON.parse(event.data);
    draw(told.id, told.state);
  });
  // a line that broke before the first word has no place to go on from: rows under way are asked for
  let wasLost = false;
  stream.addEventListener("error", () => { wasLost = true; });
  stream.addEventListener("open", () => {
    if (!wasLost) return;
    wasLost = false;
    for (const row of document.querySelectorAll('[data-entry][data-state="received"]')) draw(row.dataset.entry, "received");
  });
  addEventListener("pagehide", () => stream.close(), { once: true });
}

if (lists.length) listen();
document.addEventListener("entry-taken", (event) => draw(event.detail, "received"));

// Parts that are asked for again while the page is looked at.
const POLL_MS = 4000;
async function poll() {
  for (const part of document.querySelectorAll("[data-polls]")) {
    const answer = document.hidden ? null : await fetch(part.dataset.polls).catch(() => null);
    if (!answer?.ok || answer.redirected) continue;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-polls]");
    if (fresh) part.replaceWith(fresh);
  }
}
if (document.querySelector("[data-polls]")) setInterval(poll, POLL_MS);
