// Draws every [data-chart] from the JSON beside it, in the page's own colours.
// What is switched off in a legend stands in the address (?hide=), so that a link shows the same.
const SHAPES = { red: "●", yellow: "▲", green: "■", blue: "◆", none: "○" };
const HASH = ["--accent", "--tint-organisation", "--tint-project", "--tint-commitment", "--tint-chain", "--tint-assignment"];
const drawn = [];

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const paperOf = (light) => token(light === "none" ? "--paper-3" : `--${light}-paper`);
const inkOf = (light) => token(light === "none" ? "--ink-3" : `--${light}`);
const said = (value, unit) => (value === null || value === undefined ? "—" : `${Number(value.toFixed(2))}${unit}`);
const font = () => getComputedStyle(document.body).fontFamily;

function ground() {
  return {
    animation: false,
    textStyle: { fontFamily: font(), color: token("--ink"), fontSize: 12 },
    aria: { enabled: false },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: token("--sheet"),
      borderColor: token("--hair-2"),
      borderWidth: 1,
      padding: 8,
      textStyle: { color: token("--ink"), fontSize: 12, fontFamily: font() },
    },
  };
}

function axis(more) {
  return {
    axisLine: { lineStyle: { color: token("--hair-2") } },
    axisTick: { show: false },
    axisLabel: { color: token("--ink-2"), hideOverlap: true },
    splitLine: { lineStyle: { color: token("--hair") } },
    ...more,
  };
}

function endLabel(name, color) {
  return { show: true, formatter: name, color, fontSize: 12, fontFamily: font(), distance: 6 };
}

function line(one, place, spec) {
  const color = one.style === "dots" ? token("--ink-2") : token(HASH[place % HASH.length]);
  const columns = ["bar", "stack"].includes(one.style);
  const base = { name: one.name, type: columns ? "bar" : "line", data: one.values, color, connectNulls: false };
  if (one.style === "bar") return { ...base, color: token("--hair-2"), barMaxWidth: 22, barMinHeight: 1 };
  if (one.style === "stack") return { ...base, stack: "parts", barMaxWidth: 32 };
  const type = { dash: "dashed", dots: "dotted" }[one.style] || "solid";
  return {
    ...base,
    symbol: one.style === "line" ? "circle" : "none",
    symbolSize: 5,
    lineStyle: { color, type, width: one.style === "line" ? 2 : 1.5 },
    endLabel: endLabel(one.name, color),
    labelLayout: { moveOverlap: "shiftY" },
    cursor: spec.links[one.name] ? "pointer" : "default",
  };
}

function band(one) {
  const stack = `band-${one.name}`;
  const width = one.values.map((low, at) => (low === null || one.upper[at] === null ? null : one.upper[at] - low));
  const bare = { type: "line", stack, symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false }, stackStrategy: "all" };
  return [
    { ...bare, name: `${one.name} `, data: one.values, areaStyle: { opacity: 0 } },
    { ...bare, name: one.name, data: width, color: token("--accent"), areaStyle: { color: token("--accent"), opacity: 0.16 } },
  ];
}

function lines(spec) {
  const hidden = new Set(new URLSearchParams(location.search).getAll("hide"));
  const names = spec.lines.map((one) => one.name);
  const plain = spec.lines.filter((one) => one.style !== "band");
  const series = spec.lines.flatMap((one) => (one.style === "band" ? band(one) : [line(one, plain.indexOf(one), spec)]));
  const say = (points) => {
    const at = points[0].dataIndex;
    const rows = spec.lines.map((one) =>
      one.style === "band"
        ? one.values[at] === null ? null : `${one.name}  ${said(one.values[at], "")} — ${said(one.upper[at], spec.unit)}`
        : one.values[at] === null ? null : `${one.name}  ${said(one.values[at], spec.unit)}`);
    return [spec.labels[at], ...rows.filter(Boolean)].join("\n");
  };
  return {
    ...ground(),
    legend: { show: names.length > 1, data: names, top: 0, left: 0, itemHeight: 8, itemWidth: 18, icon: "roundRect",
      textStyle: { color: token("--ink-2") }, inactiveColor: token("--hair-2"),
      selected: Object.fromEntries(names.map((name) => [name, !hidden.has(name)])) },
    grid: { left: 8, right: plain.some((one) => one.style !== "bar") ? 90 : 12, top: names.length > 1 ? 34 : 12, bottom: 4, containLabel: true },
    xAxis: axis({ type: "category", data: spec.labels, splitLine: { show: false } }),
    yAxis: axis({ type: "value", scale: spec.lines.every((one) => !["bar", "stack"].includes(one.style)), axisLine: { show: false } }),
    tooltip: { ...ground().tooltip, trigger: "axis", formatter: say },
    series,
  };
}

