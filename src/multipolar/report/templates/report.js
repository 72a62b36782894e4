(() => {
  "use strict";
  const specs = JSON.parse(document.getElementById("chart-specs").textContent);
  const narrow = window.matchMedia("(max-width: 640px)");
  const drawn = new Map();

  // On a narrow screen the legend above a chart names its lines, and a map has names placed for that width.
  function fitted(spec, box) {
    const copy = structuredClone(spec);
    const meta = copy.usermeta || {};
    if (meta.heightOverWidth) copy.height = Math.max(Math.round(box.clientWidth * meta.heightOverWidth), 240);
    if (!narrow.matches) return copy;
    copy.layer = copy.layer.filter((layer) => !(layer.name || "").startsWith("wide-"));
    copy.layer.push(...(meta.narrowLayers || []));
    return copy;
  }

  async function draw(id) {
    const box = document.getElementById(id);
    try {
      if (drawn.has(id)) drawn.get(id).finalize();
      const result = await window.vegaEmbed(box, fitted(specs[id], box), {
        renderer: "svg",
        actions: false,
        defaultStyle: false,
        tooltip: { theme: "report", disableDefaultStyle: true },
      });
      drawn.set(id, result);
    } catch (error) {
      box.textContent = "This picture could not be drawn; its rows are in the folder tables/.";
      console.error(id, error);
    }
  }

  async function drawAll() {
    for (const id of Object.keys(specs)) await draw(id);
    document.documentElement.dataset.drawn = String(drawn.size);
  }

  narrow.addEventListener("change", drawAll);
  drawAll();
})();
