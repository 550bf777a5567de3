// The map: takes a scene, which `geo.layers.scene` makes, and draws it in an element.
const REST_MS = 250;
const PATIENCE_MS = 2000;
const RETRY_MS = [500, 3000, 10000];
const STEP = 0.2;
const DRAG = 6;
const SLOW = { "@@type": "FlyToInterpolator", speed: 3, maxDuration: 900 };

class AtlasMap {
  // `tell` hears of clicks; `files` are files that the page brings along; `linked` maps keep the view
  // in the page's link.
  constructor(root, { tell = () => {}, files = {}, linked = false } = {}) {
    Object.assign(this, { root, tell, linked, files: new Files(files), names: new Names() });
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
    this.onPop = () => this.look(viewOfLink(), true);
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
    this.scale = element("div", "scale", "", { "aria-hidden": "true" });
    this.locator = element("canvas", "locator", "", { hidden: "", "aria-hidden": "true" });
    this.tools = element("div", "tools");
    this.zoom = element("div", "zoom");
    this.hintBox = element("div", "hint", "", { hidden: "" });
    this.notice = element("div", "fault", "", { role: "status" });
    this.sights = element("details", "sights");
    this.frame.append(
      this.ground, this.over, this.still, this.tools, this.zoom, this.scale, this.locator,
      this.tip, this.hintBox, this.notice, this.sights,
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
    const still = JSON.stringify(scene.still) !== JSON.stringify(this.scene?.still);
    this.scene = scene;
    if (this.lacking.size && !this.failed) this.notice.textContent = "";
    this.lacking.clear();
    this.frame.setAttribute("aria-label", scene.label);
    for (const [name, colour] of Object.entries(scene.colours)) this.frame.style.setProperty(`--${name}`, colour);
    if (first) {
      this.ground.setAttribute("aria-label", words.keys);
      this.tools.append(
        toolButton(words.region, "", () => this.look(this.fit(this.scene.home), true)),
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

  // Moves and draws once the page has painted its words, which a slow graphics card would hold up.
  afterText() {
    this.pending ??= requestAnimationFrame(() => requestAnimationFrame(() => {
      this.pending = null;
      this.follow();
      this.refresh();
    }));
  }

  // Starts drawing, or says why it cannot be done.
  async start() {
    this.failed = null;
    const { works, slow } = graphics();
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

  // The camera

  size() {
    return { width: this.frame.clientWidth || 1, height: this.frame.clientHeight || 1 };
  }

  fit(bounds) {
    const { width, height } = this.size();
    return fitted(bounds, width, height);
  }

  firstView() {
    const { sight, home } = this.scene;
    this.sight = sight.key;
    const view = this.linked ? viewOfLink() : null;
    this.moved = view !== null;
    this.aim = sight.key ? sight.bounds : home;
    return view ?? this.fit(this.aim);
  }

  camera() {
    return this.here;
  }

  viewport() {
    return this.deck?.isInitialized ? this.deck.getViewports()[0] : null;
  }

  // Goes to what was chosen, unless it was sent there before or sees it well already.
  follow() {
    const { key, bounds, keep } = this.scene.sight;
    if (key !== this.sight && key) {
      const view = this.linked ? viewOfLink() : null;
      const viewport = this.viewport();
      if (view) this.look(view, true);
      else if (keep && viewport && sees(viewport, bounds)) this.aim = around(this.aim, bounds);
      else {
        this.aim = bounds;
        this.look(this.fit(bounds));
      }
    }
    this.sight = key;
    this.writeLink();
  }

  // Sends the camera somewhere; `moved` tells that a person wants to be there.
  look(view, moved = false) {
    if (!view || !this.deck) return;
    this.moved = moved;
    this.here = view;
    this.go(view, SLOW, "auto");
    this.rest();
  }

  go(view, interpolator, duration) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { initialViewState } = this.bundle.convert({
      initialViewState: {
        ...view,
        minZoom: FARTHEST,
        maxZoom: NEAREST,
        move: (this.moves = (this.moves ?? 0) + 1), // deck.gl takes no state that it has already.
        ...(still ? { transitionDuration: 0 } : { transitionDuration: duration, transitionInterpolator: interpolator }),
      },
    });
    this.deck.setProps({ initialViewState });
  }

  changed({ longitude, latitude, zoom }, { isDragging, isPanning, isZooming, inTransition }) {
    if (isDragging || isPanning || isZooming) {
      this.moved = true;
      this.here = { longitude, latitude, zoom };
    } else if (!inTransition) this.here = { longitude, latitude, zoom };
    this.point(null);
    this.rest();
    if (this.filled.length) this.soon();
  }

  zoomBy(step) {
    this.nudge(0, 0, step);
  }

  // Moves by parts of the frame and by zoom levels, from where the camera is going.
  nudge(right, down, step = 0) {
    if (!this.deck) return;
    const { width, height } = this.size();
    const { longitude, latitude, zoom } = this.here;
    const scale = 2 ** zoom;
    const [x, y] = mercator([longitude, latitude]);
    const [east, lat] = fromMercator([x + (right * width) / scale, y + (down * height) / scale]);
    const lon = ((((east + 180) % 360) + 360) % 360) - 180;
    const nearer = Math.min(Math.max(zoom + step, FARTHEST), NEAREST);
    this.moved = true;
    this.here = { longitude: lon, latitude: lat, zoom: nearer };
    this.go(this.here, { "@@type": "LinearInterpolator" }, 180);
    this.rest();
  }

  resized() {
    if (!this.deck || !this.blank) return;
    if (!this.moved && this.aim) {
      this.here = this.fit(this.aim);
      this.go(this.here, null, 0);
    }
    this.drawOver();
  }

  // Once the camera has come to rest: the layers for this zoom, the link, the list. A link that has
  // become another meanwhile belongs to a scene that is on its way, which may move the camera.
  rest() {
    clearTimeout(this.resting);
    this.from ??= restOfLink().join();
    this.resting = setTimeout(() => {
      this.resting = null;
      this.refresh();
      if (this.from === restOfLink().join()) this.writeLink();
      this.from = null;
      if (this.sights.open) this.listSights();
    }, REST_MS);
  }

  writeLink() {
    if (this.linked) writeView(this.moved ? this.here : null);
  }

  fillScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  // The layers

  // Gives deck.gl what it fills, and the pen what it draws, of the layers whose files are there. What
  // did not change is the same object as before, so that nothing of it is made anew.
  refresh() {
    if (this.scene.names) this.awaitFile(this.scene.names.data);
    const zoom = this.here?.zoom ?? this.fit(this.scene.home).zoom;
    const shown = this.scene.layers.filter(({ zooms: [from, to] = [0, 99] }) => zoom >= from && zoom < to);
    const layers = shown.map((layer) => this.layer(layer)).filter(Boolean);
    if (!this.deck || this.holds()) return;
    const filled = layers.map(({ fill }) => fill).filter(Boolean);
    const same = filled.length === this.filled.length && filled.every((one, at) => one === this.filled[at]);
    if (!same) this.deck.setProps({ layers: filled });
    this.filled = filled;
    this.sketches = layers.map(({ sketch }) => sketch).filter(Boolean);
    // deck.gl takes no layer again that it has once given up.
    for (const [id, held] of this.layers) if (!layers.includes(held)) this.layers.delete(id);
    this.drawOver();
  }

  // Whether to wait with the first picture: each one that is drawn while files come takes its time.
  holds() {
    if (this.filled.length) return false;
    const canvas = this.ground.querySelector("canvas");
    const ratios = [1, globalThis.devicePixelRatio || 1];
    const fits = canvas && ratios.some((ratio) => Math.abs(canvas.clientWidth * ratio - canvas.width) < 2);
    if (fits && this.blank && !this.waiting.size) return false;
    this.holding ??= setTimeout(() => {
      this.patience = 0;
      this.refresh();
    }, this.patience);
    return this.patience > 0;
  }

  // Makes of pydeck's layer what deck.gl fills and what the pen draws; null while files are missing.
  layer({ keep, dashes, zooms, data, ...json }) {
    const pictures = {};
    for (const name of ["image", "iconAtlas"]) if (json[name]) pictures[name] = this.awaitFile(json[name]);
    let content = typeof data === "string" ? this.awaitFile(data) : data;
    if (!this.deck || content === null || Object.values(pictures).includes(null)) return null;
    const text = JSON.stringify([json, keep, dashes, data]);
    const held = this.layers.get(json.id);
    if (held?.text === text) return held;
    if (content) content = this.files.filtered(content, keep);
    const [made] = this.bundle.convert({ layers: [{ ...json, image: undefined, iconAtlas: undefined }] }).layers;
    const fill = fillOf(made, content, pictures, () => this.missing(json.id));
    const layer = { text, fill, sketch: sketchOf(made.props, content, pictures.iconAtlas, dashes) };
    this.layers.set(json.id, layer);
    return layer;
  }

  // Returns a file if it is there; else fetches it, and draws again when it has come. One that could
  // not be fetched is asked for again with the next scene.
  awaitFile(address) {
    if (this.lacking.has(address)) return null;
    const file = this.files.get(address);
    if (!(file instanceof Promise)) return file;
    if (!this.waiting.has(address)) {
      this.waiting.add(address);
      const name = address.replace(/^.*static\/map\/|\.json|\?.*$/g, "");
      const come = (then) => () => {
        this.waiting.delete(address);
        then();
      };
      file.then(come(() => this.soon()), come(() => this.lack(address, name)));
    }
    return null;
  }

  // Draws what has come, several files at once.
  soon() {
    this.coming ??= requestAnimationFrame(() => {
      this.coming = null;
      this.refresh();
    });
  }

  lack(address, name) {
    this.lacking.set(address, name);
    this.missing(name);
    this.soon();
  }

  missing(name) {
    this.notice.textContent = this.scene.words.missing.replace("{name}", name);
  }

  factor() {
    const text = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    return (this.scene.factor ?? 1) * (text || 1);
  }

  // What lies over the layers: names, what is pointed at, the scale, the locator.
  drawOver() {
    const viewport = this.viewport();
    if (!viewport || this.failed) return;
    const ratio = globalThis.devicePixelRatio || 1;
    const { width, height } = viewport;
    if (this.over.width !== Math.round(width * ratio) || this.over.height !== Math.round(height * ratio)) {
      Object.assign(this.over, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    }
    const { pen } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.over.width, this.over.height);
    const factor = this.factor();
    const { names, colours, labels } = this.scene;
    for (const sketch of this.sketches) sketch.draw(pen, viewport, factor, ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.drawChoice(pen, viewport, factor);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    const collection = names && this.files.ready(names.data);
    if (collection) this.names.draw(pen, viewport, collection, names, factor, ratio);
    pen.scale(ratio, ratio);
    for (const label of labels) drawLabel(pen, viewport, label, { colour: colours.text, paper: colours.slip }, factor);
    this.outline(pen, viewport, factor);
    drawScale(this.scale, this.scene.words.lengths, viewport, factor);
    const { land, bands } = this.scene.locator ?? { bands: [] };
    const small = { land: land && this.files.ready(land), bands: bands.map((one) => this.files.ready(one)).filter(Boolean) };
    drawLocator(this.locator, small, colours, viewport, this.fit(this.scene.home));
  }

  // Rings the place that is open; shows its area, or else the circle it lies somewhere within.
  drawChoice(pen, viewport, factor) {
    const { choice, colours } = this.scene;
    if (!choice) return;
    const [x, y] = viewport.project(choice.at);
    Object.assign(pen, { fillStyle: colours.lit, strokeStyle: colours.place, lineWidth: 2.5 * factor, lineJoin: "round" });
    const area = choice.area && this.awaitFile(choice.area);
    pen.beginPath();
    if (area) {
      for (const { geometry } of area.features) this.trace(pen, viewport, geometry);
    } else if (!choice.area) {
      const radius = choice.radius / metresPerPixel(choice.at[1], viewport.zoom);
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    }
    pen.fill("evenodd");
    if (choice.area || choice.rim) pen.stroke();
    pen.beginPath();
    pen.arc(x, y, choice.ring * factor, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }

  trace(pen, viewport, geometry) {
    for (const path of pathsOf(geometry)) {
      path.forEach((point, number) => pen[number ? "lineTo" : "moveTo"](...viewport.project(point)));
    }
  }

  // Rings or outlines what is pointed at; marks the middle while the keyboard moves the map.
  outline(pen, viewport, factor) {
    const { colours } = this.scene;
    Object.assign(pen, { strokeStyle: colours.text, lineWidth: 2 * factor, lineJoin: "round" });
    const feature = this.pointed?.key ? this.pointed.feature : null;
    if (feature?.geometry.type === "Point") {
      const [x, y] = viewport.project(feature.geometry.coordinates);
      pen.beginPath();
      pen.arc(x, y, (feature.properties.size ?? 14) * factor * 0.5 + 3, 0, 2 * Math.PI);
      pen.stroke();
    } else if (feature) {
      pen.beginPath();
      this.trace(pen, viewport, feature.geometry);
      pen.stroke();
    }
    if (this.ground.matches(":focus-visible")) {
      const [x, y] = [viewport.width / 2, viewport.height / 2];
      pen.beginPath();
      for (const [from, to] of [[[-12, 0], [-4, 0]], [[4, 0], [12, 0]], [[0, -12], [0, -4]], [[0, 4], [0, 12]]]) {
        pen.moveTo(x + from[0], y + from[1]);
        pen.lineTo(x + to[0], y + to[1]);
      }
      pen.stroke();
    }
  }

  // Hands

  listenToPointer() {
    this.ground.addEventListener("pointermove", ({ pointerType, buttons, offsetX, offsetY }) => {
      if (pointerType === "touch" || buttons) return;
      this.at = [offsetX, offsetY];
      this.asking ??= requestAnimationFrame(() => {
        this.asking = null;
        if (this.at) this.pointAt(this.at);
      });
    });
    this.ground.addEventListener("pointerdown", ({ offsetX, offsetY }) => (this.pressed = [offsetX, offsetY]));
    this.ground.addEventListener("click", ({ offsetX, offsetY }) => {
      const [x, y] = this.pressed ?? [offsetX, offsetY];
      if (Math.hypot(offsetX - x, offsetY - y) < DRAG) this.clicked([offsetX, offsetY]);
    });
    this.ground.addEventListener("pointerleave", () => {
      this.at = null;
      this.point(null);
    });
  }

  listenToKeys() {
    const ways = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    this.ground.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const middle = [this.frame.clientWidth / 2, this.frame.clientHeight / 2];
      if (ways[event.key]) this.nudge(...ways[event.key]);
      else if (event.key === "+" || event.key === "=") this.zoomBy(1);
      else if (event.key === "-") this.zoomBy(-1);
      else if (event.key === "Enter") this.clicked(middle);
      else if (event.key === "Escape") this.ground.blur();
      else return;
      event.preventDefault();
      event.stopPropagation();
      clearTimeout(this.naming);
      if (event.key !== "Escape") this.naming = setTimeout(() => this.pointAt(middle), REST_MS);
    });
    for (const turn of ["focus", "blur"]) {
      this.ground.addEventListener(turn, () => {
        this.point(null);
        this.drawOver();
      });
    }
  }

  pointAt(pixel) {
    const viewport = this.viewport();
    if (!viewport) return;
    for (const { data } of this.scene.hits) this.awaitFile(data);
    this.point(this.hits.at(pixel, viewport, this.scene.hits, this.factor()), pixel);
  }

  // Names what is pointed at, inside the frame, and outlines it.
  point(one, pixel) {
    const changed = one?.feature !== this.pointed?.feature;
    this.pointed = one;
    this.tip.hidden = !one;
    if (one) {
      if (changed) this.tip.replaceChildren(element("strong", "", one.name), element("span", "", one.tip));
      const { width, height } = this.size();
      const { offsetWidth, offsetHeight } = this.tip;
      const below = pixel[1] + 18 + offsetHeight < height;
      this.tip.style.left = `${Math.max(4, Math.min(pixel[0] + 14, width - offsetWidth - 4))}px`;
      this.tip.style.top = `${below ? pixel[1] + 18 : Math.max(4, pixel[1] - offsetHeight - 12)}px`;
    }
    if (changed) {
      this.drawOver();
      this.ground.style.cursor = one?.key ? "pointer" : "";
    }
  }

  clicked(pixel) {
    const viewport = this.viewport();
    if (!viewport) return;
    const [lon, lat] = viewport.unproject(pixel).map((value) => Number(value.toFixed(4)));
    const one = this.hits.at(pixel, viewport, this.scene.hits, this.factor());
    this.tell(one?.key ? { target: one.target, key: one.key, lon, lat } : { target: "spot", key: "", lon, lat });
  }

  hint() {
    this.hintBox.hidden = false;
    clearTimeout(this.hinting);
    this.hinting = setTimeout(() => (this.hintBox.hidden = true), 1500);
  }

  // Lists what is in sight; without a map, all that could be.
  listSights() {
    if (!this.sights.open) return;
    for (const { data } of this.scene.hits.filter(({ point }) => point)) this.awaitFile(data);
    const found = this.hits.inSight(this.failed ? null : this.viewport(), this.scene.hits);
    const items = found.map((one) => {
      const item = element("li", "");
      const button = element("button", "", one.name, { type: "button" });
      button.append(" ", element("small", "", one.tip));
      const [lon, lat] = one.feature.geometry.coordinates;
      button.onclick = () => this.tell({ target: one.target, key: one.key, lon, lat });
      item.append(button);
      return item;
    });
    const none = element("li", "", this.scene.words.nothing);
    this.sights.querySelector("ul").replaceChildren(...(items.length ? items : [none]));
  }

  // Faults

  fail(why) {
    this.failed = why;
    this.deck?.finalize();
    this.deck = null;
    this.blank = false;
    this.notice.textContent = this.scene.words[why];
    this.frame.dataset.failed = why;
    this.showStill();
  }

  showStill() {
    this.still.hidden = false;
    this.still.replaceChildren(...this.scene.still.map((address) => {
      const picture = element("img", "", "", { alt: "" });
      picture.src = this.files.source(address);
      return picture;
    }));
  }

  // The graphics card has given up the map: it is drawn anew after a while.
  lost() {
    if (!this.deck) return;
    const wait = RETRY_MS[this.losses++];
    this.fail(wait ? "lost" : "noWebgl");
    if (wait) setTimeout(() => this.again(), wait);
  }

  again() {
    if (!this.frame.isConnected) return;
    this.failed = null;
    delete this.frame.dataset.failed;
    this.notice.textContent = "";
    for (const name of this.lacking.values()) this.missing(name);
    this.still.hidden = true;
    this.draw();
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
