// The article beside the map. Its text is fetched and built once; what Python says afterwards,
// by way of reading_spot.js, only turns classes, and scrolls where another spot was chosen elsewhere.
const texts = new Map();
const panes = new WeakMap();
// Where the reader was who went to another panel, or loaded the page again: which spot was chosen,
// and how far a passage stood from the top.
const LEFT = "reading-left";
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

const remembered = () => {
  try {
    return JSON.parse(sessionStorage.getItem(LEFT));
  } catch {
    return null;
  }
};
const remember = (spot) => {
  try {
    sessionStorage.setItem(LEFT, JSON.stringify(spot));
  } catch {
    // A browser may forbid it; the text then opens where the link leads.
  }
};
// Where the text stood when the panel was left, or before the page was loaded again. A link that is
// opened anew, and a choice made meanwhile, land on their spot instead.
const leftHere = (choice, spot) => {
  const left = remembered();
  if (globalThis.readingOpened) return left?.choice === choice ? left : null;
  const [visit] = performance.getEntriesByType("navigation");
  return visit?.type === "reload" && left?.spot === spot ? left : null;
};

const part = (selector) => document.querySelector(selector);

// A symbol of the font that Streamlit has for icons; it says nothing to who listens.
const icon = (shape) => make("span", "icon", shape, { "aria-hidden": "true", translate: "no" });

class Pane {
  constructor(root, article, words) {
    this.root = root;
    this.article = article;
    this.words = words;
    this.mentions = new Map(); // by start
    this.places = new Map(); // by place_id
    this.passages = new Map(); // by passage_id
    this.sections = [];
    this.unfolded = false;
    this.chosen = this.anchor = this.landing = this.sent = this.aimed = this.spot = null;
    this.text = make("div", "text", "", { role: "region", "aria-label": words.article });
    this.bar = this.tools();
    this.said = make("p", "unseen", "", { role: "status" });
    this.text.append(this.legend(), ...article.sections.map((one) => this.section(one)), this.end());
    root.replaceChildren(this.bar, this.text, this.said);
    this.listen();
  }

  tools() {
    this.contents = make("select", "contents", "", { "aria-label": this.words.section });
    for (const { start, title } of this.article.sections) {
      this.contents.append(make("option", "", title, { value: start }));
    }
    const search = make("button", "", "", {
      type: "button", "aria-label": this.words.search, title: this.words.search,
    });
    search.append(icon("search"));
    search.onclick = () => document.dispatchEvent(new Event("atlas-search"));
    this.copying = make("button", "", "", { type: "button" });
    this.copyWords = make("span", "words", this.words.copy);
    this.copyIcon = icon("link");
    this.copying.append(this.copyIcon, this.copyWords);
    this.copying.onclick = () => this.copy();
    this.live = make("a", "", "", {
      target: "_blank", rel: "noopener", title: this.words.liveTitle,
    });
    this.live.append(icon("open_in_new"), make("span", "words", this.words.live));
    const bar = make("div", "bar");
    bar.append(this.contents, search, this.copying, this.live);
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
    section.append(make("h2", "", title), ...blocks.map((block) => this.block(block)));
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
    const gone = new AbortController();
    const hear = (target, name, act) => target.addEventListener(name, () => {
      if (this.root.isConnected) act();
      else gone.abort();
    }, { passive: true, signal: gone.signal });
    hear(this.text, "scroll", () => this.scrolled());
    hear(this.page(), "scroll", () => this.scrolled());
    for (const hand of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      hear(this.text, hand, () => { this.aimed = null; });
      hear(window, hand, () => { this.landing = null; });
    }
    // Until a hand takes over, what was landed on stays in sight while fonts and neighbours arrive.
    const observer = new ResizeObserver(() => {
      if (!this.root.isConnected) observer.disconnect();
      else this.land();
    });
    const around = [...this.sections.map((one) => one.element), this.text, this.bar];
    const parts = [".st-key-panel-side", ".st-key-maps", ".stMainBlockContainer"].map(part);
    for (const one of [...around, ...parts]) if (one) observer.observe(one);
    this.width = this.text.clientWidth;
  }

  page() {
    return part(".stMain") ?? document.scrollingElement;
  }

  // The text scrolls by itself, but on a phone as a part of the page.
  scroller() {
    return getComputedStyle(this.text).overflowY === "auto" ? this.text : this.page();
  }

  // Where the text is seen, from `top` to `bottom`: on a phone between what sticks to the page's ends.
  frame() {
    const scroller = this.scroller();
    let { top, bottom } = scroller.getBoundingClientRect();
    if (scroller !== this.text) {
      const height = (one) => (one && getComputedStyle(one).position === "sticky" ? one.offsetHeight : 0);
      top += height(part(".st-key-maps")) + height(this.bar);
      bottom = Math.min(bottom, innerHeight) - (part(".st-key-reading-foot")?.offsetHeight ?? 0);
    }
    return { top, bottom, height: bottom - top };
  }

  isInside(element, margins = [0, 0]) {
    const { top, bottom } = element.getBoundingClientRect();
    const frame = this.frame();
    // Before the page is scrolled nothing sticks yet, and the text begins further down.
    const first = Math.max(frame.top, this.bar.getBoundingClientRect().bottom);
    return top >= first + margins[0] * frame.height && bottom <= frame.bottom - margins[1] * frame.height;
  }

