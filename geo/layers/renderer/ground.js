// Web Mercator: pixels of the whole world at zoom 0 are 512 wide, x to the right, y down.
const WORLD = 512;
const EARTH_M = 40075016.686;

function mercator([lon, lat]) {
  const angle = (Math.max(-85, Math.min(85, lat)) * Math.PI) / 180;
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI);
  return [WORLD * (lon / 360 + 0.5), WORLD * y];
}

function fromMercator([x, y]) {
  const lat = (360 / Math.PI) * Math.atan(Math.exp((0.5 - y / WORLD) * 2 * Math.PI)) - 90;
  return [(x / WORLD - 0.5) * 360, lat];
}

function metresPerPixel(lat, zoom) {
  return (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (WORLD * 2 ** zoom);
}

// The rings of an area, or the lines of a line, as one list of paths.
function pathsOf({ type, coordinates }) {
  if (type === "LineString") return [coordinates];
  if (type === "Polygon" || type === "MultiLineString") return coordinates;
  return type === "MultiPolygon" ? coordinates.flat() : [];
}

// Whether a point lies in an area, by the even-odd rule.
function lies([x, y], paths) {
  let inside = false;
  for (const path of paths) {
    for (let at = 0, before = path.length - 1; at < path.length; before = at++) {
      const [ax, ay] = path[at];
      const [bx, by] = path[before];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

// West, south, east and north of some paths.
function boundsOf(paths) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const path of paths) {
    for (const [lon, lat] of path) {
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
  }
  return [west, south, east, north];
}
