// Shows a citation with the browser's own link in it, and copies it in one of its forms.
const SAID_MS = 2500;

// The link that is shown now: the map writes where one looks into it. What could end a field of
// BibTeX or a string of JSON is written in its other way.
function ownLink() {
  const { origin, pathname, search } = location;
  return (origin + pathname + search).replace(/[{}"\\]/g, encodeURIComponent);
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root");
  const filled = (text) => text.replaceAll(data.link, ownLink());
  const sentence = make("p", "sentence", filled(data.sentence));
  const said = make("p", "said unseen", "", { role: "status" });
  const shown = make("pre", "text");
  const forms = make("div", "forms");
  for (const [name, text] of data.forms) {
    const button = make("button", "", name, { type: "button" });
    button.onclick = async () => {
      sentence.textContent = filled(data.sentence);
      const done = await copied(filled(text), root);
      said.textContent = done ? `${data.words.copied}: ${name}` : data.words.cannot;
      said.classList.toggle("unseen", done);
      shown.textContent = done ? "" : filled(text);
      if (!done) return;
      button.classList.add("done");
      button.style.minWidth = `${button.offsetWidth}px`;
      button.textContent = data.words.copied;
      setTimeout(() => {
        button.classList.remove("done");
        button.textContent = name;
      }, SAID_MS);
    };
    forms.append(button);
  }
  root.replaceChildren(sentence, forms, said, shown);
}
