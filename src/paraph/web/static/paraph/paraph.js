"use strict";
// What the pages do where a script runs; every page works without it.
// 1. The strip: what changed is told by the node, and a lost node is said, never hidden.
// 2. Whatever is typed is kept in this browser until it was sent, and put back after a lost link or a reload.
// 3. Keys.
(() => {
  const body = document.body;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // 1. The strip
  const strip = document.getElementById("strip");
  const lost = document.getElementById("lost");
  const news = document.getElementById("news");
  let stream = null;
  let heard = Date.now();
  const SILENCE = 12000; // the node says something every 5 s
  const states = () => all(".link", strip).map((one) => one.className).join();
  const told = (html) => {
    heard = Date.now();
    lost.hidden = true;
    const before = states();
    strip.innerHTML = html;
    if (before !== states()) news.textContent = strip.textContent;
  };
  const changed = (text) => {
    const found = JSON.parse(text);
    for (const [name, count] of Object.entries(found.badges || {})) {
      for (const badge of all(`[data-badge="${name}"]`)) {
        badge.hidden = !count;
        badge.querySelector("bdi").textContent = count;
      }
    }
    body.dispatchEvent(new CustomEvent("paraph:changed", { detail: found }));
  };
  const listen = () => {
    if (stream || document.hidden) return;
    heard = Date.now();
    stream = new EventSource(strip.dataset.live);
    stream.addEventListener("strip", (event) => told(event.data));
    stream.addEventListener("changed", (event) => changed(event.data));
    stream.addEventListener("error", () => {
      lost.hidden = false;
      if (stream.readyState === EventSource.CLOSED) { hush(); setTimeout(listen, 5000); }
    });
  };
  const hush = () => { if (stream) { stream.close(); stream = null; } };
  if (strip && strip.dataset.live && "EventSource" in window) {
    listen();
    document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
    window.addEventListener("pagehide", hush);
    window.addEventListener("pageshow", listen);
    setInterval(() => { if (stream && Date.now() - heard > SILENCE) { lost.hidden = false; hush(); listen(); } }, 3000);
  }
  setInterval(() => {
    for (const time of all("time[data-offset]")) {
      const there = new Date(Date.now() + Number(time.dataset.offset) * 60000);
      time.querySelector("bdi").textContent = there.toISOString().slice(11, 16);
    }
  }, 5000);

  // 2. What is typed
  const PREFIX = `paraph:${body.dataset.party}:${body.dataset.person || ""}:`;
  const SENT = "paraph-sent";
  const memory = (kind) => { try { return window[kind]; } catch { return null; } };
  const here = memory("localStorage");
  const tab = memory("sessionStorage");
  const kept = (form) => form.method === "post" && !form.closest(".mast") && !("private" in form.dataset) && !("forget" in form.dataset);
  const keyOf = (form) => PREFIX + (form.dataset.keep || new URL(form.action, location.href).pathname);
  const fields = (form) => [...form.elements].filter((one) => one.name && !["hidden", "file", "password", "submit", "button"].includes(one.type));
  const valueOf = (one) => (["checkbox", "radio"].includes(one.type) ? one.checked : one.value);
  const typed = (form) => {
    const found = {};
    for (const one of fields(form)) (found[one.name] ||= []).push(valueOf(one));
    return found;
  };
  const keep = (form) => here.setItem(keyOf(form), JSON.stringify({ at: new Date().toISOString(), typed: typed(form) }));
  const forget = (key) => here.removeItem(key);
  const putBack = (form) => {
    const saved = JSON.parse(here.getItem(keyOf(form)) || "null");
    if (!saved || JSON.stringify(saved.typed) === JSON.stringify(typed(form))) return;
    const seen = {};
    for (const one of fields(form)) {
      const value = (saved.typed[one.name] || [])[(seen[one.name] = (seen[one.name] ?? -1) + 1)];
      if (value === undefined) continue;
      if (typeof value === "boolean") one.checked = value; else one.value = value;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }
    note(form);
  };
  const note = (form) => {
    const words = document.getElementById("kept");
    const said = Object.assign(document.createElement("p"), { className: "restored", textContent: `${words.dataset.words} ` });
    const away = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: words.dataset.away });
    away.addEventListener("click", () => { forget(keyOf(form)); form.reset(); said.remove(); });
    said.append(away);
    form.prepend(said);
    words.textContent = words.dataset.words;
  };
  const begin = (within) => all("form", within).filter(kept).filter((form) => !form.querySelector("[data-refused]")).forEach(putBack);
  if (here && tab) {
    const sent = tab.getItem(SENT);
    const [arrival] = performance.getEntriesByType("navigation");
    const refused = document.querySelector("[data-refused]") || body.dataset.answer;
    tab.removeItem(SENT);
    if (sent && !refused && arrival && arrival.type === "navigate") forget(sent);
    if (!document.querySelector("[data-refused]")) begin(document);
    document.addEventListener("input", (event) => { const form = event.target.form; if (form && kept(form)) keep(form); });
    document.addEventListener("change", (event) => { const form = event.target.form; if (event.isTrusted && form && kept(form)) keep(form); });
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if ("forget" in form.dataset) Object.keys(here).filter((key) => key.startsWith(PREFIX)).forEach(forget);
      else if (kept(form)) tab.setItem(SENT, keyOf(form));
    });
    document.addEventListener("htmx:load", (event) => begin(event.target));
    document.addEventListener("htmx:afterRequest", (event) => {
      const form = event.target.closest && event.target.closest("form");
      tab.removeItem(SENT);
      if (form && kept(form) && event.detail.successful) forget(keyOf(form));
    });
  }

  // 3. Keys
  const keys = document.getElementById("keys");
  const SINGLE = "paraph-single-keys";
  const single = () => !here || here.getItem(SINGLE) !== "off";
  const rows = () => all("[data-row]");
  const step = (by) => {
    const found = rows();
    const next = found[Math.min(Math.max(found.findIndex((row) => row.contains(document.activeElement)) + by, 0), found.length - 1)];
    const target = next && (next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button, [tabindex]"));
    if (target) target.focus();
  };
  const did = {
    "?": () => keys.showModal(),
    "/": () => { const box = document.querySelector('[data-key="/"]'); if (box) box.focus(); },
    j: () => step(1),
    k: () => step(-1),
    h: () => { const home = document.querySelector(".ways a"); if (home) home.click(); },
  };
  if (keys) {
    const box = document.getElementById("single-keys");
    box.checked = single();
    box.addEventListener("change", () => here && here.setItem(SINGLE, box.checked ? "on" : "off"));
    for (const button of all("[data-help]")) { button.hidden = false; button.addEventListener("click", did["?"]); }
    document.addEventListener("keydown", (event) => {
      const writing = event.target.closest("input, textarea, select, [contenteditable], dialog");
      if (event.defaultPrevented || writing || event.ctrlKey || event.metaKey || event.altKey || !single()) return;
      const act = did[event.key];
      if (act) { event.preventDefault(); act(); }
    });
  }

  // Passkeys need a host name and a browser that has them.
  const named = !/^[\d.]+$|:/.test(location.hostname);
  if (named && "PublicKeyCredential" in window) for (const part of all("[data-passkeys]")) part.hidden = false;
  const first = document.querySelector(".refused[data-refused]");
  if (first) first.focus();
})();
