// Hands on to the pane (reader.js) where in the article a person is. The pane by itself never
// changes, so that its script and style do not travel again with each click.
export default function ({ data }) {
  globalThis.reading = data;
  document.dispatchEvent(new Event("reading"));
  return () => {
    if (globalThis.reading === data) delete globalThis.reading;
  };
}
