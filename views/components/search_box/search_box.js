// A combobox: it writes what is typed into the link, asks Python for hits, and lists them. Enter opens
// the hit that is pointed at, else the first, even if it is pressed before the hits are there.
const PAUSE_MS = 150;
const boxes = new WeakMap();

// Puts a query into the link without a step of the browser's history.
function writeQuery(query) {
  const url = new URL(location.href);
  const rest = location.search.slice(1).split("&").filter((one) => one && !/^(q|find)=/.test(one));
  url.search = [...rest, ...(query ? [`q=${encodeURIComponent(query)}`] : [])].join("&");
  history.replaceState(history.state, "", url);
}

function lens() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", "M13 13l5 5M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12");
  svg.append(path);
  return svg;
}

class Box {
  constructor(root, words) {
    this.root = root;
    this.query = "";
    this.at = -1;
    this.input = make("input", "", "", {
      "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": "false",
      "aria-label": words.label, autocomplete: "off", enterkeyhint: "search", placeholder: words.hint,
      role: "combobox", spellcheck: "false", type: "search",
    });
    this.clear = make("button", "clear", "×", { "aria-label": words.clear, hidden: "", type: "button" });
    this.list = make("div", "found", "", { "aria-label": words.label, hidden: "", id: "found", role: "listbox" });
    this.said = make("p", "found nothing", "", { hidden: "", role: "status" });
    const field = make("div", "field");
    field.append(lens(), this.input, this.clear);
    root.replaceChildren(field, this.list, this.said);
    this.input.oninput = () => this.typed();
    this.input.onkeydown = (event) => this.pressed(event);
    this.input.onfocus = () => this.open();
    this.clear.onclick = () => this.empty();
    root.onfocusout = ({ relatedTarget }) => root.contains(relatedTarget) || this.close();
    this.list.onmousedown = (event) => event.preventDefault(); // The box keeps the focus.
    this.list.onclick = ({ target }) => this.choose(this.options.indexOf(target.closest("[role=option]")));
    this.onKey = (event) => {
      const typing = event.composedPath()[0].matches?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.focus();
    };
    this.focus = () => this.input.focus();
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("atlas-search", this.focus);
  }

  remove() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("atlas-search", this.focus);
  }

  typed() {
    this.clear.hidden = !this.input.value;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.ask(), PAUSE_MS);
  }

  ask() {
    this.asked = this.input.value;
    writeQuery(this.asked);
    this.tell("typed", this.asked);
  }

  empty() {
    this.input.value = "";
    this.typed();
    this.close();
    this.input.focus();
  }

  pressed(event) {
    const last = this.options.length - 1;
    const to = { ArrowDown: this.at < last ? this.at + 1 : 0, ArrowUp: this.at > 0 ? this.at - 1 : last }[event.key];
    if (to !== undefined && !this.list.hidden) {
      event.preventDefault();
      this.point(to);
    } else if (event.key === "Escape") {
      event.preventDefault(); // Chromium's own Escape takes the words away at once.
      if (this.isOpen()) this.close();
      else this.empty();
    } else if (event.key === "Enter" && !event.isComposing) {
      if (this.query === this.input.value) this.choose(Math.max(this.at, 0));
      else this.entered = true;
    }
  }

  point(at) {
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const option = this.options[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(at) {
    const target = this.targets[at];
    if (!target) return;
    this.close();
    this.input.blur();
    this.tell(...target);
  }

  isOpen() {
    return !this.list.hidden || !this.said.hidden;
  }

  open() {
    const isAbout = this.query === this.input.value && this.query.trim() !== "";
    this.list.hidden = !isAbout || !this.options.length;
    this.said.hidden = !isAbout || !this.said.textContent;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  close() {
    this.list.hidden = this.said.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }

  update({ query, groups, nothing }, first) {
    const isTyping = this.root.getRootNode().activeElement === this.input;
    const isNews = query !== this.query || first;
    this.query = query;
    // A person's letters are ahead of the server's; whoever has left the box sees the link's query.
    if (!isTyping && isNews) this.input.value = query;
    this.clear.hidden = !this.input.value;
    this.targets = [];
    this.options = [];
    this.list.replaceChildren(...groups.map((group, at) => this.group(group, at)));
    this.said.textContent = nothing;
    this.at = -1;
    if (isTyping || (isNews && query)) this.open();
    else this.close();
    if (this.entered && query === this.input.value) {
      this.entered = false;
      this.choose(0);
    }
  }

  group({ heading, options }, at) {
    const group = make("div", "", "", { "aria-labelledby": `heading-${at}`, role: "group" });
    group.append(make("div", "heading", heading, { id: `heading-${at}` }));
    for (const { event, value, parts, note } of options) {
      const option = make("div", "", "", { "aria-selected": "false", id: `hit-${this.options.length}`, role: "option" });
      const words = make("span", "words");
      for (const [text, marked] of parts) words.append(make(marked ? "mark" : "span", "", text));
      option.append(words, make("span", "note", note));
      group.append(option);
      this.options.push(option);
      this.targets.push([event, value]);
    }
    return group;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const first = !boxes.has(root);
  if (first) boxes.set(root, new Box(root, data.words));
  const box = boxes.get(root);
  box.tell = (event, value) => setTriggerValue(event, value);
  box.update(data, first);
  return () => {
    if (!root.isConnected) box.remove();
  };
}
