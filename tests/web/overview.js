/* What a person with a screen reader, a phone or a printer would stumble over on 总览.html. */
(function () {
  var faults = [], ids = {};
  function fault(s) { if (faults.length < 40) faults.push(s); }
  function all(sel, from) { return [].slice.call((from || document).querySelectorAll(sel)); }
  function name(n) { return n.tagName.toLowerCase() + '“' + n.textContent.trim().slice(0, 20) + '”'; }
  if (document.documentElement.lang !== 'zh-CN') fault('no lang');
  if (!document.title) fault('no title');
  all('[id]').forEach(function (n) { if (ids[n.id]) fault('id twice: ' + n.id); ids[n.id] = true; });
  var level = 0;
  all('h1,h2,h3,h4').forEach(function (h) { var l = +h.tagName[1]; if (l > level + 1) fault('heading jumps: ' + name(h)); level = l; });
  if (all('h1').length !== 1) fault('not one h1');
  if (!document.querySelector('main') || !document.querySelector('nav[aria-label]')) fault('no landmarks');
  all('table').forEach(function (t) {
    if (!t.caption || !t.caption.textContent.trim()) fault('a table without a caption');
    all('th', t).forEach(function (th) { if (!th.scope) fault('th without scope: ' + name(th)); });
    var n = t.tHead ? t.tHead.rows[0].cells.length : 0;
    all('tbody tr', t).forEach(function (r) { if (r.cells.length !== n) fault('a row of ' + r.cells.length + ' cells under ' + n + ' heads: ' + name(r)); });
  });
  all('svg').forEach(function (s) { if (s.getAttribute('role') !== 'img' || !s.getAttribute('aria-label')) fault('a drawing without words'); });
  all('[aria-labelledby]').forEach(function (n) { if (!document.getElementById(n.getAttribute('aria-labelledby'))) fault('labelled by nothing: ' + n.getAttribute('aria-labelledby')); });
  all('a').forEach(function (a) {
    var h = a.getAttribute('href') || '';
    if (!a.textContent.trim()) fault('a link without words: ' + h);
    if (h[0] === '#' && !document.getElementById(h.slice(1))) fault('a link to nowhere: ' + h);
  });
  function rgb(s) { return (s.match(/[\d.]+/g) || []).map(Number); }
  function bright(c) {
    var v = c.slice(0, 3).map(function (x) { x /= 255; return x <= 0.03928 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4); });
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
  }
  function behind(n) {
    for (; n; n = n.parentElement) { var c = rgb(getComputedStyle(n).backgroundColor); if (c.length === 3 || c[3] > 0) return c; }
    return [255, 255, 255];
  }
  all('details').forEach(function (d) { d.open = true; });
  var texts = 0;
  all('body *').forEach(function (n) {
    var own = [].some.call(n.childNodes, function (c) { return c.nodeType === 3 && c.nodeValue.trim(); });
    if (!own || n.closest('svg,style,script,pre')) return;
    texts++;
    var x = bright(rgb(getComputedStyle(n).color)), y = bright(behind(n)), r = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    if (r < 4.5) fault('contrast ' + r.toFixed(2) + ': ' + name(n));
    if (parseFloat(getComputedStyle(n).fontSize) < 12) fault('letters under 12 px: ' + name(n));
  });
  if (document.documentElement.scrollWidth > window.innerWidth + 1) fault('the page is wider than the window: ' + document.documentElement.scrollWidth);
  give({faults: faults, texts: texts, width: window.innerWidth, links: all('a').map(function (a) { return a.getAttribute('href'); })});
}());
