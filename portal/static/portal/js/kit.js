// Emergency kit: keeps itself on the device, looks up places and keeps ticks there, tells when it is out of date.
// Nothing that is typed or ticked leaves the device. Without this file the page shows and finds the same.
// Private windows may refuse to store: ticks and places then last as long as the page.
const kit = document.querySelector("[data-kit]");
const part = (name) => kit.querySelector(`[data-${name}]`);
const stored = `kit-ticks-${kit.dataset.kit}`;

// The date: by the device's own clock, because a kept page cannot ask anybody.
const tellState = () => {
  const ends = Date.parse(kit.dataset.expires);
  if (ends && Date.now() >= ends) part("expired").hidden = false;
  part("offline").hidden = navigator.onLine && !("kept" in kit.dataset);
};
tellState();
for (const name of ["online", "offline"]) addEventListener(name, tellState);
addEventListener("visibilitychange", tellState);

// Ticks: by their words, so that a box whose words changed is empty again.
const boxes = [...kit.querySelectorAll(".tick input")];
const wordsOf = (box) => box.closest("label").textContent.trim();
const read = () => {
  try {
    return new Set(JSON.parse(localStorage.getItem(stored) || "[]"));
  } catch {
    return new Set();
  }
};
const write = (ticked) => {
  try {
    if (ticked.size) localStorage.setItem(stored, JSON.stringify([...ticked]));
    else localStorage.removeItem(stored);
  } catch {}
};
const showTicks = () => {
  const ticked = read();
  for (const box of boxes) box.checked = ticked.has(wordsOf(box));
};
if (boxes.length) {
  part("ticks-plain").hidden = true;
  part("ticks-kept").hidden = false;
  showTicks();
  kit.addEventListener("change", (event) => {
    if (!boxes.includes(event.target)) return;
    const ticked = read();
    ticked[event.target.checked ? "add" : "delete"](wordsOf(event.target));
    write(ticked);
  });
  part("untick").addEventListener("click", () => {
    write(new Set());
    for (const box of boxes) box.checked = false;
  });
}

// Places: in the table that is kept beside the page.
const MOST = 3;
const LETTERS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const folded = (word) =>
  word
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => LETTERS[letter])
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
const form = part("place");
async function look(word) {
  const table = new Map(Object.entries(await (await fetch(kit.dataset.places)).json()));
  const postcode = /^\d{5}/.exec(word.trim());
  const name = folded(word);
  const full = name.replace(/^(lkr|lk|kr|kreis|landkr)-/, "landkreis-");
  const found = postcode ? table.get(postcode[0]) : (table.get(name) ?? table.get(full));
  const here = new Set((found || "").split(" ").filter(Boolean));
  const all = [...part("all").children];
  const near = all.filter((one) => one.dataset.districts.split(" ").some((code) => here.has(code)));
  const everywhere = all.filter((one) => !one.dataset.districts);
  part("first").replaceChildren(...[...near, ...everywhere].slice(0, MOST).map((one) => one.cloneNode(true)));
  part("unknown").hidden = found !== undefined;
}
// The place lasts while this window is open, so that another language has the same number.
const place = (word) => {
  try {
    if (word === undefined) return sessionStorage.getItem("kit-place");
    if (word) sessionStorage.setItem("kit-place", word);
    else sessionStorage.removeItem("kit-place");
  } catch {}
  return null;
};
// What was looked up here takes the place of that in the address, which the server was told once.
const forgetAddress = () => {
  const own = new URL(location);
  own.searchParams.delete("ort");
  history.replaceState(null, "", own);
  for (const link of kit.querySelectorAll(".kit-languages a")) {
    const url = new URL(link.href);
    url.searchParams.delete("ort");
    link.href = url;
  }
};
if (form) {
  const field = form.elements.ort;
  part("place-kept").hidden = false;
  form.addEventListener("submit", async (event) => {
    place(field.value.trim());
    if (!field.value.trim()) return;
    event.preventDefault();
    forgetAddress();
    try {
      await look(field.value);
      kit.querySelector(".call-now").focus();
    } catch {
      // No table and no way to ask for it: all numbers are on the page, and nobody is told the place.
      part("all").closest("details").open = true;
    }
  });
  // A kept page knows nothing of the place in its address.
  const asked = new URLSearchParams(location.search).get("ort") || place();
  if (asked) place(asked);
  if (asked && field.defaultValue !== asked) {
    field.value = asked;
    look(asked).catch(() => {});
  }
  document.querySelector("[data-exit]")?.addEventListener("click", () => place(""));
}

// The device's own copy: the browser asks for a newer one at every visit.
if (kit.dataset.worker && "serviceWorker" in navigator) {
  navigator.serviceWorker
    .register(kit.dataset.worker, { scope: kit.dataset.scope, updateViaCache: "none" })
    .then(() => navigator.serviceWorker.ready)
    .then(() => (part("saved").hidden = false))
    .catch(() => {}); // in private windows: the page works as any other one
}
