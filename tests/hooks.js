// Runs in each page of the browser tests before the page's own scripts: ways to make the map cheap,
// and to ask for its state. Streamlit keeps its own state to itself, so that is looked up in React's
// tree.
(() => {
  const PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const FEATURES = '{"type":"FeatureCollection","features":[]}';

  // Lets the map's files whose address matches load empty.
  globalThis.loadEmpty = (files) => {
    const load = globalThis.fetch;
    loadPixels(files);
    globalThis.fetch = (what, ...options) => {
      const url = String(what?.url ?? what);
      if (!files.test(url)) return load(what, ...options);
      return Promise.resolve(new Response(FEATURES, { headers: { "content-type": "application/json" } }));
    };
  };

  // Lets the map's pictures whose address matches load as a pixel.
  const loadPixels = (files) => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
    Object.defineProperty(HTMLImageElement.prototype, "src", {
      set(address) {
        set.call(this, files.test(address) ? `data:image/gif;base64,${PIXEL}` : address);
      },
    });
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

  // The renderer's map, null before it is there.
  globalThis.theMap = () => {
    for (const box of document.querySelectorAll(".st-key-map *, [data-map]")) {
      const root = (box.shadowRoot ?? box).querySelector?.(".root");
      if (root?.map) return root.map;
    }
    return null;
  };

  // The id of the run of the script that the page shows, or began to show.
  globalThis.runId = () => {
    for (const { stateNode } of fibers(document.querySelector("[data-testid=stApp]"))) {
      if (stateNode?.state?.scriptRunId) return stateNode.state.scriptRunId;
    }
    return null;
  };

  // Looks in a row at which nothing was left to do. React hands a component its data some frames after
  // it has written that the script has run, so one look is not enough.
  const LOOKS = 5;
  let looks = 0;
  globalThis.mapIsStill = () => {
    looks = nothingIsLeft() ? looks + 1 : 0;
    if (looks < LOOKS) return false;
    looks = 0;
    return true;
  };

  // The script of the page has run, all files are there, and all that changed is drawn.
  const nothingIsLeft = () => {
    const app = document.querySelector("[data-test-script-state]");
    const map = theMap();
    if (app?.dataset.testScriptState !== "notRunning" || !map) return false;
    if (map.failed) return true;
    if (!map.deck || !map.blank || map.waiting.size || map.pending || map.coming || map.resting) return false;
    const { layerManager } = map.deck;
    return map.filled.length > 0 && layerManager.getLayers().every((layer) => layer.isLoaded) &&
      !layerManager.needsUpdate() && !map.deck.needsRedraw({ clearRedrawFlags: false }) &&
      map.scene.sight.key === map.sight;
  };

  globalThis.camera = () => {
    const { longitude, latitude, zoom } = theMap().viewport();
    return [longitude, latitude, zoom];
  };

  globalThis.onMap = (lon, lat) => theMap().viewport().project([lon, lat]);
})();
