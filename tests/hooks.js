// Runs in each page of the browser tests before the page's own scripts: ways to make the map cheap,
// and to ask for its state. Streamlit keeps deck.gl's `Deck` and its own state to itself, so they are
// looked up in React's tree.
(() => {
  const PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const FEATURES = '{"type":"FeatureCollection","features":[]}';
  const pixel = () => Uint8Array.from(atob(PIXEL), (sign) => sign.charCodeAt(0));

  // Lets the map's files whose address matches load empty.
  globalThis.loadEmpty = (files) => {
    const load = globalThis.fetch;
    globalThis.fetch = (what, ...options) => {
      const url = String(what?.url ?? what);
      if (!files.test(url)) return load(what, ...options);
      return Promise.resolve(
        url.includes(".json")
          ? new Response(FEATURES, { headers: { "content-type": "application/json" } })
          : new Response(pixel(), { headers: { "content-type": "image/gif" } }),
      );
    };
  };

  // Lets WebGL draw nothing: most of the time of software WebGL goes into compiling its shaders.
  globalThis.drawNothing = () => {
    for (const name of ["Arrays", "Elements", "ArraysInstanced", "ElementsInstanced"]) {
      WebGL2RenderingContext.prototype[`draw${name}`] = () => {};
    }
  };

  // Opens a link as Back and Forward do, without loading the page again.
  globalThis.follow = (link) => {
    history.pushState({}, "", link);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  // The fibers of React from an element upwards.
  const fibers = function* (element) {
    const key = Object.keys(element).find((one) => one.startsWith("__reactFiber"));
    for (let fiber = element[key]; fiber; fiber = fiber.return) yield fiber;
  };

  const find = () => {
    const chart = document.querySelector("[data-testid=stDeckGlJsonChart]");
    for (const element of chart?.querySelectorAll("*") ?? []) {
      for (const fiber of fibers(element)) {
        for (let hook = fiber.memoizedState; hook; hook = hook.next) {
          const held = hook.memoizedState?.current ?? hook.memoizedState;
          if (held?.deck?.layerManager) return held.deck;
        }
      }
    }
    return null;
  };

  let deck = null;
  const theDeck = () => {
    if (!deck?.canvas?.isConnected || !deck.layerManager) deck = find();
    return deck;
  };

  // The id of the run of the script that the page shows, or began to show.
  globalThis.runId = () => {
    for (const { stateNode } of fibers(document.querySelector("[data-testid=stApp]"))) {
      if (stateNode?.state?.scriptRunId) return stateNode.state.scriptRunId;
    }
    return null;
  };

  // The script of the page has run, all layers have their files, and all that changed is drawn.
  globalThis.mapIsStill = () => {
    const app = document.querySelector("[data-test-script-state]");
    const layers = theDeck()?.layerManager.getLayers() ?? [];
    return app?.dataset.testScriptState === "notRunning" && layers.length > 0 &&
      layers.every((layer) => layer.isLoaded) &&
      !deck.layerManager.needsUpdate() && !deck.needsRedraw({ clearRedrawFlags: false });
  };

  globalThis.camera = () => {
    const { longitude, latitude, zoom } = theDeck().getViewports()[0];
    return [longitude, latitude, zoom];
  };

  globalThis.onMap = (lon, lat) => theDeck().getViewports()[0].project([lon, lat]);
})();
