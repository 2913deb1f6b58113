// Above a list of boxes: "all on this page" ticks them all, or none; once all are ticked, what was found beyond this
// page is offered. Whoever takes a tick away means the ticked ones again.
const boxes = (name) => [...document.querySelectorAll(`input[type="checkbox"][name="${name}"]`)];
const isAll = (name) => boxes(name).length > 0 && boxes(name).every((box) => box.checked);

function settle() {
  for (const all of document.querySelectorAll("[data-tick-all]")) all.hidden = false;
  for (const offer of document.querySelectorAll("[data-when-all]")) offer.hidden = !isAll(offer.dataset.whenAll);
}

function choose(id) {
  const choice = document.getElementById(id);
  if (choice) choice.checked = true;
}

document.addEventListener("click", ({ target }) => {
  const all = target.closest("[data-tick-all]");
  const offered = target.closest("[data-choose]");
  if (all) {
    const isOn = !isAll(all.dataset.tickAll);
    for (const box of boxes(all.dataset.tickAll)) box.checked = isOn;
    if (!isOn) choose("scope-ticked");
    settle();
  }
  if (offered) {
    choose(offered.dataset.choose);
    document.getElementById(offered.dataset.choose)?.focus();
  }
});
document.addEventListener("change", ({ target }) => {
  if (target.matches('input[type="checkbox"][name="entry"]') && !target.checked) choose("scope-ticked");
  settle();
});
// Wagtail puts another list in the place of this one.
document.addEventListener("w-swap:success", settle);
settle();
