/* Drives the offline form as a clerk does: choose the unit, fill every field, press 下载; then open what was written again. */
(function () {
  var blobs = [];
  URL.createObjectURL = function (b) { blobs.push(b); return 'data:,'; };
  HTMLAnchorElement.prototype.click = function () {};
  function $(id) { return document.getElementById(id); }
  function fire(n, type) { n.dispatchEvent(new Event(type, {bubbles: true})); }
  function set(n, v) { n.value = v; fire(n, 'input'); fire(n, 'change'); fire(n, 'blur'); }
  function all(sel) { return [].slice.call($('form').querySelectorAll(sel)); }
  function choose(name) {
    var o = [].slice.call($('unit').querySelectorAll('option')).filter(function (x) { return x.textContent === name; })[0];
    $('unit').value = o.value;
    fire($('unit'), 'change');
  }
  function label(n) { var l = document.querySelector('label[for="' + n.id + '"]'); return l ? l.textContent : n.getAttribute('aria-label') || ''; }
  function fill() {
    all('input[type=checkbox]').forEach(function (c) {
      if (/没有/.test(label(c) || c.parentNode.textContent) && !c.checked) c.click();
    });
    all('select').forEach(function (s) { if (!s.value) set(s, s.options[s.options.length - 1].value); });
    all('textarea, input:not([type=checkbox]):not([type=file])').forEach(function (n) {
      if (n.value) return;
      var l = label(n);
      if (n.className.indexOf('number') >= 0 || n.inputMode === 'decimal') set(n, WANT.number);
      else if (/日期/.test(l)) set(n, WANT.date);
      else if (/期限/.test(l)) set(n, WANT.due);
      else if (/电话/.test(l)) set(n, '0855-0000000');
      else if (/填报人|审签人|责任人/.test(l)) set(n, '样例甲');
      else if (/职务|发文字号|说明/.test(l)) return;
      else set(n, '本季度按方案要求逐项推进，已完成年度任务的相应部分<&>"。');
    });
  }
  function unlabelled() {
    return [].slice.call(document.querySelectorAll('input, select, textarea')).filter(function (n) {
      return !label(n) && !n.closest('label') && !n.getAttribute('aria-labelledby');
    }).map(function (n) { return n.outerHTML.slice(0, 120); });
  }
  var out = {units: $('unit').options.length - 1};
  choose(WANT.unit);
  $('check').click();
  out.empty = $('state').textContent;
  out.unlabelled = unlabelled();
  fill();
  $('save').click();
  out.full = $('state').textContent;
  out.faults = $('faults').hidden ? '' : $('faults').textContent;
  out.downloads = blobs.length;
  if (!blobs.length) return give(out);
  blobs[0].text().then(function (xml) {
    out.xml = xml;
    var transfer = new DataTransfer();
    transfer.items.add(new File([xml], 'a.xml'));
    $('open').files = transfer.files;
    fire($('open'), 'change');
    (function wait(left) {
      out.reopened = $('notice').textContent;
      if (left && out.reopened.indexOf('已打开') < 0) return setTimeout(function () { wait(left - 1); }, 50);
      $('save').click();
      blobs[1].text().then(function (again) { out.again = again; give(out); });
    }(900));
  });
}());
