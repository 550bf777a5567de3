// Loads the renderer once and hands it each scene. Streamlit sends this script with every scene.
const put = (tag, attributes) => new Promise((done, failed) => {
  const element = Object.assign(document.createElement(tag), attributes, { onload: done, onerror: failed });
  (tag === "link" ? attributes.parent : document.head).append(element);
});
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.scene = data;
  if (root.map) root.map.show(data);
  else if (!root.loading) {
    const { script, style } = data.bundle;
    root.loading = Promise.all([
      globalThis.AtlasMap || put("script", { src: script }),
      put("link", { rel: "stylesheet", href: style, parent: root.parentNode }),
    ]).then(() => {
      root.map = new AtlasMap(root, { linked: true, tell: (event) => setTriggerValue("clicked", event) });
      root.map.show(root.scene);
    }, () => { root.textContent = data.words.noBundle; });
  }
}
