export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const rows = data.rows.map(([id, name, years, from, to]) => {
    const row = document.createElement("button");
    row.type = "button";
    if (data.chosen.includes(id)) row.setAttribute("aria-current", id === data.chosen[0] ? "true" : "step");
    const label = document.createElement("span");
    label.className = "name";
    label.textContent = name;
    const when = document.createElement("span");
    when.className = "years";
    when.textContent = years;
    const track = document.createElement("span");
    track.className = "track";
    if (years) {
      const bar = document.createElement("span");
      bar.className = "bar";
      bar.style.insetInlineStart = `${from}%`;
      bar.style.width = `${to - from}%`;
      track.append(bar);
    }
    row.append(label, when, track);
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
