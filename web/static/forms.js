// The form editor: the definition's data as cards, its text beside them, its printed blank at once.
const form = document.querySelector("[data-editor]");
const words = form.dataset;
const text = form.querySelector('[name="text"]');
const based = form.querySelector('[name="based_on"]');
const csrf = document.querySelector('meta[name="csrf"]').content;
const canvas = form.querySelector("[data-canvas]");
const WAIT_MS = 450;
const WITH = { lines: ["text", "long-text", "name", "place"], cells: ["text", "name", "number", "nik", "nrp", "phone", "rt-rw", "document-number"], rows: ["table"], words: ["text", "name", "place", "rank"], option: ["checks", "choice"], column: ["table"] };
let data = null;
let page = 1;
let pages = 1;
let shown = "fields";
let timer = 0;
let turn = 0;

for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;

const filled = (said, facts) => said.replace(/\{(\w+)\}/g, (_, key) => facts[key]);
const lines = (value) => value.split("\n").map((line) => line.trim()).filter(Boolean);
const listOf = (owner, name) => (owner[name] ??= []);

async function ask(to, body) {
  const answer = await fetch(to, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, body: JSON.stringify(body) }).catch(() => null);
  if (answer?.ok) return answer;
  const told = (await answer?.json().catch(() => null))?.error;
  throw new Error(told ? [told.message, told.remedy].filter(Boolean).join(" ") : words.lost);
}

const draft = () => (shown === "text" ? { text: text.value } : { data });

function fault(told) {
  form.querySelector("[data-fault]").hidden = !told;
  form.querySelector("[data-save]").disabled = Boolean(told);
  if (!told) return;
  form.querySelector("[data-reason]").textContent = filled(words.line, told);
  if (shown === "text") mark(told.line);
}

// The line that is complained of is brought into sight, the cursor is left where it is.
function mark(line) {
  const height = text.scrollHeight / Math.max(1, text.value.split("\n").length);
  const top = (line - 1) * height;
  if (top < text.scrollTop || top > text.scrollTop + text.clientHeight) text.scrollTop = Math.max(0, top - text.clientHeight / 2);
}

async function look() {
  const mine = ++turn;
  try {
    const told = await (await ask("/api/v1/forms/check", draft())).json();
    if (mine !== turn) return;
    fault(told.fault);
    if (shown === "fields") text.value = told.text;
    else if (told.data) data = told.data;
    if (!told.fault) await picture(mine);
  } catch (error) { say(error.message, true); }
}

async function picture(mine) {
  const paper = form.querySelector("[data-paper]").value;
  const answer = await ask(`/api/v1/forms/picture?page=${page}&paper=${paper}`, { text: text.value });
  pages = Number(answer.headers.get("x-pages")) || 1;
  const image = await createImageBitmap(await answer.blob());
  if (mine !== turn) return;
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
  form.querySelector("[data-page]").textContent = `${page}/${pages}`;
}

function soon() {
  say("");
  clearTimeout(timer);
  timer = setTimeout(look, WAIT_MS);
}

function say(told, isBad = false) {
  const status = form.querySelector("[data-status]");
  status.textContent = told;
  status.classList.toggle("bad", isBad);
}

// A key from a label: small letters, nothing twice.
function keyFrom(label, taken) {
  const stem = (label.toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "") || "isian").slice(0, 36);
  let key = stem;
  for (let n = 2; taken.has(key); n += 1) key = `${stem}_${n}`;
  return key;
}

function keys() {
  const found = new Set();
  for (const field of data.field ?? []) {
    found.add(field.key);
    for (const option of field.option ?? []) found.add(option.key);
  }
  return found;
}

function select(box, values, chosen, none) {
  box.replaceChildren(...(none ? [new Option("–", "")] : []), ...values.map(([value, said]) => new Option(said, value)));
  box.value = chosen ?? "";
}

function drawForm() {
  const part = (name) => form.querySelector(`[data-form="${name}"]`);
  part("title").value = data.titles?.[0] ?? "";
  part("titles").value = (data.titles ?? []).slice(1).join("\n");
  part("id").value = data.id ?? "";
  part("privacy").value = data.privacy ?? "unit";
  part("recap").value = data.recap ?? "";
  drawLinks();
  for (const name of ["section", "field"]) drawList(form.querySelector(`[data-pane] > section > [data-list="${name}"]`), data, name);
}

