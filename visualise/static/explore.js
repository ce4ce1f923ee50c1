// The explorable map: draws the scene with vis-network, answers pointer, keyboard, search, filters and questions for ways.
(function () {
  'use strict';
  const byId = (id) => document.getElementById(id);
  const { data, state, ways, words } = Karte, { folded } = ways;
  const box = byId('explore'), live = byId('map-live'), SHOWN = 120, NAMED = 9;
  const look = Karte.look(box, () => network.getScale());
  look.readColours(); Karte.readFilter();
  state.current = Karte.scene.nodes.length ? Karte.scene.nodes[0].id : null;

  const content = () => ({
    nodes: Karte.scene.nodes.filter(Karte.present).map((node) => ({ id: node.id, x: node.x, y: node.y, shape: 'custom', ctxRenderer: look.node })),
    edges: Karte.scene.edges.filter(Karte.drawn).map(look.edge)
  });
  document.documentElement.classList.add('js');
  const fit = function () { const [width, height, lift] = Karte.size(); box.style.height = Math.round(box.clientWidth * (height + lift) / width) + 'px'; };
  fit();
  const network = new vis.Network(box, content(), data.options);
  network.on('beforeDrawing', look.tiles);
  network.on('afterDrawing', look.titles);
  const canvas = box.querySelector('canvas');
  canvas.style.touchAction = 'pan-x pan-y';
  canvas.setAttribute('aria-hidden', 'true');
  box.querySelectorAll('[tabindex]').forEach((inner) => inner.removeAttribute('tabindex'));

  function whole() {
    const [width, height, lift] = Karte.size();
    fit();
    network.setSize('100%', box.style.height);
    network.moveTo({ position: { x: width / 2, y: (height - lift) / 2 }, scale: box.clientWidth / (width + 4) });
  }
  function zoom(factor) {
    const at = state.chosen === null ? network.getViewPosition() : Karte.scene.byId.get(state.chosen);
    network.moveTo({ position: { x: at.x, y: at.y }, scale: Math.max(0.1, Math.min(6, network.getScale() * factor)) });
  }
  function refresh() {
    const scale = network.getScale(), position = network.getViewPosition();
    network.setData(content());
    network.moveTo({ scale: scale, position: position });
  }
  const shownLines = (id) => Karte.scene.lines.get(id).filter(Karte.strong);
  const end = (edge, id) => (edge.from === id ? edge.to : edge.from);

  function choose(id) {
    state.route = null; state.chosen = id; state.current = id;
    state.near = new Set(shownLines(id).map((edge) => end(edge, id)));
    refresh();
    tell(Karte.scene.byId.get(id));
  }
  function clear() { state.chosen = null; state.route = null; state.near = new Set(); refresh(); live.textContent = data.words.cleared; }
  function show(view, current) {
    state.view = view; state.chosen = null; state.route = null; state.near = new Set();
    Karte.build();
    state.current = current === undefined ? Karte.scene.nodes[0].id : current;
    byId('m-back').hidden = view === null;
    network.setData(content());
    whole();
  }
  function open(number) {
    show(number);
    const mark = Karte.marks[number], own = Karte.edges.filter((edge) => Karte.tied(edge) && Karte.passes(edge) && Karte.byActor.get(edge.from).group === number && Karte.byActor.get(edge.to).group === number);
    panel(mark.name, words('inside', { n: own.length }), Karte.members[number].map((node) => ({ node: node, text: node.about })));
    live.textContent = words('opened', { name: mark.name });
  }
  function back() { const number = state.view; show(null, 'g' + number); live.textContent = data.words.overview; }

  // The panel: a name, a sentence, and entries that lead into the table.
  function panel(name, about, entries) {
    const list = byId('panel-list');
    byId('panel-name').textContent = name;
    byId('panel-about').textContent = about;
    list.textContent = '';
    entries.slice(0, SHOWN).forEach(function (entry) {
      const item = document.createElement('li'), link = document.createElement('a'), what = document.createElement('span');
      const glyph = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
      glyph.setAttribute('class', 'g'); glyph.setAttribute('aria-hidden', 'true'); use.setAttribute('href', '#y-' + entry.node.symbol); glyph.append(use);
      link.href = entry.node.number === undefined ? '#a-' + entry.node.id : '#g-' + entry.node.number;
      link.className = 'ak name'; link.append(glyph, entry.node.name);
      what.className = 'w'; what.textContent = entry.text;
      item.append(link, what); list.append(item);
    });
    if (entries.length > SHOWN) { const more = document.createElement('li'); more.textContent = words('moreRows', { n: entries.length - SHOWN }); list.append(more); }
    live.textContent = name + ', ' + about;
  }
  function tell(node) {
    const own = node.number === undefined ? Karte.ties.get(node.id).filter((edge) => Karte.passes(edge) && Karte.strong(edge)) : shownLines(node.id);
    panel(node.name, node.about, own.map((edge) => ({ node: (node.number === undefined ? Karte.byActor : Karte.scene.byId).get(end(edge, node.id)), text: edge.text })));
  }
  function way() {
    const texts = [byId('m-from').value, byId('m-to').value], [ones, others] = texts.map(ways.meant);
    const lost = [ones, others].findIndex((found) => !found.length);
    if (lost >= 0) { live.textContent = words('unknownEnd', { name: texts[lost] }); panel(live.textContent, '', []); return; }
    const found = ways.between(ones, others);
    if (!others.some((id) => !ones.includes(id))) { panel(data.words.sameEnds, '', []); return; }
    state.chosen = null; state.near = new Set();
    state.route = ways.inScene(found);
    refresh();
    const names = (nodes) => nodes.slice(0, NAMED).map((node) => node.name).join(', ') + (nodes.length > NAMED ? ' ' + words('moreRows', { n: nodes.length - NAMED }) : '');
    const said = found.way.length ? words('way', { n: found.length }) : found.length < Infinity ? words('direct', { n: found.across.length }) + '. ' + words('brokers', { n: found.brokers.length }) + '.' : data.words.noWay;
    const entries = found.brokers.map((broker) => ({ node: broker.node, text: names(broker.left) + ' – ' + names(broker.right) }));
    found.across.forEach((edge) => entries.push({ node: Karte.byActor.get(edge.from), text: Karte.byActor.get(edge.to).name + ' · ' + edge.text }));
    found.way.forEach((node) => entries.push({ node: node, text: node.about }));
    panel(words('between', { a: texts[0], b: texts[1] }), said, entries);
  }

  function towards(id, direction, candidates) {
    const from = Karte.scene.byId.get(id);
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
    const order = Karte.scene.nodes.filter(Karte.present), at = order.findIndex((node) => node.id === state.current);
    let next = null;
    if (!order.length || event.altKey || event.ctrlKey || event.metaKey) return;
    if (direction) {
      const near = shownLines(state.current).map((edge) => Karte.scene.byId.get(end(edge, state.current)));
      next = towards(state.current, direction, event.shiftKey || !near.length ? order : near) || Karte.scene.byId.get(state.current);
    } else if (event.key === 'PageDown') next = order[(at + 1) % order.length];
    else if (event.key === 'PageUp') next = order[(at + order.length - 1) % order.length];
    else if (event.key === 'Home') next = order[0];
    else if (event.key === 'End') next = order[order.length - 1];
    else if (event.key === 'Enter' || event.key === ' ') {
      next = Karte.scene.byId.get(state.current);
      if (next.number !== undefined) { event.preventDefault(); open(next.number); return; }
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (state.view !== null && state.chosen === null && state.route === null) back(); else clear();
      return;
    } else if (event.key === '+') { zoom(1.3); return; }
    else if (event.key === '-') { zoom(1 / 1.3); return; }
    else if (event.key === '0') { whole(); return; }
    if (next) { event.preventDefault(); choose(next.id); }
  }
  function search() {
    const wanted = folded(byId('m-search').value), hits = wanted ? Karte.actors.filter((node) => folded(node.name).includes(wanted)) : [];
    const hit = hits.find((node) => folded(node.name) === wanted) || hits[0];
    if (!hit) { live.textContent = data.words.none; return; }
    if (Karte.grouped && state.view !== hit.group) show(hit.group, hit.id);
    choose(hit.id);
  }
  function offer(input, list, first) {
    const wanted = folded(input.value), hits = [...first, ...Karte.actors.map((node) => node.name)].filter((name) => folded(name).includes(wanted));
    list.replaceChildren(...[...new Set(hits)].slice(0, 40).map((name) => Object.assign(document.createElement('option'), { value: name })));
  }

  network.on('click', function (event) {
    const hit = event.nodes.map((id) => Karte.scene.byId.get(id)).find((node) => node && Karte.present(node));
    if (hit === undefined) { if (state.chosen !== null || state.route !== null) clear(); }
    else if (hit.number !== undefined) open(hit.number);
    else choose(hit.id);
  });
  network.on('resize', whole);
  box.addEventListener('keydown', onKey);
  box.addEventListener('focus', () => network.redraw());
  box.addEventListener('blur', () => network.redraw());
  const onEnter = (id, work) => byId(id).addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); work(); } });
  onEnter('m-search', search); onEnter('m-from', way); onEnter('m-to', way);
  [['m-search', 'm-names', []], ['m-from', 'm-ends', ways.types], ['m-to', 'm-ends', ways.types]].forEach(([input, list, first]) => ['focus', 'input'].forEach((kind) => byId(input).addEventListener(kind, () => offer(byId(input), byId(list), first))));
  byId('m-find').addEventListener('click', search);
  byId('m-way').addEventListener('click', way);
  byId('m-in').addEventListener('click', () => zoom(1.4));
  byId('m-out').addEventListener('click', () => zoom(1 / 1.4));
  byId('m-whole').addEventListener('click', whole);
  if (Karte.grouped) {
    byId('m-back').addEventListener('click', back);
    document.addEventListener('click', function (event) {
      const link = event.target.closest('#groups th a'), row = link && link.closest('tr[id^="g-"]');
      if (row) { event.preventDefault(); open(Number(row.id.slice(2))); box.scrollIntoView(); box.focus(); }
    });
  }
  document.querySelectorAll('.ctl select,.ctl input[type=checkbox]').forEach((element) => element.addEventListener('change', function () {
    Karte.readFilter();
    if (state.route !== null) way(); else if (state.chosen !== null) choose(state.chosen); else refresh();
  }));
  ['(prefers-color-scheme:dark)', '(forced-colors:active)'].forEach((query) => matchMedia(query).addEventListener('change', () => { look.readColours(); refresh(); }));
  whole();
  document.fonts.ready.then(() => network.redraw());
})();
