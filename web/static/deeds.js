// Deeds that take a while: the button waits, a check of integrity tells how far it is.
for (const form of document.querySelectorAll("[data-deed]")) {
  form.addEventListener("submit", () => {
    form.querySelector("button").disabled = true;
    form.querySelector("[data-busy]").hidden = false;
  });
}
for (const deed of document.querySelectorAll("details.deed")) {
  deed.addEventListener("toggle", () => { if (deed.open) deed.querySelector("textarea, input:not([type=hidden]), button")?.focus(); });
}

// Of tabs wider than the screen the present one is seen.
for (const tab of document.querySelectorAll('.tabs [aria-current]')) {
  tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16;
}

// A calendar wider than the screen opens where its papers are.
const last = [...document.querySelectorAll(".calendar td a b")].reduce((found, one) => {
  const at = one.getBoundingClientRect().right;
  return found === null || at > found ? at : found;
}, null);
const scroller = document.querySelector(".calendar")?.parentElement;
if (last !== null && last > innerWidth) scroller.scrollLeft = last - innerWidth + 2 * (innerWidth - scroller.clientWidth);

const proving = document.querySelector("[data-proving]");

function tell(line) {
  if (line.error) {
    const { message, remedy } = line.error;
    proving.classList.add("bad");
    proving.querySelector("strong").textContent = [message, remedy].filter(Boolean).join(" ");
    return;
  }
  if (!line.all) return;
  const bar = proving.querySelector("progress");
  bar.max = line.all;
  bar.value = line.done;
  proving.querySelector("[data-share]").textContent = `${Math.floor((100 * line.done) / line.all)} %`;
}

async function prove(form) {
  proving.hidden = false;
  form.querySelector("button").disabled = true;
  const headers = { "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content };
  const answer = await fetch(form.dataset.proves, { method: "POST", headers });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let last = {};
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split("\n");
    rest = lines.pop();
    for (const line of lines.filter(Boolean)) { last = JSON.parse(line); tell(last); }
  }
  if (rest) { last = JSON.parse(rest); tell(last); }
  if ("whole" in last) location.reload();
  else form.querySelector("button").disabled = false;
}

document.querySelector("[data-proves]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  prove(event.target).catch(() => event.target.submit());
});
