// What lies on the map besides the map: buttons, the scale, the locator, the list of what is in sight.
const LOCATOR = { width: 132, height: 92, bounds: [30, 12, 92, 52] };

const SVG = "http://www.w3.org/2000/svg";
const SIGNS = {
  nearer: "M10 4v12M4 10h12",
  farther: "M4 10h12",
  whole: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
};

function element(tag, className, text = "", attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function toolButton(words, sign, act) {
  const button = element("button", sign, sign ? "" : words, { type: "button", title: words });
  if (sign) {
    button.setAttribute("aria-label", words);
    const drawing = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", SIGNS[sign]);
    drawing.setAttribute("viewBox", "0 0 20 20");
    drawing.append(path);
    button.append(drawing);
  }
  button.onclick = act;
  return button;
}

// Makes the bar as long as the greatest round length that has room, true at the latitude of the bar.
function drawScale(scale, lengths, viewport, factor) {
  const [, lat] = viewport.unproject([60, viewport.height - 20]);
  const room = 130 * factor * metresPerPixel(lat, viewport.zoom);
  const [km, words] = lengths.findLast(([length]) => length * 1000 <= room) ?? lengths[0];
  scale.style.width = `${(km * 1000) / metresPerPixel(lat, viewport.zoom)}px`;
  scale.textContent = words;
  scale.dataset.km = km;
}

// Draws where in the wider region the frame lies, once it shows but a part of it.
function drawLocator(canvas, { land, bands }, colours, viewport, home) {
  canvas.hidden = viewport.zoom < home.zoom + 1 || !land;
  if (canvas.hidden) return;
  const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
  const { width, height, bounds } = LOCATOR;
  const [left, top] = mercator([bounds[0], bounds[3]]);
  const [right, bottom] = mercator([bounds[2], bounds[1]]);
  const at = (point) => {
    const [x, y] = mercator(point);
    return [((x - left) / (right - left)) * width, ((y - top) / (bottom - top)) * height];
  };
  const key = [colours.sea, bands.length, ratio].join();
  if (canvas.ground?.key !== key || canvas.ground.bands !== bands[0]) {
    canvas.ground = Object.assign(element("canvas", ""), { width: width * ratio, height: height * ratio, key, bands: bands[0] });
    const pen = canvas.ground.getContext("2d", { willReadFrequently: true });
    pen.scale(ratio, ratio);
    pen.fillStyle = colours.sea;
    pen.fillRect(0, 0, width, height);
    for (const [collection, colour] of [[land, colours.land], ...bands.map((band) => [band, colours.band])]) {
      pen.fillStyle = colour;
      for (const { geometry } of collection.features) {
        if (!geometry.type.endsWith("Polygon")) continue;
        pen.beginPath();
        for (const path of pathsOf(geometry)) {
          path.forEach((point, number) => pen[number ? "lineTo" : "moveTo"](...at(point)));
          pen.closePath();
        }
        pen.fill("evenodd");
      }
    }
  }
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas.ground, 0, 0);
  pen.scale(ratio, ratio);
  const [x, y] = at(viewport.unproject([0, 0]));
  const [toX, toY] = at(viewport.unproject([viewport.width, viewport.height]));
  pen.strokeStyle = colours.text;
  pen.lineWidth = 2;
  pen.strokeRect(x, y, Math.max(toX - x, 3), Math.max(toY - y, 3));
}
