// What lies under a point of the screen: found on the processor, so that nothing is drawn twice.
const REACH = 13;

class Hits {
  constructor(files) {
    this.files = files;
    this.outlines = new WeakMap();
  }

  // Finds the topmost thing at a pixel: its target, key, name, tip and feature; null if there is none.
  at(pixel, viewport, hits, factor) {
    const ground = viewport.unproject(pixel);
    for (const hit of hits) {
      const collection = this.files.ready(hit.data);
      if (!collection) continue;
      const feature = hit.point
        ? this.nearest(pixel, viewport, hit, collection, factor)
        : this.area(ground, collection);
      if (feature) return found(hit, feature);
    }
    return null;
  }

  nearest([x, y], viewport, hit, { features }, factor) {
    let best = null;
    let least = REACH * factor;
    for (const feature of features) {
      if (!isKept(feature.properties, hit.keep)) continue;
      const [px, py] = viewport.project(feature.geometry.coordinates);
      const rise = hit.stands?.includes(feature.properties[hit.symbol]) ? (feature.properties.size * factor) / 2 : 0;
      const far = Math.hypot(px - x, py - rise - y);
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

  boundsOf(feature) {
    if (!this.outlines.has(feature)) this.outlines.set(feature, boundsOf(pathsOf(feature.geometry)));
    return this.outlines.get(feature);
  }

  // Lists the points in sight that lead somewhere, each once, by name.
  inSight(viewport, hits) {
    const seen = new Map();
    for (const hit of hits.filter(({ point }) => point)) {
      for (const feature of this.files.ready(hit.data)?.features ?? []) {
        if (!isKept(feature.properties, hit.keep)) continue;
        if (viewport) {
          const [x, y] = viewport.project(feature.geometry.coordinates);
          if (x < 0 || y < 0 || x > viewport.width || y > viewport.height) continue;
        }
        const one = found(hit, feature);
        if (one.key) seen.set(`${one.target} ${one.key}`, one);
      }
    }
    return [...seen.values()].sort((one, other) => one.name.localeCompare(other.name));
  }
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
