// How nodes, ties and tiles of the explorable map look, on the canvas of vis-network.
Karte.look = function (box, scale) {
  'use strict';
  const { data, state } = Karte, root = document.documentElement;
  const WIDTHS = [1.6, 1.1, 2.2, 3.8, 5.8];
  let ink = {};

  function readColours() {
    const probe = document.createElement('i');
    probe.style.forcedColorAdjust = 'none';
    root.append(probe);
    const fonts = getComputedStyle(root);
    const read = function (name) { probe.style.color = 'var(' + name + ')'; return getComputedStyle(probe).color; };
    ink = { paper: read('--paper'), page: read('--page'), text: read('--ink'), quiet: read('--ink2'), rule: read('--rule'), accent: read('--accent'), district: read('--accent-bg'), districtRim: read('--covered-rim'), tie: read('--tie'), strong: read('--tie-strong'), wish: read('--wish'), signal: read('--signal'), sans: fonts.getPropertyValue('--sans'), serif: fonts.getPropertyValue('--serif') };
    for (const [key, symbol] of Object.entries(data.symbols)) symbol.ink = key === 'group' ? ink.text : read(symbol.colour);
    probe.remove();
  }
  function node(drawing) {
    const context = drawing.ctx, one = Karte.scene.byId.get(drawing.id), x = drawing.x, y = drawing.y;
    const symbol = data.symbols[one.symbol], on = one.id === state.chosen, side = Math.max(one.drawn === 'large' ? 24 : 16, 20 * one.scale);
    return {
      nodeDimensions: { width: side, height: side },
      drawNode: function () {
        context.save();
        context.globalAlpha = Karte.dimmed(one) ? 0.22 : 1;
        context.translate(x, y);
        if (on || (one.id === state.current && document.activeElement === box)) {
          context.beginPath(); context.arc(0, 0, 9 * one.scale + 6, 0, 2 * Math.PI);
          context.fillStyle = ink.paper; context.fill(); context.strokeStyle = ink.accent; context.lineWidth = 3.5; context.stroke();
        }
        if (one.isolated) {
          context.beginPath(); context.arc(0, 0, 15, 0, 2 * Math.PI); context.setLineDash([3, 3]);
          context.strokeStyle = ink.quiet; context.lineWidth = 1.6; context.stroke(); context.setLineDash([]);
        }
        context.scale(one.scale, one.scale);
        context.lineWidth = symbol.outline ? 2.4 : 1.4;
        context.fillStyle = symbol.outline ? ink.paper : symbol.ink;
        context.strokeStyle = symbol.outline ? symbol.ink : ink.paper;
        context.fill(symbol.drawing); context.stroke(symbol.drawing);
        context.restore();
        label(context, one, x, y, on);
      }
    };
  }
  function label(context, one, x, y, on) {
    const near = on || state.near.has(one.id) || (state.route !== null && state.route.nodes.has(one.id));
    if (!near && (one.drawn === 'dot' || scale() * 12.5 < 6)) return;
    context.save();
    context.globalAlpha = Karte.dimmed(one) ? 0.22 : 1;
    context.font = (near ? '600 ' : '') + (one.drawn === 'listed' ? 11 : 12.5) + 'px ' + ink.sans;
    context.textAlign = 'center';
    context.lineJoin = 'round'; context.lineWidth = 4; context.strokeStyle = ink.page; context.fillStyle = ink.text;
    const left = x + one.labelX, top = y + one.labelY + (on ? 8 : 0);
    context.strokeText(one.label, left, top); context.fillText(one.label, left, top);
    context.restore();
  }
  function tiles(context) {
    Karte.tiles().forEach(function (tile) {
      context.beginPath(); context.roundRect(tile[0], tile[1], tile[2], tile[3], 6);
      context.fillStyle = tile[5] ? ink.district : ink.page; context.fill();
      context.strokeStyle = tile[5] ? ink.districtRim : ink.rule; context.lineWidth = 1; context.stroke();
    });
  }
  function titles(context) {
    const all = Karte.filter.all || Karte.filter.narrow;
    Karte.tiles().forEach(function (tile) {
      context.textAlign = 'left'; context.lineJoin = 'round'; context.font = '700 17px ' + ink.serif;
      context.lineWidth = 5; context.strokeStyle = ink.page; context.fillStyle = ink.text;
      if (!tile[5]) context.strokeText(tile[4], tile[0] + 10, tile[1] + 25);
      context.fillText(tile[4], tile[0] + 10, tile[1] + 25);
      context.font = '12.5px ' + ink.sans; context.fillStyle = ink.quiet;
      if (tile[6]) context.fillText(tile[6], tile[0] + 10, tile[1] + 44);
      if (tile[7] && !all) context.fillText(tile[7], tile[0] + 10, tile[1] + tile[3] - 9);
    });
  }
  function edge(one) {
    const on = Karte.own(one) || state.route !== null, tied = Karte.tied(one);
    const fresh = one.state === 'new' && (Karte.filter.fresh || on), plain = tied && !fresh;
    const colour = one.state === 'wished' ? ink.wish : one.state === 'missing' ? ink.signal : one.state === 'ended' ? ink.quiet : on || fresh ? ink.strong : ink.tie;
    const opacity = state.chosen !== null && !on ? 0.07 : plain ? (on ? 1 : 0.55) : fresh ? 0.78 : 1;
    const look = { id: one.id, from: one.from, to: one.to, width: tied ? WIDTHS[one.far ? Math.min(one.level, 2) : one.level] : 2.2, color: { color: colour, opacity: opacity, inherit: false } };
    const dashes = { wished: [7, 5], missing: [2, 5], ended: [1, 5] }[one.state] || (tied && !one.level && !one.layer ? [15, 3] : null);
    if (dashes) look.dashes = dashes;
    const mark = one.state === 'ended' ? '×' : fresh ? '+' : '';
    if (mark && opacity > 0.1) {
      look.label = mark;
      look.font = { color: ink.strong, strokeColor: ink.page, strokeWidth: 2, size: 17, face: ink.sans, align: 'horizontal', vadjust: 0 };
    }
    return look;
  }
  return { readColours, node, tiles, titles, edge };
};