function drawLinks() {
  const fields = (kinds) => (data.field ?? []).filter((field) => kinds.includes(field.kind ?? "text")).map((field) => [field.key, field.labels?.[0] ?? field.key]);
  select(form.querySelector('[data-form="month_field"]'), fields(["date", "month"]), data.month_field, true);
  select(form.querySelector('[data-form="officer_field"]'), fields(["name", "text"]), data.officer_field, true);
  const sections = (data.section ?? []).map((one) => [one.key, one.labels?.[0] ?? one.key]);
  for (const box of form.querySelectorAll('[data-bind="section"]')) select(box, sections, box.value || box.dataset.chosen, true);
}

function drawList(holder, owner, name) {
  const cards = listOf(owner, name);
  if (!cards.length) delete owner[name];
  holder.replaceChildren(...cards.map((one, at) => card(holder, owner, name, one, at)));
}

function card(holder, owner, name, one, at) {
  const row = document.querySelector(`template[data-card="${name}"]`).content.firstElementChild.cloneNode(true);
  const all = owner[name];
  const again = (to) => { drawList(holder, owner, name); drawLinks(); soon(); holder.children[to]?.querySelector("input")?.focus(); };
  const own = (selector) => [...row.querySelectorAll(selector)].filter((part) => part.closest("[data-list]") === null || part.closest("li") === row);
  own("[data-up]")[0].disabled = at === 0;
  own("[data-down]")[0].disabled = at === all.length - 1;
  own("[data-up]")[0].addEventListener("click", () => { all.splice(at - 1, 0, ...all.splice(at, 1)); again(at - 1); });
  own("[data-down]")[0].addEventListener("click", () => { all.splice(at + 1, 0, ...all.splice(at, 1)); again(at + 1); });
  own("[data-remove]")[0].addEventListener("click", () => { all.splice(at, 1); again(Math.min(at, all.length - 1)); });
  for (const box of own("[data-bind]")) bind(box, one, row);
  if (name === "field") {
    fit(row, one);
    for (const inner of ["option", "column"]) drawList(row.querySelector(`[data-list="${inner}"]`), one, inner);
    for (const button of row.querySelectorAll("[data-adds]")) button.addEventListener("click", () => add(row.querySelector(`[data-list="${button.dataset.adds}"]`), one, button.dataset.adds));
  }
  return row;
}

const NUMBERS = { lines: 1, cells: 0, rows: 0 };
function bind(box, one, row) {
  const name = box.dataset.bind;
  const read = {
    label: () => one.labels?.[0] ?? "",
    labels: () => (one.labels ?? []).slice(1).join("\n"),
    words: () => (one.words ?? []).join("\n"),
    kind: () => one.kind ?? "text",
    section: () => { box.dataset.chosen = one.section ?? ""; return one.section ?? ""; },
  }[name] ?? (() => one[name] ?? NUMBERS[name] ?? "");
  box.value = read();
  box.addEventListener(box.matches("select") ? "change" : "input", () => {
    if (name === "label") {
      const wasMade = one.isFresh;
      one.labels = [box.value, ...(one.labels ?? []).slice(1)];
      if (wasMade) { const taken = keys(); taken.delete(one.key); rename(one, keyFrom(box.value, taken)); row.querySelector('[data-bind="key"]').value = one.key; }
    } else if (name === "labels") one.labels = [one.labels?.[0] ?? "", ...lines(box.value)];
    else if (name === "words") { one.words = lines(box.value); if (!one.words.length) delete one.words; }
    else if (name === "key") { one.isFresh = false; rename(one, box.value); }
    else if (name in NUMBERS) { if (Number(box.value) === NUMBERS[name]) delete one[name]; else one[name] = Number(box.value); }
    else if (box.value) one[name] = box.value;
    else delete one[name];
    if (name === "kind" && row.matches(".card")) { suit(one); fit(row, one); for (const inner of ["option", "column"]) drawList(row.querySelector(`[data-list="${inner}"]`), one, inner); }
    if (["label", "key", "kind"].includes(name)) drawLinks();
    soon();
  });
  Object.defineProperty(one, "isFresh", { value: one.isFresh ?? false, writable: true, enumerable: false, configurable: true });
}

