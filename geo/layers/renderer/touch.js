// On a touch screen one finger scrolls the page and two move the map.
const FINGER_SLIP = 12;

function watchFingers(canvas, onOneFinger) {
  const fingers = new Map();
  const forget = ({ pointerId }) => fingers.delete(pointerId);
  const held = { capture: true };
  canvas.addEventListener(
    "pointerdown",
    ({ pointerType, pointerId, clientX, clientY }) => {
      if (pointerType === "touch") fingers.set(pointerId, [clientX, clientY]);
    },
    held,
  );
  // Stopped here, a lone finger's way never reaches deck.gl, which would drag the map along.
  canvas.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerType !== "touch" || fingers.size !== 1) return;
      event.stopPropagation();
      const [x, y] = fingers.get(event.pointerId) ?? [event.clientX, event.clientY];
      if (Math.hypot(event.clientX - x, event.clientY - y) > FINGER_SLIP) onOneFinger();
    },
    held,
  );
  for (const end of ["pointerup", "pointercancel"]) globalThis.addEventListener(end, forget, held);
  // While the page still scrolls, the browser lets nobody stop it.
  const onlyMap = (event) => event.touches.length > 1 && event.cancelable && event.preventDefault();
  canvas.addEventListener("touchstart", onlyMap, { passive: false });
  canvas.addEventListener("touchmove", onlyMap, { passive: false });
  return () => {
    for (const end of ["pointerup", "pointercancel"]) globalThis.removeEventListener(end, forget, held);
  };
}
