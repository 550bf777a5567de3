// Loads a component's script and style, which the browser keeps, and runs it.
const loaded = import(new URL("ADDRESS", document.baseURI).href);

export default function (context) {
  let clean;
  let isGone = false;
  loaded.then(({ css, default: run }) => {
    if (isGone) return;
    const { parentElement } = context;
    if (css && !parentElement.querySelector("style.own")) {
      parentElement.prepend(Object.assign(document.createElement("style"), { className: "own", textContent: css }));
    }
    clean = run(context);
  });
  return () => {
    isGone = true;
    clean?.();
  };
}
