// Draws the axis of time: groups of bars in lanes, one of which is chosen. The whole axis is one
// slider: a click takes the nearest bar, the arrows step from bar to bar.
const PLAY_MS = 3000, ANSWER_MS = 4000;
const LANE_REM = 1.125, NARROW_LANE = 10, TICK_REM = 2.6, MOST_LANES = 6, LEAST = 5, GAP = 9;
const axes = new WeakMap();
const ICONS = {
  earlier: "M13 3L5 10l8 7z", later: "M7 3l8 7-8 7z", play: "M5 2.5l11 7.5-11 7.5zM17 3v14h1.6V3z", stop: "M5 4h10v12H5z",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

class Axis {
  constructor(root, words) {
    Object.assign(this, { chosen: [], keys: false });
    this.root = root;
    this.words = words;
    this.controls = make("div", "controls");
    this.buttons = Object.fromEntries(["earlier", "play", "later"].map((name) => {
      const button = make("button", name, "", { "aria-label": words[name], title: words[name], type: "button" });
      button.append(icon(name));
      return [name, button];
    }));
    this.together = make("button", "together", words.together, { type: "button" });
    this.controls.append(...Object.values(this.buttons), this.together);
    this.axis = make("div", "axis", "", { "aria-label": words.label, role: "slider", tabindex: "0" });
    root.replaceChildren(this.controls, this.axis);
    this.buttons.earlier.onclick = () => this.byHand(() => this.step(-1));
    this.buttons.later.onclick = () => this.byHand(() => this.step(1));
    this.buttons.play.onclick = () => (this.playing ? this.stop() : this.play());
    this.together.onclick = () => this.byHand(() => this.choose(this.data.together));
    this.axis.onclick = (event) => this.byHand(() => this.choose(this.nearest(event)));
    this.axis.onkeydown = (event) => this.pressed(event);
    this.watch = new ResizeObserver(() => this.lay());
    this.watch.observe(this.axis);
    this.onKey = (event) => this.shortcut(event);
    document.addEventListener("keydown", this.onKey);
    this.onSpot = () => this.follow();
    document.addEventListener("time-spot", this.onSpot);
    this.onBack = () => this.settle();
    addEventListener("popstate", this.onBack);
  }

  remove() {
    this.stop();
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("time-spot", this.onSpot);
    removeEventListener("popstate", this.onBack);
    clearTimeout(this.waiting);
    this.watch.disconnect();
  }

  byHand(act) {
    this.stop();
    act();
  }

  pressed(event) {
    const to = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.byHand(() => this.step(to));
  }

  // P and N step from anywhere in the page, where no other stepper has them.
  shortcut(event) {
    const by = { p: -1, n: 1 }[event.key.toLowerCase()];
    const typing = event.composedPath()[0].matches?.("input, textarea, select, [contenteditable]");
    if (!by || typing || !this.keys || event.ctrlKey || event.metaKey || event.altKey) return;
    this.byHand(() => this.step(by));
  }

  // Steps through the rows in the order of time, from the first if all are shown together.
  step(by) {
    const last = this.rows.length - 1;
    const to = Math.min(Math.max(this.at + by, 0), last);
    if (to !== this.at) this.choose(this.rows[to].id);
  }

  choose(id) {
    if (id === undefined) return;
    this.at = this.rows.findIndex((row) => row.id === id); // Quick steps need not wait for the server.
    this.mark([id]);
    this.tell(id);
    this.wanted = id;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.settle(), ANSWER_MS);
  }

  play() {
    if (this.at >= this.rows.length - 1) this.at = -1;
    this.step(1);
    this.playing = setInterval(() => {
      if (this.at >= this.rows.length - 1 || !this.root.isConnected) this.stop();
      else this.step(1);
    }, PLAY_MS);
    this.showPlay("stop");
  }

  stop() {
    if (!this.playing) return;
    clearInterval(this.playing);
    this.playing = null;
    this.showPlay("play");
  }

  showPlay(name) {
    const { play } = this.buttons;
    play.replaceChildren(icon(name));
    play.setAttribute("aria-label", this.words[name]);
    play.title = this.words[name];
  }

  nearest({ clientX, clientY }) {
    const distance = ({ element }) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const off = (at, low, high) => Math.max(low - at, at - high, 0);
      return Math.hypot(off(clientX, left, right), 2 * off(clientY, top, bottom));
    };
    return this.rows.reduce((one, other) => (distance(other) < distance(one) ? other : one)).id;
  }

  update(data) {
    this.data = data;
    this.rows = data.rows;
    this.lay();
    this.follow();
  }

  // Marks what is chosen, as the other component tells (time_spot.js).
  follow() {
    const spot = globalThis.timeSpot;
    if (!spot || !this.rows) return;
    this.keys = spot.keys;
    if (this.wanted !== undefined && this.wanted !== spot.chosen[0]) return; // It answers an older step.
    this.wanted = undefined;
    this.chosen = spot.chosen;
    this.at = this.rows.findIndex((row) => row.id === spot.chosen[0]);
    this.mark(spot.chosen);
  }

  // Goes back to what is chosen in truth: after Back, or where a step was never answered. The data
  // need not change then, so nothing else would tell of it.
  settle() {
    this.wanted = undefined;
    this.follow();
  }

  // Places the bars in few lanes, each with its name where there is room for it.
  lay() {
    const width = this.axis.clientWidth;
    if (!width || !this.data) return;
    const [first, last] = this.data.ends;
    const scale = (year) => ((Math.min(Math.max(year, first), last) - first) / (last - first)) * width;
    const isNarrow = matchMedia("(max-width: 640px), (max-height: 520px)").matches;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.lane = isNarrow ? NARROW_LANE : LANE_REM * rem;
    const every = scale(first + 100) < TICK_REM * rem ? 200 : 100;
    const ticks = this.data.ticks.map(([year, words]) => {
      const tick = make("span", "tick", "", { "aria-hidden": "true" });
      tick.style.insetInlineStart = `${scale(year)}px`;
      const isLast = width - scale(year) < rem;
      if (year % every === 0) tick.append(make("span", isLast ? "last" : "", words));
      return tick;
    });
    const lanes = make("div", "lanes");
    const key = this.key();
    this.axis.replaceChildren(...ticks, lanes, key);
    const taken = [];
    for (const row of this.rows) this.place(row, lanes, taken, scale, isNarrow);
    for (const { row, left, lane } of taken.flat()) this.put(row, left, lane);
    lanes.style.height = `${taken.length * this.lane + 4}px`;
    const { right, top } = key.getBoundingClientRect();
    const meets = ({ left, bottom }) => left < right && bottom > top;
    key.hidden = [...lanes.children].some((item) => meets(item.getBoundingClientRect()));
    this.mark(this.chosen);
  }

  // Finds a lane for a bar, with its name after or before it where there is room. Where there is
  // none, the names that are in the bar's way go; the one that is chosen is always named.
  place(row, lanes, taken, scale, isNarrow) {
    const width = this.axis.clientWidth;
    const [start, end] = row.speaks.map(scale);
    const from = Math.min(start, width - LEAST);
    const to = Math.max(end, from + LEAST);
    const bar = make("span", "bar");
    bar.style.width = `${to - from}px`;
    const text = make("span", "text", row.name);
    const item = make("span", `item ${row.kind}`, "", { "aria-hidden": "true", title: `${row.name}, ${row.when}` });
    item.append(bar, text);
    lanes.append(item);
    row.element = item;
    row.written && item.append(this.writing(row.written, scale));
    const long = isNarrow ? 0 : text.offsetWidth + LEAST;
    const meets = (left, right) => ([low, high]) => right + GAP > low && high + GAP > left;
    const whole = (one) => [one.left, one.right];
    const free = (left, right, of) => taken.findIndex((lane) => !lane.map(of).some(meets(left, right)));
    const most = row.kind === "wide" ? MOST_LANES + 1 : MOST_LANES;
    const add = () => (taken.length < most ? taken.push([]) - 1 : -1);
    const sides = [["", from, to + long], ["before", from - long, to], ["bare", from, to]];
    for (const [side, left, right] of sides) {
      if (side !== "bare" && (left < 0 || right > width + 1)) continue;
      let lane = free(left, right, whole);
      if (lane < 0) lane = add();
      if (lane < 0 && side === "bare") {
        lane = Math.max(free(from, to, (one) => one.bar), 0);
        for (const one of taken[lane].filter((other) => meets(from, to)(whole(other)))) {
          [one.left, one.right] = one.bar;
          one.row.element.classList.add("bare");
        }
      }
      if (lane < 0) continue;
      if (side) item.classList.add(side);
      taken[lane].push({ row, lane, left, right, bar: [from, to] });
      break;
    }
    if (from > width / 2) item.classList.add("late");
  }

  put({ element, written }, left, lane) {
    element.style.insetInlineStart = `${left}px`;
    element.style.top = `${lane * this.lane + 2}px`;
    if (written) element.lastChild.style.insetInlineStart = `${element.lastChild.start - left}px`;
  }

  // Marks the years in which a source was written.
  writing([first, last], scale) {
    const line = make("span", "written");
    line.start = scale(first);
    line.style.width = `${Math.max(scale(last) - scale(first), 3)}px`;
    return line;
  }

  // Says which kind of bar stands for what.
  key() {
    const key = make("div", "key", "", { "aria-hidden": "true" });
    for (const { kind, name } of this.data.kinds) {
      const line = make("span", `item ${kind}`);
      line.append(make("span", "bar"), make("span", "text", name));
      key.append(line);
    }
    return key;
  }

  mark([chosen, other]) {
    for (const { id, element } of this.rows) {
      element?.classList.toggle("chosen", id === chosen);
      element?.classList.toggle("other", id === other);
    }
    const row = this.rows.find(({ id }) => id === chosen);
    this.together.setAttribute("aria-pressed", String(!row));
    this.axis.setAttribute("aria-valuemin", "1");
    this.axis.setAttribute("aria-valuemax", this.rows.length);
    this.axis.setAttribute("aria-valuenow", Math.max(this.at, 0) + 1);
    this.axis.setAttribute("aria-valuetext", row ? `${row.name}, ${row.when}` : this.words.together);
    this.buttons.earlier.disabled = this.at === 0;
    this.buttons.later.disabled = this.at === this.rows.length - 1;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (!axes.has(root)) axes.set(root, new Axis(root, data.words));
  const axis = axes.get(root);
  axis.tell = (id) => setTriggerValue("chosen", id);
  axis.update(data);
  return () => {
    if (!root.isConnected) axis.remove();
  };
}
