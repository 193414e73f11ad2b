// A matrix corrected by clicking its cells: the server draws, this only fetches what changed.
const desk = document.querySelector("[data-matrix]");
const pages = desk.querySelector(".pages");
let zoom = 1;

const cells = () => [...desk.querySelectorAll("[data-table] [data-cell]")];
const linkOf = (cell) => (cell.matches("a") ? cell : cell.querySelector("a"));

const told = document.querySelector("[data-told]");

function tell(text, isBad) {
  told.textContent = isBad ? "" : `${text} ✓`;
  const line = desk.querySelector("[data-editor] [data-said]");
  if (!line) return;
  line.textContent = isBad ? text : "";
  line.classList.toggle("bad", isBad);
}

async function draw(href, focus) {
  const answer = await fetch(href).catch(() => null);
  if (!answer?.ok) { location.assign(href); return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const wasOpen = desk.querySelector(".line-tools")?.open;
  for (const part of ["[data-editor]", "[data-table] table", "[data-left]"]) {
    const there = document.querySelector(part);
    const here = fresh.querySelector(part);
    if (there && here) there.replaceWith(here);
  }
  for (const leaf of fresh.querySelectorAll(".leaf")) {
    const there = document.getElementById(leaf.id);
    for (const layer of [".overlay", ".frames"]) there?.querySelector(layer)?.replaceWith(leaf.querySelector(layer));
  }
  if (wasOpen) desk.querySelector(".line-tools").open = true;
  history.replaceState(null, "", href);
  reveal();
  if (focus === "editor") { const field = desk.querySelector("[data-typed]"); field?.focus({ preventScroll: true }); field?.select?.(); }
  else { const cell = cellAt(focus) ?? cells()[0]; if (cell) linkOf(cell)?.focus({ preventScroll: true }); }
}

const cellAt = (path) => cells().find((cell) => cell.dataset.cell === path);
const current = () => desk.querySelector("[data-editor] [data-path]")?.dataset.path;

// a link of a drawing has no plain href
const hrefOf = (cell) => linkOf(cell).getAttribute("href");

function reveal() {
  desk.querySelector(".cells .is-chosen")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const target = desk.querySelector(".frames .is-lit, .overlay .is-chosen");
  if (!target) return;
  const box = target.getBoundingClientRect();
  const view = pages.getBoundingClientRect();
  const isSeen = box.top >= view.top && box.bottom <= view.bottom && box.left >= view.left && box.right <= view.right;
  if (!isSeen) pages.scrollBy({ top: box.top - view.top - (view.height - box.height) / 2, left: box.left - view.left - (view.width - box.width) / 2 });
}

desk.addEventListener("click", (event) => {
  const cell = event.target.closest("[data-cell]");
  if (!cell || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  draw(hrefOf(cell), "editor");
});

// rows and columns: the answer leads to the cell to go on with
async function reshape(form, change, told) {
  const body = new URLSearchParams(new FormData(form));
  body.set(...change);
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer) { tell(desk.dataset.lost, true); return; }
  if (!answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    tell(page.querySelector("main h1")?.textContent ?? desk.dataset.lost, true);
    return;
  }
  await draw(answer.url, told ? "editor" : new URL(answer.url).searchParams.get("path"));
  tell(desk.dataset.done, false);
}

desk.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-editor] form");
  if (!form) return;
  if (form.matches("[data-shape]")) {
    event.preventDefault();
    const { name, value, dataset } = event.submitter;
    await reshape(form, [name, value], dataset.tool === "plus");
    if (dataset.tool !== "plus") desk.querySelector(`[data-shape] [data-tool="${dataset.tool}"]`)?.focus({ preventScroll: true });
    return;
  }
  event.preventDefault();
  const path = current();
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  if (!answer) { tell(desk.dataset.lost, true); return; }
  if (!answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    tell(page.querySelector("main h1")?.textContent ?? desk.dataset.lost, true);
    return;
  }
  // what was doubtful is done: on to the next; a cell somebody chose stays open to the eye
  const wasDoubtful = cellAt(path)?.classList.contains("is-doubtful");
  const next = wasDoubtful && cells().find((one) => one.classList.contains("is-doubtful") && one.dataset.cell !== path);
  if (next) await draw(hrefOf(next), "editor");
  else await draw(cellAt(path) ? hrefOf(cellAt(path)) : location.href, path);
  tell(desk.dataset.done, false);
});

