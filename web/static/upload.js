// Hands files in: several at once, over bad lines, going on where the last visit ended.
import { Gone, Refused, Sending, Stopped, forget, join, unfinished } from "./tus.js";
import * as shelf from "./shelf.js";
import { isPhoto, lay } from "./photos.js";

const form = document.getElementById("drop");
const words = form.dataset;
const sending = document.getElementById("sending");
const rows = sending.querySelector("ul");
const count = sending.querySelector('[data-part="count"]');
const left = document.getElementById("unfinished");
const owner = words.owner;
const AT_ONCE = 3;
const LITTER = /^(\.|Thumbs\.db$|desktop\.ini$|~\$)/i;
const waiting = [];
const groups = new Map();
const living = new Set();
let busy = 0;

for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;

const sized = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
function size(bytes) {
  for (const [limit, unit] of [[1 << 30, "GB"], [1 << 20, "MB"], [1 << 10, "kB"]]) {
    if (bytes >= limit) return `${sized.format(bytes / limit)} ${unit}`;
  }
  return `${bytes} B`;
}
const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, key) => facts[key]);
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const part = (row, name) => row.querySelector(`[data-part="${name}"]`);

function recount() {
  count.textContent = String(rows.children.length);
  sending.hidden = rows.children.length === 0;
}

function say(job, state, text, kind = "working") {
  part(job.row, "state").textContent = state;
  part(job.row, "state").className = `state ${kind}`;
  part(job.row, "said").textContent = text;
  part(job.row, "said").classList.toggle("bad", kind === "failed");
  job.row.querySelector("progress").hidden = kind === "failed";
  part(job.row, "again").hidden = kind !== "failed";
}

// kept: { key, file, name, id, group, title, order, owner }
function add(kept, isKept) {
  const row = document.getElementById("sending-row").content.firstElementChild.cloneNode(true);
  row.querySelector(".name").textContent = kept.title ? `${kept.title} · ${kept.name}` : kept.name;
  const job = { ...kept, row, isKept, entry: undefined };
  part(row, "again").addEventListener("click", () => { job.id = job.isRefused ? "" : job.id; job.isRefused = false; queue(job); });
  part(row, "stop").addEventListener("click", () => drop(job));
  if (job.group) (groups.get(job.group) ?? groups.set(job.group, []).get(job.group)).push(job);
  rows.append(row);
  living.add(job);
  recount();
  queue(job);
  return job;
}

function queue(job) {
  say(job, words.queued, size(job.file.size), "received");
  waiting.push(job);
  next();
}

function next() {
  while (busy < AT_ONCE && waiting.length) {
    busy += 1;
    send(waiting.shift()).finally(() => { busy -= 1; next(); });
  }
}

async function send(job) {
  const bar = job.row.querySelector("progress");
  job.sending = new Sending(job.file, job, {
    began: (id) => { job.id = id; if (job.isKept) shelf.put(keptOf(job)); },
    progress: (sent, whole, speed) => {
      bar.max = whole;
      bar.value = sent;
      const done = filled(words.sent, { done: size(sent), size: size(whole) });
      say(job, words.sending, speed ? `${done} · ${size(speed)}/s` : done);
    },
    waiting: (seconds) => say(job, words.waiting, filled(words.again, { seconds }), "received"),
  });
  try {
    const entry = await job.sending.run();
    if (job.group) await arrived(job);
    else { finish(job); tellTaken(entry); }
  } catch (error) {
    if (error instanceof Stopped) return;
    job.isRefused = error instanceof Refused;
    if (error.status === 401) { location.reload(); return; }
    say(job, words.refused, error.message || words.lost, "failed");
    if (job.isRefused && ![413, 507].includes(error.status)) shelf.remove(job.key);
  }
}

const keptOf = ({ key, file, name, id, group, title, order }) => ({ key, file, name, id, group, title, order, owner });

function tellTaken(entry) {
  if (entry) document.dispatchEvent(new CustomEvent("entry-taken", { detail: entry }));
}

function finish(job) {
  living.delete(job);
  shelf.remove(job.key);
  job.row.remove();
  recount();
}

// A photo of a document waits for the others; with the last one the document is made.
async function arrived(job) {
  job.isHere = true;
  say(job, words.here, size(job.file.size), "archived");
  const group = groups.get(job.group);
  if (!group.every((one) => one.isHere)) return;
  group.sort((one, other) => one.order - other.order);
  try {
    const made = await join(job.title, group.map((one) => one.id));
    tellTaken(made.id);
    for (const one of group) finish(one);
    groups.delete(job.group);
  } catch (error) {
    for (const one of group) one.isHere = false;
    say(group[0], words.refused, error.message || words.lost, "failed");
  }
}

