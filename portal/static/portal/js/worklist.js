// Keys for the list of everything that waits. They press what stands on the page and do nothing without this script;
// never while somebody types, never with Ctrl, Alt or Meta, and not where the account has switched keys off.
const list = document.querySelector("[data-worklist]");
const rows = () => [...list.querySelectorAll("[data-row]")];
const here = () => document.activeElement?.closest?.("[data-row]");
const openers = (row) => row?.querySelector("[data-open]");

function go(steps) {
  const all = rows();
  const at = all.indexOf(here());
  const next = at < 0 ? all[0] : all[Math.min(Math.max(at + steps, 0), all.length - 1)];
  openers(next)?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

function press(selector, within = list) {
  const found = within?.querySelector(selector);
  found?.click();
  return Boolean(found);
}

function tick() {
  const box = here()?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function act() {
  if (!list.querySelector("[data-row] input:checked")) return press('[data-act="1"]', here());
  list.querySelector("#worklist-do").focus();
  return true;
}

function walk() {
  const begin = list.querySelector("[data-key=w]");
  if (!begin) return false;
  const address = new URL(begin.href);
  const mark = here()?.querySelector("input[type=checkbox]")?.value;
  if (mark) address.searchParams.set("at", mark);
  location.assign(address);
  return true;
}

function help() {
  const keys = list.querySelector("#worklist-keys");
  keys.open = !keys.open;
  keys.querySelector("summary").focus();
  return true;
}

// A form that was sent is not sent again by an impatient finger.
let isLeaving = false;
addEventListener("submit", () => (isLeaving = true));
addEventListener("pageshow", () => (isLeaving = false));

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  // Where no row is chosen the arrows scroll, as everywhere.
  ArrowDown: () => Boolean(here()) && go(1),
  ArrowUp: () => Boolean(here()) && go(-1),
  x: tick,
  o: () => press("[data-open]", here()),
  a: act,
  t: () => press('[data-act="t"]', here()),
  u: () => press("[data-key=u]"),
  w: walk,
  "?": help,
};
for (let number = 1; number <= 9; number += 1) KEYS[number] = () => press(`[data-act="${number}"]`, here());

const REPEATED = new Set(["j", "k", "ArrowDown", "ArrowUp"]);
const TYPED = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";

function onKey(event) {
  if (isLeaving || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.repeat && !REPEATED.has(event.key)) return;
  if (event.target.closest(`${TYPED}, dialog, [role=dialog], [role=menu]`)) return;
  if (KEYS[event.key]?.()) {
    event.preventDefault();
    event.stopPropagation(); // Wagtail has a list of its own behind "?"
  }
}

// "All" ticks every box of the page, or none; whoever ticks or unticks means the ticked ones.
function tickAll(button) {
  const boxes = [...list.querySelectorAll("[data-row] input[type=checkbox]")];
  const isOn = !boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = isOn;
  button.setAttribute("aria-pressed", isOn);
}

for (const button of list?.querySelectorAll("[data-tick-all]") ?? []) {
  button.hidden = false;
  button.addEventListener("click", () => tickAll(button));
}
list?.addEventListener("change", ({ target }) => {
  if (target.matches("[data-row] input")) list.querySelector("#scope-ticked").checked = true;
});

if (list && "keys" in list.dataset) {
  // The browser itself chooses the next row only when it paints, which may be after the next key.
  if (document.activeElement === document.body) list.querySelector("[autofocus]")?.focus();
  // Before Wagtail, whose own keys are listened to at the document.
  window.addEventListener("keydown", onKey, { capture: true });
}
