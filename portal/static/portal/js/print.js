// Print buttons: `<button hidden data-print>`; without script they stay hidden, and the browser's own way is described.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
