// Draws the rows it is given as buttons, text as text only, and tells Python which was chosen.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  };
  const list = make("ul", "places", "");
  for (const [heading, placeId, name, symbol, mentions] of data.rows) {
    if (heading) list.append(make("li", "heading", heading));
    const button = make("button", "place", "");
    button.type = "button";
    button.dataset.place = placeId;
    const mark = make("span", "symbol", "");
    mark.style.backgroundImage = `url("${data.symbols}")`;
    mark.style.backgroundPositionX = `${-data.size * symbol}px`;
    const count = make("span", "count", String(mentions));
    count.title = `named ${mentions} ${mentions === 1 ? "time" : "times"}`;
    button.append(mark, make("span", "name", name), count);
    button.addEventListener("click", () => setTriggerValue("chosen", placeId));
    const item = make("li", "", "");
    item.append(button);
    list.append(item);
  }
  root.replaceChildren(list);
}
