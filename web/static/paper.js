// Joins values and their places: pointing at one frames the other; zoom; next doubtful value.
const pages = document.querySelector(".pages");
const ZOOMS = 4;
let zoom = 1;
let lit = null;

const places = (id) => document.querySelectorAll(`[data-place="${CSS.escape(id)}"]`);

function reveal(inner, holder) {
  const box = inner.getBoundingClientRect();
  const view = holder.getBoundingClientRect();
  const isSeen = box.top >= view.top && box.bottom <= view.bottom && box.left >= view.left && box.right <= view.right;
  if (isSeen) return;
  holder.scrollBy({
    top: box.top - view.top - (view.height - box.height) / 2,
    left: box.left - view.left - (view.width - box.width) / 2,
  });
}

function light(id, from) {
  if (lit === id) return;
  if (lit) for (const part of places(lit)) part.classList.remove("is-lit");
  lit = id;
  if (!id) return;
  for (const part of places(id)) {
    part.classList.add("is-lit");
    if (part.matches("rect") && from !== "paper") reveal(part, pages);
    if (!part.matches("rect") && from === "paper") part.scrollIntoView({ block: "nearest" });
  }
}

function holderOf(event) {
  return event.target.closest?.("[data-place]");
}

document.addEventListener("pointerover", (event) => {
  const holder = holderOf(event);
  if (holder && event.pointerType === "mouse") light(holder.dataset.place, holder.matches("rect") ? "paper" : "record");
});
document.addEventListener("focusin", (event) => { const holder = holderOf(event); if (holder) light(holder.dataset.place, "record"); });
document.addEventListener("click", (event) => {
  const holder = holderOf(event);
  if (!holder) return;
  lit = lit === holder.dataset.place ? null : lit;
  light(holder.dataset.place, holder.matches("rect") ? "paper" : "record");
  if (holder.matches("rect")) [...places(holder.dataset.place)].find((part) => part.tabIndex >= 0)?.focus({ preventScroll: true });
  else if (matchMedia("(max-width: 56rem)").matches) document.querySelector(".paper-pane").scrollIntoView({ block: "start" });
});

function setZoom(to) {
  zoom = Math.min(ZOOMS, Math.max(1, to));
  for (let n = 2; n <= ZOOMS; n += 1) pages.classList.toggle(`zoom-${n}`, n === zoom);
  const shown = lit && [...places(lit)].find((part) => part.matches("rect"));
  if (shown) reveal(shown, pages);
}
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => setZoom(zoom + Number(button.dataset.zoom)));
}

const desk = document.querySelector(".desk");
const widener = document.querySelector("[data-widens]");
function widen(isWide) {
  desk.classList.toggle("is-wide", isWide);
  widener.setAttribute("aria-pressed", String(isWide));
  localStorage.setItem("berkas-wide", isWide ? "1" : "");
}
widener.addEventListener("click", () => widen(!desk.classList.contains("is-wide")));
if (localStorage.getItem("berkas-wide")) widen(true);

const found = [...document.querySelectorAll("rect.found")];
const askedPage = document.getElementById(`page-${new URLSearchParams(location.search).get("page") ?? ""}`);
const stepper = (step) => document.querySelector(`[data-found-step="${step}"]`);
const foundTold = document.querySelector("[data-found-at]");
const foundWords = foundTold?.textContent;
let foundAt = found.findIndex((box) => askedPage?.contains(box)) - 1;
if (foundAt < -1) foundAt = -1;
if (location.hash === "#found-last") foundAt = (askedPage ? found.findLastIndex((box) => askedPage.contains(box)) : found.length - 1) - 1;
function nextFound(step = 1) {
  const to = foundAt + step;
  // behind the last word of these pages the next pages follow
  const beyond = (to < 0 || to >= found.length) && stepper(step)?.getAttribute("href");
  if (beyond) { location.assign(beyond); return; }
  if (!found.length) return;
  foundAt = (to + found.length) % found.length;
  for (const [at, box] of found.entries()) box.classList.toggle("is-current", at === foundAt);
  if (foundTold) foundTold.textContent = `${Number(foundTold.dataset.foundAt) + foundAt + 1} · ${foundWords}`;
  reveal(found[foundAt], pages);
}
for (const button of document.querySelectorAll("[data-found-step]")) {
  button.addEventListener("click", (event) => { event.preventDefault(); nextFound(Number(button.dataset.foundStep)); });
}

function nextDoubtful() {
  const doubtful = [...document.querySelectorAll(".is-doubtful[data-place]:not(rect)")];
  if (!doubtful.length) return;
  const at = doubtful.findIndex((part) => part.dataset.place === lit);
  const part = doubtful[(at + 1) % doubtful.length];
  part.scrollIntoView({ block: "center" });
  if (part.tabIndex >= 0) part.focus({ preventScroll: true });
  light(part.dataset.place, "record");
}
document.addEventListener("keydown", (event) => {
  if (!["n", "N"].includes(event.key) || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  if (found.length || stepper(1)) nextFound(event.key === "N" ? -1 : 1); else nextDoubtful();
});

// A value is corrected on the review page: "e", or a second click on the cell.
const reviews = document.querySelector("[data-reviews]");
function correct(part) {
  const path = part?.dataset.path ?? part?.dataset.place?.replace(/^d\d+-/, "");
  if (!reviews || !path) return;
  // a matrix is corrected on a desk of its own
  const to = new URL(reviews.dataset.matrix && path.startsWith("matrix.") ? reviews.dataset.matrix : reviews.href, location.href);
  to.searchParams.set("path", path);
  location.assign(to);
}
document.addEventListener("dblclick", (event) => correct(event.target.closest?.("[data-path], [data-place]:not(rect)")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "e" || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  correct(event.target.closest("[data-path], [data-place]") ?? (lit && [...places(lit)].find((part) => !part.matches("rect"))));
});

// Open where the address points: the page asked for, or the first word found.
const start = found[0] ?? askedPage;
if (start) {
  const images = [...pages.querySelectorAll("img")];
  Promise.all(images.slice(0, 2).map((image) => image.decode().catch(() => {}))).then(() => { if (found.length) nextFound(); else reveal(start, pages); });
}
