// One file over a bad line, in pieces: tus 1.0. What has arrived is never sent twice.
const ROOT = "/api/v1/uploads";
const LEAST = 128 * 1024;
const MOST = 8 * 1024 * 1024;
const WANTED_MS = 3000; // a piece takes about so long, so that little is lost with a line
const SILENCE_MS = 45000;
const PAUSES_MS = [1000, 2000, 5000, 10000, 20000, 30000];
const csrf = document.querySelector('meta[name="csrf"]').content;

export class Refused extends Error {}
export class Stopped extends Error {}
export class Gone extends Error {}

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

// What the server says no to, in its own words; everything else is the line's fault and tried again.
function refusal(request) {
  if (request.status === 404 || request.status === 410) return new Gone();
  if (request.status < 400 || request.status >= 500 || [408, 409, 423, 425, 429, 460].includes(request.status)) return null;
  let told = "";
  try {
    const { error } = JSON.parse(request.responseText);
    told = [error.message, error.remedy].filter(Boolean).join(" ");
  } catch { /* a proxy answered */ }
  const refused = new Refused(told || String(request.status));
  refused.status = request.status;
  return refused;
}

export class Sending {
  // told: { progress(sent, size, perSecond), waiting(seconds), began(id) }
  constructor(file, { id = "", group = "", name = file.name }, told) {
    Object.assign(this, { file, id, group, name, told, step: LEAST * 4, tries: 0, isStopped: false, at: 0 });
  }

  stop() {
    this.isStopped = true;
    this.request?.abort();
    this.wake?.();
  }

  // The entry the file became; null for a photo that waits to be joined.
  async run() {
    let known = Boolean(this.id);
    for (;;) {
      if (this.isStopped) throw new Stopped();
      try {
        if (!this.id) await this.begin();
        else if (known) await this.ask();
        known = true;
        while (this.at < this.file.size && this.entry === undefined) {
          await this.piece();
          this.tries = 0;
        }
        return this.entry ?? null;
      } catch (error) {
        if (this.isStopped) throw new Stopped();
        if (error instanceof Gone && this.id) { this.id = ""; this.at = 0; known = false; continue; }
        if (error instanceof Refused || error instanceof Gone) throw error;
        this.step = Math.max(LEAST, this.step / 2);
        await this.pause();
      }
    }
  }

  async begin() {
    const said = { filename: this.name, modified: String(this.file.lastModified ?? ""), group: this.group };
    const metadata = Object.entries(said).filter(([, value]) => value).map(([key, value]) => `${key} ${encoded(value)}`).join(",");
    const answer = await this.send("POST", ROOT, { "Upload-Length": String(this.file.size), "Upload-Metadata": metadata });
    this.id = answer.getResponseHeader("location").split("/").pop();
    this.told.began(this.id);
  }

  async ask() {
    this.note(await this.send("HEAD", `${ROOT}/${this.id}`, {}));
  }

  async piece() {
    const part = this.file.slice(this.at, this.at + this.step);
    const began = performance.now();
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(this.at), ...(await summed(part)) };
    const from = this.at;
    this.note(await this.send("PATCH", `${ROOT}/${this.id}`, headers, part, (sent) => this.tell(from + sent, began, sent)));
    const took = performance.now() - began;
    this.step = Math.min(MOST, Math.max(LEAST, Math.round(this.step * Math.min(2, WANTED_MS / Math.max(took, 1)))));
    this.tell(this.at, began, this.at - from);
  }

  note(answer) {
    this.at = Number(answer.getResponseHeader("upload-offset"));
    const entry = answer.getResponseHeader("upload-entry");
    if (entry) this.entry = entry;
    else if (this.at >= this.file.size && !this.group) this.entry = null;
  }

  tell(sent, began, some) {
    const seconds = (performance.now() - began) / 1000;
    this.told.progress(Math.min(sent, this.file.size), this.file.size, seconds > 0.3 ? some / seconds : 0);
  }

  send(method, to, headers, body = null, progress = null) {
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      this.request = request;
      let watch = 0;
      const alive = () => { clearTimeout(watch); watch = setTimeout(() => request.abort(), SILENCE_MS); };
      request.open(method, to);
      for (const [name, value] of Object.entries({ "Tus-Resumable": "1.0.0", "X-CSRF-Token": csrf, ...headers })) request.setRequestHeader(name, value);
      if (progress) request.upload.addEventListener("progress", (event) => { alive(); progress(event.loaded); });
      request.addEventListener("loadend", () => {
        clearTimeout(watch);
        if (request.status >= 200 && request.status < 300) done(request);
        else fail(refusal(request) ?? new Error(String(request.status)));
      });
      alive();
      request.send(body);
    });
  }

  // Ever longer pauses; at once when the machine says that it is on line again.
  pause() {
    const span = PAUSES_MS[Math.min(this.tries, PAUSES_MS.length - 1)];
    this.tries += 1;
    this.told.waiting(Math.round(span / 1000));
    return new Promise((done) => {
      const timer = setTimeout(() => this.wake(), span);
      this.wake = () => { clearTimeout(timer); removeEventListener("online", this.wake); done(); };
      addEventListener("online", this.wake);
    });
  }
}

async function summed(part) {
  // only pages with a safe origin may reckon; over a plain line TCP's own sums must do
  if (!crypto.subtle) return {};
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await part.arrayBuffer()));
  return { "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...sum))}` };
}

async function speak(method, to, body) {
  const headers = { "X-CSRF-Token": csrf, "Tus-Resumable": "1.0.0", ...(body ? { "Content-Type": "application/json" } : {}) };
  const answer = await fetch(to, { method, headers, body: body && JSON.stringify(body) });
  const told = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return told;
  if (answer.status === 404) throw new Gone();
  throw new Refused([told?.error?.message, told?.error?.remedy].filter(Boolean).join(" ") || String(answer.status));
}

export const unfinished = () => speak("GET", ROOT);
export const forget = (id) => speak("DELETE", `${ROOT}/${id}`);
export const join = (name, uploads) => speak("POST", `${ROOT}/join`, { name, uploads });
