// Keeps what the map's scenes have in common, and tells the map when that is another.
export default function ({ data }) {
  const desk = (globalThis.atlasDesk ??= new EventTarget());
  desk.paper = data.paper;
  desk.dispatchEvent(new Event("paper"));
}
