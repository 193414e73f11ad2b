// Checking by keyboard: Enter accepts and goes on, Tab skips, arrows choose readings, Esc undoes.
const bench = document.querySelector("[data-review]");
const items = [...document.querySelectorAll("[data-item]")];
const pages = document.querySelector(".pages");
const csrf = document.querySelector('meta[name="csrf"]').content;
const said = [];
let zoom = 1;
let strokes = 0;
let noted = 0;
let began = performance.now();

const fieldOf = (item) => item.querySelector("[data-typed]");
const address = (item) => `/api/v1/entries/${encodeURIComponent(item.dataset.entry)}/documents/${item.dataset.position}/review`;
const open = () => items.filter((item) => !item.classList.contains("is-said") && fieldOf(item));

function tell(item, text, isBad) {
  const line = item.querySelector("[data-said]");
  line.textContent = text;
  line.classList.toggle("bad", isBad);
}

function frame(item) {
  for (const rect of document.querySelectorAll("[data-frame]")) rect.classList.toggle("is-lit", rect.dataset.frame === item.dataset.path);
  for (const other of items) other.classList.toggle("is-current", other === item);
  const rect = pages?.querySelector(`[data-frame="${CSS.escape(item.dataset.path)}"]`);
  const target = rect ?? document.getElementById(`page-${item.dataset.page}`);
  if (!pages || !target) return;
  const box = target.getBoundingClientRect();
  const view = pages.getBoundingClientRect();
  pages.scrollBy({ top: box.top - view.top - (rect ? (view.height - box.height) / 2 : 0), left: box.left - view.left - Math.max(0, (view.width - box.width) / 2) });
}

function go(item) {
  if (!item) { finish(); return; }
  const field = fieldOf(item);
  field.focus({ preventScroll: true });
  if (field.select) field.select();
  item.scrollIntoView({ block: "nearest" });
}

function finish() {
  if (open().length) { go(open()[0]); return; }
  document.querySelector("[data-following]")?.focus();
}

const after = (item) => open().find((other) => items.indexOf(other) > items.indexOf(item));

// Words on their way: a page is not left before they have arrived, and they outlive it if it is.
const sending = new Set();

function send(to, body) {
  const way = post(to, body);
  sending.add(way);
  const arrived = () => sending.delete(way);
  way.then(arrived, arrived);
  return way;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-following]");
  if (!link || !sending.size) return;
  event.preventDefault();
  Promise.allSettled([...sending]).then((ends) => {
    if (ends.every((end) => end.status === "fulfilled")) window.location.assign(link.href);
  });
});

async function post(to, body) {
  const answer = await fetch(to, { method: "POST", keepalive: true, headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, body: JSON.stringify(body) }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (answer?.ok) return told;
  const error = told?.error;
  throw new Error(error ? [error.message, error.remedy].filter(Boolean).join(" ") : bench.dataset.lost);
}

async function accept(item) {
  const field = fieldOf(item);
  const shown = item.dataset.shown;
  const now = performance.now();
  const word = { path: item.dataset.path, shown, strokes: strokes - noted, ms: Math.round(now - began) };
  noted = strokes;
  began = now;
  if (field.value !== shown) word.typed = field.value;
  item.classList.add("is-said");
  count();
  go(after(item));
  try {
    const told = await send(address(item), word);
    said.push({ item, number: told.number });
    tell(item, bench.dataset.done, false);
  } catch (error) {
    item.classList.remove("is-said");
    tell(item, error.message, true);
    count();
    go(item);
  }
}

async function undo() {
  const last = said.pop();
  if (!last) return;
  try {
    await send(`${address(last.item)}/undo`, { number: last.number });
    last.item.classList.remove("is-said");
    fieldOf(last.item).value = last.item.dataset.shown;
    tell(last.item, bench.dataset.undone, false);
    count();
    go(last.item);
  } catch (error) { tell(last.item, error.message, true); }
}

function choose(item, step) {
  const readings = [...item.querySelectorAll("[data-reading]")].map((button) => button.dataset.reading);
  if (!readings.length) return;
  const field = fieldOf(item);
  const at = readings.indexOf(field.value);
  field.value = readings[(at + step + readings.length) % readings.length];
  field.select();
}

function count() {
  document.querySelector("[data-left]").textContent = String(open().length);
  document.querySelector("[data-strokes]").textContent = String(strokes);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const item = event.target.closest?.("[data-item]");
  if (!["Shift", "Control", "Alt"].includes(event.key)) strokes += 1;
  if (event.key === "Escape") {
    const field = item && fieldOf(item);
    if (field && field.value !== item.dataset.shown) field.value = item.dataset.shown; else undo();
  } else if (!item || !event.target.matches("[data-typed]")) { count(); return; }
  else if (event.key === "Enter") accept(item);
  else if (event.key === "Tab" && (event.shiftKey ? before(item) : after(item))) go(event.shiftKey ? before(item) : after(item));
  else if (event.key === "PageUp" || event.key === "PageDown") document.querySelector(`[data-zoom="${event.key === "PageUp" ? 1 : -1}"]`)?.click();
  else if (event.key === "ArrowDown" && !event.target.matches("select")) choose(item, 1);
  else if (event.key === "ArrowUp" && !event.target.matches("select")) choose(item, -1);
  else { count(); return; }
  event.preventDefault();
  event.stopPropagation();
  count();
}, true);

const before = (item) => open().filter((other) => items.indexOf(other) < items.indexOf(item)).at(-1);

for (const item of items) {
  item.addEventListener("focusin", () => frame(item));
  item.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); if (fieldOf(item)) accept(item); });
  for (const button of item.querySelectorAll("[data-reading]")) {
    button.addEventListener("click", () => { const field = fieldOf(item); field.value = button.dataset.reading; field.focus(); });
  }
}
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => {
    zoom = Math.min(4, Math.max(1, zoom + Number(button.dataset.zoom)));
    for (let n = 2; n <= 4; n += 1) pages.classList.toggle(`zoom-${n}`, n === zoom);
    const current = document.querySelector("[data-item].is-current");
    if (current) frame(current);
  });
}
count();
if (open().length) {
  const first = pages?.querySelector("img");
  (first ? first.decode().catch(() => {}) : Promise.resolve()).then(() => go(open()[0]));
}
