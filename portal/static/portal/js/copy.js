// Copy buttons: `<button hidden data-copy="what to copy" data-copied="Copied">`; without script they stay hidden.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = button.querySelector("span") ?? button;
    const label = words.textContent;
    words.setAttribute("aria-live", "polite");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
      } catch {
        return; // permission refused: the text can still be selected by hand
      }
      words.textContent = button.dataset.copied;
      setTimeout(() => (words.textContent = label), 3000);
    });
  }
}
