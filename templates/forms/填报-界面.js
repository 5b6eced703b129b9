/*
 * The offline form, part two: the page. Every field knows its key (check in the first part) and writes into the form as the clerk
 * types; after each change everything is checked again and the fields that were touched say what is wrong with them.
 */
(function () {
  'use strict';
  var S = 季报, data = JSON.parse(document.getElementById('data').textContent);
  var form = null, unit = null, dirty = false, showAll = false, touched = {}, fields = {}, timer = 0;

  /* ---- small tools ---- */

  function $(id) { return document.getElementById(id); }
  /* make('p', {class: 'hint'}, 'text' or [nodes]) */
  function make(name, attrs, content) {
    var n = document.createElement(name);
    for (var k in attrs || {}) {
      if (attrs[k] === false || attrs[k] == null) continue;
      n.setAttribute(k, attrs[k] === true ? '' : attrs[k]);
    }
    [].concat(content == null ? [] : content).forEach(function (c) {
      if (c) n.appendChild(typeof c === 'string' ? document.createTextNode(c) : c);
    });
    return n;
  }
  function clear(n) { while (n.firstChild) n.removeChild(n.firstChild); }
  function idOf(key) { return 'f-' + key.replace(/[^A-Za-z0-9]/g, '-'); }
  function button(text, name, act) {
    var b = make('button', {type: 'button', 'class': 'small', 'aria-label': name || text}, text);
    b.addEventListener('click', act);
    return b;
  }
  function grow(t) {
    if (t.nodeName !== 'TEXTAREA' || t.className === 'table') return;
    t.style.height = 'auto';
    t.style.height = t.scrollHeight + 2 + 'px';
  }
  function growAll(within) {
    Array.prototype.forEach.call(within.querySelectorAll('textarea'), grow);
  }
  function notice(text, bad) {
    clear($('notice'));
    [].concat(text || []).forEach(function (t) { $('notice').appendChild(make('p', {'class': bad ? 'notice bad' : 'notice'}, t)); });
  }

  /* ---- fields ---- */

  function changed(key) {
    dirty = true;
    if (key) touched[key] = true;
    clearTimeout(timer);
    timer = setTimeout(review, 150);
  }
  /* A labelled field bound to object[name]. o: label, must, kind (text, area, date, number, select), list, hint, narrow */
  function field(key, object, name, o) {
    var id = idOf(key), input, msg = make('p', {'class': 'msg', id: id + '-msg'});
    if (o.kind === 'select') {
      input = make('select', {id: id}, [make('option', {value: ''}, '请选择')].concat(o.list.map(function (v) {
        return make('option', {value: v}, v);
      })));
      if (object[name] && o.list.indexOf(object[name]) < 0) input.appendChild(make('option', {value: object[name]}, object[name]));
    } else {
      input = o.kind === 'area' ? make('textarea', {id: id, rows: 2}) : make('input', {type: 'text', id: id, autocomplete: 'off'});
    }
    input.setAttribute('aria-describedby', id + '-msg' + (o.hint ? ' ' + id + '-hint' : ''));
    if (o.kind === 'date') input.setAttribute('placeholder', '2022-12-25');
    if (o.kind === 'number') input.setAttribute('inputmode', 'decimal');
    input.value = object[name] == null ? '' : object[name];
    input.addEventListener(o.kind === 'select' ? 'change' : 'input', function () {
      object[name] = input.value;
      grow(input);
      changed();
    });
    input.addEventListener('blur', function () {
      if (o.kind === 'date') input.value = S.tidyDate(input.value);
      if (o.kind === 'number') input.value = S.tidyNumber(input.value);
      if (object[name] !== input.value && !(object[name] == null && input.value === '')) { object[name] = input.value; changed(); }
      touched[key] = true;
      review();
    });
    fields[key] = {input: input, msg: msg};
    return make('div', {'class': 'field' + (o.narrow ? ' narrow' : '')}, [
      make('label', {'for': id, 'class': o.must ? 'must' : null}, o.label), input,
      o.hint ? make('p', {'class': 'hint', id: id + '-hint'}, o.hint) : null, msg]);
  }
  /* A place that only shows messages (a whole part). */
  function place(key) {
    var msg = make('p', {'class': 'msg', id: idOf(key) + '-msg', tabindex: '-1'});
    fields[key] = {input: msg, msg: msg};
    return msg;
  }
  function tick(key, label, object, name, then) {
    var input = make('input', {type: 'checkbox', id: idOf(key + '-tick')});
    input.checked = !!object[name];
    input.addEventListener('change', function () { object[name] = input.checked; changed(key); then(input.checked); });
    return make('label', {'class': 'tick', 'for': idOf(key + '-tick')}, [input, label]);
  }
  function focusOn(key) {
    var f = fields[key];
    if (!f) f = fields[key.replace(/\.[^.]*$/, '')];
    if (!f) return;
    f.input.focus();
    if (f.input.scrollIntoView) f.input.scrollIntoView({block: 'center'});
  }

  /* ---- paragraphs: one field each; pasted lines become paragraphs ---- */

  function paragraphs(key, list, name) {
    var box = make('div');
    function draw(focus) {
      clear(box);
      list.forEach(function (s, i) {
        var line = field(key + '.' + i, list, i, {label: name + (list.length > 1 ? '第 ' + (i + 1) + ' 段' : ''), kind: 'area'});
        fields[key + '.' + i].input.addEventListener('blur', function () { split(i); });
        box.appendChild(make('div', {'class': 'para'}, [line, list.length > 1 ? button('删去', '删去' + name + '第 ' + (i + 1) + ' 段', function () {
          list.splice(i, 1);
          changed();
          draw(key + '.' + Math.max(0, i - 1));
        }) : null]));
      });
      box.appendChild(button('加一段', name + '加一段', function () { list.push(''); changed(); draw(key + '.' + (list.length - 1)); }));
      growAll(box);
      if (focus) focusOn(focus);
    }
    function split(i) {
      var parts = String(list[i] == null ? '' : list[i]).split(/\r?\n/).map(S.trim).filter(Boolean);
      if (parts.length < 2 && String(list[i]).indexOf('\n') < 0) return;
      Array.prototype.splice.apply(list, [i, 1].concat(parts.length ? parts : ['']));
      changed();
      setTimeout(draw, 0);
    }
    draw();
    return box;
  }

  /* ---- 存在问题, 下步打算 ---- */

  function problemBox(key, it, i, redraw) {
    var p = it.problems[i], k = key + '.problem.' + i;
    function f(name, o) { return field(k + '.' + name, p, name, o); }
    return make('fieldset', {'class': 'problem'}, [
      make('legend', {}, p.id ? '上季度的问题 ' + p.id : '问题 ' + (i + 1)),
      make('div', {'class': 'row'}, [
        f('category', {label: '分类', must: true, kind: 'select', list: S.CATEGORIES, narrow: true}),
        f('grade', {label: '等级', must: true, kind: 'select', list: S.GRADES, narrow: true}),
        f('state', {label: '状态', must: true, kind: 'select', list: S.STATES, narrow: true, hint: p.id ? '解决了的选“已销号”' : ''})]),
      f('text', {label: '问题描述', must: true, kind: 'area'}),
      f('remedy', {label: '整改措施', must: true, kind: 'area'}),
      make('div', {'class': 'row'}, [
        f('person', {label: '责任人', must: true}),
        f('due', {label: '整改期限', kind: 'date', narrow: true})]),
      button('删去这个问题', '删去问题 ' + (i + 1), function () { it.problems.splice(i, 1); changed(key + '.problems'); redraw(key + '.problems'); })]);
  }
  function problems(key, it) {
    var box = make('div');
    function draw(focus) {
      clear(box);
      if (!it.noProblems) it.problems.forEach(function (p, i) { box.appendChild(problemBox(key, it, i, draw)); });
      box.appendChild(place(key + '.problems'));
      if (!it.noProblems) box.appendChild(button('加一个问题', null, function () {
        it.problems.push(S.newProblem());
        changed();
        draw(key + '.problem.' + (it.problems.length - 1) + '.category');
      }));
      growAll(box);
      review();
      if (focus) focusOn(focus);
    }
    draw();
    return make('div', {}, [tick(key + '.problems', '没有问题', it, 'noProblems', function () { draw(); }), box]);
  }
  function promises(key, it) {
    var box = make('div');
    function draw(focus) {
      clear(box);
      it.promises.forEach(function (p, i) {
        var k = key + '.promise.' + i;
        box.appendChild(make('fieldset', {'class': 'plan'}, [
          make('legend', {}, '打算 ' + (i + 1)),
          make('div', {'class': 'row'}, [
            field(k + '.text', p, 'text', {label: '内容', must: true, kind: 'area'}),
            field(k + '.due', p, 'due', {label: '完成期限', kind: 'date', narrow: true})]),
          it.promises.length > 1 ? button('删去', '删去打算 ' + (i + 1), function () {
            it.promises.splice(i, 1);
            changed();
            draw(key + '.promise.' + Math.max(0, i - 1) + '.text');
          }) : null]));
      });
      box.appendChild(place(key + '.promises'));
      box.appendChild(button('加一条打算', null, function () {
        it.promises.push({text: '', due: ''});
        changed();
        draw(key + '.promise.' + (it.promises.length - 1) + '.text');
      }));
      growAll(box);
      review();
      if (focus) focusOn(focus);
    }
    draw();
    return box;
  }

  /* ---- 指标, 表格, 图片 ---- */

  function indicators(key, it, duty) {
    var list = duty && duty['指标'] || [];
    if (!list.length) return null;
    return make('fieldset', {}, [make('legend', {}, '指标')].concat(list.map(function (ind) {
      var hint = ind['口径说明'] + '。要求：' + ind['要求'] + (ind['上季'] !== '' ? '。上季度填报 ' + ind['上季'] : '') +
        (ind['必填'] === '是' ? '' : '。由主责单位' + ind['主责单位'] + '填报，本单位可以不填');
      return field(key + '.value.' + ind['代码'], it.values, ind['代码'],
                   {label: ind['代码'] + ' ' + ind['名称'] + '（' + ind['单位'] + '）', must: ind['必填'] === '是', kind: 'number', hint: hint});
    })));
  }
  function rowsOf(text) {
    return text.replace(/\r/g, '').replace(/\n+$/, '').split('\n').map(function (l) { return l.split('\t').map(S.trim); })
      .filter(function (r) { return r.join('') !== ''; });
  }
  function preview(rows) {
    return make('div', {'class': 'wide'}, make('table', {'class': 'preview'}, rows.slice(0, 30).map(function (r) {
      return make('tr', {}, r.map(function (c) { return make('td', {}, c); }));
    })));
  }
  function tableBox(key, it, i, redraw) {
    var t = it.tables[i], k = key + '.table.' + i, id = idOf(k), view = make('div', {}, preview(t.rows));
    var area = make('textarea', {id: id, 'class': 'table screen', rows: 4, 'aria-describedby': id + '-msg ' + id + '-hint'});
    var msg = make('p', {'class': 'msg', id: id + '-msg'});
    var whole = t.rows.every(function (r) { return r.every(function (c) { return !/[\t\n]/.test(c); }); });
    area.value = t.rows.map(function (r) { return r.join('\t'); }).join('\n');
    area.addEventListener('input', function () {
      t.rows = rowsOf(area.value);
      clear(view);
      view.appendChild(preview(t.rows));
      changed(k);
    });
    fields[k] = {input: area, msg: msg};
    return make('fieldset', {'class': 'extra'}, [
      make('legend', {}, '表格 ' + (i + 1)),
      field(k + '.title', t, 'title', {label: '表题'}),
      whole ? make('label', {'for': id, 'class': 'screen'}, '表格内容') : null,
      whole ? make('p', {'class': 'hint', id: id + '-hint'}, '从表格软件里选中复制，粘贴到这里；第一行是表头') : null,
      whole ? area : make('p', {'class': 'hint'}, '格子里有换行，这张表原样保留'), view, msg,
      button('删去这张表', '删去表格 ' + (i + 1), function () { it.tables.splice(i, 1); changed(); redraw(); })]);
  }
  function pictureBox(key, it, i, redraw) {
    var p = it.pictures[i];
    return make('fieldset', {'class': 'extra'}, [
      make('legend', {}, '图片 ' + (i + 1)),
      make('img', {'class': 'picture', src: 'data:' + p.media + ';base64,' + p.data, alt: p.title || '图片 ' + (i + 1)}),
      field(key + '.picture.' + i, p, 'title', {label: '图片说明', must: true}),
      button('删去这张图', '删去图片 ' + (i + 1), function () { it.pictures.splice(i, 1); changed(); redraw(); })]);
  }
  function addPicture(it, redraw) {
    var input = make('input', {type: 'file', accept: 'image/png,image/jpeg', 'class': 'screen', 'aria-label': '加一张图片（PNG 或 JPEG）'});
    input.addEventListener('change', function () {
      var file = input.files[0], reader = new FileReader();
      if (!file) return;
      reader.onload = function () {
        var m = /^data:(image\/(?:png|jpeg));base64,(.*)$/.exec(reader.result);
        if (!m) return notice('只能加 PNG 或 JPEG 图片', true);
        it.pictures.push({title: '', media: m[1], data: m[2]});
        changed();
        redraw();
      };
      reader.readAsDataURL(file);
    });
    return make('div', {'class': 'field screen'}, [make('p', {'class': 'hint'}, '加图片（PNG 或 JPEG）：'), input]);
  }
  function extras(key, it) {
    var box = make('fieldset');
    function draw() {
      clear(box);
      box.appendChild(make('legend', {}, '表格和图片（可以没有）'));
      it.tables.forEach(function (t, i) { box.appendChild(tableBox(key, it, i, draw)); });
      it.pictures.forEach(function (p, i) { box.appendChild(pictureBox(key, it, i, draw)); });
      box.appendChild(button('加一张表格', null, function () { it.tables.push({title: '', rows: []}); changed(); draw(); }));
      box.appendChild(addPicture(it, draw));
      review();
    }
    draw();
    return box;
  }

  /* ---- one item ---- */

  function before(duty) {
    var list = duty && duty['打算'] || [];
    return list.length ? make('div', {'class': 'before'}, [
      make('p', {}, '上季度的打算，请各写一段，写成：上季度打算“……”：已落实（或推进中、未落实），再写情况：'),
      make('ul', {}, list.map(function (p) { return make('li', {}, p['内容'] + (p['期限'] ? '（' + p['期限'] + '）' : '')); }))]) : null;
  }
  function part(title, content) { return make('fieldset', {}, [make('legend', {}, title)].concat(content)); }
  function highlights(key, it) {
    var box = make('div');
    function draw() {
      clear(box);
      if (!it.noHighlights) box.appendChild(paragraphs(key + '.highlights', it.highlights, '亮点经验'));
      review();
    }
    draw();
    return [tick(key + '.highlights', '没有亮点经验', it, 'noHighlights', draw), box];
  }
  function itemSection(it) {
    var key = 'i' + it.no, plan = S.find(data['事项'], '序号', it.no), duty = S.find(unit['事项'], '序号', it.no);
    var body = make('div', {'class': 'body'}), section = make('section', {id: 'item-' + it.no, 'aria-labelledby': 'h-' + it.no, 'class': it.on ? '' : 'off'});
    section.appendChild(make('h2', {id: 'h-' + it.no}, [
      '第' + it.no + '项　' + (plan ? plan['名称'] : ''), duty && duty['主责'] === '是' ? make('span', {'class': 'lead'}, '本单位主责') : null]));
    if (plan) section.appendChild(make('details', {}, [make('summary', {}, '方案内容'), make('p', {}, plan['内容'])]));
    section.appendChild(make('p', {'class': 'screen'}, tick(key, '报送这一项', it, 'on', function (on) { section.className = on ? '' : 'off'; growAll(section); })));
    section.appendChild(place(key));
    [part('一、工作推进情况', [before(duty), paragraphs(key + '.progress', it.progress, '工作推进情况')]),
     part('二、取得成效', [paragraphs(key + '.results', it.results, '取得成效')]),
     part('三、亮点经验', highlights(key, it)),
     part('四、存在问题', [problems(key, it)]),
     part('五、下步打算', [promises(key, it)]),
     indicators(key, it, duty), extras(key, it)].forEach(function (n) { if (n) body.appendChild(n); });
    section.appendChild(body);
    return section;
  }

  /* ---- the whole form ---- */

  function headSection() {
    function f(name, o) { return field(name, form, name, o); }
    var today = button('今天', '填报日期填今天', function () {
      var d = new Date();
      form.date = d.getFullYear() + '-' + ('0' + (d.getMonth() + 1)).slice(-2) + '-' + ('0' + d.getDate()).slice(-2);
      fields.date.input.value = form.date;
      changed('date');
    });
    return make('section', {'aria-labelledby': 'h-head'}, [
      make('h2', {id: 'h-head'}, '填报信息（第 ' + form.version + ' 版）'),
      make('div', {'class': 'row'}, [f('filer', {label: '填报人', must: true}), f('signer', {label: '审签人（单位领导）', must: true}), f('title', {label: '审签人职务', hint: '如 局长'})]),
      make('div', {'class': 'row'}, [f('phone', {label: '联系电话', must: true}),
        make('div', {'class': 'para field'}, [f('date', {label: '填报日期', must: true, kind: 'date'}), today]),
        f('docno', {label: '本单位报告的文号', hint: '没有就不填'})])]);
  }
  function navigation() {
    return make('nav', {'class': 'screen', 'aria-label': '本单位承担的事项'}, make('section', {}, [
      make('h2', {}, '本单位承担的事项'),
      make('ul', {}, form.items.map(function (it) {
        var plan = S.find(data['事项'], '序号', it.no);
        return make('li', {}, [make('a', {href: '#item-' + it.no}, '第' + it.no + '项　' + (plan ? plan['名称'] : '')), ' ', make('span', {id: 'nav-' + it.no})]);
      }))]));
  }
  function draw() {
    var box = $('form');
    clear(box);
    fields = {unit: {input: $('unit'), msg: $('unit-msg')}};
    touched = {};
    showAll = false;
    $('faults').hidden = true;
    box.hidden = $('bar').hidden = !form;
    if (!form) return;
    box.appendChild(headSection());
    box.appendChild(navigation());
    form.items.forEach(function (it) { box.appendChild(itemSection(it)); });
    box.appendChild(make('section', {'aria-labelledby': 'h-notes'}, [
      make('h2', {id: 'h-notes'}, '说明（可以没有）'),
      make('p', {'class': 'hint'}, '黄色提示的内容如果没有写错，请在这里写明是第几项、什么原因。'),
      paragraphs('notes', form.notes, '说明')]));
    growAll(box);
    review();
  }

  /* ---- checking ---- */

  function review() {
    if (!form) return [];
    var faults = S.check(data, form), errors = 0, first = {}, perItem = {};
    faults.forEach(function (f) {
      var item = /^i(\d+)(\.|$)/.exec(f.key);
      if (!first[f.key]) first[f.key] = f;
      if (f.level === '错误') { errors++; if (item) perItem[item[1]] = (perItem[item[1]] || 0) + 1; }
    });
    for (var key in fields) {
      var f = first[key], show = f && (showAll || touched[key] || f.level === '警告' && S.trim(fields[key].input.value) !== '');
      var said = show ? (f.level === '警告' ? '请核对：' : '') + f.text : '';
      if (fields[key].msg.textContent !== said) fields[key].msg.textContent = said;
      fields[key].msg.className = show && f.level === '警告' ? 'msg warn' : 'msg';
      fields[key].input.setAttribute('aria-invalid', show && f.level === '错误' ? 'true' : 'false');
    }
    form.items.forEach(function (it) {
      var n = $('nav-' + it.no), left = perItem[it.no];
      if (!n) return;
      n.className = !it.on ? 'none' : left ? 'todo' : 'ok';
      n.textContent = !it.on ? '不报送' : left ? '还有 ' + left + ' 处要填写或改正' : '已填好';
    });
    var state = errors ? '还有 ' + errors + ' 处要填写或改正' : faults.length ? '可以下载；有 ' + faults.length + ' 处请核对' : '已填好，可以下载';
    if ($('state').textContent !== state) $('state').textContent = state;
    if (!$('faults').hidden) listFaults(faults);
    return faults;
  }
  function nameOf(key) {
    var item = /^i(\d+)/.exec(key);
    return item ? '第' + item[1] + '项：' : '';
  }
  function listFaults(faults) {
    clear($('faults'));
    $('faults').appendChild(make('ol', {}, faults.map(function (f) {
      var b = make('button', {type: 'button', 'class': 'link' + (f.level === '警告' ? ' warn' : '')}, nameOf(f.key) + (f.level === '警告' ? '请核对：' : '') + f.text);
      b.addEventListener('click', function () { focusOn(f.key); });
      return make('li', {}, b);
    })));
  }
  function showFaults() {
    showAll = true;
    $('faults').hidden = false;
    var faults = review();
    if (!faults.length) $('faults').hidden = true;
    return faults;
  }

  /* ---- files ---- */

  function download(draft) {
    var name = S.fileName(data, form, draft), blob = new Blob([S.toXml(data, form, draft)], {type: 'application/xml;charset=utf-8'});
    if (window.navigator.msSaveOrOpenBlob) {
      window.navigator.msSaveOrOpenBlob(blob, name);
    } else {
      var a = make('a', {href: URL.createObjectURL(blob), download: name});
      document.body.appendChild(a);
      a.click();
      document.body.removeChild(a);
      setTimeout(function () { URL.revokeObjectURL(a.href); }, 60000);
    }
    dirty = false;
    notice((draft ? '草稿' : '报送文件') + '“' + name + '”已经下载，在浏览器的下载文件夹里。' + (draft ? '草稿不能报送，填完后请再下载报送文件。' : '请把它交给办公室。'));
    $('notice').scrollIntoView();
  }
  function readText(file, encoding, then) {
    var reader = new FileReader();
    reader.onload = function () { then(reader.result); };
    reader.onerror = function () { notice(S.say('notXml'), true); };
    reader.readAsText(file, encoding);
  }
  function openText(text) {
    if (/<!DOCTYPE/i.test(text)) return notice(S.say('doctype'), true);
    var doc = new DOMParser().parseFromString(text.replace(/^\ufeff?\s*<\?xml[^>]*\?>/, ''), 'application/xml');
    if (doc.getElementsByTagName('parsererror').length) return notice(S.say('notXml'), true);
    var got = S.fromDocument(data, doc);
    if (got.error) return notice(got.error, true);
    form = got.form;
    unit = got.unit;
    $('unit').value = unit['代码'];
    draw();
    dirty = false;
    notice([got.draft ? '已打开草稿，接着填第 ' + form.version + ' 版。' : '已打开原来的报送，这次是更正，版次为 ' + form.version + '。'].concat(got.notes));
  }
  /* A file that says GB18030 or GBK, and UTF-16 with a mark in front, are opened too. */
  function openFile(file) {
    readText(file, 'utf-8', function (text) {
      var declared = /^\s*<\?xml[^>]*encoding\s*=\s*["'](gb[^"']*|utf-16[^"']*)["']/i.exec(text);
      if (text.indexOf('\ufffd') < 0) return openText(text);
      readText(file, declared && /^gb/i.test(declared[1]) ? 'gb18030' : /^\ufffd\ufffd/.test(text) ? 'utf-16' : 'gb18030', openText);
    });
  }
  function mayLeave() { return !dirty || window.confirm('填写的内容还没有下载，确定不要了吗？'); }

  /* ---- start ---- */

  function option(u) { return make('option', {value: u['代码']}, u['简称']); }
  function start() {
    var list = data['单位'] || [];
    function group(label, want) {
      var some = list.filter(function (u) { return (u['应报'] === '是') === want; }).map(option);
      return some.length ? make('optgroup', {label: label}, some) : null;
    }
    document.title = data['季度说明'] + '报送填报';
    $('title').textContent = data['季度说明'] + '报送填报';
    $('issuer').textContent = data['发文机关'];
    $('about').textContent = '《' + data['方案名称'] + '》（' + data['方案'] + '）。请于' + data['期限说明'] + '前报送。';
    [make('option', {value: ''}, '请选择'), group('应报送的单位', true), group('乡镇（可以自行报送）', false)].forEach(function (n) { if (n) $('unit').appendChild(n); });
    $('unit').addEventListener('change', function () {
      if (!mayLeave()) { $('unit').value = unit ? unit['代码'] : ''; return; }
      unit = S.find(list, '代码', $('unit').value);
      form = unit ? S.newForm(data, unit) : null;
      dirty = false;
      notice('');
      draw();
    });
    $('open').addEventListener('change', function () {
      var file = $('open').files[0];
      if (file && mayLeave()) openFile(file);
      $('open').value = '';
    });
    $('check').addEventListener('click', function () { if (showFaults().length) $('faults').focus(); });
    $('draft').addEventListener('click', function () { download(true); });
    $('print').addEventListener('click', function () { growAll($('form')); window.print(); });
    $('save').addEventListener('click', function () {
      var wrong = showFaults().filter(function (f) { return f.level === '错误'; });
      if (wrong.length) focusOn(wrong[0].key);
      else download(false);
    });
    window.addEventListener('beforeunload', function (e) {
      if (dirty) { e.preventDefault(); e.returnValue = ''; }
    });
    window.addEventListener('beforeprint', function () { if (form) growAll($('form')); });
  }
  start();
}());
