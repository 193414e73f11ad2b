// Shortcuts on every page: "/" searches, "g" and a letter goes, "j"/"k" walk rows, "?" tells all.
const GOES = { b: "/", u: "/upload", d: "/documents", a: "/archive", s: "/procedures", c: "/search", p: "/review", k: "/admin" };
const GOING_MS = 2000;
let goingUntil = 0;

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function openHelp() {
  const help = document.getElementById("keys");
  if (help && !help.open) help.showModal();
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const links = rows.map((row) => row.querySelector("a.title, a.name"));
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  if (next < 0 || next >= rows.length) return;
  rows.forEach((row, n) => row.classList.toggle("is-chosen", n === next));
  links[next]?.focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

function press(key) {
  const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!wanted || wanted.offsetParent === null) return false;
  if (wanted.matches("input")) { wanted.focus(); wanted.select(); } else wanted.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(event.target)) { event.target.blur(); return; }
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (performance.now() < goingUntil && GOES[event.key]) { location.assign(GOES[event.key]); return; }
  goingUntil = event.key === "g" ? performance.now() + GOING_MS : 0;
  if (event.key === "?") openHelp();
  else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (!press(event.key === "=" ? "+" : event.key)) return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest('[data-opens="keys"]')) openHelp();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// Suggestions while typing: words of papers within sight.
const SUGGEST_MS = 180;
let typing = 0;
document.addEventListener("input", (event) => {
  const box = event.target.closest?.("[data-suggests]");
  const list = document.getElementById("suggested");
  if (!box || !list) return;
  clearTimeout(typing);
  typing = setTimeout(async () => {
    const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(box.value)}`).catch(() => null);
    if (!answer?.ok) return;
    const words = await answer.json();
    list.replaceChildren(...words.map((word) => { const option = document.createElement("option"); option.value = word; return option; }));
  }, SUGGEST_MS);
});

// Copy what a button carries. Over plain HTTP there is no clipboard to ask: the text is selected.
function copyByHand(text) {
  const held = document.createElement("textarea");
  held.value = text;
  document.body.append(held);
  held.select();
  const isCopied = document.execCommand("copy");
  held.remove();
  return isCopied;
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copies], [data-copies-here]");
  if (!button) return;
  const text = button.dataset.copies ?? location.href;
  const isCopied = navigator.clipboard ? await navigator.clipboard.writeText(text).then(() => true, () => false) : copyByHand(text);
  button.querySelector("[data-copied]").hidden = !isCopied;
});
