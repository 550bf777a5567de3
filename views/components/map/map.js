// Loads the renderer once and hands it each scene. Streamlit sends this script with every scene.
const put = (tag, parent, attributes) => new Promise((onload, onerror) => {
  parent.append(Object.assign(document.createElement(tag), attributes, { onload, onerror }));
});

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.scene = data;
  if (root.map) root.map.show(data);
  root.loading ??= load(data.bundle ?? {}, root).then(
    () => {
      root.map = new AtlasMap(root, { linked: true, tell: (event) => setTriggerValue("clicked", event) });
      root.map.show(root.scene);
    },
    () => {
      root.textContent = data.words.noBundle;
      for (const src of data.still) put("img", root, { alt: "", src }).catch(() => {});
    },
  );
}

async function load({ script, style }, root) {
  const styled = put("link", root.parentNode, { rel: "stylesheet", href: style });
  if (!globalThis.AtlasMap) await put("script", document.head, { src: script });
  await styled;
}