async function drop(job) {
  job.sending?.stop();
  const at = waiting.indexOf(job);
  if (at >= 0) waiting.splice(at, 1);
  if (job.id) await forget(job.id).catch(() => {});
  const group = groups.get(job.group);
  if (group) group.splice(group.indexOf(job), 1);
  finish(job);
  if (group?.length && group.every((one) => one.isHere)) arrived(group[0]);
}

// The file goes on its way at once, and onto the shelf beside it; what has arrived is taken off again.
async function keep(job, kept) {
  job.isKept = await shelf.put(kept);
  if (!living.has(job)) shelf.remove(job.key);
  else if (job.isKept && job.id !== kept.id) shelf.put(keptOf(job));
}

// An empty file can never be read: its sender is told, and nothing is sent.
function tellEmpty(file) {
  const row = document.getElementById("sending-row").content.firstElementChild.cloneNode(true);
  row.querySelector(".name").textContent = file.name;
  say({ row }, words.refused, words.empty, "failed");
  part(row, "again").hidden = true;
  part(row, "stop").addEventListener("click", () => { row.remove(); recount(); });
  rows.append(row);
  recount();
}

async function take(files, title = "") {
  for (const file of files) if (!file.size && !LITTER.test(file.name)) tellEmpty(file);
  const chosen = [...files].filter((file) => file.size && !LITTER.test(file.name));
  const group = title ? newKey() : "";
  for (const [order, file] of chosen.entries()) {
    const known = title ? null : matching(file);
    const kept = { key: newKey(), file, name: file.name, id: known?.id ?? "", group, title, order, owner };
    if (known) known.row.remove();
    keep(add(kept, false), kept);
  }
  tidyLeft();
}

function choose(files) {
  const chosen = [...files];
  if (chosen.length > 1 && chosen.every(isPhoto)) lay(chosen, take);
  else take(chosen);
}

// What earlier visits left: files still in this browser go on by themselves, others are chosen again.
const lost = [];
const matching = (file) => lost.find((one) => one.name === file.name && one.size === file.size && (!one.modified || one.modified === String(file.lastModified)));

function tidyLeft() {
  for (const one of [...lost]) if (!one.row.isConnected) lost.splice(lost.indexOf(one), 1);
  left.hidden = lost.length === 0;
}

function show(one) {
  const row = document.getElementById("left-row").content.firstElementChild.cloneNode(true);
  row.querySelector(".name").textContent = one.name;
  part(row, "said").textContent = filled(words.left, { done: size(one.offset), size: size(one.size), until: new Date(one.until).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" }) });
  row.querySelector("progress").max = one.size;
  row.querySelector("progress").value = one.offset;
  const chooser = document.getElementById("files");
  part(row, "choose").addEventListener("click", () => chooser.click());
  part(row, "discard").addEventListener("click", async () => { await forget(one.id).catch(() => {}); row.remove(); tidyLeft(); });
  left.querySelector("ul").append(row);
  lost.push({ ...one, row });
}

async function comeBack() {
  const here = (await shelf.all()).filter((kept) => kept.owner === owner);
  for (const kept of here.sort((one, other) => one.order - other.order)) add(kept, true);
  const known = new Set(here.map((kept) => kept.id));
  left.querySelector("ul").replaceChildren();
  for (const one of await unfinished().catch(() => [])) if (!known.has(one.id)) show(one);
  tidyLeft();
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
for (const input of document.querySelectorAll('#drop input[type="file"], #photos input[type="file"]')) {
  input.addEventListener("change", () => {
    if (input.id === "camera" || input.id === "next-photo") lay(input.files, take);
    else choose(input.files);
    input.value = "";
  });
}
let depth = 0;
addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; form.classList.add("over"); });
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) { depth = 0; form.classList.remove("over"); } });
addEventListener("drop", async (event) => {
  event.preventDefault();
  depth = 0;
  form.classList.remove("over");
  choose(await filesOf(event.dataTransfer.items));
});
// only what this browser could not keep would be lost with the page
addEventListener("beforeunload", (event) => { if ([...living].some((job) => !job.isKept)) event.preventDefault(); });
comeBack();
