// What the pen draws over deck.gl's layers, and what lies about the map.

class Drawing extends Laying {
  factor() {
    const text = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    return (this.scene.factor ?? 1) * (text || 1);
  }

  // Writes the names, and then those of countries whose own are out of the frame.
  drawNames(pen, viewport, collection, how) {
    const { names } = this.scene;
    if (this.scene.present) {
      const free = { taken: how.furniture, shown: new Set() };
      return this.names.drawSpots(pen, viewport, this.wall.spots, names, how, free);
    }
    const drawn = this.names.draw(pen, viewport, collection, names, how);
    const marks = this.sketches.flatMap((one) => one.boxes?.(viewport, how.factor, this.level()) ?? []);
    const taken = [...drawn.taken, ...how.furniture, ...marks];
    if (this.settling) {
      const lands = viewport.zoom < CLOSE ? null : this.awaitFile(names.lands);
      const sizeOf = (name) => this.names.sizeOf({ name }, names, how.factor, how.ratio);
      this.lands.choose(viewport, lands, { shown: drawn.shown, taken, sizeOf });
      this.settling = false;
    }
    this.names.drawSpots(pen, viewport, this.lands.spots, names, how, { taken, shown: drawn.shown });
  }

  // Chooses the few large names of a map that is presented.
  chooseWall(viewport, collection, how) {
    const { names } = this.scene;
    const marks = this.sketches.flatMap((one) => one.boxes?.(viewport, how.factor, this.level()) ?? []);
    const sizeOf = (one) => this.names.sizeOf(one, names, how.factor, how.ratio);
    this.wall.choose(viewport, collection, { ...names, ...how, choice: this.scene.choice, marks, sizeOf });
    this.settling = false;
  }

  // Where the levels for this size of type stand in the files of the map.
  column() {
    return this.scene.names ? columnOf(this.scene.names.factors, this.factor()) : 0;
  }

  // That column, and the zoom by which its levels are chosen.
  level() {
    const { zoom } = this.viewport();
    const { names } = this.scene;
    return { column: this.column(), zoom: names ? levelZoom(zoom, names.factors, this.factor()) : zoom };
  }

  // The boxes of what lies about the map, which names keep clear of. They are measured once for each
  // state of the frame, because measuring makes the page lay itself out.
  furniture() {
    const parts = [this.tools, this.zoom, this.scale, this.locator, this.sights.querySelector("summary")];
    const state = [this.frame.clientWidth, this.frame.clientHeight, this.locator.hidden, this.scale.dataset.km, this.factor()].join();
    if (this.measured?.state !== state) {
      const frame = this.frame.getBoundingClientRect();
      const boxes = parts.filter((one) => one && !one.hidden).map((one) => one.getBoundingClientRect());
      const within = boxes.filter(({ width }) => width).map(({ left, top, right, bottom }) => [left, top, right, bottom]);
      this.measured = { state, boxes: within.map(([left, top, right, bottom]) => [left - frame.left - 2, top - frame.top - 2, right - frame.left + 2, bottom - frame.top + 2]) };
    }
    return this.measured.boxes;
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
    const collection = names && this.files.ready(names.data);
    const slips = labels.map((label) => placeLabel(pen, viewport, label, factor).box);
    const how = { factor, ratio, furniture: [...this.furniture(), ...slips] };
    if (this.scene.present && this.settling && collection) this.chooseWall(viewport, collection, how);
    const level = { ...this.level(), covered: this.scene.present ? this.wall.covers(viewport) : [] };
    for (const sketch of this.sketches) sketch.draw(pen, viewport, factor, ratio, level);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.drawChoice(pen, viewport, factor);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    if (collection) this.drawNames(pen, viewport, collection, how);
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
    if (!choice.ring) return;
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
    if (feature?.properties.box) {
      const { middle, half } = boxOf(feature, viewport, factor, this.column());
      pen.strokeRect(middle[0] - half[0], middle[1] - half[1], 2 * half[0], 2 * half[1]);
    } else if (feature?.geometry.type === "Point") {
      const [x, y] = markOf(feature, viewport, factor);
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
}
