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
  }).catch((error) => {
    console.error(error);
    const root = context.parentElement.querySelector(".root");
    // The page's style sheet has the sentence, in the person's language.
    if (!isGone) root.textContent = getComputedStyle(root).getPropertyValue("--missing").slice(1, -1);
  });
  return () => {
    isGone = true;
    clean?.();
  };
}
