// Outside a presentation a button and the key F; in one the words under the map, and all keys and
// clicks of the page: a remote sends Page Up and Page Down, a tap on the right half goes on.
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace"]);
const ON = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
const DRAG = 8;
const PATIENCE_MS = 3000;
const presenters = new WeakMap();

const isTyping = (event) => event.composedPath()[0].matches?.("input, textarea, select, [contenteditable]");
const isPlain = ({ ctrlKey, metaKey, altKey }) => !ctrlKey && !metaKey && !altKey;

class Presenter {
  constructor(root, words) {
    Object.assign(this, { root, words, slide: null });
    this.enter = make("button", "enter", words.present, { type: "button", title: words.help, "aria-keyshortcuts": "F" });
    this.enter.onclick = () => this.begin();
    this.bar = make("section", "bar", "", { role: "status", tabindex: "-1" });
    this.title = make("h1");
    this.text = make("p");
    this.bar.append(this.title, this.text);
    this.tools = make("div", "tools");
    this.counter = make("span", "counter");
    this.leave = make("button", "leave", "×", { type: "button", title: words.leave, "aria-label": words.leave, "aria-keyshortcuts": "Escape" });
    this.leave.onclick = () => this.end();
    this.tools.append(this.counter, this.leave);
    this.blank = make("div", "blank", "", { popover: "manual" });
    root.replaceChildren(this.enter, this.bar, this.tools, this.blank);
    this.listeners = {
      keydown: (event) => this.pressed(event),
      pointerdown: ({ clientX, clientY }) => (this.from = [clientX, clientY]),
      click: (event) => this.clicked(event),
    };
    for (const [name, listener] of Object.entries(this.listeners)) addEventListener(name, listener, true);
    this.onScreen = () => this.screenChanged();
    document.addEventListener("fullscreenchange", this.onScreen);
  }

  remove() {
    for (const [name, listener] of Object.entries(this.listeners)) removeEventListener(name, listener, true);
    document.removeEventListener("fullscreenchange", this.onScreen);
  }

  begin() {
    this.fill();
    this.tell("entered", true);
  }

  end() {
    this.cover(false);
    this.isLeaving = true;
    if (document.fullscreenElement) document.exitFullscreen();
    this.tell("left", true);
  }

  fill() {
    document.documentElement.requestFullscreen?.().catch(() => {});
  }

  // The browser's own Escape ends its full screen without telling us of the key.
  screenChanged() {
    if (!document.fullscreenElement && this.slide && !this.isLeaving && !this.byKey) this.end();
    this.byKey = false;
  }

  toggleScreen() {
    if (!document.fullscreenElement) return this.fill();
    this.byKey = true;
    document.exitFullscreen();
  }

  pressed(event) {
    if (!isPlain(event)) return;
    if (!this.slide) {
      if (event.key.toLowerCase() !== "f" || isTyping(event) || event.repeat) return;
      event.preventDefault();
      this.begin();
      return;
    }
    if (event.key === "Tab" || (event.composedPath().includes(this.leave) && [" ", "Enter"].includes(event.key))) return;
    const { at, count } = this;
    if (ON.has(event.key)) this.go(at + 1);
    else if (BACK.has(event.key)) this.go(at - 1);
    else if (event.key === "Home") this.go(1);
    else if (event.key === "End") this.go(count);
    else if (event.key.toLowerCase() === "b" || event.key === ".") this.cover(!this.isCovered());
    else if (event.key === "Escape") this.end();
    else if (event.key.toLowerCase() === "f" && !event.repeat) this.toggleScreen();
    else if (event.key.length > 1) return; // The browser's own keys, such as F5.
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  clicked(event) {
    if (!this.slide || event.composedPath().includes(this.leave)) return;
    const [x, y] = this.from ?? [event.clientX, event.clientY];
    event.preventDefault();
    event.stopImmediatePropagation();
    if (Math.hypot(event.clientX - x, event.clientY - y) > DRAG) return;
    this.go(this.at + (event.clientX < innerWidth / 2 ? -1 : 1));
  }

  // Quick steps need not wait for the server. A step also ends the blank screen.
  go(to) {
    const was = this.isCovered();
    this.cover(false);
    const at = Math.min(Math.max(to, 1), this.count);
    if (was || at === this.at) return;
    this.wanted = { at, until: Date.now() + PATIENCE_MS };
    this.tell("step", at);
  }

  get at() {
    return this.wanted && Date.now() < this.wanted.until ? this.wanted.at : this.slide.at;
  }

  get count() {
    return this.slide.count;
  }

  isCovered() {
    return this.blank.matches(":popover-open");
  }

  cover(on) {
    if (on !== this.isCovered()) this.blank[on ? "showPopover" : "hidePopover"]();
  }

  update({ slide }) {
    const began = slide && !this.slide;
    const ended = !slide && this.slide;
    this.slide = slide;
    if (slide?.at === this.wanted?.at) this.wanted = null;
    this.root.classList.toggle("on", Boolean(slide));
    if (slide && this.title.textContent !== slide.title) this.title.textContent = slide.title;
    if (slide && this.text.textContent !== slide.text) this.text.textContent = slide.text;
    this.counter.textContent = slide?.counter ?? "";
    if (began) {
      this.isLeaving = false;
      this.bar.focus({ preventScroll: true });
    }
    if (ended) {
      this.cover(false);
      this.enter.focus({ preventScroll: true });
    }
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (!presenters.has(root)) presenters.set(root, new Presenter(root, data.words));
  const presenter = presenters.get(root);
  presenter.tell = setTriggerValue;
  presenter.update(data);
  return () => {
    if (!root.isConnected) presenter.remove();
  };
}