function bars(spec) {
  const rows = [...spec.regions].reverse();
  return {
    ...ground(),
    grid: { left: 8, right: 90, top: 4, bottom: 4, containLabel: true },
    xAxis: axis({ type: "value", axisLine: { show: false },
      axisLabel: { color: token("--ink-2"), formatter: (value) => `${value}${spec.unit === "%" ? "%" : ""}` } }),
    yAxis: axis({ type: "category", data: rows.map((row) => row.name), splitLine: { show: false },
      axisLabel: { color: token("--ink"), interval: 0 } }),
    tooltip: { ...ground().tooltip, formatter: (point) => `${rows[point.dataIndex].name}\n${rows[point.dataIndex].text}` },
    series: [{
      type: "bar", barMaxWidth: 18,
      data: rows.map((row) => ({ value: row.value, url: row.url, itemStyle: { color: paperOf(row.light), borderColor: inkOf(row.light), borderWidth: 1 } })),
      label: { show: true, position: "right", color: token("--ink"),
        formatter: (point) => `${SHAPES[rows[point.dataIndex].light]} ${said(rows[point.dataIndex].value, spec.unit)}` },
    }],
  };
}

async function map(spec) {
  const answer = await fetch(spec.shapes, { credentials: "same-origin" });
  const shapes = await answer.json();
  if (spec.within) shapes.features = shapes.features.filter((one) => one.properties.city === spec.within);
  window.echarts.registerMap(spec.shapes, shapes);
  const known = new Map(spec.regions.map((region) => [region.code, region]));
  const many = shapes.features.length > 40;
  const labels = new Map(shapes.features.map((one) => [one.properties.name, one.properties.label]));
  const data = shapes.features.map(({ properties }) => {
    const region = known.get(properties.name);
    const light = region ? region.light : "";
    const style = region ? { areaColor: paperOf(light), borderColor: token("--hair-2") } : { areaColor: token("--paper"), borderColor: token("--hair-2") };
    const word = labels.get(properties.name).replace(/市$/, "");
    return {
      name: properties.name, value: region ? region.value : null, url: region ? region.url : "",
      itemStyle: style,
      label: { show: !many || Boolean(region), color: region ? inkOf(light) : token("--ink-3"),
        formatter: many ? SHAPES[light] || "" : `${word}\n${region ? region.mark || SHAPES[light] : ""}` },
      emphasis: { itemStyle: { areaColor: style.areaColor, borderColor: token("--accent"), borderWidth: 2 }, label: { color: token("--ink") } },
    };
  });
  return {
    ...ground(),
    tooltip: { ...ground().tooltip, formatter: (point) => {
      const region = known.get(point.name);
      return region ? `${region.name}  ${SHAPES[region.light]} ${region.word}\n${region.text}` : labels.get(point.name);
    } },
    series: [{ type: "map", map: spec.shapes, selectedMode: false, data, aspectScale: 0.82, top: 8, bottom: 8,
      label: { fontSize: many ? 10 : 11, lineHeight: 14 }, itemStyle: { borderWidth: many ? 0.5 : 1 } }],
  };
}

const KINDS = { lines, bars, map };

function keepHidden(selected) {
  const query = new URLSearchParams(location.search);
  query.delete("hide");
  for (const [name, shown] of Object.entries(selected)) if (!shown) query.append("hide", name);
  history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
}

async function draw(figure) {
  const spec = JSON.parse(document.getElementById(`chart-${figure.dataset.chart}`).textContent);
  const box = figure.querySelector("[data-chart-box]");
  const option = await KINDS[spec.kind](spec);
  box.replaceChildren();
  const chart = window.echarts.init(box, null, { renderer: "canvas", devicePixelRatio: Math.max(2, window.devicePixelRatio) });
  chart.setOption(option);
  chart.on("legendselectchanged", (event) => keepHidden(event.selected));
  chart.on("click", (event) => {
    const url = event.data && event.data.url ? event.data.url : spec.links[event.seriesName];
    if (url) location.assign(url);
  });
  const save = figure.querySelector("[data-chart-png]");
  save.hidden = false;
  save.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = chart.getDataURL({ pixelRatio: 2, backgroundColor: token("--paper") });
    link.download = `${spec.title.slice(0, 40)}.png`;
    link.click();
  });
  figure.dataset.drawn = "";
  drawn.push({ chart, spec, box, figure });
}

async function again() {
  for (const one of drawn) one.chart.setOption(await KINDS[one.spec.kind](one.spec), { notMerge: true });
}

for (const figure of document.querySelectorAll("[data-chart]")) draw(figure);
addEventListener("resize", () => drawn.forEach((one) => one.chart.resize()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-theme"] });
addEventListener("beforeprint", () => {
  document.querySelectorAll("[data-chart-table]").forEach((table) => { table.open = true; });
});
matchMedia("print").addEventListener("change", again);
