// The explorable map: draws what the data block says with vis-network, answers pointer, keyboard, search and filters.
(function () {
  'use strict';
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('map-data').textContent);
  const box = byId('explore');
  const live = byId('map-live');
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const ties = new Map(data.nodes.map((node) => [node.id, []]));
  data.edges.forEach((edge) => { ties.get(edge.from).push(edge); ties.get(edge.to).push(edge); });
  for (const key of Object.keys(data.symbols)) data.symbols[key].drawing = new Path2D(data.symbols[key].path);
  const state = { chosen: null, near: new Set(), current: data.nodes.length ? data.nodes[0].id : null };
  const control = (name) => { const element = byId('m-' + name); return element ? (element.type === 'checkbox' ? element.checked : element.value) : ''; };
  let filter = {};
  let ink = {};

  function readColours() {
    const probe = document.createElement('i');
    probe.style.forcedColorAdjust = 'none';
    root.append(probe);
    const fonts = getComputedStyle(root);
    const read = function (name) { probe.style.color = 'var(' + name + ')'; return getComputedStyle(probe).color; };
    ink = { paper: read('--paper'), page: read('--page'), text: read('--ink'), quiet: read('--ink2'), rule: read('--rule'), accent: read('--accent'), district: read('--accent-bg'), districtRim: read('--covered-rim'), tie: read('--tie'), strong: read('--tie-strong'), wish: read('--wish'), sans: fonts.getPropertyValue('--sans'), serif: fonts.getPropertyValue('--serif') };
    for (const symbol of Object.values(data.symbols)) symbol.ink = read(symbol.colour);
    probe.remove();
  }
  function readFilter() {
    filter = { field: control('field'), type: control('type'), place: control('place'), all: !data.narrow || control('all'), level: Number(control('level')), fresh: control('new'), wished: control('wished'), ended: control('ended') };
    filter.narrow = Boolean(filter.field || filter.type || filter.place);
  }
  const matches = (node) => (!filter.field || node.fields.includes(filter.field)) && (!filter.type || 'y-' + node.symbol === filter.type) && (!filter.place || node.place === filter.place);
  const present = (node) => filter.all || filter.narrow || node.drawn === 'large' || node.id === state.chosen || state.near.has(node.id);
  const dimmed = (node) => (state.chosen !== null ? node.id !== state.chosen && !state.near.has(node.id) : !matches(node));
  function shown(edge) {
    const ends = [nodes.get(edge.from), nodes.get(edge.to)];
    const own = state.chosen !== null && (edge.from === state.chosen || edge.to === state.chosen);
    if (edge.state === 'wished' ? !filter.wished : edge.state === 'ended' ? !filter.ended : edge.level < filter.level && !own) return false;
    if (filter.field && !edge.fields.includes(filter.field)) return false;
    if (filter.type && !ends.some((node) => 'y-' + node.symbol === filter.type)) return false;
    if (filter.place && !ends.some((node) => node.place === filter.place)) return false;
    return true;
  }

  function drawNode(arguments_) {
    const context = arguments_.ctx, node = nodes.get(arguments_.id), x = arguments_.x, y = arguments_.y;
    const symbol = data.symbols[node.symbol], on = node.id === state.chosen;
    return {
      nodeDimensions: { width: Math.max(node.drawn === 'large' ? 24 : 16, 20 * node.scale), height: Math.max(node.drawn === 'large' ? 24 : 16, 20 * node.scale) },
      drawNode: function () {
        context.save();
        context.globalAlpha = dimmed(node) ? 0.22 : 1;
        context.translate(x, y);
        if (on || (node.id === state.current && document.activeElement === box)) {
          context.beginPath(); context.arc(0, 0, 9 * node.scale + 6, 0, 2 * Math.PI);
          context.fillStyle = ink.paper; context.fill(); context.strokeStyle = ink.accent; context.lineWidth = 3.5; context.stroke();
        }
        if (node.isolated) {
          context.beginPath(); context.arc(0, 0, 15, 0, 2 * Math.PI); context.setLineDash([3, 3]);
          context.strokeStyle = ink.quiet; context.lineWidth = 1.6; context.stroke(); context.setLineDash([]);
        }
        context.scale(node.scale, node.scale);
        context.lineWidth = symbol.outline ? 2.4 : 1.4;
        context.fillStyle = symbol.outline ? ink.paper : symbol.ink;
        context.strokeStyle = symbol.outline ? symbol.ink : ink.paper;
        context.fill(symbol.drawing); context.stroke(symbol.drawing);
        context.restore();
        drawLabel(context, node, x, y, on);
      }
    };
  }
  function drawLabel(context, node, x, y, on) {
    const near = on || state.near.has(node.id), scale = network.getScale();
    if (!near && (node.drawn === 'dot' || scale * 12.5 < 6)) return;
    const beside = node.drawn === 'listed', strong = near && state.chosen !== null;
    context.save();
    context.globalAlpha = dimmed(node) ? 0.22 : 1;
    context.font = (strong ? '600 ' : '') + (beside ? 11 : 12.5) + 'px ' + ink.sans;
    context.textAlign = beside ? 'left' : 'center';
    context.lineJoin = 'round'; context.lineWidth = 4; context.strokeStyle = ink.page; context.fillStyle = ink.text;
    const left = x + node.labelAt[0] + (beside && on ? 5 : 0), top = y + node.labelAt[1] + (on && !beside ? 8 : 0);
    context.strokeText(node.label, left, top); context.fillText(node.label, left, top);
    context.restore();
  }
  function drawTiles(context) {
    data.tiles.forEach(function (tile) {
      context.beginPath(); context.roundRect(tile[0], tile[1], tile[2], tile[3], 6);
      context.fillStyle = tile[5] ? ink.district : ink.page; context.fill();
      context.strokeStyle = tile[5] ? ink.districtRim : ink.rule; context.lineWidth = 1; context.stroke();
    });
  }
  function drawTitles(context) {
    data.tiles.forEach(function (tile) {
      context.textAlign = 'left'; context.lineJoin = 'round'; context.font = '700 17px ' + ink.serif;
      context.lineWidth = 5; context.strokeStyle = ink.page; context.fillStyle = ink.text;
      if (!tile[5]) context.strokeText(tile[4], tile[0] + 10, tile[1] + 25);
      context.fillText(tile[4], tile[0] + 10, tile[1] + 25);
      context.font = '12.5px ' + ink.sans; context.fillStyle = ink.quiet;
      if (tile[6]) context.fillText(tile[6], tile[0] + 10, tile[1] + 44);
      if (tile[7] && !filter.all && !filter.narrow) context.fillText(tile[7], tile[0] + 10, tile[1] + tile[3] - 9);
    });
  }
  function styled(edge) {
    const on = state.chosen !== null && (edge.from === state.chosen || edge.to === state.chosen);
    const fresh = edge.state === 'new' && (filter.fresh || on), plain = edge.state === 'exists' || (edge.state === 'new' && !fresh);
    const colour = edge.state === 'wished' ? ink.wish : edge.state === 'ended' ? ink.quiet : on || fresh ? ink.strong : ink.tie;
    const opacity = state.chosen !== null ? (on ? 1 : 0.07) : plain ? 0.55 : fresh ? 0.78 : 1;
    const look = { id: edge.id, from: edge.from, to: edge.to, width: edge.width, color: { color: colour, opacity: opacity, inherit: false } };
    if (edge.dashes) look.dashes = edge.dashes;
    if (edge.label && !plain && opacity > 0.1) {
      look.label = edge.label;
      look.font = { color: ink.strong, strokeColor: ink.page, strokeWidth: 2, size: 17, face: ink.sans, align: 'horizontal', vadjust: 0 };
    }
    return look;
  }

  readColours(); readFilter();
  const many = data.edges.length > 1500;
  const drawnNow = (edge) => shown(edge) && present(nodes.get(edge.from)) && present(nodes.get(edge.to)) && (!many || state.chosen === null || edge.from === state.chosen || edge.to === state.chosen);
  const content = function () {
    return {
      nodes: data.nodes.filter(present).map((node) => ({ id: node.id, x: node.x, y: node.y, shape: 'custom', ctxRenderer: drawNode })),
      edges: data.edges.filter(drawnNow).map(styled)
    };
  };
  root.classList.add('js');
  box.style.height = Math.round(box.clientWidth * data.size[1] / data.size[0]) + 'px';
  const network = new vis.Network(box, content(), data.options);
  network.on('beforeDrawing', drawTiles);
  network.on('afterDrawing', drawTitles);
  const canvas = box.querySelector('canvas');
  canvas.style.touchAction = 'pan-x pan-y';
  canvas.setAttribute('aria-hidden', 'true');
  box.querySelectorAll('[tabindex]').forEach((inner) => inner.removeAttribute('tabindex'));

  function whole() {
    box.style.height = Math.round(box.clientWidth * data.size[1] / data.size[0]) + 'px';
    network.setSize('100%', box.style.height);
    network.moveTo({ position: { x: data.size[0] / 2, y: data.size[1] / 2 }, scale: box.clientWidth / (data.size[0] + 4) });
  }
  function zoom(factor) {
    const at = state.chosen === null ? network.getViewPosition() : nodes.get(state.chosen);
    network.moveTo({ position: { x: at.x, y: at.y }, scale: Math.max(0.1, Math.min(6, network.getScale() * factor)) });
  }
  function refresh() {
    const scale = network.getScale(), position = network.getViewPosition();
    network.setData(content());
    network.moveTo({ scale: scale, position: position });
  }

  function choose(id) {
    state.chosen = id; state.current = id;
    state.near = new Set(ties.get(id).filter(shown).map((edge) => (edge.from === id ? edge.to : edge.from)));
    refresh();
    tell(nodes.get(id));
  }
  function clear() { state.chosen = null; state.near = new Set(); refresh(); live.textContent = data.words.cleared; }
  function tell(node) {
    const list = byId('panel-list');
    byId('panel-name').textContent = node.name;
    byId('panel-about').textContent = node.about;
    list.textContent = '';
    ties.get(node.id).filter(shown).forEach(function (edge) {
      const other = nodes.get(edge.from === node.id ? edge.to : edge.from);
      const item = document.createElement('li'), link = document.createElement('a'), what = document.createElement('span');
      const glyph = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
      glyph.setAttribute('class', 'g'); glyph.setAttribute('aria-hidden', 'true'); use.setAttribute('href', '#y-' + other.symbol); glyph.append(use);
      link.href = '#a-' + other.id; link.className = 'ak name'; link.append(glyph, other.name);
      what.className = 'w'; what.textContent = edge.text;
      item.append(link, what); list.append(item);
    });
    live.textContent = node.name + ', ' + node.about;
  }
  function towards(id, direction, candidates) {
    const from = nodes.get(id);
    let best = null, least = Infinity;
    candidates.forEach(function (node) {
      const dx = node.x - from.x, dy = node.y - from.y, along = dx * direction[0] + dy * direction[1];
      const cost = along + 2 * Math.abs(dx * direction[1]) + 2 * Math.abs(dy * direction[0]);
      if (node.id !== id && along > 4 && cost < least) { least = cost; best = node; }
    });
    return best;
  }
  function onKey(event) {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const order = data.nodes.filter(present), at = order.findIndex((node) => node.id === state.current);
    let next = null;
    if (direction) {
      const tied = ties.get(state.current).filter(shown).map((edge) => nodes.get(edge.from === state.current ? edge.to : edge.from));
      next = towards(state.current, direction, event.shiftKey || !tied.length ? order : tied) || nodes.get(state.current);
    } else if (event.key === 'PageDown') next = order[(at + 1) % order.length];
    else if (event.key === 'PageUp') next = order[(at + order.length - 1) % order.length];
    else if (event.key === 'Home') next = order[0];
    else if (event.key === 'End') next = order[order.length - 1];
    else if (event.key === 'Enter' || event.key === ' ') next = nodes.get(state.current);
    else if (event.key === 'Escape') { event.preventDefault(); clear(); return; }
    else if (event.key === '+') { zoom(1.3); return; }
    else if (event.key === '-') { zoom(1 / 1.3); return; }
    else if (event.key === '0') { whole(); return; }
    if (next) { event.preventDefault(); choose(next.id); }
  }
  const folded = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  function search() {
    const wanted = folded(byId('m-search').value.trim());
    const hits = wanted ? data.nodes.filter((node) => folded(node.name).includes(wanted)) : [];
    const hit = hits.find((node) => folded(node.name) === wanted) || hits[0];
    if (hit) choose(hit.id); else live.textContent = data.words.none;
  }

  network.on('click', (event) => { const hit = event.nodes.find((id) => present(nodes.get(id))); if (hit === undefined) { if (state.chosen !== null) clear(); } else choose(hit); });
  network.on('resize', whole);
  box.addEventListener('keydown', onKey);
  box.addEventListener('focus', () => network.redraw());
  box.addEventListener('blur', () => network.redraw());
  byId('m-search').addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); search(); } });
  byId('m-find').addEventListener('click', search);
  byId('m-in').addEventListener('click', () => zoom(1.4));
  byId('m-out').addEventListener('click', () => zoom(1 / 1.4));
  byId('m-whole').addEventListener('click', whole);
  document.querySelectorAll('.ctl select,.ctl input[type=checkbox]').forEach((element) => element.addEventListener('change', function () {
    readFilter();
    if (state.chosen !== null) choose(state.chosen); else refresh();
  }));
  ['(prefers-color-scheme:dark)', '(forced-colors:active)'].forEach((query) => matchMedia(query).addEventListener('change', () => { readColours(); refresh(); }));
  whole();
  document.fonts.ready.then(() => network.redraw());
})();
