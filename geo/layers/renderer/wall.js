// The names on a wall: few and large, placed once the map rests. The most important come first; each
// takes the first spot beside its symbol where it meets nothing, or is left out. The chief ones do not
// mind the symbols of others, which give way.
const BESIDE = [[1, 0], [-1, 0], [0, -1], [0, 1]];
const CHIEF = 6;
const GAP = 9;
const AIR = 5;
const ON_IT = 3;

// The roles of names that stand on what they name; the others stand beside a symbol or a dot.
const UPON = new Set(["area", "extent", "quarter", "country", "province", "water", "khorasan"]);

// What the map is about is named before the lands about it.
const SUBJECTS = new Set(["extent", "area", "place"]);

class Wall {
  constructor() {
    this.spots = [];
  }

  // The place that is open, `choice`, is named first. `marks` are the boxes of the symbols; `sizeOf` measures a name in pixels of the screen.
  choose(viewport, { features }, { choice, keep, marks, furniture, factor, sizeOf }) {
    this.spots = [];
    const boxes = [...furniture];
    const named = new Set();
    for (const [rank, { properties, geometry }] of inOrder(features, choice).entries()) {
      const point = geometry.coordinates;
      if (named.has(String(point)) || named.has(properties.name) || !isKept(properties, keep)) continue;
      const [x, y] = viewport.project(point);
      if (x < 0 || y < 0 || x > viewport.width || y > viewport.height) continue;
      const own = marks.find(([left, top, right, bottom]) => Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y) < ON_IT);
      const isUpon = UPON.has(properties.role);
      if (!isUpon && !properties.dot && !own) continue;
      const half = sizeOf(properties).map((length) => length / 2);
      const gap = GAP * factor;
      const dot = properties.dot ? [x - gap, y - gap, x + gap, y + gap] : null;
      const isChief = rank < CHIEF;
      const taken = isChief ? boxes : [...boxes, ...marks];
      if (dot && taken.some((other) => meet(dot, other))) continue;
      const box = (isUpon ? [[0, 0]] : BESIDE)
        .map(([right, down]) => [x + right * (half[0] + gap), y + down * (half[1] + gap)])
        .map(([middle, level]) => [middle - half[0], level - half[1], middle + half[0], level + half[1]])
        .find((one) => isIn(one, viewport) && !taken.some((other) => meet(one, other)));
      if (!box) continue;
      boxes.push([box[0] - AIR, box[1] - AIR, box[2] + AIR, box[3] + AIR], ...[own, dot].filter(Boolean));
      named.add(String(point)).add(properties.name);
      const at = viewport.unproject([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
      this.spots.push({ ...properties, point, at, half, isChief });
    }
  }

  // The boxes of the chief names, under which no symbol is drawn.
  covers(viewport) {
    return this.spots.filter(({ isChief }) => isChief).map(({ at, half }) => {
      const [x, y] = viewport.project(at);
      return [x - half[0], y - half[1], x + half[0], y + half[1]];
    });
  }
}

// The features, those first that matter most; the files have them in that order otherwise.
function inOrder(features, choice) {
  const rank = ({ properties, geometry }) => {
    if (choice && String(geometry.coordinates) === String(choice.at)) return 0;
    return SUBJECTS.has(properties.role) ? 1 : 2;
  };
  return [...features].sort((one, other) => rank(one) - rank(other));
}

function isIn([left, top, right, bottom], { width, height }) {
  return left > 0 && top > 0 && right < width && bottom < height;
}