function rename(one, key) {
  for (const name of ["month_field", "officer_field"]) if (data[name] === one.key) data[name] = key;
  for (const field of data.field ?? []) if (data.section?.includes(one) && field.section === one.key) field.section = key;
  one.key = key;
}

// What a kind needs is there from the start; what it cannot have goes.
function suit(one) {
  for (const [name, kinds] of Object.entries(WITH)) if (!kinds.includes(one.kind)) delete one[name];
  if (WITH.option.includes(one.kind)) one.option ??= [fresh("option", one), fresh("option", one, 1)];
  if (WITH.column.includes(one.kind)) { one.column ??= [fresh("column", one)]; one.rows ??= 8; }
}

function fit(row, one) {
  for (const part of row.querySelectorAll("[data-of]")) part.hidden = !WITH[part.dataset.of].includes(one.kind ?? "text");
}

function fresh(name, owner, more = 0) {
  const label = words.fieldname;
  const taken = keys();
  for (const one of owner?.[name] ?? []) taken.add(one.key);
  let key = keyFrom(label, taken);
  for (let n = 0; n < more; n += 1) { taken.add(key); key = keyFrom(label, taken); }
  const one = { key, labels: [label] };
  Object.defineProperty(one, "isFresh", { value: true, writable: true, enumerable: false, configurable: true });
  return one;
}

function add(holder, owner, name) {
  listOf(owner, name).push(fresh(name, owner));
  drawList(holder, owner, name);
  drawLinks();
  const box = holder.lastElementChild.querySelector('[data-bind="label"]');
  box.focus();
  box.select();
  soon();
}

for (const button of form.querySelectorAll("section > header [data-adds]")) {
  button.addEventListener("click", () => add(button.closest("section").querySelector("[data-list]"), data, button.dataset.adds));
}
for (const box of form.querySelectorAll("[data-form]")) {
  box.addEventListener(box.matches("select") ? "change" : "input", () => {
    const name = box.dataset.form;
    if (name === "title") data.titles = [box.value, ...(data.titles ?? []).slice(1)];
    else if (name === "titles") data.titles = [data.titles?.[0] ?? "", ...lines(box.value)];
    else if (!box.value || (name === "privacy" && box.value === "unit")) delete data[name];
    else data[name] = box.value;
    // the cards come last in the text, whatever was added to the form
    for (const list of ["section", "field"]) if (list in data) { const held = data[list]; delete data[list]; data[list] = held; }
    soon();
  });
}
text.addEventListener("input", soon);
form.querySelector("[data-paper]").addEventListener("change", look);
for (const button of form.querySelectorAll("[data-turn]")) {
  button.addEventListener("click", () => { page = Math.min(pages, Math.max(1, page + Number(button.dataset.turn))); look(); });
}

function show(name) {
  shown = name;
  for (const pane of form.querySelectorAll("[data-pane]")) pane.hidden = pane.dataset.pane !== name;
  for (const tab of form.querySelectorAll("[data-tab]")) tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
}
for (const tab of form.querySelectorAll("[data-tab]")) {
  tab.addEventListener("click", async () => {
    if (tab.dataset.tab === "fields") {
      const told = await ask("/api/v1/forms/check", { text: text.value }).then((answer) => answer.json()).catch(() => null);
      if (!told?.data) { fault(told?.fault); return; }
      data = told.data;
      drawForm();
    }
    show(tab.dataset.tab);
    look();
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(timer);
  await look();
  if (!form.querySelector("[data-fault]").hidden) return;
  try {
    const told = await (await ask("/api/v1/forms", { text: text.value, based_on: based.value ? Number(based.value) : null })).json();
    const isSame = String(told.version) === based.value;
    based.value = String(told.version);
    say(isSame ? words.same : filled(words.saved, told));
    if (words.new || !isSame) setTimeout(() => location.assign(`/forms/${told.id}`), 900);
  } catch (error) { say(error.message, true); }
});

const told = await ask("/api/v1/forms/check", { text: text.value }).then((answer) => answer.json()).catch(() => null);
if (told?.data) {
  data = told.data;
  if (words.new && document.querySelector("[data-copied-from]")) { data.id = `${data.id}-2`; data.version = 1; }
  drawForm();
  show("fields");
} else show("text");
look();
