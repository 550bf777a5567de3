// Draws a row for each extent as a button with a bar on the axis of time; arrows walk the rows.
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", data.label);
  const rows = data.rows.map(([id, name, years, from, to]) => {
    const row = make("button", "", "", { type: "button" });
    if (data.chosen.includes(id)) row.setAttribute("aria-current", id === data.chosen[0] ? "true" : "step");
    const track = make("span", "track");
    if (years) {
      const bar = make("span", "bar");
      bar.style.insetInlineStart = `${from}%`;
      bar.style.width = `${to - from}%`;
      track.append(bar);
    }
    row.append(make("span", "name", name), make("span", "years", years), track);
    row.onclick = () => setTriggerValue("chosen", id);
    row.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      root.children[[...root.children].indexOf(row) + step]?.focus();
    };
    return row;
  });
  const focused = [...root.children].indexOf(parentElement.activeElement ?? root.getRootNode().activeElement);
  root.replaceChildren(...rows);
  if (focused >= 0) rows[focused]?.focus();
}
