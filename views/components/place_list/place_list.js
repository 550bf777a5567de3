// Draws the places as buttons and tells Python which was chosen.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const list = make("ul", "places");
  for (const [heading, place, name, symbol, mentions] of data.rows) {
    if (heading) list.append(make("li", "heading", heading));
    const button = make("button", "place", "", { type: "button", "data-place": place });
    const mark = make("span", "symbol");
    mark.style.backgroundImage = `url("${data.symbols}")`;
    mark.style.backgroundPositionX = `${-data.size * symbol}px`;
    button.append(mark, make("span", "name", name), make("span", "count", String(mentions), { title: data.words[mentions] }));
    button.onclick = () => setTriggerValue("chosen", place);
    const item = make("li");
    item.append(button);
    list.append(item);
  }
  root.replaceChildren(list);
}
