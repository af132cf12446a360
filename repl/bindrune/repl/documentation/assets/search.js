// The search: ranks the items of the index by how well their names fit, and lets the keyboard go through them.
(function () {
  "use strict";
  const LIMIT = 60;
  const [KIND, NAME, PATH, LINK, SUMMARY, WORD, TRAIT] = [0, 1, 2, 3, 4, 5, 6];
  const ORDER = [
    "type", "struct", "enum", "trait", "macro", "fn", "method", "module", "variant", "const", "static", "protocol",
    "field",
  ];

  // How well a name fits a word, less is better: equal, at the start, behind an underscore, inside, letter by letter.
  function fit(name, word) {
    if (name === word) return 0;
    if (name.startsWith(word)) return 1;
    if (name.includes("_" + word)) return 2;
    if (name.includes(word)) return 3;
    if (word.length < 3) return -1;
    let at = 0;
    for (const letter of name) {
      if (letter === word[at]) at += 1;
    }
    return at === word.length ? 5 : -1;
  }

  // How well the names around an item fit the words before the last: the nearest count first.
  function fitAround(around, words) {
    let score = 0;
    let at = around.length - 1;
    for (let index = words.length - 1; index >= 0; index -= 1) {
      let found = -1;
      for (let skipped = 0; at >= 0; at -= 1, skipped += 1) {
        found = fit(around[at], words[index]);
        if (found >= 0 && found <= 3) {
          score += found + skipped;
          break;
        }
        found = -1;
      }
      if (found < 0) return -1;
      at -= 1;
    }
    return score;
  }

  // The items that fit a query, best first.
  function rank(query, items) {
    const words = query.toLowerCase().replace(/\(\)/g, "").split(/::|[\s.]+/).filter(Boolean);
    if (!words.length) return [];
    const last = words.pop();
    const exact = query.trim().split(/::|[\s.]+/).pop();
    const found = [];
    for (const item of items) {
      // What a type has of a trait is found with the type alone: `map` of every iterator would hide the others.
      if (item[TRAIT] && !words.length) continue;
      const name = item[NAME].toLowerCase();
      let score = name === last + "!" ? 0 : fit(name, last);
      if (score >= 0 && words.length) {
        const around = item[PATH].toLowerCase().split("::").slice(0, -1);
        const more = fitAround(around, words);
        score = more < 0 ? -1 : score * 4 + more;
      } else {
        score *= 4;
      }
      if (score < 0 && !words.length && last.length > 3 && item[SUMMARY].toLowerCase().includes(last)) score = 40;
      if (score < 0) continue;
      found.push([score, ORDER.indexOf(item[KIND]), item[NAME] === exact ? 0 : 1, item[NAME].length, item]);
    }
    found.sort(function (a, b) {
      return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || (a[4][PATH] < b[4][PATH] ? -1 : 1);
    });
    return found.map((one) => one[4]);
  }

  window.bindruneSearch = { rank: rank };

  document.addEventListener("DOMContentLoaded", function () {
    const input = document.getElementById("search");
    const form = input.form;
    const items = window.bindruneItems || [];
    const root = document.body.dataset.root;
    const list = document.createElement("div");
    list.id = "results";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Results");
    list.hidden = true;
    document.querySelector(".bar").after(list);
    let active = -1;

    function part(name, className, text) {
      const made = document.createElement(name);
      made.className = className;
      made.textContent = text;
      return made;
    }

    function option(item, index) {
      const made = document.createElement("a");
      made.href = root + item[LINK];
      made.id = "result-" + index;
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      made.tabIndex = -1;
      const cut = item[PATH].lastIndexOf("::") + 2;
      const generic = item[PATH].indexOf("::<");
      const start = generic < 0 ? (cut === 1 ? 0 : cut) : item[PATH].lastIndexOf("::", generic - 1) + 2;
      const path = part("span", "path", item[PATH].slice(0, start));
      path.append(part("b", item[KIND], item[PATH].slice(start)));
      made.append(part("span", "word", item[WORD]), path, part("span", "summary", item[SUMMARY]));
      return made;
    }

    function choose(index) {
      const options = list.querySelectorAll("a");
      if (active >= 0 && options[active]) options[active].setAttribute("aria-selected", "false");
      active = options.length ? (index + options.length) % options.length : -1;
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    }

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function update() {
      const query = input.value.trim();
      if (!query) {
        close();
        return;
      }
      const found = rank(query, items);
      list.replaceChildren(...found.slice(0, LIMIT).map(option));
      const rest = found.length - LIMIT;
      if (!found.length) list.append(part("p", "none", "Nothing is called “" + query + "”."));
      else if (rest > 0) list.append(part("p", "none", "… and " + rest + " more"));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      active = -1;
      list.scrollTop = 0;
      choose(0);
    }

    input.addEventListener("input", update);
    input.addEventListener("focus", update);
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        input.value = "";
        close();
        input.blur();
      } else if (list.hidden) {
        return;
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        choose(active + 1);
      } else if (event.key === "ArrowUp") {
        event.preventDefault();
        choose(active - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        const target = list.querySelectorAll("a")[active];
        close();
        input.blur();
        window.location.href = target.href;
      }
    });
    list.addEventListener("click", close);
    document.addEventListener("click", function (event) {
      if (!form.contains(event.target) && !list.contains(event.target)) close();
    });
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "/" && event.key !== "s")) return;
      const at = document.activeElement;
      if (at && (at.tagName === "INPUT" || at.tagName === "TEXTAREA" || at.isContentEditable) && at.type !== "checkbox") {
        return;
      }
      event.preventDefault();
      input.focus();
      input.select();
    });
  });
})();
