// What lies under a point of the screen: found on the processor, so that nothing is drawn twice.
const REACH = 13;
const LINE_REACH = 7;

class Hits {
  constructor(files) {
    this.files = files;
    this.outlines = new WeakMap();
  }

  // Finds the topmost thing at a pixel: its target, key, name, tip and feature; null if there is none.
  at(pixel, viewport, hits, factor, column) {
    const ground = viewport.unproject(pixel);
    for (const hit of hits) {
      const collection = this.files.ready(hit.data);
      if (!collection) continue;
      const feature = hit.point
        ? this.nearest(pixel, viewport, hit, collection, factor, column)
        : hit.line ? this.along(pixel, viewport, collection, factor) : this.area(ground, collection);
      if (feature) return found(hit, feature);
    }
    return null;
  }

  // Finds the symbol within reach that is nearest, or else the wide area whose name lies there.
  nearest([x, y], viewport, hit, { features }, factor, column) {
    let best = null;
    let least = REACH * factor;
    for (const feature of features) {
      if (!isKept(feature.properties, hit.keep) || !isShown(feature.properties, viewport.zoom, column)) continue;
      if (feature.properties.box) {
        const { middle, half, isWithin } = boxOf(feature, viewport, factor, column);
        if (isWithin && !best && Math.abs(middle[0] - x) <= half[0] && Math.abs(middle[1] - y) <= half[1]) best = feature;
        continue;
      }
      const [px, py] = markOf(feature, viewport, factor);
      const far = Math.hypot(px - x, py - y);
      if (far <= least) [best, least] = [feature, far];
    }
    return best;
  }

  area([lon, lat], { features }) {
    return features.find((feature) => {
      const [west, south, east, north] = this.boundsOf(feature);
      return lon >= west && lon <= east && lat >= south && lat <= north && lies([lon, lat], pathsOf(feature.geometry));
    });
  }

  // Finds the line within reach that passes nearest.
  along([x, y], viewport, { features }, factor) {
    const reach = LINE_REACH * factor;
    const [west, north] = viewport.unproject([x - reach, y - reach]);
    const [east, south] = viewport.unproject([x + reach, y + reach]);
    let best = null;
    let least = reach;
    for (const feature of features) {
      const [left, bottom, right, top] = this.boundsOf(feature);
      if (left > east || right < west || bottom > north || top < south) continue;
      for (const path of pathsOf(feature.geometry)) {
        const points = path.map((one) => viewport.project(one));
        for (let at = 1; at < points.length; at += 1) {
          const far = distanceTo([x, y], points[at - 1], points[at]);
          if (far <= least) [best, least] = [feature, far];
        }
      }
    }
    return best;
  }

  boundsOf(feature) {
    if (!this.outlines.has(feature)) this.outlines.set(feature, boundsOf(pathsOf(feature.geometry)));
    return this.outlines.get(feature);
  }

  // Lists the points in sight that lead somewhere, each once, by name.
  inSight(viewport, hits, factor, column) {
    const seen = new Map();
    for (const hit of hits.filter(({ point }) => point)) {
      for (const feature of this.files.ready(hit.data)?.features ?? []) {
        if (!isKept(feature.properties, hit.keep)) continue;
        if (viewport) {
          if (!isShown(feature.properties, viewport.zoom, column)) continue;
          if (!isInFrame(feature, viewport, factor, column)) continue;
        }
        const one = found(hit, feature);
        if (one.key) seen.set(`${one.target} ${one.key}`, one);
      }
    }
    return [...seen.values()].sort((one, other) => one.name.localeCompare(other.name));
  }
}

// How far a point lies from a straight line between two others.
function distanceTo([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(ax + share * dx - x, ay + share * dy - y);
}

// The middle and half the size, in pixels, of a wide area's name, and whether the frame holds all of it.
function boxOf({ properties: { box, offsets }, geometry }, viewport, factor, column) {
  const [x, y] = viewport.project(geometry.coordinates);
  const [right, down] = offsets[column] ?? [0, 0];
  const middle = [x + right, y + down];
  const half = box.map((length) => (length * factor) / 2 + 3);
  const isWithin = [viewport.width, viewport.height].every((length, at) => middle[at] >= half[at] && middle[at] + half[at] <= length);
  return { middle, half, isWithin };
}

// Whether a symbol's point, or all of a wide area's name, is in the frame.
function isInFrame(feature, viewport, factor, column) {
  if (feature.properties.box) return boxOf(feature, viewport, factor, column).isWithin;
  const [x, y] = viewport.project(feature.geometry.coordinates);
  return x >= 0 && y >= 0 && x <= viewport.width && y <= viewport.height;
}

function found(hit, feature) {
  const { properties } = feature;
  return {
    target: hit.target,
    key: properties[hit.key] ?? "",
    name: properties.name,
    tip: [hit.tip].flat().map((name) => properties[name]).filter(Boolean).join(" · "),
    feature,
  };
}
