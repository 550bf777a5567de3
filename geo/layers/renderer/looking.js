// Where the map looks. `AtlasMap` does this and what the classes after it do.
const REST_MS = 250;
const SLOW = { "@@type": "FlyToInterpolator", speed: 3, maxDuration: 900 };

class Looking {
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
    const { key, bounds, keep, own } = this.scene.sight;
    if (this.popped && !key && !viewOfLink()) this.goHome();
    this.popped = false;
    if (key !== this.sight && key) {
      const viewport = this.viewport();
      // What the page's link says now may be of a scene before this one.
      if (this.linked && own) this.look(viewFrom(own), true);
      else if (keep && viewport && sees(viewport, bounds)) this.aim = around(this.aim, bounds);
      else {
        this.aim = bounds;
        this.look(this.fit(bounds));
      }
    }
    this.sight = key;
    this.writeLink();
  }

  // Goes to the region, which is a person's own view if something else is chosen.
  goHome() {
    this.aim = this.scene.home;
    this.look(this.fit(this.aim), this.scene.sight.key !== "");
  }

  // Sends the camera somewhere; `moved` tells that a person wants to be there.
  look(view, moved = false) {
    if (!view || !this.deck) return;
    this.moved = moved;
    this.here = view;
    this.go(view, SLOW, "auto");
    this.onMove(view);
    this.rest();
  }

  // Looks where a map beside this one looks.
  mirror(view) {
    if (!this.deck) return;
    this.here = view;
    this.moved = true;
    this.go(view, null, 0);
    this.refresh();
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
      this.onMove(this.here);
    } else if (!inTransition) this.here = { longitude, latitude, zoom };
    this.seen = zoom;
    this.point(null);
    this.rest();
    if (this.filled.length) this.refresh();
    this.seen = null;
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
    this.onMove(this.here);
    this.rest();
  }

  resized() {
    if (!this.deck || !this.blank) return;
    if (!this.moved && this.aim) {
      this.here = this.fit(this.aim);
      this.go(this.here, null, 0);
    }
    this.settling = true;
    this.drawOver();
  }

  // Once the camera has come to rest: the layers for this zoom, the link, the list. A link that has
  // become another meanwhile belongs to a scene that is on its way, which may move the camera.
  rest() {
    clearTimeout(this.resting);
    this.from ??= restOfLink().join();
    this.resting = setTimeout(() => {
      this.resting = null;
      this.settling = true;
      this.refresh();
      this.drawOver();
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
}
