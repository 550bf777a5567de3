// Where the map looks: fitted to bounds in the frame's true size, and kept in the link.
const NEAREST = 9;
const FARTHEST = 0.4;

// Returns the camera that shows bounds whole, with room around them for tools and names.
function fitted([west, south, east, north], width, height) {
  const [left, top] = mercator([west, north]);
  const [right, bottom] = mercator([east, south]);
  const [side, above, below] = margins(width, height);
  const scale = Math.min((width - 2 * side) / (right - left), (height - above - below) / (bottom - top));
  const zoom = Math.min(Math.max(Math.log2(scale), FARTHEST), NEAREST);
  const middle = (top + bottom) / 2 + (below - above) / 2 / 2 ** zoom;
  const [longitude, latitude] = fromMercator([(left + right) / 2, middle]);
  return { longitude, latitude, zoom };
}

function margins(width, height) {
  return [Math.min(28, width * 0.04), Math.min(48, height * 0.08), Math.min(40, height * 0.07)];
}

// Whether all of the bounds is in the frame, and large enough in it to be seen.
function sees(viewport, [west, south, east, north]) {
  const [left, top] = viewport.project([west, north]);
  const [right, bottom] = viewport.project([east, south]);
  const inside = left >= 0 && top >= 0 && right <= viewport.width && bottom <= viewport.height;
  return inside && Math.max((right - left) / viewport.width, (bottom - top) / viewport.height) > 0.3;
}

// Returns the bounds of two bounds.
function around([west, south, east, north], [left, below, right, above]) {
  return [Math.min(west, left), Math.min(south, below), Math.max(east, right), Math.max(north, above)];
}

function viewOfLink() {
  const texts = new URLSearchParams(location.search).getAll("view").map((text) => text.split(","));
  const parts = texts.findLast((one) => one.length === 3 && one.every((part) => part.trim() !== "")) ?? [];
  return viewFrom(parts.map(Number));
}

function viewFrom([longitude, latitude, zoom]) {
  const fits = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 22;
  return fits ? { longitude, latitude, zoom: Math.min(Math.max(zoom, FARTHEST), NEAREST) } : null;
}

// Puts a view into the link, or takes it out, without a step of the browser's history.
function writeView(view) {
  const url = new URL(location.href);
  const text = view && [view.longitude.toFixed(3), view.latitude.toFixed(3), view.zoom.toFixed(2)].join();
  if ((url.searchParams.get("view") ?? null) === text) return;
  url.search = [...restOfLink(), ...(text ? [`view=${text}`] : [])].join("&");
  history.replaceState(history.state, "", url);
}

// Lists the parts of the link that are not the view.
function restOfLink() {
  return location.search.slice(1).split("&").filter((one) => one && !one.startsWith("view="));
}
