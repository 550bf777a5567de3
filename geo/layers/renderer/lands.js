// The names of countries that fill much of the frame while their own names are out of it. They are
// placed once the map rests, among the points of a grid that lie in the country, and stay there.
const CLOSE = 5.2;
const MUCH = 0.15;
const EDGE = 8;

// Degrees between the points of `map/lands.json`.
const GRID_STEP = 0.5;

class Lands {
  constructor() {
    this.spots = [];
  }

  // Chooses a spot for each country that needs one: near the middle of what is seen of it, where nothing lies.
  choose(viewport, collection, { shown, taken, sizeOf }) {
    this.spots = [];
    if (!collection || viewport.zoom < CLOSE) return;
    const { width, height } = viewport;
    const boxes = [...taken];
    for (const { properties: { name }, geometry } of collection.features) {
      if (shown.has(name)) continue;
      const points = pointsOf(geometry).map((point) => viewport.project(point));
      const inside = points.filter(([x, y]) => x > 0 && y > 0 && x < width && y < height);
      if (!inside.length) continue;
      const cell = cellOf(geometry, viewport);
      if ((inside.length * cell[0] * cell[1]) / (width * height) < MUCH) continue;
      const half = sizeOf(name).map((length) => length / 2);
      const isLand = ([x, y]) => points.some(([px, py]) => Math.abs(px - x) <= cell[0] * 0.6 && Math.abs(py - y) <= cell[1] * 0.6);
      const free = inside.flatMap((point) => nearby(point, cell)).map(([x, y]) => [x - half[0], y - half[1], x + half[0], y + half[1]])
        .filter((box) => box[0] > EDGE && box[1] > EDGE && box[2] < width - EDGE && box[3] < height - EDGE)
        .filter((box) => !boxes.some((one) => meet(box, one)))
        .filter(([left, top, right, bottom]) => [left, right].every((x) => isLand([x, (top + bottom) / 2])));
      const middle = [0, 1].map((axis) => inside.reduce((sum, point) => sum + point[axis], 0) / inside.length);
      const [best] = free.sort((one, other) => far(one, middle) - far(other, middle));
      if (!best) continue;
      boxes.push(best);
      this.spots.push({ name, at: viewport.unproject([(best[0] + best[2]) / 2, (best[1] + best[3]) / 2]) });
    }
  }
}

// A point of the grid, and spots so near it that they lie in the same country.
function nearby([x, y], [width, height]) {
  const [side, up] = [Math.min(60, width / 3), Math.min(40, height / 3)];
  return [[x, y], [x, y - up], [x, y + up], [x - side, y], [x + side, y]];
}

function far([left, top, right, bottom], [x, y]) {
  return Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);
}

function pointsOf({ type, coordinates }) {
  return type === "Point" ? [coordinates] : coordinates;
}

// The width and height, in pixels of the screen, of what a point of the grid stands for.
function cellOf(geometry, viewport) {
  const [[lon, lat]] = pointsOf(geometry);
  const [x, y] = viewport.project([lon, lat]);
  const [toX, toY] = viewport.project([lon + GRID_STEP, lat + GRID_STEP]);
  return [Math.abs(toX - x), Math.abs(toY - y)];
}
