// "All on this page" above a list of boxes: ticks them all, or none.
for (const all of document.querySelectorAll("[data-tick-all]")) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const boxes = [...document.querySelectorAll(`input[name="${all.dataset.tickAll}"]`)].filter((box) => box.type === "checkbox");
    const isOn = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = isOn;
  });
}
