// The article beside the map. Its text is fetched and built once; what Python says afterwards,
// by way of reading_spot.js, only turns classes, and scrolls where another spot was chosen elsewhere.
const texts = new Map();
const panes = new WeakMap();
// Where the reader was who went to another panel; this script is loaded anew on the way back.
const left = (globalThis.readingLeft ??= { key: null, top: 0 });
const SETTLED_MS = 600;
const SAID_MS = 2500;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

function load(address) {
  if (!texts.has(address)) {
    const text = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    });
    text.catch(() => texts.delete(address));
    texts.set(address, text);
  }
  return texts.get(address);
}

const linkTo = (spot) => {
  const link = new URL(location.pathname, location.href);
  const language = new URL(location).searchParams.get("lang");
  if (language) link.searchParams.set("lang", language);
  link.searchParams.set("panel", "read");
  for (const key of ["place", "mention", "passage"]) {
    if (spot[key] != null) link.searchParams.set(key, spot[key]);
  }
  return link.href;
};

class Pane {
  constructor(root, article, words) {
    this.root = root;
    this.article = article;
    this.words = words;
    this.mentions = new Map(); // by start
    this.places = new Map(); // by place_id
    this.passages = new Map(); // by passage_id
    this.sections = [];
    this.rows = {};
    this.key = this.sent = this.aimed = this.spot = null;
    this.text = make("div", "text", "", { role: "region", "aria-label": words.article });
    this.bar = this.tools();
    this.chart = make("div", "chart");
    this.said = make("p", "unseen", "", { role: "status" });
    this.text.append(this.legend(), ...article.sections.map((one) => this.section(one)), this.end());
    this.listen();
    root.replaceChildren(this.bar, this.text, this.chart, this.said);
  }

  tools() {
    this.contents = make("select", "contents", "", { "aria-label": this.words.section });
    for (const { start, title } of this.article.sections) {
      this.contents.append(make("option", "", title, { value: start }));
    }
    this.copying = make("button", "", this.words.copy, { type: "button" });
    this.copying.onclick = () => this.copy();
    this.live = make("a", "", this.words.live, {
      target: "_blank", rel: "noopener", title: this.words.liveTitle,
    });
    const bar = make("div", "bar");
    bar.append(this.contents, this.copying, this.live);
    return bar;
  }

  legend() {
    const legend = make("p", "legend", `${this.words.legend} `);
    Object.entries(this.words.uses).forEach(([use, title], at) => {
      legend.append(at ? ", " : "", make("span", `use ${use}`, title));
    });
    legend.append(".");
    return legend;
  }

  end() {
    return make("p", "legend", this.words.end);
  }

  section({ start, title, blocks }) {
    const section = make("section");
    section.append(make("h3", "", title), ...blocks.map((block) => this.block(block)));
    this.sections.push({ start, element: section });
    return section;
  }

  block(block) {
    const passages = block.map((one) => this.passage(one));
    if (!block[0].about) {
      const paragraph = make("p");
      paragraph.append(...passages);
      return paragraph;
    }
    const fold = make("details");
    const summary = make("summary", "", `${this.words.folded} `, { tabindex: "-1" });
    summary.append(make("em", "", block[0].about));
    fold.append(summary, ...passages);
    return fold;
  }

  passage({ id, start, live, runs }) {
    const passage = make("span", "passage");
    passage.dataset.passage = id;
    for (const [text, ...mention] of runs) {
      passage.append(mention.length ? this.mention(text, ...mention) : text);
    }
    this.passages.set(id, { start, live, element: passage });
    return passage;
  }

  mention(text, start, place, use) {
    const link = make("a", `mention ${use}`, text, {
      href: linkTo({ place, mention: start }),
      tabindex: "-1",
      title: `${this.article.names[place]}, ${this.words.uses[use]}`,
    });
    link.dataset.start = start;
    link.dataset.place = place;
    this.mentions.set(start, link);
    this.places.set(place, [...(this.places.get(place) ?? []), link]);
    return link;
  }

  listen() {
    this.contents.onchange = () => this.jump(Number(this.contents.value));
    this.text.onclick = (event) => this.clicked(event);
    this.text.onkeydown = (event) => this.pressed(event);
    this.text.addEventListener("scroll", () => this.scrolled(), { passive: true });
    for (const hand of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      this.text.addEventListener(hand, () => { this.aimed = null; }, { passive: true });
    }
  }

