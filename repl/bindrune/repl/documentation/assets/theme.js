// The theme: as the system has it, or as chosen here before. Runs before the page is drawn, so that nothing flashes.
(function () {
  "use strict";
  const root = document.documentElement;
  const key = "bindrune-theme";
  const next = { auto: "light", light: "dark", dark: "auto" };

  // Pages from a disk, or with cookies forbidden, may have no storage.
  function load() {
    try {
      return window.localStorage.getItem(key);
    } catch (error) {
      return null;
    }
  }

  function store(theme) {
    try {
      window.localStorage.setItem(key, theme);
    } catch (error) {
      return;
    }
  }

  function show(theme) {
    root.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (button) {
      button.setAttribute("aria-label", "Theme: " + theme);
      button.title = "Theme: " + theme;
    }
  }

  const loaded = load();
  let theme = Object.hasOwn(next, loaded || "") ? loaded : "auto";
  root.classList.add("js");
  show(theme);
  document.addEventListener("DOMContentLoaded", function () {
    show(theme);
    document.getElementById("theme").addEventListener("click", function () {
      theme = next[theme];
      store(theme);
      show(theme);
    });
  });
})();
