// What a person does on the map: pointing, clicking, keys, the list of what is in view.
const STEP = 0.2;
const DRAG = 6;

class Hands extends Drawing {
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
    this.point(this.hits.at(pixel, viewport, this.scene.hits, this.factor(), this.column()), pixel);
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
    const one = this.hits.at(pixel, viewport, this.scene.hits, this.factor(), this.column());
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
    const found = this.hits.inSight(this.failed ? null : this.viewport(), this.scene.hits, this.factor(), this.column());
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
}
