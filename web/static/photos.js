// Photos on the table before they are sent: in order, as one document or each by itself.
const dialog = document.getElementById("photos");
const table = dialog?.querySelector("[data-photos]");
const SIDE = 220;
let photos = [];
let give = null;

export const isPhoto = (file) => file.type.startsWith("image/") && !file.type.includes("tiff");

// Shows the photos; `done(files, name)` is called with a name for one document, without for many.
export function lay(files, done) {
  give = done;
  for (const file of files) photos.push(file);
  draw();
  if (!dialog.open) dialog.showModal();
}

async function picture(file, canvas) {
  const image = await createImageBitmap(file, { resizeWidth: SIDE }).catch(() => null);
  if (!image) return; // a format this browser cannot show is sent all the same
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
}

function draw() {
  const template = document.getElementById("photo-row");
  table.replaceChildren(...photos.map((file, at) => {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-number]").textContent = String(at + 1);
    row.querySelector("[data-name]").textContent = file.name;
    picture(file, row.querySelector("canvas"));
    row.querySelector("[data-earlier]").disabled = at === 0;
    row.querySelector("[data-later]").disabled = at === photos.length - 1;
    const move = (to) => { photos.splice(to, 0, ...photos.splice(at, 1)); draw(); };
    row.querySelector("[data-earlier]").addEventListener("click", () => move(at - 1));
    row.querySelector("[data-later]").addEventListener("click", () => move(at + 1));
    row.querySelector("[data-remove]").addEventListener("click", () => { photos.splice(at, 1); draw(); });
    return row;
  }));
  dialog.querySelector("[data-count]").textContent = String(photos.length);
  for (const button of dialog.querySelectorAll("[data-sends]")) button.disabled = photos.length === 0;
  dialog.querySelector('[data-sends="one"]').hidden = photos.length < 2;
}

function send(asOne) {
  const name = dialog.querySelector("[data-title]").value.trim();
  const sent = photos;
  photos = [];
  dialog.close();
  give?.(sent, asOne ? name || dialog.dataset.untitled : "");
}

for (const button of dialog?.querySelectorAll("[data-sends]") ?? []) {
  button.addEventListener("click", () => send(button.dataset.sends === "one"));
}
dialog?.addEventListener("close", () => { photos = []; });
