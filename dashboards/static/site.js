/* The living half of the site. Everything it shows is there without it, as pictures and tables.
   It draws charts, applies filters to all charts of a page, and makes images. It sends nothing anywhere. */
(function () {
  "use strict";
  const data = window.JUMUN || { charts: {}, cubes: {}, words: {}, labels: {} };
  const words = data.words;
  const root = document.body.dataset.root;
  const NARROW = 520;
  const CONFIG = { displayModeBar: false, displaylogo: false, showSendToCloud: false, plotlyServerURL: "", responsive: false };
  const byId = (id) => document.getElementById(id);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // ---------------------------------------------------------------- numbers
  /* By hand: the browser's own number formats take a tenth of a second to load when they are first asked for. */
  const commas = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  function printed(value, format) {
    if (value === null || value === undefined) return "–";
    if (format === "share") return (value * 100).toFixed(1) + "%";
    if (format === "count" || format === "krw") return commas(String(Math.round(value)));
    return commas(value.toFixed(1).replace(".0", ""));
  }
  const fraction = (p) => (p.n === null || p.denominator === null || p.denominator === undefined || p.n === undefined ? ""
    : commas(String(p.n)) + "/" + commas(String(p.denominator)));
  const scaled = (value, format) => (value === null || value === undefined ? null
    : format === "share" ? Math.round(value * 1000) / 10 : Math.round(value * 10) / 10);
  function told(point, format, unit) {
    const parts = fraction(point);
    if (point.value === null || point.value === undefined) return [point.state === "too_small" ? parts : "", words.states[point.state] || words.unpublished].filter(Boolean).join(" · ");
    return printed(point.value, format) + (unit || "") + (parts ? " (" + parts + ")" : "");
  }

  // ---------------------------------------------------------------- cells
  const indexes = {};
  function cellIndex(id) {
    if (!indexes[id]) {
      const index = new Map();
      const width = data.cubes[id].dims.length + 2;
      for (const cell of data.cubes[id].cells) index.set(cell.slice(0, width).join("\u001f"), cell.slice(width));
      indexes[id] = index;
    }
    return indexes[id];
  }
  function isPublished(cube, filters) {
    const used = cube.dims.filter((d) => filters[d] && filters[d] !== "all").sort().join("+");
    return cube.levels.includes(used);
  }
  /* The points of a chart under filters: the same look-up as dashboards/cells.py. */
  function pick(chart, filters) {
    const recipe = chart.recipe;
    const cube = data.cubes[recipe.cube];
    const index = cellIndex(recipe.cube);
    const quartile = chart.kind === "quartiles";
    const one = (along, by) => {
      const chosen = Object.assign({}, filters);
      let definition = filters.definition_id || recipe.fixed.definition_id;
      let category = quartile || chart.format !== "count" ? "share" : "all";
      for (const [name, value] of [[recipe.along, along], [recipe.by, by]]) {
        if (!name || value === null) continue;
        if (name === "category") category = value;
        else if (name === "definition_id") definition = value;
        else chosen[name] = value;
      }
      const key = [definition, ...cube.dims.map((d) => chosen[d] || "all"), category].join("\u001f");
      const cell = index.get(key);
      if (!cell) return { key: along, label: recipe.labels[along] || along, value: null, state: isPublished(cube, chosen) ? "empty" : "withheld", n: null, denominator: null, low: null, high: null };
      const [value, n, denominator, low, high, state] = cell;
      return { key: along, label: recipe.labels[along] || along, value, n, denominator, low, high, state };
    };
    const series = recipe.by ? recipe.series : [null];
    return series.map((by) => ({ key: by || "all", points: recipe.keys.map((along) => one(along, by)) }));
  }

  // ---------------------------------------------------------------- figures
  function refill(figure, chart, series) {
    const copy = structuredClone(figure);
    const points = series[0].points;
    const format = chart.format;
    const error = (trace, list) => {
      if (!trace.error_x) return;
      trace.error_x.array = list.map((p) => (p.value === null || p.high === null ? 0 : scaled(p.high, format) - scaled(p.value, format)));
      trace.error_x.arrayminus = list.map((p) => (p.value === null || p.low === null ? 0 : scaled(p.value, format) - scaled(p.low, format)));
    };
    for (const trace of copy.data) {
      const role = trace.meta ? trace.meta.role : "";
      if (chart.kind === "trend") {
        const line = trace.meta.series ? series.find((s) => s.key === trace.meta.series) : series[0];
        if (!line) continue;
        if (role === "low" || role === "high") trace.y = line.points.map((p) => scaled(p[role], format));
        else {
          trace.y = line.points.map((p) => scaled(p.value, format));
          trace.showlegend = trace.y.some((v) => v !== null);
          trace.text = line.points.map((p) => (p.value === null || p.value === undefined ? "" : printed(p.value, format)));
          trace.hovertext = line.points.map((p) => told(p, format, chart.unit));
        }
      } else if (role === "value") {
        trace.x = points.map((p) => scaled(p.value, format));
        trace.text = points.map((p) => told(p, format, chart.unit));
        error(trace, points);
      } else if (role === "told") {
        trace.x = points.map((p) => scaled(p.high !== null ? p.high : p.value, format) || 0);
        trace.text = points.map((p) => "  " + told(p, format, chart.unit));
      } else if (role === "span") {
        trace.base = points.map((p) => p.low || 0);
        trace.x = points.map((p) => (p.high || 0) - (p.low || 0));
      }
    }
    if (chart.kind === "bars") {
      const top = Math.max(1, ...points.map((p) => scaled(p.high !== null ? p.high : p.value, format) || 0));
      copy.layout.xaxis.range = [0, top * 1.45];
    }
    return copy;
  }
  const breadth = (text) => Array.from(text).reduce((sum, c) => sum + (c > "\u1100" ? 1.8 : 1), 0);
  function broken(label, most) {
    const lines = [""];
    for (const word of label.split(" ")) {
      const last = lines[lines.length - 1];
      if (last && breadth(last + " " + word) > most) lines.push(word);
      else lines[lines.length - 1] = last ? last + " " + word : word;
    }
    return lines.join("<br>");
  }
  /* The longest text beside a bar must fit right of the longest bar. */
  function leaveRoom(figure, width, above) {
    const beside = figure.data[1];
    const pixels = Math.max(...beside.text.map((t) => Array.from(t).reduce((sum, c) => sum + (c > "\u1100" ? 13 : 7.6), 0)));
    const frame = above ? width - 30 : width - 24 - Math.min(250, 8 * Math.max(...figure.data[0].y.map(breadth)));
    const top = Math.max(1e-6, ...beside.x);
    figure.layout.xaxis.range = [0, top * frame / Math.max(frame - pixels - 16, frame * 0.3)];
  }
  /* Labels stand above their rows where there is no room beside them. */
  const isAbove = (labels, width) => width < 400 || (width < NARROW && labels.some((l) => breadth(String(l)) > 22));
  /* Rows get their label above themselves on narrow screens, and broken labels on wide ones. */
  function fitted(figure, chart, width) {
    const copy = structuredClone(figure);
    copy.layout.width = width;
    const above = isAbove(figure.data[0].y || [], width);
    if (chart.kind === "bars") leaveRoom(copy, width, above);
    if (!["bars", "dots", "quartiles"].includes(chart.kind)) {
      if (copy.layout.showlegend) for (const trace of copy.data) trace.name = broken(trace.name || "", Math.floor((width - 60) / 7.4));
      if (width < NARROW) {
        copy.layout.margin.r = 8;
        for (const trace of copy.data) if (trace.mode === "lines+markers+text" && trace.x.length > 5) trace.mode = "lines+markers";
        copy.layout.annotations.forEach((a) => { a.text = broken(a.text, 18); a.font.size = 11; });
      }
      return copy;
    }
    const labels = copy.data[0].y;
    if (above) {
      Object.assign(copy.layout.yaxis, { showticklabels: false, autorange: false, range: [labels.length - 0.5, -0.5] });
      const breadths = Math.floor((width - 16) / 7.4);
      const dots = chart.kind === "dots";
      const strips = chart.kind === "quartiles";
      const beside = copy.data[1];
      const told = (place) => beside.text[place].trim() + (strips && beside.hovertext[place] ? " · " + beside.hovertext[place] : "");
      const heads = labels.map((label, place) => broken(label, breadths) + (dots || strips ? "<br>" + broken(told(place), breadths) : ""));
      const lines = heads.map((head) => head.split("<br>").length);
      const row = 62 + 17 * (Math.max(...lines) - (dots || strips ? 2 : 1)) + (strips ? 12 : 0);
      copy.layout.height = (chart.kind !== "bars" ? 60 : 34) + row * labels.length;
      copy.layout.bargap = 1 - 24 / row;
      const shift = (place) => (dots ? 20 + 8 * lines[place] : strips ? 30 + 8 * lines[place] : 13 + 9 * lines[place]);
      heads.forEach((text, place) => copy.layout.annotations.push({ text, x: 0, xref: "paper", y: place, yref: "y", yshift: shift(place), xanchor: "left", showarrow: false, align: "left", font: { size: 13 } }));
      if (dots || strips) {
        copy.layout.height += 22 * labels.length;
        beside.text = labels.map(() => "");
        const more = 16 * (lines[0] - 2);
        copy.layout.margin.t += 22 + more;
        copy.layout.height += 10 + more;
      } else copy.layout.margin.t += 4 + 9 * (lines[0] - 1);
      const below = dots ? 0.17 : strips ? 0.31 : 0.33;
      for (const shape of copy.layout.shapes) if (shape.name === "data-mark") {
        const row = Math.floor(shape.y0);
        shape.y0 = shape.y1 = row + below;
        shape.label.font.size = 11;
      }
    } else {
      const most = width < 700 ? 24 : 34;
      copy.layout.yaxis.tickvals = labels;
      copy.layout.yaxis.ticktext = labels.map((l) => broken(l, most).replace(/<br>/g, "  <br>") + "  ");
      const lines = Math.max(...labels.map((l) => broken(l, most).split("<br>").length));
      if (chart.kind !== "quartiles") copy.layout.height += 17 * Math.max(0, lines - 2) * labels.length;
      if (chart.kind === "dots") {
        const beside = copy.data[1];
        copy.layout.xaxis.domain = [0, 0.72];
        beside.x = beside.x.map(() => (copy.layout.xaxis.range || [0, 100])[1]);
        beside.text = beside.text.map((text) => "  " + text);
      }
    }
    return copy;
  }

  // ---------------------------------------------------------------- drawing
  let library = null;
  function plotly() {
    if (!library) {
      library = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = root + "assets/vendor/plotly-basic.min.js";
        script.onload = () => resolve(window.Plotly);
        script.onerror = reject;
        document.head.append(script);
      });
    }
    return library;
  }
  const current = {};
  const stale = new Set();
  async function draw(plot, known) {
    const id = plot.dataset.chart;
    const chart = data.charts[id];
    if (!chart || !chart.figure) return;
    if (isFolded(plot)) { stale.add(id); return; }
    const Plotly = await plotly();
    let live = plot.querySelector(".live");
    if (!live) {
      live = document.createElement("div");
      live.className = "live";
      live.setAttribute("role", "img");
      plot.append(live);
    }
    const label = chart.title + ". " + chart.subtitle;
    if (live.getAttribute("aria-label") !== label) live.setAttribute("aria-label", label);
    stale.delete(id);
    const width = known || plot.clientWidth;
    const figure = fitted(current[id] && current[id].figure || chart.figure, chart, width);
    plot.classList.add("drawn");
    await Plotly.react(live, figure.data, figure.layout, CONFIG);
    if (form && chart.recipe && !rehearsed.has(chart.kind)) {
      rehearsed.add(chart.kind);
      idle(() => rehearse(id, width));
    }
  }
  /* The first chart of each kind is drawn again out of sight, under one value of each filter and in pauses, so that
     the reader's first change does not wait for the browser to compile what redrawing needs. */
  const rehearsed = new Set();
  function rehearse(id, width) {
    const chart = data.charts[id];
    const cube = data.cubes[chart.recipe.cube];
    if (!cube) return;
    const stage = element("div", null, { class: "offstage", "aria-hidden": "true" });
    document.body.append(stage);
    const values = all("select", form).filter((s) => cube.dims.includes(s.name) && s.options.length > 1).map((s) => ({ [s.name]: s.options[1].value }));
    const scenes = [{}, ...values.slice(0, 2).flatMap((used) => [used, {}])];
    const next = async () => {
      const used = scenes.shift();
      if (!used) { window.Plotly.purge(stage); stage.remove(); return; }
      const figure = fitted(refill(chart.figure, chart, pick(chart, used)), chart, width);
      await window.Plotly.react(stage, figure.data, figure.layout, CONFIG);
      idle(next);
    };
    next();
  }
  /* Charts are drawn when the reader comes near them, and again when what they show has changed meanwhile. */
  const watcher = "IntersectionObserver" in window ? new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const id = entry.target.dataset.chart;
      if (!entry.isIntersecting) continue;
      settle(id);
      if (isDrawable(id) && (stale.has(id) || !entry.target.classList.contains("drawn"))) draw(entry.target).catch(() => undefined);
    }
  }, { rootMargin: "300px 0px" }) : null;
  const isDrawable = (id) => Boolean(data.charts[id] && data.charts[id].figure && hasValue(data.charts[id]));
  function watch() {
    for (const plot of all(".plot[data-chart]")) {
      if (watcher) watcher.observe(plot); else if (isDrawable(plot.dataset.chart)) draw(plot);
    }
  }
  const hasValue = (chart) => chart.figure.data.some((t) => t.meta && t.meta.role === "value" && (chart.kind === "trend" ? t.y : t.x).some((v) => typeof v === "number"));
  let resizing = 0;
  function redrawAll() {
    clearTimeout(resizing);
    resizing = setTimeout(() => all(".plot.drawn").forEach((plot) => {
      if (!isDrawable(plot.dataset.chart)) return;
      if (isInView(plot)) draw(plot); else restale(plot);
    }), 150);
  }

  // ---------------------------------------------------------------- tables under filters
  function element(name, text, attributes) {
    const made = document.createElement(name);
    if (text !== null && text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    return made;
  }
  function gridTable(chart, series) {
    const table = element("table", null, { class: "grid-table" });
    const head = table.createTHead().insertRow();
    head.append(element("th", "", { scope: "col" }));
    for (const point of series[0].points) head.append(element("th", point.label, { scope: "col" }));
    const body = table.createTBody();
    for (const line of series) {
      const row = body.insertRow();
      row.append(element("th", data.labels[chart.recipe.by] && data.labels[chart.recipe.by][line.key] || line.key, { scope: "row" }));
      for (const point of line.points) {
        const known = typeof point.value === "number";
        const cell = element("td", known ? printed(point.value, chart.format) : words.short[point.state] || "–");
        if (known) cell.className = "s" + Math.min(5, 1 + Math.floor(point.value * 7));
        else cell.title = told(point, chart.format, chart.unit);
        row.append(cell);
      }
    }
    return table;
  }
  function refillTable(figure, chart, series) {
    const body = figure.querySelector(".tools table tbody");
    if (!body) return;
    const columns = figure.querySelectorAll(".tools table thead th").length;
    const grouped = ["grid", "panels"].includes(chart.kind) || series.length > 1;
    body.replaceChildren();
    for (const line of series) for (const point of line.points) {
      const row = body.insertRow();
      const texts = grouped ? [data.labels[chart.recipe.by] && data.labels[chart.recipe.by][line.key] || chart.recipe.labels[line.key] || line.key] : [];
      texts.push(point.label, typeof point.value === "number" ? printed(point.value, chart.format) : told(point, chart.format, chart.unit));
      if (columns >= texts.length + 2) texts.push(point.n === null ? "–" : String(point.n), point.denominator === null ? "–" : String(point.denominator));
      if (columns > texts.length) texts.push(point.low === null ? "–" : printed(point.low, chart.format) + " – " + printed(point.high, chart.format));
      texts.forEach((text, i) => row.append(i ? element("td", text, { class: "n" }) : element("th", text, { scope: "row" })));
    }
  }

  // ---------------------------------------------------------------- filters and address
  const form = byId("explorer");
  /* What stands behind the # of the address; nothing where it is no encoded text (`#%`). */
  function afterHash() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return "";
    }
  }
  function parseHash() {
    const [anchor, query] = afterHash().split("?");
    return { anchor, filters: Object.fromEntries(new URLSearchParams(query || "")) };
  }
  function readForm() {
    const filters = {};
    for (const select of all("select", form)) if (select.value !== "all") filters[select.name] = select.value;
    return filters;
  }
  function writeForm(filters) {
    for (const select of all("select", form)) {
      const wanted = filters[select.name] || "all";
      select.value = Array.from(select.options).some((o) => o.value === wanted) ? wanted : "all";
    }
  }
  /* Filters are applied to the charts in view at once, to the others, and to all tables, in the pauses after the
     frame that shows them. Sizes are read before anything is written: each read after a write lays the page out. */
  let wanted = {};
  let waiting = new Set();
  const tables = new Map();
  const recipes = Object.keys(data.charts).filter((id) => data.charts[id].recipe && data.cubes[data.charts[id].recipe.cube]);
  const isFolded = (plot) => Boolean(plot.closest("details.fold:not([open])"));
  const isInView = (plot) => {
    if (isFolded(plot)) return false;
    const box = plot.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  };
  function apply(filters, then) {
    const started = performance.now();
    wanted = filters;
    waiting = new Set(recipes);
    document.documentElement.dataset.settled = "";
    const seen = recipes.map((id) => byId(id).querySelector(".plot")).filter(isInView).map((plot) => [plot.dataset.chart, plot.clientWidth]);
    const drawings = seen.map(([id, width]) => settle(id, width));
    const status = byId("explorer-status");
    if (status) status.textContent = Object.keys(filters).length ? words.status.replace("{n}", recipes.length) : "";
    Promise.all(drawings).catch(() => undefined).then(() => {
      document.documentElement.dataset.applied = String(Math.round(performance.now() - started));
      requestAnimationFrame(() => setTimeout(() => { if (then) then(); idle(settleRest); }));
    });
  }
  const idle = (run) => (window.requestIdleCallback || ((later) => setTimeout(later, 30)))(run, { timeout: 300 });
  function settleRest(pause) {
    const enough = performance.now() + Math.max(8, pause && pause.timeRemaining ? pause.timeRemaining() - 4 : 8);
    for (const id of Array.from(waiting)) {
      settle(id);
      if (performance.now() > enough) break;
    }
    for (const id of Array.from(tables.keys())) {
      if (performance.now() > enough) break;
      settleTable(id);
    }
    if (waiting.size || tables.size) idle(settleRest);
    else document.documentElement.dataset.settled = "yes";
  }
  function settleTable(id) {
    const series = tables.get(id);
    if (tables.delete(id)) refillTable(byId(id), data.charts[id], series);
  }
  /* One chart under the wanted filters: its numbers, and its drawing where it is in view (its width is known then). */
  function settle(id, width) {
    if (!waiting.delete(id)) return undefined;
    const chart = data.charts[id];
    const figure = byId(id);
    const plot = figure.querySelector(".plot");
    const dims = data.cubes[chart.recipe.cube].dims;
    const used = Object.fromEntries(Object.entries(wanted).filter(([d, v]) => d !== chart.recipe.along && d !== chart.recipe.by
      && (dims.includes(d) || (d === "definition_id" && chart.recipe.choices.includes(v)))));
    const changed = Object.keys(used).length > 0;
    if (!changed && !figure.dataset.filtered) return undefined;
    const series = pick(chart, used);
    current[id] = changed ? { series, filters: used, figure: chart.figure ? refill(chart.figure, chart, series) : null } : null;
    showApplied(figure, used, series);
    tables.set(id, series);
    if (figure.querySelector(".more[open]")) settleTable(id);
    showGist(figure, chart, series);
    figure.dataset.filtered = changed ? "yes" : "";
    if (!chart.figure) return showGrid(plot, chart, changed ? series : null);
    if (!plot.classList.contains("drawn")) return undefined;
    return width ? draw(plot, width) : restale(plot);
  }
  /* A chart out of view is drawn again when the reader comes to it. */
  function restale(plot) {
    stale.add(plot.dataset.chart);
    if (!watcher) return draw(plot);
    watcher.unobserve(plot);
    watcher.observe(plot);
    return undefined;
  }
  function showApplied(figure, used, series) {
    const line = figure.querySelector(".applied");
    const names = Object.entries(used).map(([d, v]) => (data.labels[d] && data.labels[d][v]) || v);
    line.hidden = !names.length;
    const none = series.every((s) => s.points.every((p) => p.value === null || p.value === undefined));
    const why = none && names.length ? " · " + (words.states[((series[0] && series[0].points[0]) || {}).state] || words.unpublished) : "";
    line.textContent = names.length ? words.filtered + ": " + names.join(", ") + why : "";
  }
  /* The line of a folded chart: the same rules as dashboards/gist.py. */
  function gistOf(chart, series) {
    const points = series.flatMap((line) => line.points).filter((p) => p.key !== "unknown" && p.key !== "unread");
    const shown = points.filter((p) => typeof p.value === "number");
    if (!shown.length) return words.states[(points.find((p) => p.state !== "shown") || { state: "suppressed" }).state] || words.unpublished;
    const say = (value) => printed(value, chart.format) + (chart.unit || "");
    const untold = points.length > shown.length ? " · " + words.gist.untold.replace("{n}", points.length - shown.length) : "";
    const line = series[0].points.filter((p) => typeof p.value === "number");
    const last = line[line.length - 1];
    const name = series.length > 1 && chart.recipe.by ? ((data.labels[chart.recipe.by] || {})[series[0].key] || series[0].key) + ", " : "";
    if (chart.kind === "trend" && last) return name + last.label + ": " + say(last.value) + untold;
    if (chart.kind === "quartiles" && line[0] === series[0].points[0]) return words.gist.median.replace("{value}", say(line[0].value)) + untold;
    const values = shown.map((p) => p.value);
    const low = say(Math.min(...values)), high = say(Math.max(...values));
    return (low === high ? low : words.gist.span.replace("{low}", low).replace("{high}", high)) + untold;
  }
  function showGist(figure, chart, series) {
    const line = figure.querySelector(".gist");
    if (line && chart.kind !== "flow") line.textContent = gistOf(chart, series);
  }
  function showGrid(plot, chart, series) {
    const old = plot.querySelector(".live");
    if (old) old.remove();
    plot.classList.toggle("drawn", Boolean(series));
    if (!series || !chart.recipe.by) return;
    const box = element("div", null, { class: "live scroll", tabindex: "0", role: "region", "aria-label": chart.title });
    box.append(gridTable(chart, series));
    if (data.watermark && !chart.official) box.append(element("p", data.watermark, { class: "trap small" }));
    plot.append(box);
  }
  function showAddress() {
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(null, "", query ? "#?" + query : location.pathname.split("/").pop() || "index.html");
    citeThisView();
  }

  // ---------------------------------------------------------------- images, files, citations
  function wrapText(text, size, width) {
    const measure = document.createElement("canvas").getContext("2d");
    measure.font = size + "px sans-serif";
    const lines = [""];
    for (const word of text.split(" ")) {
      const last = lines[lines.length - 1];
      if (last && measure.measureText(last + " " + word).width > width) lines.push(word);
      else lines[lines.length - 1] = last ? last + " " + word : word;
    }
    return lines;
  }
  const escapeXml = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  /* A picture that stands alone: title, unit, n, period, filters, caveat, source and data mark inside. */
  async function standAlone(id) {
    settle(id);
    const chart = data.charts[id];
    const figure = byId(id);
    const width = 960, margin = 28, inner = width - 2 * margin;
    let body, height;
    if (chart.figure && hasValue(chart)) {
      const Plotly = await plotly();
      const fit = fitted(current[id] && current[id].figure || chart.figure, chart, inner);
      const uri = await Plotly.toImage({ data: fit.data, layout: fit.layout, config: CONFIG }, { format: "svg", width: inner, height: fit.layout.height });
      body = decodeURIComponent(uri.slice(uri.indexOf(",") + 1));
      height = fit.layout.height;
    } else {
      const svg = figure.querySelector(".wide svg");
      body = new XMLSerializer().serializeToString(svg);
      height = Number(svg.getAttribute("height")) * inner / Number(svg.getAttribute("width"));
    }
    const parts = [];
    let y = margin + 14;
    const write = (text, size, fill, weight) => {
      for (const line of wrapText(text, size, inner)) {
        parts.push(`<text x="${margin}" y="${y}" font-size="${size}" fill="${fill}"${weight ? ` font-weight="${weight}"` : ""}>${escapeXml(line)}</text>`);
        y += size * 1.4;
      }
    };
    write(chart.title, 21, "#1c1b19", 700);
    write(chart.subtitle, 14, "#5d5a53");
    const applied = figure.querySelector(".applied").textContent;
    if (applied) write(applied, 14, "#1f4e79", 600);
    const top = y;
    const nested = body.replace(/<\?xml[^>]*>/, "").replace(/^<svg([^>]*?)\s(?:style|class)="[^"]*"/, "<svg$1").replace(/<svg/, `<svg x="${margin}" y="${top}"`).replace(/(<svg[^>]*?) width="[^"]*" height="[^"]*"/, `$1 width="${inner}" height="${height}"`);
    y += height + 24;
    const marked = data.watermark && !chart.official;
    for (const note of [marked ? data.watermark : data.watermark ? words.official : "", chart.caveat, chart.source, data.version, location.protocol === "file:" ? "" : location.href]) if (note) write(note, 12, "#5d5a53");
    const font = getComputedStyle(document.body).fontFamily.replace(/"/g, "'");
    return { width, height: Math.ceil(y + 8), svg: `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${Math.ceil(y + 8)}" viewBox="0 0 ${width} ${Math.ceil(y + 8)}" font-family="${font}"><rect width="100%" height="100%" fill="#fff"/>${parts.join("")}${nested}</svg>` };
  }
  function save(blob, name) {
    const link = element("a", "", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  }
  async function savePng(id) {
    const made = await standAlone(id);
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(made.svg);
    await image.decode();
    const canvas = element("canvas", null, { width: made.width * 2, height: made.height * 2 });
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.drawImage(image, 0, 0);
    canvas.toBlob((blob) => save(blob, id + ".png"), "image/png");
  }
  function csvCell(value) {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) && isNaN(Number(text)) ? "'" + text : text;
    return /[",\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }
  function filteredCsv(id) {
    const lines = data.watermark ? ["# " + data.watermark] : [];
    lines.push("series,key,label,value,n,denominator,low,high,state");
    for (const line of current[id].series) for (const p of line.points) lines.push([line.key, p.key, p.label, p.value, p.n, p.denominator, p.low, p.high, p.state].map(csvCell).join(","));
    return lines.join("\n") + "\n";
  }
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-png], [data-svg], a[download], [data-facet], #share");
    if (!target) return;
    if (target.closest("figure")) settle(target.closest("figure").id);
    if (target.dataset.png) savePng(target.dataset.png);
    else if (target.dataset.svg && current[target.dataset.svg]) {
      event.preventDefault();
      standAlone(target.dataset.svg).then((made) => save(new Blob([made.svg], { type: "image/svg+xml" }), target.dataset.svg + ".svg"));
    } else if (target.dataset.facet) showFacet(target.dataset.facet);
    else if (target.id === "share") shareView();
    else if (target.matches("a[download]")) {
      const figure = target.closest("figure");
      if (figure && current[figure.id] && target.getAttribute("href").endsWith(".csv")) {
        event.preventDefault();
        save(new Blob([filteredCsv(figure.id)], { type: "text/csv" }), figure.id + ".csv");
      }
    }
  });
  function shareView() {
    const status = byId("explorer-status");
    const say = (text) => { status.textContent = text; };
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(() => say(words.copied), () => say(location.href));
    else say(location.href);
  }
  function citeThisView() {
    if (location.protocol === "file:") return;
    const base = location.href.split("#")[0];
    for (const block of all(".cite pre")) {
      const figure = block.closest("figure");
      const page = base.split("/").pop() || "index.html";
      if (!block.dataset.original) block.dataset.original = block.textContent;
      const query = new URLSearchParams(form ? readForm() : {}).toString();
      for (const name of [page, "index.html"]) block.textContent = block.dataset.original.split(name + "#" + figure.id).join(base + "#" + figure.id + (query ? "?" + query : ""));
    }
  }

  // ---------------------------------------------------------------- finding judgments
  function showFacet(key) {
    const list = byId("found");
    if (!list) return;
    list.replaceChildren();
    for (const [file, anchor] of data.found[key] || []) {
      const item = element("li");
      item.append(element("a", data.headings[anchor], { href: file + "#" + anchor }));
      list.append(item);
    }
    list.focus();
  }

  // ---------------------------------------------------------------- finding words
  function findTerm(text) {
    const wanted = text.trim().toLowerCase();
    let found = 0;
    for (const block of all("[data-term]")) {
      const fits = !wanted || block.dataset.term.toLowerCase().includes(wanted);
      block.hidden = !fits;
      block.open = Boolean(wanted) && fits && block.dataset.term.toLowerCase() === wanted;
      if (fits) found += 1;
    }
    const status = byId("term-status");
    status.textContent = found ? "" : status.dataset.none;
  }

  // ---------------------------------------------------------------- folded charts and menus
  function unfold(id) {
    const fold = byId(id) && byId(id).querySelector(":scope > details.fold");
    if (fold) fold.open = true;
  }
  function toggled(event) {
    if (event.target.matches("details.more") && event.target.open) settleTable(event.target.closest("figure").id);
    if (!event.target.matches("details.fold") || !event.target.open) return;
    const plot = event.target.querySelector(".plot[data-chart]");
    settle(plot.dataset.chart);
    if (isDrawable(plot.dataset.chart)) draw(plot).catch(() => undefined);
  }
  function closeMenu(event) {
    if (event.key !== "Escape") return;
    const menu = document.activeElement && document.activeElement.closest("details[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  /* Paper shows every chart; what was opened for it closes again. */
  const forPaper = new Set();
  function beforePrint() {
    for (const fold of all("details.fold:not([open]), details.others:not([open])")) { fold.open = true; forPaper.add(fold); }
  }
  function afterPrint() {
    for (const fold of forPaper) fold.open = false;
    forPaper.clear();
  }

  // ---------------------------------------------------------------- start
  function sayStale() {
    const days = Math.floor((Date.now() - Date.parse(document.body.dataset.asOf)) / 86400000);
    const note = byId("stale");
    if (note && days > Number(document.body.dataset.staleAfter)) {
      note.textContent = note.dataset.text.replace("{days}", days);
      note.hidden = false;
    }
  }
  /* On a phone the row of pages is wider than the screen: the current one is brought into it. */
  function showCurrentPage() {
    const here = document.querySelector(".sections a[aria-current]");
    if (!here) return;
    const row = here.closest("ul");
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.clientWidth) / 2;
  }
  function start() {
    sayStale();
    showCurrentPage();
    const terms = byId("term-search");
    if (terms) {
      terms.addEventListener("submit", (event) => event.preventDefault());
      byId("term").addEventListener("input", (event) => findTerm(event.target.value));
    }
    const state = parseHash();
    if (form) {
      writeForm(state.filters);
      form.addEventListener("change", () => apply(readForm(), showAddress));
      form.addEventListener("reset", () => setTimeout(() => apply(readForm(), showAddress)));
      form.addEventListener("submit", (event) => event.preventDefault());
      window.addEventListener("hashchange", () => { const now = parseHash(); if (location.hash.includes("?")) { writeForm(now.filters); apply(readForm()); } });
      if (Object.keys(state.filters).length) apply(readForm());
    }
    if (state.anchor && byId(state.anchor)) {
      unfold(state.anchor);
      if (location.hash.includes("?")) byId(state.anchor).scrollIntoView();
    }
    window.addEventListener("hashchange", () => unfold(parseHash().anchor));
    document.addEventListener("toggle", toggled, true);
    document.addEventListener("keydown", closeMenu);
    window.addEventListener("beforeprint", beforePrint);
    window.addEventListener("afterprint", afterPrint);
    const key = afterHash();
    if (data.found && data.found[key]) { byId("finder").open = true; showFacet(key); }
    citeThisView();
    if (form) window.addEventListener("load", () => recipes.forEach((id) => idle(() => cellIndex(data.charts[id].recipe.cube))));
    window.addEventListener("load", () => idle(watch));
    window.addEventListener("resize", redrawAll);
    if (document.readyState === "complete") idle(watch);
  }
  window.JUMUN_VIEW = { pick: (id, filters) => pick(data.charts[id], filters), gist: (id) => gistOf(data.charts[id], pick(data.charts[id], {})), standAlone, draw: (id) => draw(byId(id).querySelector(".plot")) };
  start();
})();