function move(cell, key) {
  const row = cell.closest("tr");
  const line = [...row.querySelectorAll("[data-cell]")];
  const at = line.indexOf(cell);
  if (key === "ArrowLeft") return line[at - 1];
  if (key === "ArrowRight") return line[at + 1];
  const rows = [...desk.querySelectorAll("[data-table] tr")].filter((one) => one.querySelector("[data-cell]"));
  const next = rows[rows.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
  if (!next) return undefined;
  const column = [...row.children].indexOf(cell.closest("td, th"));
  return next.children[column]?.matches("[data-cell]") ? next.children[column] : next.children[column]?.querySelector("[data-cell]") ?? next.querySelector("[data-cell]");
}

function choose(step) {
  const buttons = [...desk.querySelectorAll("[data-editor] [data-reading]")];
  const field = desk.querySelector("[data-typed]");
  if (!buttons.length || !field) return;
  const at = buttons.findIndex((button) => button.dataset.reading === field.value);
  field.value = buttons[(at + step + buttons.length) % buttons.length].dataset.reading;
  field.select?.();
}

// Alt and an arrow move a row, or the column under a head; Insert begins a row below
function changeBy(key, [, part, at]) {
  const here = Number(at);
  if (part === "steps" && key === "Insert") return `row-add.${here + 1}`;
  const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[key];
  const isRow = ["ArrowUp", "ArrowDown"].includes(key);
  if (!step || isRow !== (part === "steps")) return "";
  const most = isRow ? desk.querySelectorAll("[data-table] tbody tr td.no").length : desk.querySelectorAll("[data-table] th[data-cell]").length;
  return here + step < 0 || here + step >= most ? "" : `${isRow ? "row" : "actor"}-move.${here}.${here + step}`;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const cell = event.target.closest?.("[data-table] [data-cell]");
  const inEditor = event.target.closest?.("[data-editor]");
  if (cell && (event.altKey || event.key === "Insert")) {
    const change = changeBy(event.key, cell.dataset.cell.split("."));
    if (!change) return;
    reshape(desk.querySelector("[data-shape]"), ["change", change], event.key === "Insert");
  } else if (cell && event.key.startsWith("Arrow")) {
    const next = move(cell, event.key);
    if (!next) return;
    linkOf(next).focus();
  } else if (event.altKey) {
    return;
  } else if (inEditor && event.key === "Escape") {
    const cell = cellAt(current()) ?? cells()[0];
    if (cell) linkOf(cell).focus();
  } else if (inEditor && event.target.matches("input[data-typed]") && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    choose(event.key === "ArrowDown" ? 1 : -1);
  } else if (!event.target.closest("input, select, textarea") && event.key === "n") {
    const doubtful = cells().filter((one) => one.classList.contains("is-doubtful"));
    const at = doubtful.findIndex((one) => one.dataset.cell === current());
    const next = doubtful[(at + 1) % doubtful.length];
    if (next) draw(hrefOf(next), "editor");
  } else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

desk.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reading]");
  if (!button) return;
  const field = desk.querySelector("[data-typed]");
  field.value = button.dataset.reading;
  field.focus();
});

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => {
    zoom = Math.min(4, Math.max(1, zoom + Number(button.dataset.zoom)));
    for (let n = 2; n <= 4; n += 1) pages.classList.toggle(`zoom-${n}`, n === zoom);
    reveal();
  });
}
desk.querySelector("[data-drawing]").addEventListener("change", (event) => pages.classList.toggle("is-bare", !event.target.checked));
if (cells().length) linkOf(cells()[0]).removeAttribute("tabindex");
pages.querySelector("img")?.decode().catch(() => {}).then(reveal);
