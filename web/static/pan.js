// The paper under the hand: drag it, Ctrl and the wheel zoom, two fingers as everywhere.
const ZOOMS = 4;
for (const pages of document.querySelectorAll("[data-pans], .review-desk .pages, .desk .pages")) {
  let from = null;
  pages.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("rect[data-place], a, button")) return;
    from = { x: event.clientX, y: event.clientY, left: pages.scrollLeft, top: pages.scrollTop };
    pages.setPointerCapture(event.pointerId);
    pages.classList.add("is-held");
  });
  pages.addEventListener("pointermove", (event) => {
    if (!from) return;
    pages.scrollLeft = from.left - (event.clientX - from.x);
    pages.scrollTop = from.top - (event.clientY - from.y);
  });
  const release = () => { from = null; pages.classList.remove("is-held"); };
  pages.addEventListener("pointerup", release);
  pages.addEventListener("pointercancel", release);
  pages.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    document.querySelector(`[data-zoom="${event.deltaY < 0 ? 1 : -1}"]`)?.click();
  }, { passive: false });
  for (const image of pages.querySelectorAll("img")) image.draggable = false;
}

// Pages that have no script of their own for it: zoom, and the framed field in the middle.
const own = document.querySelector("[data-zooms]");
if (own) {
  let zoom = 1;
  const centre = () => {
    const rect = own.querySelector("rect.is-lit");
    if (!rect) return;
    const box = rect.getBoundingClientRect();
    const view = own.getBoundingClientRect();
    own.scrollBy({ top: box.top - view.top - (view.height - box.height) / 2, left: box.left - view.left - Math.max(0, (view.width - box.width) / 2) });
  };
  const set = (to) => {
    zoom = Math.min(ZOOMS, Math.max(1, to));
    for (let n = 2; n <= ZOOMS; n += 1) own.classList.toggle(`zoom-${n}`, n === zoom);
    centre();
  };
  for (const button of document.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => set(zoom + Number(button.dataset.zoom)));
  own.querySelector("img")?.decode().catch(() => {}).then(centre);
}
