// Keeps what the map's scenes have in common, and tells the maps when there is another.
export default function ({ data }) {
  const desk = (globalThis.atlasDesk ??= Object.assign(new EventTarget(), { papers: new Map() }));
  desk.papers.set(data.paper.id, data.paper);
  desk.dispatchEvent(new Event("paper"));
  return () => desk.papers.delete(data.paper.id);
}
