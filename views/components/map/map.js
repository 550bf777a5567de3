// Loads the renderer once and hands it each scene: the paper, and what moves on it.
const put = (tag, parent, attributes) => new Promise((onload, onerror) => {
  parent.append(Object.assign(document.createElement(tag), attributes, { onload, onerror }));
});

const dark = matchMedia("(prefers-color-scheme: dark)");

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const desk = (globalThis.atlasDesk ??= Object.assign(new EventTarget(), { papers: new Map() }));
  root.moving = data;
  root.show ??= () => {
    const paper = desk.papers.get(root.moving.paper);
    if (!paper) return;
    root.scene = { ...paper, ...root.moving };
    if (root.map) root.map.show(root.scene);
    root.loading ??= load(root);
  };
  root.tell = (event) => {
    if (event.key || root.scene.answers) setTriggerValue("clicked", event);
  };
  root.turned = () => setTriggerValue("turned", String(dark.matches));
  desk.addEventListener("paper", root.show);
  dark.addEventListener("change", root.turned);
  document.querySelector(".stMain").setAttribute("aria-label", data.main);
  root.show();
  return () => {
    desk.removeEventListener("paper", root.show);
    dark.removeEventListener("change", root.turned);
  };
}

// Lists the maps that stand beside one and move with it.
const maps = new Set();
const others = (root) => [...maps].filter((one) => one !== root && one.isConnected && one.map).map((one) => one.map);

async function load(root) {
  const { bundle, words, still } = root.scene;
  try {
    const { script, style } = bundle;
    const styled = put("link", root.parentNode, { rel: "stylesheet", href: style });
    if (!globalThis.AtlasMap) await put("script", document.head, { src: script });
    await styled;
  } catch {
    root.textContent = words.noBundle;
    for (const src of still) put("img", root, { alt: "", src }).catch(() => {});
    return;
  }
  const moved = (view) => others(root).forEach((map) => map.mirror(view));
  root.map = new AtlasMap(root, { linked: root.moving.leads, moved, tell: (event) => root.tell(event) });
  maps.add(root);
  root.map.show(root.scene);
}
