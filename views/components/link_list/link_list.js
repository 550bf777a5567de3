// Draws lines of text as buttons and tells Python which was chosen, by the event of its target.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const button = (className, text, { event, value }) => {
    const element = make("button", className, text, { type: "button" });
    element.onclick = () => setTriggerValue(event, value);
    return element;
  };
  const others = (links = []) => links.map(([words, target]) => button("other", words, target));
  const list = make("ul", "lines");
  for (const { heading, under, parts, note, target, level, is_open, also } of data.lines) {
    if (heading) {
      const title = make("li", "heading", heading);
      title.append(...others(under));
      list.append(title);
    }
    const line = button("line", "", target);
    if (is_open !== undefined) line.setAttribute("aria-expanded", is_open);
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
