// Tells the pane (reader.js) where in the article a person is. The pane's own data never change,
// so that its script and style do not travel again with each click.
export default function ({ data }) {
  globalThis.readingSpot = data;
  document.dispatchEvent(new Event("reading-spot"));
  return () => {
    if (globalThis.readingSpot === data) delete globalThis.readingSpot;
  };
}
