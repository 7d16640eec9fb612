/* Draws the claims of one page. Words of reports reach the document as text nodes or canvas text only: never as
   markup, never as script, never as an address that is not http or https. */
"use strict";
const geomapPage = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const LIST_STEP = 100; // rows added to the list at a time
  const POPUP_LIMIT = 40; // claims shown in one popup
  const HIT_PX = 9; // how near a click must be to a mark
  const TOUCH_PX = 18;
  const LEGEND_ROOM_PX = 660; // a map narrower than this starts with its legend closed
  const SMALLEST_PX = 6; // a region smaller than this lies under its mark
  const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]]; // where a label stands by its mark
  const APART = 4; // pixels from one label to the next, with the dot that may stand between

  const byId = (id) => document.getElementById(id);

  /** Make an element; children that are strings become text. */
  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  /** Read a data block of the page: JSON, or JSON deflated and in base64. */
  async function block(id) {
    const node = byId(id);
    if (node.dataset.encoding !== "deflate") return JSON.parse(node.textContent);
    const bytes = Uint8Array.from(atob(node.textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  /** Undo the packing of a geometry: parts of rings of [latitude, longitude]. */
  function unpack(parts) {
    return parts.map((rings) => rings.map((steps) => {
      const out = new Array(steps.length / 2);
      for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) {
        x += steps[i];
        y += steps[i + 1];
        out[i / 2] = [y / 1e5, x / 1e5];
      }
      return out;
    }));
  }

  /** Web Mercator at zoom 0: the world is 256 wide, and zoom z multiplies by two to the power of z. */
  const mercatorX = (lng) => ((lng + 180) / 360) * 256;
  const mercatorY = (lat) => 128 - (128 / Math.PI) * Math.asinh(Math.tan((lat * Math.PI) / 180));

  /** A geometry ready to be painted and hit: its rings and its box in Web Mercator. */
  class Shape {
    constructor(parts) {
      this.box = [Infinity, Infinity, -Infinity, -Infinity];
      this.rings = parts.flatMap((rings) => rings.map((steps) => this.ring(steps)));
    }

    ring(steps) {
      const ring = new Float64Array(steps.length), box = this.box;
      for (let i = 0, lng = 0, lat = 0; i < steps.length; i += 2) {
        lng += steps[i];
        lat += steps[i + 1];
        const x = (ring[i] = mercatorX(lng / 1e5)), y = (ring[i + 1] = mercatorY(lat / 1e5));
        if (x < box[0]) box[0] = x;
        if (y < box[1]) box[1] = y;
        if (x > box[2]) box[2] = x;
        if (y > box[3]) box[3] = y;
      }
      return ring;
    }

    holds({ x, y }) {
      if (x < this.box[0] || y < this.box[1] || x > this.box[2] || y > this.box[3]) return false;
      let odd = false;
      for (const ring of this.rings) {
        for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
          const y1 = ring[i + 1], y2 = ring[j + 1];
          if (y1 > y !== y2 > y && x < ((ring[j] - ring[i]) * (y - y1)) / (y2 - y1) + ring[i]) odd = !odd;
        }
      }
      return odd;
    }

    /** Add the outline to the canvas's path, without vertices that fall on the one before. */
    trace(ctx, { scale, left, top }) {
      for (const ring of this.rings) {
        let lastX = Infinity, lastY = Infinity;
        for (let i = 0; i < ring.length; i += 2) {
          const x = ring[i] * scale - left, y = ring[i + 1] * scale - top;
          if (i && Math.abs(x - lastX) < 0.6 && Math.abs(y - lastY) < 0.6) continue;
          if (i) ctx.lineTo(x, y);
          else ctx.moveTo(x, y);
          lastX = x;
          lastY = y;
        }
        ctx.closePath();
      }
    }
  }

  // ---- drawing -------------------------------------------------------------------------------------------------

  const patterns = new Map();

  /** A hatch in a colour, so that kinds of event differ without their hue. */
  function pattern(ctx, kind, colour) {
    const key = kind + colour;
    if (!patterns.has(key)) patterns.set(key, ctx.createPattern(patternTile(kind, colour), "repeat"));
    return patterns.get(key);
  }

  function patternTile(kind, colour) {
    const tile = make("canvas", { width: 8, height: 8 });
    const pen = tile.getContext("2d");
    pen.strokeStyle = pen.fillStyle = colour;
    if (kind === ".") {
      pen.fillRect(1, 1, 2, 2);
      pen.fillRect(5, 5, 2, 2);
      return tile;
    }
    if (kind === "\\") pen.setTransform(-1, 0, 0, 1, 8, 0);
    pen.beginPath();
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
    }
    pen.stroke();
    return tile;
  }

  /** A canvas that Leaflet moves and scales with the map, and `paint` fills: thousands of claims need no object each. */
  const Painter = L.Canvas.extend({
    initialize(pane, paint) {
      L.Canvas.prototype.initialize.call(this, { pane, padding: 0.2 });
      this.paint = paint;
    },
    _initContainer() {
      L.Canvas.prototype._initContainer.call(this);
      L.DomEvent.off(this._container); // clicks are told by what lies under them, not by the topmost canvas
    },
    _updatePaths() { this._redraw(); },
    _draw() {
      const map = this._map, origin = map.getPixelOrigin(), scale = 2 ** map.getZoom(), { min, max } = this._bounds;
      const view = { scale, left: origin.x, top: origin.y };
      view.sees = ([x1, y1, x2, y2], room) => x2 * scale - origin.x > min.x - room && x1 * scale - origin.x < max.x + room
        && y2 * scale - origin.y > min.y - room && y1 * scale - origin.y < max.y + room;
      this._ctx.save();
      this._ctx.lineJoin = "round";
      this.paint(this._ctx, view);
      this._ctx.restore();
    },
    repaint() { if (this._map && this._ctx) this._redraw(); },
  });

  /** Paint a mark: halo, outline, what strikes it out, and how many claims share it. No mark makes room for another. */
  function paintMark(ctx, x, y, mark) {
    ctx.beginPath();
    for (const [dx, dy] of mark.outline) ctx.lineTo(x + mark.radius * dx, y + mark.radius * dy);
    ctx.closePath();
    stroke(ctx, "#fff", mark.width + 3);
    ctx.fillStyle = mark.fill;
    ctx.fill();
    stroke(ctx, mark.colour, mark.width);
    if (mark.struck) {
      const r = mark.radius * 1.5;
      ctx.beginPath();
      ctx.moveTo(x - r, y + r);
      ctx.lineTo(x + r, y - r);
      stroke(ctx, "#fff", 4);
      stroke(ctx, mark.colour, 2);
    }
    if (mark.number > 1) paintNumber(ctx, numberBox(x, y, mark), String(mark.number));
  }

  /** Where the number of claims stands that share a mark. */
  function numberBox(x, y, mark) {
    const half = 3.5 + 2.8 * String(mark.number).length, at = [x + mark.radius + 4, y - mark.radius - 3];
    return [at[0] - half, at[1] - 6.5, at[0] + half, at[1] + 6.5];
  }

  function paintNumber(ctx, [left, top, right, bottom], text) {
    ctx.beginPath();
    ctx.roundRect(left, top, right - left, bottom - top, 6.5);
    ctx.fillStyle = "#26282d";
    ctx.fill();
    stroke(ctx, "#fff", 1);
    ctx.font = "700 9.5px system-ui, sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = "#fff";
    ctx.fillText(text, (left + right) / 2, (top + bottom) / 2 + 0.5);
  }

  function stroke(ctx, colour, width, dash = []) {
    ctx.setLineDash(dash);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }

  /** An image overlay of a canvas that is drawn already. */
  const CanvasOverlay = L.ImageOverlay.extend({
    _initImage() {
      this._image = this._url;
      L.DomUtil.addClass(this._image, "leaflet-image-layer leaflet-zoom-animated");
    },
  });

  /** Text on the map that gives way: a label that would cover another, or a mark, is left out. */
  const Labels = L.Layer.extend({
    initialize(labels, keepOff, spare) {
      Object.assign(this, { labels, keepOff, spare });
    },
    onAdd(map) {
      this.canvas = make("canvas", { class: "leaflet-zoom-hide", "aria-hidden": "true" });
      map.getPane("gm-labels").append(this.canvas);
      map.on("moveend resize", this.draw, this);
      this.draw();
    },
    onRemove(map) {
      map.off("moveend resize", this.draw, this);
      this.canvas.remove();
    },
    draw() {
      const map = this._map, size = map.getSize(), ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
      this.canvas.width = size.x * ratio;
      this.canvas.height = size.y * ratio;
      this.canvas.style.width = size.x + "px";
      this.canvas.style.height = size.y + "px";
      const ctx = this.canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      ctx.lineJoin = "round";
      const taken = new Taken(this.keepOff(size));
      this.spared = new Taken(this.spare(size));
      for (const label of this.labels) this.place(ctx, label, size, taken);
    },
    place(ctx, label, size, taken) {
      const zoom = this._map.getZoom();
      if (zoom < label.from || zoom > (label.to || 99)) return;
      ctx.font = label.font;
      label.width = label.width || Math.max(...label.lines.map((line) => ctx.measureText(line).width));
      const seen = label.shape ? this.inside(label.shape, size, label.width / 2) : this.inView(label.spot, size);
      const height = label.lines.length * label.size * 1.15;
      for (const at of seen) for (const [dx, dy] of label.sides) {
        const box = beside(at, dx, dy, label.width, height, label.gap);
        if (!within(box, size) || !taken.free(box) || (label.shy && !this.spared.free(box))) continue;
        taken.add([box[0] - APART, box[1], box[2] + APART, box[3]]);
        if (label.dot) this.dot(ctx, at, label);
        this.write(ctx, label, box);
        return;
      }
    },
    inView(spot, size) {
      const at = this._map.latLngToContainerPoint(spot);
      return at.x > 0 && at.y > 0 && at.x < size.x && at.y < size.y ? [at] : [];
    },
    /** Spots for the name of a country: those of a grid over the view where it lies inside from end to end, the deepest first. */
    inside(shape, size, half) {
      const scale = 2 ** this._map.getZoom(), corner = this._map.getPixelBounds().min, spots = [], columns = 14, rows = 10;
      const cells = Array.from({ length: rows * columns }, (_, n) => {
        const x = ((n % columns) + 0.5) * (size.x / columns), y = (Math.floor(n / columns) + 0.5) * (size.y / rows);
        const holds = (shift) => shape.holds({ x: (corner.x + x + shift) / scale, y: (corner.y + y) / scale });
        return { x, y, in: holds(0) && holds(-half) && holds(half) };
      });
      const out = cells.filter((cell) => !cell.in);
      const depth = ({ x, y }) => Math.min(x, y, size.x - x, size.y - y, ...out.map((cell) => Math.hypot(cell.x - x, cell.y - y)));
      for (const cell of cells) if (cell.in) spots.push({ ...cell, depth: depth(cell) });
      return spots.sort((a, b) => b.depth - a.depth);
    },
    dot(ctx, { x, y }, { dot, colour }) {
      ctx.beginPath();
      ctx.arc(x, y, dot, 0, 7);
      ctx.fillStyle = colour;
      ctx.fill();
    },
    write(ctx, label, box) {
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      label.lines.forEach((line, i) => {
        const x = (box[0] + box[2]) / 2, y = box[1] + (i + 0.5) * label.size * 1.15;
        ctx.lineWidth = 3;
        ctx.strokeStyle = "rgba(255,255,255,.85)";
        ctx.strokeText(line, x, y);
        ctx.fillStyle = label.colour;
        ctx.fillText(line, x, y);
      });
    },
  });

  function beside(at, dx, dy, width, height, gap) {
    const x = at.x + dx * (gap + width / 2), y = at.y + dy * (gap + height / 2);
    return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  }

  const within = (box, size) => box[0] > 2 && box[1] > 2 && box[2] < size.x - 2 && box[3] < size.y - 2;

  /** Boxes that are taken, found by the cells of a grid they lie in. */
  class Taken {
    constructor(boxes) {
      this.cells = new Map();
      for (const box of boxes) this.add(box);
    }

    *around([left, top, right, bottom]) {
      for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x++)
        for (let y = Math.floor(top / 64); y <= Math.floor(bottom / 64); y++) yield x * 4096 + y;
    }

    add(box) {
      for (const cell of this.around(box)) {
        if (!this.cells.has(cell)) this.cells.set(cell, []);
        this.cells.get(cell).push(box);
      }
    }

    free(box) {
      const meets = (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
      for (const cell of this.around(box)) if ((this.cells.get(cell) || []).some(meets)) return false;
      return true;
    }
  }

  /** Make the commonest shade, that of flat ground, white: only slopes are to darken the map. */
  function brighten(canvas, ctx) {
    const pixels = ctx.getImageData(0, 0, canvas.width, canvas.height), counts = new Uint32Array(256);
    for (let i = 0; i < pixels.data.length; i += 4) counts[pixels.data[i]]++;
    const flat = counts.indexOf(Math.max(...counts)) || 255;
    pixels.data.forEach((value, i) => { if (i % 4 !== 3) pixels.data[i] = Math.min(255, (value * 255) / flat); });
    ctx.putImageData(pixels, 0, 0);
    return canvas;
  }

  /** A small picture of a mark or a line, for the legend and the lists. */
  function swatch(draw, width = 22) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("width", width);
    svg.setAttribute("height", 20);
    svg.setAttribute("viewBox", `${-width / 2} -10 ${width} 20`);
    svg.setAttribute("aria-hidden", "true");
    draw((tag, attributes) => {
      const node = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      svg.append(node);
    });
    return svg;
  }

  // ---- the page ------------------------------------------------------------------------------------------------

  class Page {
    constructor(map, data, base) {
      Object.assign(this, { map, data, base, style: data.style, claims: data.claims });
      this.count = this.claims.claim_id.length;
      this.shapes = data.shapes.map((parts) => new Shape(parts));
      this.hiddenTypes = new Set();
      this.chosen = new Set();
      this.at = positions(this.claims);
      this.mentionsAt = positions(data.mentions);
      this.incidents = this.groupIncidents();
      this.spots = this.makeSpots();
      this.order = [...Array(this.count).keys()].sort((a, b) => (this.claims.uncertainty_m[b] || 0) - (this.claims.uncertainty_m[a] || 0));
      this.distinct = this.distinctRegions(); // claims of one look that share a region: it is painted once
    }

    start() {
      this.words();
      this.map.invalidateSize({ animate: false, pan: false });
      this.panes();
      this.layers = this.makeLayers();
      this.legend();
      for (const layer of this.layers) if (layer.on) this.toggle(layer, true);
      for (const painter of this.painters) painter.addTo(this.map);
      this.controls();
      this.fit(this.data.bounds);
      this.map.on("click", (event) => this.click(event));
      this.map.on("mousemove", L.Util.throttle((event) => this.hover(event), 60, this));
      this.map.on("moveend resize", () => this.locator());
      document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
      this.tabs();
      this.list();
      this.mentionList();
      this.notes();
      this.locator();
    }

    groupIncidents() {
      const groups = new Map();
      for (let i = 0; i < this.count; i++) {
        const id = this.claims.incident_id[i] || this.claims.claim_id[i] || i;
        if (!groups.has(id)) groups.set(id, []);
        groups.get(id).push(i);
      }
      return [...groups.values()];
    }

    words() {
      const texts = this.data.texts;
      byId("gm-title").textContent = texts.title;
      byId("gm-period").textContent = texts.period;
      byId("gm-summary").textContent = texts.summary;
      byId("gm-disclaimer").textContent = texts.disclaimer;
      byId("gm-credit").textContent = [...texts.notices, "Web Mercator projection", `Made with geomap ${texts.version} and Leaflet`].join(". ") + ".";
    }

    panes() {
      const order = { land: 210, relief: 220, water: 230, lines: 300, claims: 410, marks: 440, labels: 450 };
      for (const [name, z] of Object.entries(order)) {
        const pane = this.map.createPane("gm-" + name);
        pane.style.zIndex = z;
        pane.style.pointerEvents = "none";
        if (name === "relief") pane.style.mixBlendMode = "multiply";
      }
      this.renderers = Object.fromEntries(["land", "water", "lines"].map((name) => [name, L.canvas({ pane: "gm-" + name, padding: 0.3 })]));
      this.painters = [
        new Painter("gm-claims", (ctx, view) => this.paintClaims(ctx, view)),
        new Painter("gm-marks", (ctx, view) => this.paintMarks(ctx, view)),
      ];
    }

    kind(i) {
      if (this.claims.stance[i] === "denies") return "denied";
      return this.claims.hedged[i] ? "hedged" : "told";
    }

    /** Whether a region is so wide that its best point is no location. */
    coarse(i) { return (this.claims.uncertainty_m[i] || 0) > this.style.coarse_m; }

    type(i) { return this.claims.event_type[i] in this.style.events ? this.claims.event_type[i] : "other"; }

    event(i) { return this.style.events[this.type(i)]; }

    // ---- layers

    makeLayers() {
      return [
        { id: "regions", name: "Incident regions, 90 %", on: true },
        { id: "cores", name: "Incident regions, 50 %", on: true },
        { id: "points", name: "Best points", on: true },
        { id: "mentions", name: `Places only mentioned (${this.data.mentions.text.length})`, on: false },
        { id: "border", name: "Border", on: true, group: this.lines((line, held) => held && line.border) },
        { id: "disputed", name: "Lines of contact, disputed lines", on: true, group: this.lines((line, held) => held && !line.border) },
        { id: "former", name: "Earlier and later lines", on: false, group: this.lines((line, held) => !held) },
        { id: "provinces", name: "Provinces", on: true, group: this.thinLines(this.base.province_lines, "province", "water") },
        { id: "base", name: "Base map", on: true, group: this.baseLayer() },
        { id: "relief", name: "Relief", on: true, group: this.reliefLayer() },
        { id: "labels", name: "Names", on: true, group: this.labelLayer() },
      ];
    }

    distinctRegions() {
      const { region, core } = this.claims;
      const looks = new Map(this.order.map((i) => [[region[i], core[i], this.type(i), this.kind(i)].join(), i]));
      return [...looks.values()];
    }

    /** One mark for all claims of one type at one point. */
    makeSpots() {
      const spots = new Map();
      for (let i = 0; i < this.count; i++) {
        if (!this.at[i]) continue;
        const key = [this.at[i].x, this.at[i].y, this.claims.event_type[i]].join();
        if (!spots.has(key)) spots.set(key, []);
        spots.get(key).push(i);
      }
      return [...spots.values()].map((claims) => ({ claims, at: this.at[claims[0]], type: this.type(claims[0]), mark: this.mark(claims) }));
    }

    /** A mark is drawn as the surest of its claims: filled, hollow or struck. */
    mark(claims) {
      const event = this.event(claims[0]), kinds = new Set(claims.map((i) => this.kind(i)));
      const kind = Object.keys(this.style.claims).find((name) => kinds.has(name)), told = kind === "told";
      const coarse = claims.every((i) => this.coarse(i));
      return {
        outline: this.style.marks[event.mark], radius: coarse ? 4 : 7, colour: event.colour, width: told ? 1 : 2,
        fill: told ? event.colour : "#fff", struck: kind === "denied", number: claims.length,
      };
    }

    // ---- painting

    paintClaims(ctx, view) {
      const shown = this.distinct.filter((i) => this.shown(i));
      if (this.isOn("regions")) for (const i of shown) this.paintShape(ctx, view, this.claims.region[i], () => this.paintRegion(ctx, i));
      if (this.isOn("cores")) for (const i of shown) this.paintShape(ctx, view, this.claims.core[i], () => this.paintCore(ctx, i));
      for (const i of this.chosen) this.paintShape(ctx, view, this.claims.region[i], () => stroke(ctx, "#111", 2.2));
    }

    /** Trace a shape and finish it; one that is hidden under its mark is left out. */
    paintShape(ctx, view, index, finish) {
      if (index === null) return;
      const shape = this.shapes[index], [x1, y1, x2, y2] = shape.box;
      if (!view.sees(shape.box, 4) || Math.max(x2 - x1, y2 - y1) * view.scale < SMALLEST_PX) return;
      ctx.beginPath();
      shape.trace(ctx, view);
      finish();
      ctx.globalAlpha = 1;
    }

    paintRegion(ctx, i) {
      const kind = this.kind(i), { colour } = this.event(i);
      ctx.globalAlpha = this.tint(i, "region");
      ctx.fillStyle = colour;
      ctx.fill("evenodd");
      ctx.globalAlpha = 0.95;
      stroke(ctx, colour, 1.6, this.style.claims[kind].dash);
    }

    paintCore(ctx, i) {
      const { colour, hatch } = this.event(i);
      ctx.globalAlpha = this.tint(i, "core");
      ctx.fillStyle = colour;
      ctx.fill("evenodd");
      ctx.globalAlpha = 0.6 * (this.coarse(i) ? this.style.coarse_faint : 1);
      if (hatch && this.kind(i) !== "denied") {
        ctx.fillStyle = pattern(ctx, hatch, colour);
        ctx.fill("evenodd");
      }
      stroke(ctx, colour, 0.8);
    }

    tint(i, part) {
      return this.style.tints[this.kind(i) === "denied" ? "denied" : part] * (this.coarse(i) ? this.style.coarse_faint : 1);
    }

    paintMarks(ctx, view) {
      const paint = (at, mark) => {
        if (view.sees([at.x, at.y, at.x, at.y], 20)) paintMark(ctx, at.x * view.scale - view.left, at.y * view.scale - view.top, mark);
      };
      const mention = { outline: this.style.marks.circle, radius: 3.5, colour: this.style.ground.mention, width: 1.2, fill: "#e8ebee" };
      if (this.isOn("mentions")) for (const at of this.mentionsAt) if (at) paint(at, mention);
      if (this.isOn("points")) for (const spot of this.spots) if (!this.hiddenTypes.has(spot.type)) paint(spot.at, spot.mark);
    }

    // ---- base map

    lineStyle(kind) {
      const style = this.style.lines[kind] || this.style.lines.border;
      return { color: style.colour, weight: style.width, dashArray: style.dash, fill: false };
    }

    lines(chosen) {
      return L.layerGroup(this.base.lines.filter((line, n) => chosen(line, this.data.held[n])).map((line) => this.line(line)));
    }

    line(line) {
      const options = { ...this.lineStyle(line.kind), renderer: this.renderers.lines, pane: "gm-lines", interactive: false, smoothFactor: 0.6 };
      const parts = unpack(line.shape).map((rings) => rings[0]);
      const casing = { ...options, color: "#fff", weight: options.weight + 2.5, opacity: 0.7, dashArray: null };
      return L.layerGroup([L.polyline(parts, casing), L.polyline(parts, options)]);
    }

    areas(areas, pane, options) {
      const shared = { renderer: this.renderers[pane], pane: "gm-" + pane, interactive: false, smoothFactor: 0.8, ...options };
      return L.layerGroup(areas.map((area) => L.polygon(unpack(area.shape), shared)));
    }

    thinLines(lines, kind, pane) {
      const options = { ...this.lineStyle(kind), renderer: this.renderers[pane], pane: "gm-" + pane, interactive: false, smoothFactor: 0.8 };
      return L.layerGroup(lines.map((line) => L.polyline(unpack(line).map((rings) => rings[0]), options)));
    }

    baseLayer() {
      const { ground } = this.style, base = this.base;
      const land = (colour) => ({ stroke: false, fillColor: colour, fillOpacity: 1 });
      return L.layerGroup([
        this.areas(base.neighbours, "land", land(ground.neighbour)),
        this.areas(base.territories, "land", land(ground.side)),
        this.thinLines(base.rivers, "river", "water"),
        this.thinLines(base.outlines, "neighbour", "lines"),
        this.areas(base.lakes, "water", { color: ground.lake_line, weight: 0.8, fillColor: ground.lake, fillOpacity: 1 }),
      ]);
    }

    reliefLayer() {
      const relief = this.base.relief, group = L.layerGroup();
      if (relief) this.warp(relief).then((canvas) => {
        const [west, south, east, north] = relief.bounds;
        group.addLayer(new CanvasOverlay(canvas, [[south, west], [north, east]], { pane: "gm-relief", opacity: 0.5, interactive: false }));
      });
      return group;
    }

    /** The image has evenly spaced latitudes, the map does not: move each row to where it belongs. */
    async warp({ image, bounds }) {
      const [, south, , north] = bounds;
      const source = new Image();
      source.src = image;
      await source.decode();
      const { width, height } = source;
      const canvas = make("canvas", { width, height }), ctx = canvas.getContext("2d", { willReadFrequently: true });
      const y = (lat) => Math.asinh(Math.tan((lat * Math.PI) / 180));
      const top = y(north), step = (top - y(south)) / height;
      for (let row = 0; row < height; row++) {
        const lat = (Math.atan(Math.sinh(top - (row + 0.5) * step)) * 180) / Math.PI;
        const from = Math.min(height - 1, Math.floor(((north - lat) / (north - south)) * height));
        ctx.drawImage(source, 0, from, width, 1, 0, row, width, 1);
      }
      return brighten(canvas, ctx);
    }

    // ---- names

    labelLayer() {
      const labels = [...this.claimLabels(), ...this.baseLabels()];
      return new Labels(labels, (size) => this.keepOff(size), (size) => this.spare(size));
    }

    claimLabels() {
      const seen = new Map(); // one label for each place, at the point of its last claim
      for (let i = 0; i < this.count; i++) {
        const place = this.claims.label[i];
        if (!place || !this.at[i] || this.coarse(i)) continue;
        seen.set(place, i);
      }
      return [...seen].slice(0, 1500).map(([place, i]) => this.label([this.claims.latitude[i], this.claims.longitude[i]], place, {
        size: 12.5, weight: 600, colour: this.style.ground.text, gap: 10, sides: SIDES,
      }));
    }

    baseLabels() {
      const { ground } = this.style, base = this.base;
      const written = new Set(this.claims.label);
      return [
        ...this.countryLabels(base.territories, { size: 15, weight: 600, colour: "#55504a", shy: true }),
        ...this.countryLabels(base.neighbours, { size: 13, weight: 400, colour: "#7a746c", shy: true }),
        ...base.towns.filter(([name]) => !written.has(name)).map(([name, [lng, lat], from]) => this.label([lat, lng], name, {
          size: from < 7 ? 12 : 11, weight: from < 7 ? 600 : 400, colour: "#4a4641", from, dot: from < 9 ? 2.5 : 1.8, gap: 4, sides: SIDES.slice(0, 4),
        })),
        ...this.areaLabels(base.lakes.filter(({ name }) => !written.has(name)), 34, { size: 11.5, weight: 400, italic: true, colour: ground.water_text }),
        ...this.areaLabels(base.exclaves, 14, { size: 11, weight: 400, colour: "#5b5661", gap: 6, sides: SIDES }),
        ...this.areaLabels(base.provinces, 70, { size: 11, weight: 400, italic: true, colour: "#8a8177", to: 12, shy: true }),
      ];
    }

    /** Labels of areas, each from the zoom at which the area is so many pixels wide. */
    areaLabels(areas, pixels, options) {
      return areas.filter((area) => area.name && area.at).map((area) => this.label(
        [area.at[1], area.at[0]], area.name, { from: Math.log2((pixels * 360) / (256 * area.extent)), ...options }));
    }

    countryLabels(countries, options) {
      return countries.map(({ name, shape }) => ({ ...this.label(null, name.toUpperCase(), options), shape: new Shape(shape) }));
    }

    label(spot, text, { size, weight, colour, italic = false, gap = 0, sides = [[0, 0]], from = 0, to = 99, dot = 0, shy = false }) {
      const lines = wrap(text, 24);
      const font = `${italic ? "italic " : ""}${weight} ${size}px system-ui, "Noto Sans", "Noto Sans Armenian", "DejaVu Sans", sans-serif`;
      return { spot, lines, font, size, colour, gap, sides, from, to, dot, shy };
    }

    /** Boxes that labels leave free: the marks, and what lies on top of the map. */
    keepOff(size) {
      const scale = 2 ** this.map.getZoom(), corner = this.map.getPixelBounds().min, taken = [];
      for (const spot of this.spots) {
        const x = spot.at.x * scale - corner.x, y = spot.at.y * scale - corner.y;
        if (x < 0 || y < 0 || x > size.x || y > size.y || this.hiddenTypes.has(spot.type)) continue;
        taken.push([x - 7, y - 7, x + 7, y + 7]);
        if (spot.mark.number > 1) taken.push(numberBox(x, y, spot.mark));
      }
      const origin = this.map.getContainer().getBoundingClientRect();
      for (const node of document.querySelectorAll("#gm-over > *, .leaflet-control")) {
        const box = node.getBoundingClientRect();
        taken.push([box.left - origin.left, box.top - origin.top, box.right - origin.left, box.bottom - origin.top]);
      }
      return taken;
    }

    /** Boxes of regions that are small in this view: names of countries and provinces keep off them. */
    spare(size) {
      const scale = 2 ** this.map.getZoom(), corner = this.map.getPixelBounds().min, most = Math.min(size.x, size.y) / 3;
      const boxes = this.claims.region.filter((index, i) => index !== null && this.shown(i)).map((index) => this.shapes[index].box);
      return boxes.map(([x1, y1, x2, y2]) => [x1 * scale - corner.x, y1 * scale - corner.y, x2 * scale - corner.x, y2 * scale - corner.y])
        .filter(([x1, y1, x2, y2]) => x2 > 0 && y2 > 0 && x1 < size.x && y1 < size.y && Math.max(x2 - x1, y2 - y1) < most);
    }

    // ---- switching

    isOn(id) { return this.layers.find((layer) => layer.id === id).on; }

    shown(i) { return !this.hiddenTypes.has(this.type(i)); }

    switch(layer, on) {
      this.toggle(layer, on);
      this.lineKeys();
    }

    toggle(layer, on) {
      layer.on = on;
      if (!layer.group) this.repaint();
      else if (on) this.map.addLayer(layer.group);
      else this.map.removeLayer(layer.group);
    }

    toggleType(type, on) {
      if (on) this.hiddenTypes.delete(type);
      else this.hiddenTypes.add(type);
      this.repaint();
      this.list();
    }

    repaint() { for (const painter of this.painters) painter.repaint(); }

    // ---- legend and controls

    legend() {
      if (this.map.getSize().x < LEGEND_ROOM_PX) byId("gm-legend").open = false;
      const body = byId("gm-legend-body");
      body.append(...this.layers.filter((layer) => this.hasContent(layer)).map((layer) => this.check(
        layer.name, layer.on, this.layerSwatch(layer.id), (on) => this.switch(layer, on), "layer-" + layer.id)));
      const types = Object.keys(this.style.events).filter((type) => this.claims.claim_id.some((_, i) => this.type(i) === type));
      if (types.length) body.append(make("h3", {}, "What was done"), ...types.map((type) => this.typeCheck(type)));
      if (this.count) body.append(make("h3", {}, "How it is told"), ...this.kindsPresent().map((kind) => this.kindKey(kind)));
      body.append(make("div", { id: "gm-lines" }));
      this.lineKeys();
    }

    kindsPresent() {
      const present = new Set(this.claims.claim_id.map((_, i) => this.kind(i)));
      return Object.keys(this.style.claims).filter((kind) => present.has(kind));
    }

    hasContent(layer) {
      if (layer.id === "relief") return Boolean(this.base.relief);
      if (["provinces", "base"].includes(layer.id)) return this.base.territories.length > 0;
      return !["border", "disputed", "former"].includes(layer.id) || layer.group.getLayers().length > 0;
    }

    check(text, on, picture, change, id) {
      const box = make("input", { type: "checkbox", id: "gm-" + id });
      box.checked = on;
      box.addEventListener("change", () => change(box.checked));
      return make("label", {}, box, picture, make("span", {}, text));
    }

    typeCheck(type) {
      const event = this.style.events[type];
      const number = this.claims.claim_id.filter((_, i) => this.type(i) === type).length;
      return this.check(`${event.label} (${number})`, true, this.markSwatch(event, "told"), (on) => this.toggleType(type, on), "type-" + type);
    }

    kindKey(kind) {
      const grey = { colour: "#444", mark: "circle" };
      const picture = swatch((add) => {
        this.drawMark(add, grey, kind, -9);
        add("line", { x1: 0, x2: 16, y1: 0, y2: 0, stroke: "#444", "stroke-width": 1.8, "stroke-dasharray": this.style.claims[kind].dash.join(" ") });
      }, 34);
      return make("div", { class: "gm-key" }, picture, make("span", {}, this.style.claims[kind].label));
    }

    /** Explain the lines that are switched on. */
    lineKeys() {
      const on = (line, n) => (this.data.held[n] ? this.isOn(line.border ? "border" : "disputed") : this.isOn("former"));
      const names = new Map(this.base.lines.filter(on).map((line) => [line.name, line.kind]));
      const keys = [...names].map(([name, kind]) => make("div", { class: "gm-key" }, this.lineSwatch(kind), make("span", {}, name)));
      byId("gm-lines").replaceChildren(...(keys.length ? [make("h3", {}, "Lines"), ...keys] : []));
    }

    markSwatch(event, kind, width = 22) { return swatch((add) => this.drawMark(add, event, kind, 0), width); }

    drawMark(add, event, kind, x) {
      const points = this.style.marks[event.mark].map(([dx, dy]) => `${x + 6.5 * dx},${6.5 * dy}`).join(" ");
      add("polygon", { points, fill: kind === "told" ? event.colour : "#fff", stroke: event.colour, "stroke-width": kind === "told" ? 1 : 2 });
      if (kind === "denied") add("line", { x1: x - 9, y1: 9, x2: x + 9, y2: -9, stroke: event.colour, "stroke-width": 2 });
    }

    /** The kind of the first line of a layer, which stands for it in the legend. */
    kindOf(chosen) {
      const line = this.base.lines.find((own, n) => chosen(own, this.data.held[n]));
      return line && line.kind;
    }

    lineSwatch(kind) { return swatch((add) => this.lineIn(add, kind), 34); }

    lineIn(add, kind) {
      const style = this.style.lines[kind] || this.style.lines.border;
      add("line", { x1: -16, x2: 16, y1: 0, y2: 0, stroke: style.colour, "stroke-width": style.width + 0.4, "stroke-dasharray": style.dash.join(" ") });
    }

    layerSwatch(id) {
      const grey = "#555", box = { x: -11, y: -7, width: 22, height: 14 };
      const { ground } = this.style;
      const draw = {
        regions: (add) => add("rect", { ...box, fill: grey, "fill-opacity": 0.15, stroke: grey, "stroke-width": 1.6, "stroke-dasharray": "7 4" }),
        cores: (add) => {
          add("rect", { ...box, fill: grey, "fill-opacity": 0.25, stroke: grey, "stroke-width": 0.8 });
          for (const x of [-8, -1, 6]) add("line", { x1: x - 3, y1: 7, x2: x + 5, y2: -7, stroke: grey, "stroke-width": 1 });
        },
        points: (add) => this.drawMark(add, { colour: grey, mark: "circle" }, "told", 0),
        mentions: (add) => add("circle", { r: 3.5, fill: "#e8ebee", stroke: ground.mention, "stroke-width": 1.2 }),
        border: (add) => this.lineIn(add, this.kindOf((line, held) => held && line.border)),
        disputed: (add) => this.lineIn(add, this.kindOf((line, held) => held && !line.border)),
        former: (add) => this.lineIn(add, this.kindOf((line, held) => !held)),
        provinces: (add) => add("line", { x1: -14, x2: 14, y1: 0, y2: 0, stroke: this.style.lines.province.colour, "stroke-width": 1.2, "stroke-dasharray": "2.5 2" }),
        base: (add) => {
          add("rect", { ...box, fill: ground.side, stroke: this.style.lines.neighbour.colour });
          add("ellipse", { rx: 6, ry: 3.5, fill: ground.lake, stroke: ground.lake_line });
        },
        relief: (add) => add("path", { d: "M-12 7 L-5 -4 L0 3 L5 -7 L12 7Z", fill: "#b9b4aa" }),
        labels: (add) => add("path", { d: "M-5 7 L0 -7 L5 7 M-3 2 H3", fill: "none", stroke: grey, "stroke-width": 1.6 }),
      };
      return swatch(draw[id], 34);
    }

    controls() {
      L.control.scale({ imperial: false, maxWidth: 140 }).addTo(this.map);
    }

    fit(bounds) {
      if (!bounds) return;
      const covered = byId("gm-legend").open && this.map.getSize().x >= LEGEND_ROOM_PX;
      this.map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], {
        animate: false, maxZoom: 13, paddingTopLeft: [24, 24], paddingBottomRight: [covered ? 270 : 24, 24],
      });
    }

    /** Draw the region once, and on it the part in view. */
    locator() {
      const canvas = byId("gm-locator"), bounds = this.base.bounds;
      canvas.hidden = !bounds;
      if (!bounds || !canvas.offsetWidth) return;
      const [west, south, east, north] = bounds, ctx = canvas.getContext("2d", { willReadFrequently: true });
      const squeeze = Math.cos(((south + north) * Math.PI) / 360);
      const scale = Math.min(canvas.width / ((east - west) * squeeze), canvas.height / (north - south));
      const left = (canvas.width - (east - west) * squeeze * scale) / 2, top = (canvas.height - (north - south) * scale) / 2;
      const at = (lat, lng) => [left + (lng - west) * squeeze * scale, top + (north - lat) * scale];
      if (this.locatorGround) ctx.putImageData(this.locatorGround, 0, 0);
      else this.locatorGround = this.drawLocatorGround(ctx, at);
      const view = this.map.getBounds(), [x1, y1] = at(view.getNorth(), view.getWest()), [x2, y2] = at(view.getSouth(), view.getEast());
      ctx.strokeStyle = "#b3261e";
      ctx.lineWidth = 3;
      ctx.strokeRect(Math.max(x1, 2), Math.max(y1, 2), Math.min(x2, canvas.width - 2) - Math.max(x1, 2), Math.min(y2, canvas.height - 2) - Math.max(y1, 2));
    }

    drawLocatorGround(ctx, at) {
      this.locatorShapes(ctx, this.base.territories, "#fff", "#8a8290", at);
      this.locatorShapes(ctx, this.base.lakes.filter((lake) => lake.extent > 0.3), this.style.ground.lake, "", at);
      this.locatorShapes(ctx, this.base.outlines.map((shape) => ({ shape })), "", "#8a8290", at);
      return ctx.getImageData(0, 0, ctx.canvas.width, ctx.canvas.height);
    }

    locatorShapes(ctx, items, fill, stroke, at) {
      ctx.lineWidth = 1.5;
      for (const item of items) {
        ctx.beginPath();
        for (const rings of unpack(item.shape)) for (const ring of rings) {
          ring.forEach(([lat, lng], i) => (i ? ctx.lineTo(...at(lat, lng)) : ctx.moveTo(...at(lat, lng))));
        }
        if (fill) ctx.fillStyle = fill, ctx.fill("evenodd");
        if (stroke) ctx.strokeStyle = stroke, ctx.stroke();
      }
    }

    // ---- picking

    click({ latlng, originalEvent }) {
      const touch = originalEvent && originalEvent.pointerType === "touch";
      const hits = this.hits(latlng, touch ? TOUCH_PX : HIT_PX);
      if (hits.claims.length || hits.mentions.length) this.open(hits, latlng);
      else this.highlight([]);
    }

    hover({ latlng }) {
      const { claims, mentions } = this.hits(latlng, HIT_PX);
      this.map.getContainer().style.cursor = claims.length + mentions.length ? "pointer" : "";
    }

    /** Everything under a click: marks first, then 50 % regions, then 90 % regions, of what is switched on. */
    hits(latlng, pixels) {
      const reach = pixels / 2 ** this.map.getZoom(), at = this.map.project(latlng, 0);
      const near = (point) => point && Math.abs(point.x - at.x) <= reach && Math.abs(point.y - at.y) <= reach;
      const numbers = (points) => points.flatMap((point, i) => (near(point) ? [i] : []));
      const mentions = this.isOn("mentions") ? numbers(this.mentionsAt) : [];
      const marked = this.isOn("points") ? numbers(this.at).filter((i) => this.shown(i)) : [];
      if (marked.length || mentions.length) return { claims: marked, mentions };
      const holding = (column) => this.order.filter((i) => column[i] !== null && this.shown(i) && this.shapes[column[i]].holds(at)).sort((a, b) => a - b);
      const cores = this.isOn("cores") ? holding(this.claims.core) : [];
      return { claims: cores.length || !this.isOn("regions") ? cores : holding(this.claims.region), mentions };
    }

    open({ claims, mentions }, latlng) {
      const node = make("div", { tabindex: "-1" });
      if (claims.length > 1) node.append(make("p", { class: "gm-group" }, this.groupTitle(claims)));
      node.append(...claims.slice(0, POPUP_LIMIT).map((i) => this.card(i, claims.length === 1)));
      if (claims.length > POPUP_LIMIT) node.append(make("p", { class: "gm-small" }, `and ${claims.length - POPUP_LIMIT} more: zoom in`));
      node.append(...mentions.map((i) => this.mentionCard(i)));
      this.highlight(claims);
      const wide = this.map.getSize().x >= LEGEND_ROOM_PX; // keep clear of the buttons and of the legend
      L.popup({
        maxWidth: 360, minWidth: 200, autoPanPaddingTopLeft: wide ? [50, 12] : [8, 46], autoPanPaddingBottomRight: wide ? [262, 12] : [8, 8],
      }).setLatLng(latlng).setContent(node).openOn(this.map);
      this.opener = document.activeElement;
      node.focus({ preventScroll: true });
    }

    /** Close the popup and give the focus back to where it was opened from. */
    close() {
      this.map.closePopup();
      this.highlight([]);
      if (this.opener) this.opener.focus();
      this.opener = null;
    }

    groupTitle(claims) {
      const incidents = new Set(claims.map((i) => this.claims.incident_id[i])).size;
      return incidents === 1 ? `${claims.length} claims about one incident` : `${claims.length} claims about ${incidents} incidents here`;
    }

    highlight(claims) {
      this.chosen = new Set(claims.slice(0, POPUP_LIMIT));
      this.repaint();
      const chosen = new Set(claims.map((i) => this.claims.incident_id[i]));
      for (const row of document.querySelectorAll("button.gm-row")) {
        const own = chosen.has(this.claims.incident_id[Number(row.dataset.claim)]);
        row.setAttribute("aria-current", own ? "true" : "false");
        if (own) row.scrollIntoView({ block: "nearest" });
      }
    }

    // ---- what a popup says

    card(i, open) {
      const c = this.claims, event = this.event(i);
      const card = make("article", { class: "gm-claim" },
        make("h3", {}, this.markSwatch(event, this.kind(i)), make("span", {}, event.label), this.tag(i)));
      if (c.quote[i]) card.append(make("blockquote", c.lang[i] && /^[a-z]{2,3}$/.test(c.lang[i]) ? { lang: c.lang[i] } : {}, c.quote[i]));
      card.append(facts([
        ["Said by", c.said_by[i]], ["When", c.when[i]], ["Where", c.where[i]], ["As written", c.place_text[i]],
        ["Distance", c.distance[i]], ["Read as", c.reading[i]], ["Uncertainty", c.uncertainty[i]],
      ]));
      const more = make("details", {}, make("summary", {}, "Source, precision and rules"), this.details(i));
      more.open = open && this.map.getSize().y > 500;
      card.append(more);
      return card;
    }

    tag(i) {
      const kind = this.kind(i);
      const text = { told: "report's own voice", hedged: "attributed or doubted", denied: this.claims.hedged[i] ? "denied, as attributed" : "denied" };
      return make("span", { class: "gm-tag gm-" + kind }, text[kind]);
    }

    details(i) {
      const c = this.claims;
      return facts([
        ["Source", this.source(i)], ["Published", c.published_text[i]], ["Retrieved", c.retrieved[i]], ["SHA-256", c.source_sha256[i]],
        ["Who on whom", [c.initiator[i], c.target[i]].filter(Boolean).join(" → ")], ["Losses", c.losses[i]], ["ACLED", c.acled[i]], ["Precision", c.precision[i]],
        ["Anchors", list(c.anchors[i])], ["Fire or troops from", list(c.origin_anchors[i])], ["Rules", list(c.rules[i])],
        ["Border", c.border_source[i]], ["Claim", c.claim_id[i]], ["Incident", c.incident_id[i]],
        ["Made with", [c.geomap_version[i] && `geomap ${c.geomap_version[i]}`, c.gazetteer_version[i] && `gazetteer ${c.gazetteer_version[i]}`].filter(Boolean).join(", ")],
      ]);
    }

    source(i) {
      const c = this.claims, title = c.title[i] || c.report_id[i] || "";
      const span = make("span", {}, link(title, c.url[i]));
      if (c.publisher[i]) span.append(`, ${c.publisher[i]}`);
      if (c.url[i] && !safeUrl(c.url[i])) span.append(` (${c.url[i]})`);
      return span;
    }

    mentionCard(i) {
      const m = this.data.mentions;
      return make("article", { class: "gm-claim" }, make("h3", {}, make("span", {}, `Only mentioned: ${m.name[i] || m.text[i]}`)),
        facts([["As written", m.text[i]], ["Why", m.reason[i]], ["Report", m.report_id[i]]]));
    }

    // ---- lists

    tabs() {
      const tabs = [...document.querySelectorAll("#gm-tabs button")];
      const choose = (chosen) => {
        for (const tab of tabs) {
          const on = tab === chosen;
          tab.setAttribute("aria-selected", on ? "true" : "false");
          tab.tabIndex = on ? 0 : -1;
          byId(tab.getAttribute("aria-controls")).hidden = !on;
        }
      };
      tabs.forEach((tab, n) => {
        tab.addEventListener("click", () => choose(tab));
        tab.addEventListener("keydown", (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (!step) return;
          const next = tabs[(n + step + tabs.length) % tabs.length];
          choose(next);
          next.focus();
        });
      });
    }

    list() {
      const section = byId("gm-incidents"), rows = make("ol", { class: "gm-rows" });
      const incidents = this.incidents.filter((claims) => claims.some((i) => this.shown(i)));
      const first = (claims) => claims.map((i) => this.claims.date_start[i] || "9999").sort()[0];
      incidents.sort((a, b) => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : 0));
      section.replaceChildren(rows);
      if (!incidents.length) section.append(make("p", {}, this.count ? "No incident of the chosen types." : "No incident was found in what was read."));
      this.extend(section, rows, incidents, (claims) => this.row(claims));
      section.append(...this.unresolvedList());
    }

    /** Add rows a hundred at a time: a list of ten thousand buttons would hold the page up. */
    extend(section, rows, items, make_) {
      let shown = 0;
      const more = make("button", { type: "button", class: "gm-button" });
      const holder = make("p", { class: "gm-more" }, more);
      const add = () => {
        rows.append(...items.slice(shown, shown + LIST_STEP).map((item) => make("li", {}, make_(item))));
        shown = Math.min(items.length, shown + LIST_STEP);
        more.textContent = `Show more (${items.length - shown} left)`;
        if (shown >= items.length) holder.remove();
      };
      section.append(holder);
      more.addEventListener("click", add);
      add();
    }

    row(claims) {
      const c = this.claims, i = claims[0];
      const told = Object.keys(this.style.claims).filter((kind) => claims.some((j) => this.kind(j) === kind));
      const where = c.longitude[i] === null ? "not on the map: no place is said" : c.where[i];
      const text = make("div", {},
        make("div", { class: "gm-what" }, `${this.event(i).label} · ${c.label[i] || (c.longitude[i] === null ? "no place" : "border area")}`),
        make("div", {}, c.when[i]),
        make("div", { class: "gm-small" }, [where, [...new Set(claims.map((j) => c.distance[j]).filter(Boolean))].join("; ")].filter(Boolean).join(" · ")),
        make("div", { class: "gm-small" }, `${claims.length === 1 ? "1 claim" : claims.length + " claims"}: ${told.map((kind) => this.style.claims[kind].label).join(", ")}`));
      const row = make("button", { type: "button", class: "gm-row", "data-claim": i }, this.markSwatch(this.event(i), told[0]), text);
      row.addEventListener("click", () => this.show(claims));
      return row;
    }

    /** Go to an incident from the list: all of its regions in view, all of its claims in one popup. */
    show(claims) {
      const placed = claims.filter((i) => this.claims.region[i] !== null);
      if (!placed.length) return this.showUnplaced(claims);
      const corners = placed.flatMap((i) => {
        const [x1, y1, x2, y2] = this.shapes[this.claims.region[i]].box;
        return [this.map.unproject([x1, y2], 0), this.map.unproject([x2, y1], 0)];
      });
      const bounds = L.latLngBounds(corners);
      const span = Math.max(bounds.getNorth() - bounds.getSouth(), bounds.getEast() - bounds.getWest());
      const room = bounds.pad(span < 0.5 ? 0.5 : 0.03); // a village alone says little: show what lies around it
      this.fit([room.getWest(), room.getSouth(), room.getEast(), room.getNorth()]);
      this.open({ claims, mentions: [] }, L.latLng(this.claims.latitude[placed[0]], this.claims.longitude[placed[0]]));
    }

    showUnplaced(claims) {
      const row = document.querySelector(`button.gm-row[data-claim="${claims[0]}"]`);
      const open = row.nextElementSibling;
      if (open) open.remove();
      else row.after(make("div", { class: "gm-row" }, make("span", {}), make("div", {}, ...claims.map((i) => this.card(i, false)))));
    }

    unresolvedList() {
      const u = this.data.unresolved;
      if (!u.text.length) return [];
      const rows = make("ul", { class: "gm-rows" });
      const section = make("div", {}, make("h2", {}, `Not placed (${u.text.length})`), rows);
      this.extend(section, rows, [...u.text.keys()], (i) => make("div", { class: "gm-row" }, make("span", {}),
        make("div", {}, make("div", {}, `“${u.text[i]}”`), make("div", { class: "gm-small" }, u.reason[i] || ""))));
      return [section];
    }

    mentionList() {
      const m = this.data.mentions, section = byId("gm-mentions"), rows = make("ul", { class: "gm-rows" });
      section.append(make("p", { class: "gm-small" }, "Every place name found in the reports, and why it is or is not where something happened."), rows);
      this.extend(section, rows, [...m.text.keys()], (i) => this.mentionRow(i));
    }

    mentionRow(i) {
      const m = this.data.mentions, here = m.longitude[i] !== null;
      const text = make("div", {}, make("div", {}, m.name[i] && m.name[i] !== m.text[i] ? `${m.text[i]} (${m.name[i]})` : m.text[i]),
        make("div", { class: "gm-small" }, [m.country[i], m.reason[i]].filter(Boolean).join(" · ")));
      const row = make(here ? "button" : "div", here ? { type: "button", class: "gm-row" } : { class: "gm-row" }, here ? this.layerSwatch("mentions") : make("span", {}), text);
      if (here) {
        row.firstChild.setAttribute("width", 22);
        row.addEventListener("click", () => this.showMention(i));
      }
      return row;
    }

    showMention(i) {
      const m = this.data.mentions, at = L.latLng(m.latitude[i], m.longitude[i]);
      const box = byId("gm-layer-mentions");
      if (!box.checked) box.click();
      this.map.setView(at, Math.max(this.map.getZoom(), 9), { animate: false });
      this.open({ claims: [], mentions: [i] }, at);
    }

    notes() {
      const texts = this.data.texts, section = byId("gm-notes");
      const part = (title, lines) => (lines.length ? [make("h2", {}, title), ...lines.map((line) => make("p", {}, line))] : []);
      section.append(...part("Reports", texts.reports.map(([text, url]) => link(text, url))), ...part("Lines", texts.lines),
        ...part("Data and licences", texts.notices), ...part("How to read this map", texts.help), ...part("Disclaimer", [texts.disclaimer]));
    }
  }

  function wrap(text, width) {
    const lines = [];
    for (const word of text.slice(0, 90).split(" ")) {
      const last = lines.length - 1;
      if (last >= 0 && lines[last].length + word.length < width) lines[last] += " " + word;
      else lines.push(word);
    }
    return lines;
  }

  function facts(pairs) {
    return make("dl", {}, ...pairs.flatMap(([name, value]) => (value ? [make("dt", {}, name), make("dd", {}, value)] : [])));
  }

  /** Places of rows in Web Mercator; null where a row has none. */
  function positions({ longitude, latitude }) {
    return longitude.map((lng, i) => (lng === null ? null : { x: mercatorX(lng), y: mercatorY(latitude[i]) }));
  }

  const list = (values) => (values || []).join(", ");

  function safeUrl(text) {
    try {
      const url = new URL(text);
      return ["http:", "https:"].includes(url.protocol) ? url.href : null;
    } catch {
      return null;
    }
  }

  function link(text, address) {
    const url = address && safeUrl(address);
    return url ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text || url) : make("span", {}, text);
  }

  return async (map) => {
    try {
      const page = new Page(map, await block("gm-claims"), await block("gm-base"));
      page.start();
      document.body.dataset.ready = "true";
      performance.mark("gm-drawn");
    } catch (problem) {
      byId("gm-title").textContent = "This map could not be drawn";
      byId("gm-summary").textContent = String(problem);
      throw problem;
    }
  };
})();
