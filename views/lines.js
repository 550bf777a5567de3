// Draws lines of text as buttons and tells Python which was chosen, and by which name.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const make = (tag, className, text = "") => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  };
  const button = (className, [name, value]) => {
    const element = make("button", className);
    element.type = "button";
    element.onclick = () => setTriggerValue(name, value);
    return element;
  };
  const list = make("ul", "lines");
  const others = (targets = []) =>
    targets.map(([label, ...target]) => {
      const other = button("other", target);
      other.textContent = label;
      return other;
    });
  for (const { heading, under, parts, note, go, level, open, also } of data.lines) {
    if (heading) {
      const title = make("li", "heading", heading);
      title.append(...others(under));
      list.append(title);
    }
    const line = button("line", go);
    if (open !== undefined) line.setAttribute("aria-expanded", open);
    const text = make("span", "words");
    for (const [words, marked] of parts) text.append(make(marked ? "mark" : "span", "", words));
    line.append(text);
    if (note) line.append(make("span", "note", note));
    const item = make("li", level ? "inner" : "");
    item.append(line, ...others(also));
    list.append(item);
  }
  const before = [...root.querySelectorAll("button")].indexOf(root.getRootNode().activeElement);
  root.classList.toggle("short", data.short);
  root.replaceChildren(list);
  if (before >= 0) root.querySelectorAll("button")[before]?.focus({ preventScroll: true });
}