  land() {
    if (this.text.clientWidth !== this.width) {
      this.width = this.text.clientWidth;
      this.landing ??= this.standing(this.anchor);
    }
    this.landing?.();
  }

  // A landing: a passage stands as far from the top as it stood before.
  standing(anchor) {
    const passage = this.passages.get(anchor?.passage);
    if (!passage) return null;
    return () => {
      const by = passage.element.getBoundingClientRect().top - this.frame().top - anchor.off;
      if (Math.abs(by) > 1) this.scroller().scrollBy({ top: by, behavior: "instant" });
    };
  }

  // Remembers the first passage in sight and where it stands.
  drop() {
    const { top } = this.frame();
    for (const [passage, { element }] of this.passages) {
      const box = element.getBoundingClientRect();
      if (!box.height || box.bottom <= top) continue;
      this.anchor = { passage, off: box.top - top };
      break;
    }
    remember({ choice: this.chosen, spot: this.spotKey, ...this.anchor });
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
    const say = (words, shape) => {
      this.copyWords.textContent = words;
      this.copyIcon.textContent = shape;
    };
    if (done) say(this.words.copied, "check");
    clearTimeout(this.copyTimer);
    this.copyTimer = setTimeout(() => say(this.words.copy, "link"), SAID_MS);
  }

  update(data) {
    this.data = data;
    if (data.unfolded !== this.unfolded) {
      this.unfolded = data.unfolded;
      for (const fold of this.text.querySelectorAll("details")) fold.open = data.unfolded;
    }
    const spot = [data.place, data.mention, data.passage].join("|");
    const key = `${data.choices}|${spot}`;
    if (key !== this.chosen) {
      const first = this.chosen === null;
      const own = this.sent !== null && this.sent === data.mention;
      this.chosen = key;
      this.spotKey = spot;
      this.sent = null;
      this.light(data);
      const left = first ? leftHere(key, spot) : null;
      if (left) {
        this.landing = this.standing(left);
        this.land();
      } else if (own) {
        // The server takes its section as the one in view, too: no second run corrects it.
        this.aimed = this.sectionOf(this.mentions.get(data.mention));
      } else {
        this.go(data, first);
      }
      globalThis.readingOpened = true;
    }
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
    this.landing = () => this.reveal(item, true);
    const using = this.root.getRootNode().host?.ownerDocument.activeElement;
    const busy = using?.matches("input, textarea, .st-key-reading-foot *");
    if ((fold && !busy) || this.text.contains(this.root.getRootNode().activeElement)) {
      this.rove(item);
      item.focus({ preventScroll: true });
    }
  }

  // Scrolls the text, or on a phone the page, until `element` is well in sight.
  reveal(element, at_once = false) {
    if (this.isInside(element, [0.08, 0.15])) return;
    const { top, height } = this.frame();
    this.scroll(element.getBoundingClientRect().top - top - height * 0.33, at_once);
  }

  scroll(by, at_once) {
    const far = Math.abs(by) > 3 * this.frame().height;
    const behavior = at_once || far || CALM.matches ? "instant" : "smooth";
    this.scroller().scrollBy({ top: by, behavior });
  }

  jump(start) {
    const section = this.sections.find((one) => one.start === start);
    this.aimed = start;
    this.landing = null;
    this.scroll(section.element.getBoundingClientRect().top - this.frame().top - 4);
    this.settle();
  }

  sectionOf(element) {
    const section = element.closest("section");
    return this.sections.find((one) => one.element === section).start;
  }

  // The place in the text that counts as read, a third of the way down what is seen of it.
  line() {
    const { top, height } = this.frame();
    return top + height / 3;
  }

  // The section at that place, unless one was aimed at.
  inView() {
    if (this.aimed !== null) return this.aimed;
    const line = this.line();
    const above = this.sections.filter((one) => one.element.getBoundingClientRect().top <= line);
    return (above.at(-1) ?? this.sections[0]).start;
  }

  scrolled() {
    if (this.painting) return;
    this.painting = requestAnimationFrame(() => {
      this.painting = 0;
      if (this.root.isConnected) this.settle();
    });
  }

  settle() {
    const start = this.inView();
    this.contents.value = start;
    this.mark();
    this.drop();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.root.isConnected) return;
      this.tabStop();
      if (this.data.follows && start !== this.data.section) this.tell("section", start);
    }, SETTLED_MS);
  }

  // Tab leads to what is in sight, not back to where it led before: to a name, and to each fold.
  tabStop() {
    const held = this.item && (this.item.matches(":focus") || this.isInside(this.item));
    if (!held) this.rove(this.items().find((one) => this.isInside(one)) ?? this.item);
    for (const fold of this.text.querySelectorAll("summary")) {
      fold.tabIndex = fold === this.item || this.isInside(fold) ? 0 : -1;
    }
  }

  // Tells where in the article the text is, by the share of its section that is above the line.
  mark() {
    const line = this.line();
    const at = this.sections.findLastIndex((one) => one.element.getBoundingClientRect().top <= line);
    const { start, element } = this.sections[Math.max(at, 0)];
    const end = this.sections[Math.max(at, 0) + 1]?.start ?? this.article.length;
    const box = element.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (line - box.top) / box.height));
    globalThis.readingAt = start + share * (end - start);
    document.dispatchEvent(new Event("reading-at"));
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
