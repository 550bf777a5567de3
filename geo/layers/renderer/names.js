// The names on the map, drawn where `geo.pipeline.assets.labels` found room for them.
const SANS = '"Source Sans", Verdana, sans-serif';
const STYLES = { water: "italic ", extent: "600 ", khorasan: "600 ", quarter: "600 " };

// The name of the whole is there at every zoom: where it has no room yet, it is smaller, so that it
// covers the same ground, and what it would lie on gives way.
const HEADING = "extent";
const SMALLEST = 12;
const NEVER = 99;

// The roles of names of areas: cut off at the frame they would say nothing.
const WIDE = new Set(["area", "extent", "quarter"]);

// Pixels of a country's name.
const COUNTRY = 15;

// Where a name's or symbol's levels for this size of type stand.
function columnOf(factors, factor) {
  const fitting = factors.findIndex((one) => one > factor - 0.01);
  return fitting < 0 ? factors.length - 1 : fitting;
}

// The zoom by which names and symbols are chosen. Type that is larger than the files have room for
// needs as much more room as one is given by going nearer.
function levelZoom(zoom, factors, factor) {
  return zoom - Math.max(Math.log2(factor / factors[columnOf(factors, factor)]), 0);
}

// Whether a symbol, or a wide area's name, is shown at a zoom; those that never give way have no levels.
function isShown({ levels, until }, zoom, column) {
  return zoom >= (levels ? (levels[column] ?? NEVER) : 0) && zoom < (until?.[column] ?? NEVER);
}

function fontOf(role, size) {
  return `${STYLES[role] ?? ""}${size}px ${SANS}`;
}

function meet([left, top, right, bottom], other) {
  return left < other[2] && right > other[0] && top < other[3] && bottom > other[1];
}

class Names {
  constructor() {
    this.pictures = new Map();
  }

  forget() {
    this.pictures.clear();
  }

  // Draws the names that are shown at this zoom and meet nothing of the map's furniture. `factor` is
  // how many times as large all type is. Returns the boxes that are taken and the countries that are named.
  draw(context, viewport, { features }, { keep, colours, halo, factors }, { factor, ratio, furniture }) {
    const column = columnOf(factors, factor);
    const stretch = factor / factors[column];
    const zoom = levelZoom(viewport.zoom, factors, factor);
    const taken = [];
    const shown = new Set();
    let heading = null;
    for (const { properties, geometry } of features) {
      const early = Math.min(1, 2 ** (zoom - (properties.levels[column] ?? NEVER) + 1e-6));
      if (early < 1 && properties.role !== HEADING) continue;
      if (zoom >= (properties.until?.[column] ?? NEVER) || !isKept(properties, keep)) continue;
      const [x, y] = viewport.project(geometry.coordinates);
      if (x < -200 || y < -40 || x > viewport.width + 200 || y > viewport.height + 40) continue;
      const [right, down] = properties.offsets[column] ?? [0, 0];
      const size = Math.round(Math.max(properties.size * early, SMALLEST) * factor);
      const picture = this.picture(properties.name, fontOf(properties.role, size), size, colours[properties.role], halo, ratio);
      const left = Math.round((x + right * stretch) * ratio - picture.width / 2);
      const top = Math.round((y + down * stretch) * ratio - picture.height / 2);
      const box = [left, top, left + picture.width, top + picture.height].map((length) => length / ratio);
      const isWithin = box[0] >= 0 && box[1] >= 0 && box[2] <= viewport.width && box[3] <= viewport.height;
      if (WIDE.has(properties.role) && !isWithin) continue;
      if ((heading && meet(box, heading)) || furniture.some((one) => meet(box, one))) continue;
      if (early < 1) heading = box;
      if (properties.dot) this.square(context, x * ratio, y * ratio, properties.dot * factor * ratio, colours[properties.role], halo);
      context.drawImage(picture, left, top);
      taken.push(box);
      if (properties.role === "country" && isWithin) shown.add(properties.name);
    }
    return { taken, shown };
  }

