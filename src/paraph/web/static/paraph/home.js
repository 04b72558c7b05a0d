"use strict";
// The lists change under the reader's hand: focus stays on its row, and where that row is gone, on the one that took its place.
(() => {
  const lists = document.getElementById("lists");
  const links = () => [...lists.querySelectorAll("[data-row] a")];
  let place = -1;
  lists.addEventListener("htmx:beforeSwap", () => { place = links().indexOf(document.activeElement); });
  lists.addEventListener("htmx:afterSwap", () => {
    if (place < 0 || lists.contains(document.activeElement)) return;
    const found = links();
    const next = found[Math.min(place, found.length - 1)];
    if (next) next.focus({ preventScroll: true });
  });
})();
