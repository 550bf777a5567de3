// What the map lays on each other: deck.gl's layers, the pen's sketches, and the files of both.

function areSame(some, others) {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

// How much of its strength a layer has at a zoom that `fades` from one zoom to another, to a part.
function strengthAt(zoom, [from, to, part] = [0, 1, 1]) {
  const share = Math.min(Math.max((zoom - from) / (to - from), 0), 1);
  return 1 - share * (1 - part);
}

// deck.gl takes an opacity to the power of 1 / 2.2. Steps this small are not seen.
const GAMMA = 2.2;
const STEPS = 40;

class Laying extends Looking {
  // Gives deck.gl what it fills, and the pen what it draws, of the layers whose files are there. What
  // did not change is the same object as before, so that nothing of it is made anew.
  refresh() {
    if (this.scene.names) this.awaitFile(this.scene.names.data);
    const zoom = this.here?.zoom ?? this.fit(this.scene.home).zoom;
    const seen = this.seen ?? this.viewport()?.zoom ?? zoom;
    const shown = this.scene.layers.filter(({ zooms: [from, to] = [0, 99] }) => zoom >= from && zoom < to);
    const layers = shown.map((layer) => this.layer(layer)).filter(Boolean);
    for (const layer of layers) this.fade(layer, seen);
    if (!this.deck || this.holds()) return;
    const filled = layers.map(({ fill }) => fill).filter(Boolean);
    const sketches = layers.map(({ sketch }) => sketch).filter(Boolean);
    const others = !areSame(sketches, this.sketches);
    if (!areSame(filled, this.filled)) this.deck.setProps({ layers: filled });
    Object.assign(this, { filled, sketches });
    // deck.gl takes no layer again that it has once given up.
    for (const [id, held] of this.layers) if (!layers.includes(held)) this.layers.delete(id);
    if (others) this.drawOver();
  }

  // Gives what fades its strength at a zoom: a number for the graphics card, so nothing is made anew.
  fade(layer, zoom) {
    if (!layer.fill || !layer.fades) return;
    const strength = Math.round(strengthAt(zoom, layer.fades) * STEPS) / STEPS;
    if (strength === layer.strength) return;
    layer.strength = strength;
    layer.fill = layer.fill.clone({ opacity: strength ** GAMMA });
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
  layer({ keep, dashes, zooms, fades, data, ...json }) {
    const pictures = {};
    for (const name of ["image", "iconAtlas"]) if (json[name]) pictures[name] = this.awaitFile(json[name]);
    let content = typeof data === "string" ? this.awaitFile(data) : data;
    if (!this.deck || content === null || Object.values(pictures).includes(null)) return null;
    const text = JSON.stringify([json, keep, dashes, fades, data]);
    const held = this.layers.get(json.id);
    if (held?.text === text) return held;
    if (content) content = this.files.filtered(content, keep);
    const [made] = this.bundle.convert({ layers: [{ ...json, image: undefined, iconAtlas: undefined }] }).layers;
    const fill = fillOf(made, content, pictures, () => this.missing(json.id));
    const sketch = sketchOf(made.props, content, pictures.iconAtlas, { dashes, fades });
    const layer = { text, fill, fades, strength: 1, sketch };
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
      this.settling = true;
      this.refresh();
      this.drawOver();
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
}
