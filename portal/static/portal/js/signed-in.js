/* Nothing that somebody with an account wrote is lost because the session ended meanwhile.

Before a form with something in it is sent, its page asks whether anybody is still signed in. If nobody is, the form
stays as it is and a notice says what to do; else it goes, with the token of now: signing in anew changes that. */

// Milliseconds to wait for an answer; without one the form goes as it is.
const PATIENCE = 8000;
// Milliseconds between two questions while somebody writes.
const BETWEEN = 120_000;
const words = document.getElementById("signed-in");
const touched = new WeakSet();
const asked = new WeakSet();
let notice = null;
let last = Date.now();
let waiting = false;

/** Returns "in", "out", "offline", or "unknown"; renews the tokens of all forms where somebody is in. */
async function state() {
  last = Date.now();
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(words.dataset.account, { redirect: "manual", cache: "no-store", signal });
    if (answer.type === "opaqueredirect") return "out";
    if (!answer.ok) return "unknown";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    for (const field of token ? document.querySelectorAll("[name=csrfmiddlewaretoken]") : []) field.value = token;
    return "in";
  } catch (error) {
    return error.name === "TimeoutError" ? "unknown" : "offline";
  }
}

/** Shows the notice of a state, takes away that of another; returns whether there is one. */
function tell(found) {
  notice?.remove();
  const template = words.content.querySelector(`[data-when="${found}"]`);
  notice = template && document.body.appendChild(template.cloneNode(true));
  return Boolean(notice);
}

/** Makes a button work again that Wagtail locked while its form was thought to be on its way. */
function unlock(button) {
  if (button?.dataset.wProgressLoadingValue) button.dataset.wProgressLoadingValue = "false";
  if (button) button.disabled = false;
}

/** Sends a form that waited for the answer. */
function send(form, button) {
  const wasLocked = button?.disabled;
  asked.add(form);
  if (button) button.disabled = false; // a locked one would not be sent along
  form.requestSubmit(button);
  if (button) button.disabled = wasLocked;
}

/** Holds a form back until it is known that somebody is signed in. */
async function hold(event) {
  const form = event.target;
  const button = event.submitter;
  if (asked.delete(form) || form.method !== "post") return;
  if (!touched.has(form) && !form.matches("[data-controller~=w-unsaved]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (waiting) return;
  waiting = true;
  const isTold = tell(await state());
  waiting = false;
  if (isTold) unlock(button);
  else send(form, button);
}

/** Says how things stand, where that is not known anyway. */
async function look() {
  if (notice || Date.now() - last > BETWEEN) tell(await state());
}

if (words) {
  addEventListener("submit", hold, { capture: true });
  addEventListener("input", (event) => {
    const form = event.target.closest?.("form");
    if (!form || form.method !== "post") return;
    touched.add(form);
    if (!notice) look();
  });
  addEventListener("focus", look); // back from the tab where one signs in
}
