// The map: takes a scene, which `geo.layers.scene` makes, and draws it in an element.
const PATIENCE_MS = 2000;
const SLOW_MS = 120;

class AtlasMap extends Faults {
  // `tell` hears of clicks; `files` are files that the page brings along; `linked` maps keep the view
  // in the page's link.
  constructor(root, { tell = () => {}, moved = () => {}, files = {}, linked = false } = {}) {
    super();
    Object.assign(this, {
      root, tell, onMove: moved, linked, files: new Files(files), names: new Names(), lands: new Lands(), wall: new Wall(),
      settling: true,
    });
    this.hits = new Hits(this.files);
    this.layers = new Map();
    this.filled = [];
    this.sketches = [];
    this.waiting = new Set();
    this.lacking = new Map();
    this.losses = 0;
    this.patience = PATIENCE_MS;
    this.moved = false;
    this.sight = null;
    this.build();
    this.stopWatching = watchFingers(this.ground, () => this.hint());
    this.watchSize = new ResizeObserver(() => this.resized());
    this.watchSize.observe(this.frame);
    this.onPop = () => {
      this.popped = true;
      this.look(viewOfLink(), true);
    };
    if (linked) addEventListener("popstate", this.onPop);
    for (const style of ["", ...Object.values(STYLES)]) this.awaitFont(`${style}14px ${SANS}`);
  }

  // Writes the names again once their font is there.
  awaitFont(font) {
    if (document.fonts.check(font)) return;
    document.fonts.load(font).then(() => {
      this.names.forget();
      if (this.scene) this.drawOver();
    }, () => {});
  }

  build() {
    this.frame = element("div", "frame", "", { role: "figure" });
    this.ground = element("div", "ground", "", { tabindex: "0", role: "application" });
    this.over = element("canvas", "over", "", { "aria-hidden": "true" });
    this.still = element("div", "still", "", { hidden: "" });
    this.tip = element("div", "tip", "", { hidden: "" });
    this.caption = element("div", "caption");
    this.scale = element("div", "scale", "", { "aria-hidden": "true" });
    this.locator = element("canvas", "locator", "", { hidden: "", "aria-hidden": "true" });
    this.tools = element("div", "tools");
    this.zoom = element("div", "zoom");
    this.hintBox = element("div", "hint", "", { hidden: "" });
    this.notice = element("div", "fault", "", { role: "status" });
    // What the map shows, in words: read out by a screen reader as far as it has changed.
    this.said = element("div", "said", "", { "aria-atomic": "false", role: "status" });
    this.sights = element("details", "sights");
    this.frame.append(
      this.ground, this.over, this.still, this.caption, this.tools, this.zoom, this.scale, this.locator,
      this.tip, this.hintBox, this.notice, this.said, this.sights,
    );
    this.root.replaceChildren(this.frame);
    this.listenToKeys();
    this.listenToPointer();
    this.sights.addEventListener("toggle", () => this.listSights());
  }

  // Shows another scene, or the first one.
  show(scene) {
    const words = scene.words;
    const first = !this.scene;
    this.caption.textContent = scene.caption ?? "";
    const still = JSON.stringify(scene.still) !== JSON.stringify(this.scene?.still);
    this.scene = scene;
    this.frame.classList.toggle("present", Boolean(scene.present));
    this.settling = true;
    if (this.lacking.size && !this.failed) this.notice.textContent = "";
    this.lacking.clear();
    this.frame.setAttribute("aria-label", scene.label);
    this.say(scene.said ?? []);
    for (const [name, colour] of Object.entries(scene.colours)) this.frame.style.setProperty(`--${name}`, colour);
    if (first) {
      this.ground.setAttribute("aria-label", words.keys);
      this.tools.append(
        toolButton(words.region, "", () => this.goHome()),
        toolButton(words.world, "", () => this.look(this.fit(this.scene.world), true)),
      );
      this.zoom.append(
        toolButton(words.nearer, "nearer", () => this.zoomBy(1)),
        toolButton(words.farther, "farther", () => this.zoomBy(-1)),
      );
      if (document.fullscreenEnabled) this.zoom.append(toolButton(words.whole, "whole", () => this.fillScreen()));
      this.hintBox.textContent = words.fingers;
      this.sights.append(element("summary", "", words.inSight), element("ul", ""));
      this.start();
    } else if (this.deck) this.afterText();
    if (still && this.failed) this.showStill();
    if (this.sights.open) this.listSights();
  }

  // Says what the map shows, a paragraph a sentence; one that is the same stays, and is not read again.
  say(sentences) {
    const before = [...this.said.children];
    for (const [at, sentence] of sentences.entries()) {
      const line = before[at] ?? this.said.appendChild(element("p", ""));
      if (line.textContent !== sentence) line.textContent = sentence;
    }
    for (const line of before.slice(sentences.length)) line.remove();
  }

  // Moves and draws once the page has painted its words: without a graphics card the map's frame would
  // hold them up, for that is painted some time after the browser has begun it.
  afterText() {
    const wait = (then) => (this.isSlow ? setTimeout(then, SLOW_MS) : requestAnimationFrame(then));
    this.pending ??= requestAnimationFrame(() => wait(() => {
      this.pending = null;
      const before = this.here;
      this.follow();
      this.refresh();
      if (this.here === before) this.drawOver();
    }));
  }

  // Starts drawing, or says why it cannot be done.
  async start() {
    this.failed = null;
    const { works, slow } = graphics();
    this.isSlow = slow;
    if (!works) return this.fail("noWebgl");
    // Without a graphics card the processor draws lines thirty times as fast as WebGL's stand-in does.
    this.pen = this.over.getContext("2d", { willReadFrequently: slow });
    this.refresh();
    try {
      this.bundle = await loadBundle(this.scene.bundle?.deck);
    } catch {
      return this.fail("noBundle");
    }
    this.draw();
  }

  draw() {
    this.ground.replaceChildren();
    const container = element("div", "deck");
    this.ground.append(container);
    const { width, height } = this.size();
    const at = this.sight === null ? this.firstView(width, height) : this.camera();
    this.deck = this.bundle.createDeck({
      container,
      tooltip: false,
      jsonInput: {
        views: [{ "@@type": "MapView", controller: { dragRotate: false, touchRotate: false, keyboard: false, inertia: 250 } }],
        initialViewState: { ...at, minZoom: FARTHEST, maxZoom: NEAREST },
        layers: [],
      },
    });
    this.deck.setProps({
      onError: (error) => (this.blank ? console.error(error) : this.fail("noWebgl")),
      onViewStateChange: ({ viewState, interactionState }) => this.changed(viewState, interactionState),
      onAfterRender: () => this.rendered(),
      getCursor: ({ isDragging }) => (isDragging ? "grabbing" : this.pointed?.key ? "pointer" : "grab"),
    });
    this.here = at;
    this.layers.clear();
    this.filled = [];
    this.refresh();
  }

  rendered() {
    if (!this.blank) {
      this.blank = true;
      const canvas = this.ground.querySelector("canvas");
      canvas.removeAttribute("tabindex"); // deck.gl's, but the ground takes the keys.
      canvas.addEventListener("webglcontextlost", () => this.lost(), { once: true });
    }
    if (this.filled.length) this.drawOver();
    else this.soon();
  }

  remove() {
    this.stopWatching();
    this.watchSize.disconnect();
    removeEventListener("popstate", this.onPop);
    clearTimeout(this.resting);
    this.deck?.finalize();
    this.root.replaceChildren();
  }
}

globalThis.AtlasMap = AtlasMap;
