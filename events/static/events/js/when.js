// The questions about when: only those that apply are shown, and the next dates are worked out while one answers.
// Without this script every question is shown and a button opens the dates in a tab of its own.

const panel = document.querySelector("[data-next-dates]");
const form = panel?.closest("form");

function answer(name) {
  return form.querySelector(`[name="${name}"]:checked`)?.value ?? "";
}

function show(classname, isShown) {
  for (const element of form.querySelectorAll(`.${classname}`)) element.hidden = !isShown;
}

function arrange() {
  const repeats = answer("repeats") || "once";
  const isRule = !["once", "as_is"].includes(repeats);
  const byWeekday = repeats === "MONTHLY" && answer("month_by") === "weekday";
  const ends = isRule ? answer("ends") : "";
  show("when-series", repeats !== "once");
  show("when-weekly", repeats === "WEEKLY");
  show("when-monthly", repeats === "MONTHLY");
  show("when-monthly-weekday", byWeekday);
  show("when-until", ends === "until");
  show("when-count", ends === "count");
  for (const name of ["every", "ends"]) {
    const wrapper = form.querySelector(`[name="${name}"]`)?.closest(".when-series");
    if (wrapper) wrapper.hidden = !isRule;
  }
}

let waiting = 0;
let running = null;

async function refresh() {
  if (!form.elements.starts_on?.value) return;
  running?.abort();
  running = new AbortController();
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  try {
    const response = await fetch(panel.dataset.nextDates, {
      method: "POST",
      body: data,
      headers: { "X-Requested-With": "XMLHttpRequest" },
      signal: running.signal,
    });
    if (response.ok) panel.querySelector("[data-next-dates-answer]").innerHTML = await response.text();
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function changed(event) {
  if (!event.target.closest(".when, [data-contentpath=venue], [data-contentpath=region]")) return;
  arrange();
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 400);
}

if (form) {
  arrange();
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  panel.querySelector("[data-next-dates-button]").addEventListener("click", (event) => {
    event.preventDefault();
    refresh();
  });
}
