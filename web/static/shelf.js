// Files being sent are kept in the browser until they have arrived: closing it loses nothing.
const NAME = "berkas-uploads";
const MOST_BYTES = 300 * 1024 * 1024; // of one file; larger ones are chosen again
let opened;

function open() {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files", { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  return opened;
}

async function deed(mode, work) {
  try {
    const db = await open();
    return await new Promise((done, fail) => {
      const way = db.transaction("files", mode);
      const asked = work(way.objectStore("files"));
      way.oncomplete = () => done(asked?.result);
      way.onabort = way.onerror = () => fail(way.error);
    });
  } catch {
    return undefined; // a private window, or no room left: the file is chosen again instead
  }
}

// Whether the file will still be here when the browser comes back.
export async function put(kept) {
  if (kept.file.size > MOST_BYTES) return false;
  return (await deed("readwrite", (files) => files.put(kept))) !== undefined;
}
export const remove = (key) => deed("readwrite", (files) => files.delete(key));
export const all = async () => (await deed("readonly", (files) => files.getAll())) ?? [];