  clicked(event) {
    const mention = event.target.closest("a.mention");
    if (mention) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const start = Number(mention.dataset.start);
      this.sent = start;
      this.tell("chosen", start);
      return;
    }
    const passage = event.target.closest(".passage");
    if (passage && getSelection().isCollapsed) this.dwell({ passage: passage.dataset.passage });
  }

  pressed(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const items = this.items();
    const at = items.indexOf(event.target);
    const next = items[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    this.rove(next);
    next.focus({ preventScroll: true });
    this.reveal(next);
  }

  items() {
    const all = [...this.text.querySelectorAll("a.mention, summary")];
    return all.filter((one) => one.tagName === "SUMMARY" || !one.closest("details:not([open])"));
  }

  rove(item) {
    this.item?.setAttribute("tabindex", "-1");
    this.item = item;
    item?.setAttribute("tabindex", "0");
  }

  // Says where a link would lead and what the live article has there.
  dwell(spot) {
    this.lit?.classList.remove("here");
    this.spot = spot;
    const passage = this.passages.get(spot?.passage);
    this.copying.hidden = this.live.hidden = !passage;
    if (!passage) return;
    this.lit = passage.element.closest("details") ?? passage.element;
    this.lit.classList.add("here");
    this.live.href = passage.live;
    this.copying.title = spot.mention == null ? this.words.copyPassage : this.words.copyMention;
  }

  async copy() {
    const { mention, passage } = this.spot;
    const place = this.mentions.get(mention)?.dataset.place;
    const link = linkTo(mention == null ? { passage } : { place, mention });
    const done = await copied(link, this.root);
    this.said.textContent = done ? this.words.linkCopied : `${this.words.cannotCopy} ${link}`;
    this.said.classList.toggle("unseen", done);
    this.copying.textContent = done ? this.words.copied : this.words.copy;
    clearTimeout(this.copyTimer);
    this.copyTimer = setTimeout(() => { this.copying.textContent = this.words.copy; }, SAID_MS);
  }

  update(data) {
    this.data = data;
    const key = [data.choices, data.place, data.mention, data.passage].join("|");
    if (key !== this.key) {
      const first = this.key === null;
      const own = this.sent !== null && this.sent === data.mention;
      this.key = key;
      this.sent = null;
      this.light(data);
      if (first && left.key === key) this.text.scrollTop = left.top;
      else if (!own) this.go(data, first);
    }
    left.key = key;
    this.histograms(data.histograms);
    this.settle();
  }

  light({ place, mention, passage }) {
    for (const one of this.text.querySelectorAll(".same, .current")) {
      one.classList.remove("same", "current");
      one.removeAttribute("aria-current");
    }
    for (const one of this.places.get(place) ?? []) one.classList.add("same");
    const chosen = this.mentions.get(mention);
    chosen?.classList.add("current");
    chosen?.setAttribute("aria-current", "true");
    const around = chosen?.closest(".passage").dataset.passage ?? passage;
    this.dwell(around ? { passage: around, mention } : null);
    if (chosen && !chosen.closest("details:not([open])")) this.rove(chosen);
  }

  go({ mention, passage }, first) {
    const target = this.mentions.get(mention) ?? this.passages.get(passage)?.element;
    if (!target) return;
    const fold = target.closest("details:not([open])");
    const item = fold?.querySelector("summary") ?? target;
    this.aimed = this.sectionOf(target);
    this.reveal(item, first);
    const using = this.root.getRootNode().host?.ownerDocument.activeElement;
    const busy = using?.matches("input, textarea, .st-key-reading-steps button, .st-key-place-card button");
    if ((fold && !busy) || this.text.contains(this.root.getRootNode().activeElement)) {
      this.rove(item);
      item.focus({ preventScroll: true });
    }
    if (!first && matchMedia("(min-width: 641px)").matches) {
      this.root.scrollIntoView({ block: "nearest" });
    }
  }

  // Scrolls the text, and nothing around it, until `element` is well in sight.
  reveal(element, at_once = false) {
    const { top, bottom } = element.getBoundingClientRect();
    const frame = this.text.getBoundingClientRect();
    const height = this.text.clientHeight;
    if (top > frame.top + height * 0.08 && bottom < frame.top + height * 0.85) return;
    this.scroll(top - frame.top - height * 0.33, at_once);
  }

  scroll(by, at_once) {
    const far = Math.abs(by) > 3 * this.text.clientHeight;
    const behavior = at_once || far || CALM.matches ? "instant" : "smooth";
    this.text.scrollBy({ top: by, behavior });
  }

  jump(start) {
    const section = this.sections.find((one) => one.start === start);
    this.aimed = start;
    const by = section.element.getBoundingClientRect().top - this.text.getBoundingClientRect().top;
    this.scroll(by - 4);
    this.settle();
  }

  sectionOf(element) {
    const section = element.closest("section");
    return this.sections.find((one) => one.element === section).start;
  }

  // The section a third of the way down the pane, unless one was aimed at.
  inView() {
    if (this.aimed !== null) return this.aimed;
    const line = this.text.scrollTop + this.text.clientHeight / 3;
    const above = this.sections.filter((one) => one.element.offsetTop <= line);
    return (above.at(-1) ?? this.sections[0]).start;
  }

  scrolled() {
    left.top = this.text.scrollTop;
    if (this.painting) return;
    this.painting = requestAnimationFrame(() => {
      this.painting = 0;
      this.settle();
    });
  }

  settle() {
    const start = this.inView();
    this.contents.value = start;
    this.mark();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.root.isConnected) return;
      this.tabStop();
      if (this.data.follows && start !== this.data.section) this.tell("section", start);
    }, SETTLED_MS);
  }

  // Tab leads to what is in sight, not back to where it led before.
  tabStop() {
    const frame = this.text.getBoundingClientRect();
    const inside = (one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top >= frame.top && bottom <= frame.bottom;
    };
    if (this.item && (this.item.matches(":focus") || inside(this.item))) return;
    this.rove(this.items().find(inside) ?? this.item);
  }

  histograms(histograms) {
    for (const [name, histogram] of Object.entries(histograms)) {
      const drawn = JSON.stringify(histogram);
      if (this.rows[name]?.drawn === drawn) continue;
      const row = this.row(name, histogram);
      if (this.rows[name]) this.rows[name].element.replaceWith(row);
      else if (name === "place") this.chart.prepend(row);
      else this.chart.append(row);
      this.rows[name] = { drawn, element: row };
    }
    if (!histograms.place) {
      this.rows.place?.element.remove();
      delete this.rows.place;
    }
    this.mark();
  }

  row(name, { label, words, bins }) {
    const row = make("div", `row ${name}`, "", { role: "group", "aria-label": words });
    const track = make("div", "track");
    const most = Math.max(...bins.map(([, , count]) => count));
    const buttons = bins.map(([start, end, count, first, words], at) => {
      const button = make("button", "", "", {
        type: "button", "aria-label": words, title: words, tabindex: at ? "-1" : "0",
      });
      button.style.insetInlineStart = `${(100 * start) / this.article.length}%`;
      button.style.width = `${(100 * (end - start)) / this.article.length}%`;
      button.style.setProperty("--share", count / most);
      button.onclick = () => this.tell("went", first);
      button.onkeydown = (event) => {
        const next = buttons[at + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? NaN)];
        if (!next) return;
        event.preventDefault();
        button.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      };
      return button;
    });
    track.append(make("span", "here"), ...buttons);
    row.append(make("span", "label", label), track);
    return row;
  }

  // Where in the article's length the pane is, by the share of its section that is above it.
  mark() {
    const line = this.text.scrollTop + this.text.clientHeight / 3;
    const at = this.sections.findLastIndex((one) => one.element.offsetTop <= line);
    const { start, element } = this.sections[Math.max(at, 0)];
    const end = this.sections[at + 1]?.start ?? this.article.length;
    const share = Math.min(1, Math.max(0, (line - element.offsetTop) / element.offsetHeight));
    const place = `${(100 * (start + share * (end - start))) / this.article.length}%`;
    for (const one of this.chart.querySelectorAll(".here")) one.style.insetInlineStart = place;
  }
}

// Copies in a page that is served safely, and by the old way in one that is not.
async function copied(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = make("textarea", "unseen", text);
    root.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const follow = () => {
    if (globalThis.readingSpot) panes.get(root)?.update(globalThis.readingSpot);
  };
  load(data.address).then(
    (article) => {
      if (!panes.has(root)) panes.set(root, new Pane(root, article, data.words));
      panes.get(root).tell = (name, value) =>
        name === "section" ? setStateValue(name, value) : setTriggerValue(name, value);
      follow();
    },
    () => {
      root.textContent = data.words.failed;
    },
  );
  document.addEventListener("reading-spot", follow);
  return () => document.removeEventListener("reading-spot", follow);
}
