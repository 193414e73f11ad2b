// The picture follows what is chosen.
const form = document.querySelector("[data-blanks]");
const picture = document.querySelector("[data-preview]");
for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
form?.addEventListener("change", (event) => {
  if (event.target.name === "copies") return;
  const asked = new URLSearchParams();
  for (const name of ["form", "unit", "paper"]) asked.set(name, new FormData(form).get(name));
  picture.classList.add("is-waiting");
  picture.src = `/blanks/picture?${asked}`;
  history.replaceState(null, "", `/blanks?${asked}`);
});
picture?.addEventListener("load", () => picture.classList.remove("is-waiting"));
