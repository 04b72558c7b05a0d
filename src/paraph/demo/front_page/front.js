"use strict";
// The tour: opens pages in either node, cuts and mends the link, carries a file.
(() => {
  const link = document.getElementById("link");
  const words = document.getElementById("link-words");
  const button = (id) => document.getElementById(id);
  let known = null;
  const shown = (state) => {
    known = state;
    link.classList.toggle("is-cut", state.cut);
    button("cut").hidden = state.cut;
    button("mend").hidden = !state.cut;
    words.textContent = state.carried == null ? (state.cut ? "The link is cut." : "The link is up.") : `Carried: ${state.carried} acts crossed.`;
  };
  const state = () => fetch("/state").then((answer) => answer.json()).then(shown);
  const act = (what) => fetch(`/do/${what}`, { method: "POST", headers: { "X-Paraph-Tour": "1" } }).then((answer) => answer.json()).then(shown);
  for (const what of ["cut", "mend", "carry"]) button(what).addEventListener("click", () => act(what));
  for (const one of document.querySelectorAll("[data-open]")) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      if (!known) return;
      const { open, record, statement, path, desk } = one.dataset;
      if (desk) { document.getElementById(open).src = `/desk/${open}/${desk}`; return; }
      const where = path || (record ? `/${known.framework}/records/${known.records[record]}/` : `/${known.framework}/statements/${known.records[statement]}/`);
      document.getElementById(open).src = known.pages[open] + where;
    });
  }
  state();
})();
