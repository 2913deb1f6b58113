// Map and lists point at each other: what is hovered or focused lights up everywhere it stands.
// Elements carry `data-region="14524"`, several keys separated by spaces.
const marked = [...document.querySelectorAll("[data-region]")];

function light(origin) {
  const keys = new Set(origin ? origin.dataset.region.split(" ") : []);
  for (const element of marked) {
    const shared = element.dataset.region.split(" ").some((key) => keys.has(key));
    element.classList.toggle("lit", shared && element !== origin);
  }
}

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => light(event.target.closest?.("[data-region]")));
}
for (const name of ["pointerleave", "focusout"]) {
  document.documentElement.addEventListener(name, () => light(null));
}
