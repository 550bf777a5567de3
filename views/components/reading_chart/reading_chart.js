// Draws where in the article a place and the name Khorasan are named: a row each, its bars lead there.
class Chart {
  constructor(root, length) {
    this.root = root;
    this.length = length;
    this.rows = {};
  }

  update({ histograms }) {
    for (const [name, histogram] of Object.entries(histograms)) {
      const drawn = JSON.stringify(histogram);
      if (this.rows[name]?.drawn === drawn) continue;
      const row = this.row(name, histogram);
      if (this.rows[name]) this.rows[name].element.replaceWith(row);
      else if (name === "place") this.root.prepend(row);
      else this.root.append(row);
      this.rows[name] = { drawn, element: row };
    }
    if (!histograms.place) {
      this.rows.place?.element.remove();
      delete this.rows.place;
    }
    this.mark();
  }

  row(name, { label, words, bins }) {
    const row = make("div", `row ${name}`, "", { role: "group", "aria-label": words });
    const track = make("div", "track");
    const most = Math.max(...bins.map(([, , count]) => count));
    const buttons = bins.map(([start, end, count, first, words], at) => {
      const button = make("button", "", "", {
        type: "button", "aria-label": words, title: words, tabindex: at ? "-1" : "0",
      });
      button.style.insetInlineStart = this.share(start);
      button.style.width = this.share(end - start);
      button.style.setProperty("--share", count / most);
      button.onclick = () => this.tell("went", first);
      button.onkeydown = (event) => {
        const next = buttons[at + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? NaN)];
        if (!next) return;
        event.preventDefault();
        button.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      };
      return button;
    });
    track.append(make("span", "here"), ...buttons);
    row.append(make("span", "label", label), track);
    return row;
  }

  share(length) {
    return `${(100 * length) / this.length}%`;
  }

  // Shows where the text is that is in sight.
  mark() {
    const place = this.share(globalThis.readingAt ?? 0);
    for (const one of this.root.querySelectorAll(".here")) one.style.insetInlineStart = place;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const chart = (root.chart ??= new Chart(root, data.length));
  chart.tell = setTriggerValue;
  const follow = () => {
    if (globalThis.readingSpot) chart.update(globalThis.readingSpot);
  };
  const mark = () => chart.mark();
  document.addEventListener("reading-spot", follow);
  document.addEventListener("reading-at", mark);
  follow();
  return () => {
    document.removeEventListener("reading-spot", follow);
    document.removeEventListener("reading-at", mark);
  };
}
