// Steps for people whose phone somebody may look at: each takes the place of the one before it in the history, so that
// one press of "back" after leaving shows none of them. Without this script they are plain links and forms.
const path = `/${location.pathname.split("/").slice(-3).join("/")}`; // the same in every language
const isStep = (url) => url.origin === location.origin && url.pathname.endsWith(path);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.hash) return;
  if (!isStep(link) && !(link.origin === location.origin && link.closest("[data-step]"))) return;
  event.preventDefault();
  location.replace(link.href);
});
document.addEventListener("submit", (event) => {
  const next = new URL(event.target.action);
  if (event.target.method !== "get" || !isStep(next)) return;
  event.preventDefault();
  next.search = new URLSearchParams(new FormData(event.target));
  location.replace(next);
});
