// Who connects two types of actors, or two actors: ties across, those tied to both, else the shortest way.
Karte.ways = (function () {
  'use strict';
  const { actors, byActor, ties, tied } = Karte;
  const folded = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').trim().toLowerCase();
  const types = [...new Set(actors.map((node) => node.type))].filter(Boolean).sort((a, b) => a.localeCompare(b));

  // The actors that a text means: all of a type, else one by name; empty if none.
  function meant(text) {
    const wanted = folded(text);
    if (!wanted) return [];
    const ofType = actors.filter((node) => folded(node.type) === wanted);
    if (ofType.length) return ofType.map((node) => node.id);
    const hit = actors.find((node) => folded(node.name) === wanted) || actors.find((node) => folded(node.name).includes(wanted));
    return hit ? [hit.id] : [];
  }
  const counts = (edge) => tied(edge) && edge.layer === Karte.filter.layer && (!Karte.filter.field || edge.fields.includes(Number(Karte.filter.field.slice(1))));
  const other = (edge, id) => (edge.from === id ? edge.to : edge.from);
  const around = (id) => ties.get(id).filter(counts);

  function steps(starts) {
    const far = new Map(starts.map((id) => [id, 0]));
    for (let at = [...starts]; at.length;) {
      const next = [];
      at.forEach((id) => around(id).forEach(function (edge) {
        const end = other(edge, id);
        if (!far.has(end)) { far.set(end, far.get(id) + 1); next.push(end); }
      }));
      at = next;
    }
    return far;
  }
  // What leads from the ones to the others: `across` are ties, `brokers` with the ties on each side, `length` in steps.
  function between(ones, others) {
    const a = new Set(ones), b = new Set(others.filter((id) => !a.has(id))), nodes = new Set([...a, ...b]), edges = new Set();
    const across = [], brokers = [];
    a.forEach((id) => around(id).forEach((edge) => { if (b.has(other(edge, id))) { across.push(edge); edges.add(edge.id); } }));
    actors.forEach(function (node) {
      if (a.has(node.id) || b.has(node.id)) return;
      const near = around(node.id), left = near.filter((edge) => a.has(other(edge, node.id))), right = near.filter((edge) => b.has(other(edge, node.id)));
      if (left.length && right.length) {
        brokers.push({ node: node, left: left.map((edge) => byActor.get(other(edge, node.id))), right: right.map((edge) => byActor.get(other(edge, node.id))) });
        nodes.add(node.id);
        left.concat(right).forEach((edge) => edges.add(edge.id));
      }
    });
    let length = across.length ? 1 : brokers.length ? 2 : 0, way = [];
    if (!length) {
      const there = steps([...a]), back = steps([...b]);
      length = Math.min(...[...b].map((id) => there.get(id) || Infinity));
      if (length < Infinity) {
        way = actors.filter((node) => there.has(node.id) && back.has(node.id) && there.get(node.id) + back.get(node.id) === length).sort((x, y) => there.get(x.id) - there.get(y.id));
        const on = new Set(way.map((node) => node.id));
        way.forEach((node) => { nodes.add(node.id); around(node.id).forEach((edge) => { const end = other(edge, node.id); if (on.has(end) && Math.abs(there.get(end) - there.get(node.id)) === 1) edges.add(edge.id); }); });
      }
    }
    return { nodes, edges, across, brokers, way, length };
  }
  // The same in the picture as it is: groups stand for their actors where actors are not shown.
  function inScene(found) {
    if (!Karte.grouped) return found;
    const stand = (id) => (byActor.get(id).group === Karte.state.view ? id : 'g' + byActor.get(id).group);
    const nodes = new Set([...found.nodes].map(stand)), pairs = new Set();
    found.edges.forEach(function (id) { const edge = Karte.edges[id]; pairs.add([stand(edge.from), stand(edge.to)].sort().join(' ')); });
    const edges = new Set(Karte.scene.edges.filter((edge) => tied(edge) && pairs.has([edge.from, edge.to].sort().join(' '))).map((edge) => edge.id));
    return Object.assign({}, found, { nodes, edges });
  }
  return { folded, types, meant, between, inScene };
})();
