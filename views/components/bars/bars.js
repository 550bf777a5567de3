// Draws a bar a unit as a button: solid to the core, striped to the probable, open to the possible share.
const BANDS = ["possible", "probable", "core"];

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", data.label);
  const focused = parentElement.activeElement?.dataset.unit;
  const list = make("ul", "bars");
  for (const [unit, name, country, shares, figures, described] of data.rows) {
    const button = make("button", "", "", { type: "button", "data-unit": unit, "aria-pressed": unit === data.subject });
    const track = make("span", "track", "", { role: "img", "aria-label": described });
    for (const [at, share] of shares.toReversed().entries()) {
      if (!share) continue;
      const bar = make("span", `bar ${BANDS[at]}`);
      bar.style.width = `${share}%`;
      track.append(bar);
    }
    const label = make("span", "name", name);
    if (country) label.append(" ", make("small", "", country));
    button.append(label, " ", track, " ", make("span", "figures", figures));
    button.onclick = () => setTriggerValue("chosen", unit);
    const item = make("li");
    item.append(button);
    list.append(item);
  }
  root.replaceChildren(list);
  if (focused) [...list.querySelectorAll("button")].find((one) => one.dataset.unit === focused)?.focus({ preventScroll: true });
}
