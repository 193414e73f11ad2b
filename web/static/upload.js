// Sends files one after another with their progress; each is safe once the server has answered.
const form = document.getElementById("drop");
const sending = document.getElementById("sending");
const rows = sending.querySelector("ul");
const count = sending.querySelector('[data-part="count"]');
const csrf = document.querySelector('meta[name="csrf"]').content;
const AT_ONCE = 2;
const waiting = [];
let busy = 0;

for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;

function tell(row, text, isBad) {
  const said = row.querySelector('[data-part="said"]');
  said.textContent = text;
  said.classList.toggle("bad", isBad);
  const state = row.querySelector('[data-part="state"]');
  state.className = isBad ? "state failed" : "state working";
  row.querySelector("progress").hidden = isBad;
  row.querySelector('[data-part="again"]').hidden = !isBad;
}

function recount() {
  count.textContent = String(rows.children.length);
  sending.hidden = rows.children.length === 0;
}

function add(file) {
  const row = document.getElementById("sending-row").content.firstElementChild.cloneNode(true);
  row.querySelector(".name").textContent = file.name;
  // the same key when sent again: a file whose answer was lost on the way is not kept twice
  const key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  row.querySelector('[data-part="again"]').addEventListener("click", () => {
    tell(row, "", false);
    waiting.push({ file, row, key });
    next();
  });
  rows.append(row);
  waiting.push({ file, row, key });
  recount();
}

function next() {
  while (busy < AT_ONCE && waiting.length) {
    busy += 1;
    send(waiting.shift());
  }
}

function send({ file, row, key }) {
  const request = new XMLHttpRequest();
  const bar = row.querySelector("progress");
  request.open("POST", `/api/v1/entries?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader("X-CSRF-Token", csrf);
  request.setRequestHeader("Idempotency-Key", key);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) { bar.max = event.total; bar.value = event.loaded; }
  });
  request.addEventListener("loadend", () => {
    busy -= 1;
    finish(request, row);
    next();
  });
  request.send(file);
}

function finish(request, row) {
  if (request.status === 202) {
    row.remove();
    recount();
    return;
  }
  let told = form.dataset.lost ?? "";
  try {
    const { error } = JSON.parse(request.responseText);
    told = [error.message, error.remedy].filter(Boolean).join(" ");
  } catch { /* no answer at all: the words for a lost line stand */ }
  tell(row, told, true);
}

function take(files) {
  for (const file of files) add(file);
  next();
}

async function filesOf(items) {
  const found = [];
  const visit = async (item) => {
    if (item.isFile) found.push(await new Promise((done, fail) => item.file(done, fail)));
    else {
      const reader = item.createReader();
      for (;;) {
        const some = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (!some.length) break;
        for (const inner of some) await visit(inner);
      }
    }
  };
  const tops = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  for (const top of tops) await visit(top);
  return found;
}

for (const picker of document.querySelectorAll("[data-picks]")) {
  picker.addEventListener("click", () => document.getElementById(picker.dataset.picks).click());
}
for (const input of form.querySelectorAll('input[type="file"]')) {
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
}
let depth = 0;
addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; form.classList.add("over"); });
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) { depth = 0; form.classList.remove("over"); } });
addEventListener("drop", async (event) => {
  event.preventDefault();
  depth = 0;
  form.classList.remove("over");
  take(await filesOf(event.dataTransfer.items));
});
addEventListener("beforeunload", (event) => { if (busy || waiting.length) event.preventDefault(); });
