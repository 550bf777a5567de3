// deck.gl, from pydeck's own bundle. As a script of its own it is compiled beside the page's work, and
// the browser keeps what it compiled.
let bundle = null;

function loadBundle(address) {
  bundle ??= (globalThis.createDeck ? Promise.resolve() : runScript(address)).then(() => {
    const { createDeck, updateDeck } = globalThis;
    if (!createDeck) throw new Error(address);
    // Turns pydeck's JSON into what deck.gl takes.
    const convert = (json) => {
      let made;
      updateDeck(json, { setProps: (props) => (made = props) });
      return made;
    };
    return { createDeck, convert };
  });
  bundle.catch(() => (bundle = null));
  return bundle;
}

function runScript(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.onload = done;
    script.onerror = () => failed(new Error(address));
    script.src = address;
    document.head.append(script);
  });
}

// Tells whether the browser can draw with WebGL 2, and whether a processor does it in place of a
// graphics card. The context that tells is given back.
function graphics() {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return { works: false, slow: true };
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const name = context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER);
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return { works: true, slow: /swiftshader|llvmpipe|software|basic render/i.test(name) };
}
