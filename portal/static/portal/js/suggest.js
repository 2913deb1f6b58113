// Suggestions below a search field: a combobox after the ARIA Authoring Practices ("list autocomplete").
// The field names its source in `data-suggest`; the answer is {suggestions: [{label, url, note, kind_label}]}.
// Without script, or when the source fails, it is a plain field.
const WAIT = 150; // ms after the last key
const SHORTEST = 2; // letters

class Suggest {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.active = -1;
    this.list = this.make("ul", { id: `${input.id}-list`, role: "listbox", class: "suggest", hidden: "" });
    this.list.setAttribute("aria-label", input.dataset.suggestLabel);
    this.status = this.make("span", { role: "status", class: "sr" });
    input.after(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // The list must not take the focus from the field before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.clicked(event));
  }

  make(tag, attributes, text = "") {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  later() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.timer = setTimeout(() => this.fetch(), WAIT);
  }

  async fetch() {
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) return this.close();
    const url = new URL(this.input.dataset.suggest, location.href);
    url.searchParams.set("q", typed);
    const { signal } = (this.request = new AbortController());
    try {
      const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return this.close();
      this.show((await answer.json()).suggestions ?? []);
    } catch {
      // The source is away; a request that another letter replaced says nothing about the one to come.
      if (!signal.aborted) this.close();
    }
  }

  show(found) {
    this.options = found;
    this.list.replaceChildren(...found.map((option, index) => this.row(option, index)));
    this.choose(-1);
    this.toggle(found.length > 0 && document.activeElement === this.input);
    this.status.textContent = this.input.dataset.suggestCount.replace("{n}", found.length);
  }

  row({ label, note, kind_label: kind, lang }, index) {
    const row = this.make("li", { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false" });
    const words = this.make("span", lang ? { lang } : {}, label);
    row.append(words, " ", this.make("small", {}, [kind, note].filter(Boolean).join(", ")));
    return row;
  }

  choose(index) {
    this.active = index;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    const row = this.list.children[index];
    if (!row) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const { label, url } = this.options[index];
    this.close();
    if (url) return location.assign(url);
    this.input.value = label;
  }

  key(event) {
    const count = this.options.length;
    if (event.isComposing || this.list.hidden) {
      if (event.key === "ArrowDown" && count) this.toggle(true);
      return;
    }
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) this.choose(((this.active + 1 + move + count + 1) % (count + 1)) - 1);
    else if (event.key === "Enter" && this.active >= 0) this.take(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  clicked(event) {
    const row = event.target.closest("[role=option]");
    if (row) this.take([...this.list.children].indexOf(row));
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.toggle(false);
    this.choose(-1);
  }

  toggle(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggest(input);
