// Draws a bar a unit as a button: solid to the core, lighter to the probable, lightest to the possible share.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const make = (tag, className, text = "") => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  };
  const focused = parentElement.activeElement?.dataset.unit;
  const list = make("ul", "bars");
  for (const [unit, name, country, shares, figures] of data.rows) {
    const button = make("button", "");
    button.type = "button";
    button.dataset.unit = unit;
    button.setAttribute("aria-pressed", String(unit === data.asked));
    const track = make("span", "track");
    track.setAttribute("role", "img");
    track.setAttribute("aria-label", `probably ${shares[1]} per cent inside, range`);
    for (const share of shares.toReversed()) {
      const bar = make("span", "bar");
      bar.style.width = `${share}%`;
      track.append(bar);
    }
    const label = make("span", "name", name);
    if (country) label.append(" ", make("small", "", country));
    button.append(label, " ", track, " ", make("span", "figures", figures));
    button.onclick = () => setTriggerValue("chosen", unit);
    const item = make("li", "");
    item.append(button);
    list.append(item);
  }
  root.replaceChildren(list);
  if (focused) [...list.querySelectorAll("button")].find((one) => one.dataset.unit === focused)?.focus({ preventScroll: true });
}
