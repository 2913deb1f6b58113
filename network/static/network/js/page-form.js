/* The form of a page or date: an address with a jump mark opens at that field, and on a phone its groups begin folded. */

const NARROW = "(max-width: 50em)";
// Milliseconds until Wagtail's fields have their size.
const SETTLED = 300;

/** Returns the element that the address names, null for none. */
function wanted() {
  const id = decodeURIComponent(location.hash.slice(1));
  return id ? document.getElementById(id) : null;
}

/** Folds every group of fields but that with what the address names, those with errors, and the first of what is new. */
function fold(target) {
  const all = [...document.querySelectorAll("form[data-edit-form] [data-panel]")];
  const groups = all.filter((panel) => !panel.parentElement.closest("[data-panel]"));
  const begun = location.pathname.includes("/add/") ? groups[0] : null;
  for (const panel of groups) {
    const toggle = panel.querySelector("[data-panel-toggle]");
    const stays =
      panel === begun || panel.contains(target) || panel.querySelector(".w-field--error, .error-message");
    if (toggle && !stays && toggle.getAttribute("aria-expanded") === "true") toggle.click();
  }
}

/** Brings a field into view, whatever group it is in. */
function show(target) {
  for (let panel = target.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
    const toggle = panel.querySelector("[data-panel-toggle]");
    if (toggle && toggle.getAttribute("aria-expanded") === "false") toggle.click();
  }
  const place = target.closest("[data-panel]") || target;
  place.scrollIntoView({ block: "start", behavior: "instant" });
}

addEventListener("load", () => {
  const target = wanted();
  if (matchMedia(NARROW).matches) fold(target);
  if (target && target.closest("form")) setTimeout(show, SETTLED, target);
});
