// The names on the map, drawn where `geo.pipeline.assets.labels` found room for them.
const SANS = '"Source Sans", Verdana, sans-serif';
const STYLES = { water: "italic ", extent: "600 ", khorasan: "600 ", quarter: "600 " };

// The name of the whole is there at every zoom: where it has no room yet, it is smaller, so that it
// covers the same ground, and what it would lie on gives way.
const HEADING = "extent";
const SMALLEST = 11;
const NEVER = 99;

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

  // Draws the names that are shown at this zoom. `factor` is how many times as large all type is.
  draw(context, viewport, { features }, { keep, colours, halo, factors }, factor, ratio) {
    const fitting = factors.findIndex((one) => one > factor - 0.01);
    const column = fitting < 0 ? factors.length - 1 : fitting;
    let heading = null;
    for (const { properties, geometry } of features) {
      const level = properties.levels[column] ?? NEVER;
      const early = Math.min(1, 2 ** (viewport.zoom - level + 1e-6));
      if ((early < 1 && properties.role !== HEADING) || !isKept(properties, keep)) continue;
      const [x, y] = viewport.project(geometry.coordinates);
      if (x < -200 || y < -40 || x > viewport.width + 200 || y > viewport.height + 40) continue;
      const [right, down] = properties.offsets[column] ?? [0, 0];
      const size = Math.round(Math.max(properties.size * early, SMALLEST) * factor);
      const font = `${STYLES[properties.role] ?? ""}${size}px ${SANS}`;
      const picture = this.picture(properties.name, font, size, colours[properties.role], halo, ratio);
      const stretch = factor / factors[column];
      const left = Math.round((x + right * stretch) * ratio - picture.width / 2);
      const top = Math.round((y + down * stretch) * ratio - picture.height / 2);
      const box = [left, top, left + picture.width, top + picture.height];
      if (heading && meet(box, heading)) continue;
      if (early < 1) heading = box;
      context.drawImage(picture, left, top);
    }
  }

  picture(name, font, size, colour, halo, ratio) {
    const key = [name, font, colour, halo, ratio].join("|");
    let picture = this.pictures.get(key);
    if (!picture) {
      picture = document.createElement("canvas");
      const pen = picture.getContext("2d", { willReadFrequently: true });
      pen.font = font;
      picture.width = Math.ceil((pen.measureText(name).width + 8) * ratio);
      picture.height = Math.ceil((size * 1.4 + 6) * ratio);
      pen.scale(ratio, ratio);
      Object.assign(pen, { font, textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5 });
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

// Writes words of the page's own on a slip of paper, centred on their point, or above it if that is
// marked.
function drawLabel(context, viewport, { text, at, marked }, { colour, paper }, factor) {
  const [middle, point] = viewport.project(at);
  const size = 17 * factor;
  const y = marked ? point - 1.6 * size : point;
  Object.assign(context, { font: `600 ${size}px ${SANS}`, textAlign: "center", textBaseline: "middle" });
  const width = context.measureText(text).width + 12;
  const isInside = middle > 0 && middle < viewport.width;
  const x = isInside ? Math.max(width / 2 + 4, Math.min(middle, viewport.width - width / 2 - 4)) : middle;
  context.fillStyle = paper;
  context.fillRect(x - width / 2, y - size * 0.75, width, size * 1.5);
  context.fillStyle = colour;
  context.fillText(text, x, y);
  if (!marked) return;
  Object.assign(context, { strokeStyle: colour, lineWidth: 2.5 * factor });
  context.beginPath();
  context.arc(middle, point, 8 * factor, 0, 2 * Math.PI);
  context.stroke();
}
