// What the explorable map holds and shows: actors, ties, groups; which of them are in the picture, and how they look.
const Karte = (function () {
  'use strict';
  const data = JSON.parse(document.getElementById('map-data').textContent);
  const unpacked = (packed) => packed.rows.map((row) => Object.fromEntries(packed.columns.map((name, at) => [name, row[at]])));
  const actors = unpacked(data.nodes), grouped = data.groups;
  actors.forEach((node) => { node.about = data.texts[node.about]; node.type = data.texts[node.type]; });
  const byActor = new Map(actors.map((node) => [node.id, node])), ties = new Map(actors.map((node) => [node.id, []]));
  const edges = unpacked(data.edges).filter((edge) => byActor.has(edge.from) && byActor.has(edge.to));
  edges.forEach((edge, at) => { edge.id = at; edge.text = data.texts[edge.text]; ties.get(edge.from).push(edge); ties.get(edge.to).push(edge); });
  const marks = grouped ? unpacked(grouped.marks).map((mark) => Object.assign(mark, { id: 'g' + mark.id, number: mark.id, about: data.texts[mark.about] })) : [];
  const members = marks.map(() => []);
  if (grouped) actors.forEach((node) => members[node.group].push(node));
  for (const symbol of Object.values(data.symbols)) symbol.drawing = new Path2D(symbol.path);
  const tied = (edge) => edge.state === 'exists' || edge.state === 'new';
  const words = (key, values) => data.words[key].replace(/\{(\w+)\}/g, (hole, name) => values[name]);
  // `view` is the number of the opened group, or null; `route` what leads from one end to another, if somebody asked.
  const state = { view: null, chosen: null, near: new Set(), current: null, route: null };
  let filter = {}, scene = {}, matching = new Set();

  function readFilter() {
    const control = function (name) { const element = document.getElementById('m-' + name); return element ? (element.type === 'checkbox' ? element.checked : element.value) : ''; };
    filter = { field: control('field'), type: control('type'), place: control('place'), layer: Number(String(control('layer')).slice(1)), all: !data.narrow || control('all'), level: Number(control('level')), fresh: control('new'), wished: control('wished'), ended: control('ended'), missing: control('missing') };
    filter.narrow = Boolean(filter.field || filter.type || filter.place);
    matching = new Set();
    actors.filter(matches).forEach((node) => matching.add('g' + node.group));
    build();
  }
  function matches(node) {
    if (node.number !== undefined) return matching.has(node.id);
    return (!filter.field || node.fields.includes(Number(filter.field.slice(1)))) && (!filter.type || 'y-' + node.symbol === filter.type) && (!filter.place || 'p' + node.place === filter.place);
  }
  // Whether the filters let a tie between two actors through; the level counts for the first layer alone.
  function passes(edge) {
    const ends = [byActor.get(edge.from), byActor.get(edge.to)];
    if (edge.layer !== filter.layer || (edge.state === 'wished' && !filter.wished) || (edge.state === 'ended' && !filter.ended) || (edge.state === 'missing' && !filter.missing)) return false;
    if (filter.field && !edge.fields.includes(Number(filter.field.slice(1)))) return false;
    if (filter.type && !ends.some((node) => 'y-' + node.symbol === filter.type)) return false;
    return !filter.place || ends.some((node) => 'p' + node.place === filter.place);
  }
  const strong = (edge) => grouped !== null || edge.layer > 0 || !tied(edge) || edge.level >= filter.level;

  // The scene: its nodes by id, its lines, and for each node the lines that end there.
  function build() {
    const found = [], nodes = state.view !== null ? inside(state.view) : grouped ? marks : actors;
    if (!grouped) found.push(...edges.filter(passes));
    else {
      const sums = new Map();
      edges.filter(passes).forEach(function (edge) {
        const ends = [byActor.get(edge.from), byActor.get(edge.to)].map((node) => (node.group === state.view ? node.id : 'g' + node.group));
        if (ends[0] === ends[1] || (state.view !== null && !ends.some(Number.isInteger))) return;
        if (ends.every(Number.isInteger)) { found.push(edge); return; }
        const plain = tied(edge) ? 'exists' : edge.state, key = [...ends].sort().join(' ') + plain;
        if (!sums.has(key)) sums.set(key, { id: key, from: ends[0], to: ends[1], state: plain, layer: edge.layer, fields: [], count: 0 });
        sums.get(key).count += 1;
      });
      sums.forEach(function (line) {
        line.level = grouped.steps.filter((step) => line.count >= step).length;
        line.text = words('tiesBetween', { n: line.count });
        line.far = state.view !== null;
        if (line.far || !tied(line) || line.level >= filter.level) found.push(line);
      });
    }
    const lines = new Map(nodes.map((node) => [node.id, []]));
    found.forEach((edge) => { lines.get(edge.from).push(edge); lines.get(edge.to).push(edge); });
    scene = { nodes: nodes, byId: new Map(nodes.map((node) => [node.id, node])), edges: found, lines: lines, far: found.filter((edge) => edge.far).length };
  }
  function inside(group) {
    const others = grouped.scenes[group].others.map((spot) => Object.assign({}, marks[spot[0]], { x: spot[1], y: spot[2], scale: 1 }));
    return [...members[group], ...others];
  }
  const present = (node) => filter.all || filter.narrow || node.core || node.id === state.chosen || state.near.has(node.id) || (state.route !== null && state.route.nodes.has(node.id));
  const dimmed = (node) => (state.route !== null ? !state.route.nodes.has(node.id) : state.chosen !== null ? node.id !== state.chosen && !state.near.has(node.id) : !matches(node));
  const own = (edge) => state.chosen !== null && (edge.from === state.chosen || edge.to === state.chosen);
  function drawn(edge) {
    if (state.route !== null) return state.route.edges.has(edge.id);
    if (!strong(edge) && !own(edge)) return false;
    if (edge.far && scene.far > 300 && !own(edge)) return false;
    if (edges.length > 1500 && state.chosen !== null && !own(edge)) return false;
    return present(scene.byId.get(edge.from)) && present(scene.byId.get(edge.to));
  }
  const tiles = () => (state.view === null ? data.tiles : grouped.scenes[state.view].tiles);
  // Width and height of the picture, and how far lines rise above its tiles.
  const size = () => (state.view === null ? [...data.size, data.lift] : [...grouped.scenes[state.view].size, 30]);
  return { data, actors, byActor, ties, edges, marks, members, grouped, state, words, tied, matches, passes, strong, readFilter, build, present, dimmed, own, drawn, tiles, size,
    get filter() { return filter; }, get scene() { return scene; } };
})();
