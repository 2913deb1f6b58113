// The way out: replaces this page in the history, so that "back" does not return to it.
for (const link of document.querySelectorAll("[data-exit]")) {
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // Blank first: the other site may take a second to answer.
    document.title = "…";
    document.body.hidden = true;
    location.replace(link.href);
  });
}
// Coming back out of the browser's cache must not show an empty page.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
