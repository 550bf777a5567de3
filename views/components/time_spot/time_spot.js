// Tells the axis of time (timeline.js) what is chosen. The axis' own data never change, so that its
// rows do not travel again with each step.
export default function ({ data }) {
  globalThis.timeSpot = data;
  document.dispatchEvent(new Event("time-spot"));
  return () => {
    if (globalThis.timeSpot === data) delete globalThis.timeSpot;
  };
}