  // Writes names where `Lands` or `Wall` found room, unless something has come there since.
  drawSpots(context, viewport, spots, { colours, halo }, { factor, ratio }, { taken, shown }) {
    for (const { name, role = "country", size: usual = COUNTRY, at, dot, point } of spots) {
      const size = Math.round(usual * factor);
      const picture = this.picture(name, fontOf(role, size), size, colours[role], halo, ratio);
      const [x, y] = viewport.project(at);
      const [left, top] = [Math.round(x * ratio - picture.width / 2), Math.round(y * ratio - picture.height / 2)];
      const box = [left, top, left + picture.width, top + picture.height].map((length) => length / ratio);
      if (shown.has(name) || taken.some((one) => meet(box, one))) continue;
      if (dot) this.square(context, ...viewport.project(point).map((length) => length * ratio), dot * factor * ratio, colours[role], halo);
      context.drawImage(picture, left, top);
    }
  }

  // Measures a name, a country's unless another role is told, in pixels of the screen.
  sizeOf({ name, role = "country", size: usual = COUNTRY }, { colours, halo }, factor, ratio) {
    const size = Math.round(usual * factor);
    const { width, height } = this.picture(name, fontOf(role, size), size, colours[role], halo, ratio);
    return [width / ratio, height / ratio];
  }

  // Marks a city of today.
  square(context, x, y, side, colour, halo) {
    const rim = side / 4;
    context.fillStyle = halo;
    context.fillRect(x - side / 2 - rim, y - side / 2 - rim, side + 2 * rim, side + 2 * rim);
    context.fillStyle = colour;
    context.fillRect(x - side / 2, y - side / 2, side, side);
  }

  picture(name, font, size, colour, halo, ratio) {
    const key = [name, font, colour, halo, ratio].join("|");
    let picture = this.pictures.get(key);
    if (!picture) {
      picture = document.createElement("canvas");
      const pen = picture.getContext("2d", { willReadFrequently: true });
      pen.font = font;
      const rim = Math.max(3.5, size / 6);
      picture.width = Math.ceil((pen.measureText(name).width + Math.max(8, 2 * rim)) * ratio);
      picture.height = Math.ceil((size * 1.4 + 6) * ratio);
      pen.scale(ratio, ratio);
      Object.assign(pen, { font, textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: rim });
      const middle = [picture.width / ratio / 2, picture.height / ratio / 2];
      pen.strokeStyle = halo;
      pen.strokeText(name, ...middle);
      pen.fillStyle = colour;
      pen.fillText(name, ...middle);
      this.pictures.set(key, picture);
    }
    return picture;
  }
}

// Where words of the page's own stand: centred on their point, or above it if that is marked.
function placeLabel(context, viewport, { text, at, marked }, factor) {
  const [middle, point] = viewport.project(at);
  const size = 17 * factor;
  const y = marked ? point - 1.6 * size : point;
  context.font = `600 ${size}px ${SANS}`;
  const width = context.measureText(text).width + 12;
  const isInside = middle > 0 && middle < viewport.width;
  const x = isInside ? Math.max(width / 2 + 4, Math.min(middle, viewport.width - width / 2 - 4)) : middle;
  return { x, y, middle, point, box: [x - width / 2, y - size * 0.75, x + width / 2, y + size * 0.75] };
}

// Writes words of the page's own on a slip of paper.
function drawLabel(context, viewport, label, { colour, paper }, factor) {
  const { x, y, middle, point, box } = placeLabel(context, viewport, label, factor);
  Object.assign(context, { textAlign: "center", textBaseline: "middle", fillStyle: paper });
  context.fillRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
  context.fillStyle = colour;
  context.fillText(label.text, x, y);
  if (!label.marked) return;
  Object.assign(context, { strokeStyle: colour, lineWidth: 2.5 * factor });
  context.beginPath();
  context.arc(middle, point, 8 * factor, 0, 2 * Math.PI);
  context.stroke();
}
