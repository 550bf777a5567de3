// Splits pydeck's layers: deck.gl fills areas and lays pictures, a pen draws lines and symbols over
// them on a canvas. Where no graphics card helps, deck.gl takes some 40 µs for a point of a line.

function fillOf(layer, content, pictures, onError) {
  if (pictures.image) return layer.clone({ ...pictures, onError });
  if (!layer.props.filled || !content) return null;
  const features = content.features.filter(({ geometry }) => geometry.type.endsWith("Polygon"));
  if (!features.length) return null;
  return layer.clone({ data: { type: "FeatureCollection", features }, stroked: false, onError });
}

function sketchOf(props, content, symbols, options) {
  if (!content) return null;
  if (symbols) return new Symbols(props, content, symbols);
  const lines = content.features.filter(({ geometry: { type } }) => type.endsWith("LineString") || (props.stroked && type.endsWith("Polygon")));
  return lines.length ? new Lines(props, lines, options) : null;
}

// An accessor of deck.gl's is a value or a function of the feature.
function valueOf(accessor, feature) {
  return typeof accessor === "function" ? accessor(feature) : accessor;
}

function cssOf([red, green, blue, alpha = 255]) {
  return `rgb(${red} ${green} ${blue} / ${alpha / 255})`;
}

// Lines, kept as paths in Web Mercator pixels at zoom 0, so that a frame transforms them at once.
class Lines {
  constructor({ getLineColor, getLineWidth }, features, { dashes = [], fades }) {
    Object.assign(this, { dashes, fades });
    this.lines = features.map((feature) => {
      const path = new Path2D();
      const points = pathsOf(feature.geometry).map((one) => one.map(mercator));
      for (const one of points) one.forEach(([x, y], number) => path[number ? "lineTo" : "moveTo"](x, y));
      const [colour, width] = [cssOf(valueOf(getLineColor, feature)), valueOf(getLineWidth, feature)];
      return { path, bounds: boundsOf(points), colour, width };
    });
  }

  draw(pen, viewport, factor, ratio) {
    const scale = 2 ** viewport.zoom;
    const [left, top] = mercator(viewport.unproject([0, 0]));
    const [right, bottom] = mercator(viewport.unproject([viewport.width, viewport.height]));
    pen.setTransform(scale * ratio, 0, 0, scale * ratio, -left * scale * ratio, -top * scale * ratio);
    Object.assign(pen, { lineCap: this.dashes.length ? "butt" : "round", lineJoin: "round" });
    pen.globalAlpha = strengthAt(viewport.zoom, this.fades);
    pen.setLineDash(this.dashes.map((length) => (length * factor) / scale));
    for (const { path, bounds, colour, width } of this.lines) {
      if (bounds[0] > right || bounds[2] < left || bounds[1] > bottom || bounds[3] < top) continue;
      pen.strokeStyle = colour;
      pen.lineWidth = (width * factor) / scale;
      pen.stroke(path);
    }
    pen.globalAlpha = 1;
    pen.setLineDash([]);
  }
}

// Where a symbol stands on the screen: on its point, or beside it by some pixels.
function markOf({ properties: { right = 0, down = 0 }, geometry }, viewport, factor) {
  const [x, y] = viewport.project(geometry.coordinates);
  return [x + right * factor, y + down * factor];
}

// Points as symbols, cut out of one picture that holds a cell for each. From one that stands beside
// its point a thin line leads there. A wide area has a name instead.
class Symbols {
  constructor({ getIcon, getIconSize, getLineColor, iconMapping, iconSizeScale, opacity }, { features }, picture) {
    Object.assign(this, { picture, opacity, line: cssOf(valueOf(getLineColor)) });
    this.symbols = features.filter(({ properties }) => !properties.box).map((feature) => ({
      feature,
      cell: iconMapping[valueOf(getIcon, feature)],
      size: valueOf(getIconSize, feature) * iconSizeScale,
    }));
  }

  draw(pen, viewport, factor, ratio, { column, zoom, covered }) {
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.globalAlpha = this.opacity;
    for (const { feature, cell, size } of this.symbols) {
      if (!cell || !isShown(feature.properties, zoom, column)) continue;
      const side = size * factor;
      const [x, y] = markOf(feature, viewport, factor);
      if (x < -2 * side || y < -2 * side || x > viewport.width + 2 * side || y > viewport.height + 2 * side) continue;
      if (covered.some((box) => meet([x - side / 2, y - side / 2, x + side / 2, y + side / 2], box))) continue;
      if (feature.properties.right || feature.properties.down) this.lead(pen, viewport.project(feature.geometry.coordinates), [x, y], factor);
      pen.drawImage(this.picture, cell.x, cell.y, cell.width, cell.height, x - side / 2, y - side / 2, side, side);
    }
    pen.globalAlpha = 1;
  }

  // The boxes of the symbols that are shown.
  boxes(viewport, factor, { column, zoom }) {
    return this.symbols.filter(({ feature }) => isShown(feature.properties, zoom, column)).map(({ feature, size }) => {
      const [x, y] = markOf(feature, viewport, factor);
      const half = (size * factor) / 2 + 2;
      return [x - half, y - half, x + half, y + half];
    });
  }

  lead(pen, from, to, factor) {
    Object.assign(pen, { strokeStyle: this.line, lineWidth: 1.2 * factor });
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  }
}
