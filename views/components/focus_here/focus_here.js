// The old button goes only when the server's run is over, so this waits a while for it.
const EVERY_MS = 50, PATIENCE_MS = 2000;
let before;

export default function ({ data: { what, keys } }) {
  const isFirst = before === undefined;
  if (before === what) return;
  before = what;
  if (isFirst) return;
  const until = Date.now() + PATIENCE_MS;
  const timer = setInterval(() => {
    const isLost = document.activeElement === document.body;
    const buttons = keys.flatMap((key) => [...document.querySelectorAll(`.st-key-${key} button:not(:disabled)`)]);
    if (isLost) buttons[0]?.focus({ preventScroll: true });
    if (isLost || Date.now() > until) clearInterval(timer);
  }, EVERY_MS);
  return () => clearInterval(timer);
}
