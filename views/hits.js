// Draws what a typed name may mean as buttons, text as text only, and tells Python which was chosen.
export default function ({ data, parentElement, setTriggerValue }) {
  const rows = data.map(([key, name, what]) => {
    const button = document.createElement("button");
    button.type = "button";
    const strong = document.createElement("strong");
    strong.textContent = name;
    button.append(strong, ` ${what}`);
    button.onclick = () => setTriggerValue("chosen", key);
    return button;
  });
  parentElement.querySelector(".root").replaceChildren(...rows);
}
