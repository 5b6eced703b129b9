/*
 * The offline form, part one: what a report is, what is wrong with it, how it is written and read. Knows no page.
 * Plain ECMAScript 5, so that the browser of an old office computer runs it; no network, nothing stored.
 *
 * data: the tree of generator/forms/forms_internal.h. form: what the clerk has filled in (newForm).
 * The program that takes the file in (jibao) has the last word; the checks here only save a second round.
 */
var 季报 = (function () {
  'use strict';

  /* ---- 提示文字，可以修改 ---- */
  var SAY = {
    noUnit: '请选择本单位',
    filer: '请填写填报人', signer: '请填写审签人', phone: '请填写联系电话', date: '请填写填报日期',
    phoneForm: '不像电话号码，请核对',
    dateForm: '日期写成 2022-12-25 这样', dateNone: '日历上没有这一天', dateEarly: '填报日期在本季度开始以前，请核对',
    dateLate: '已过报送期限（{1}），会记为逾期',
    nothing: '没有填写任何事项', off: '这一项没有报送；本季度确实没有开展的，请在说明里写明原因',
    foreign: '这一项不是本单位承担的事项，收件时会退回',
    part: '请填写{1}', short: '{1}写得过于简单（不到 10 个字）', long: '这一段太长，请分成几段', bad: '含有不能使用的控制字符，请删去后重新输入',
    highlights: '请填写亮点经验，或勾选“没有亮点经验”', problems: '请写出存在的问题，或勾选“没有问题”',
    category: '请选择分类', grade: '请选择等级', text: '请写出问题', remedy: '请写出整改措施', person: '请填写责任人', state: '请选择状态',
    lost: '上季度没有销号的问题 {1} 没有写进来；已经解决的，请保留并把状态改成“已销号”',
    promise: '请写出下步打算', promiseText: '请写出打算的内容', promiseEarly: '打算的期限应在本季度以后，请核对',
    value: '请填写数字', valueForm: '只写数字：半角，不写单位、“约”和“万”，小数至多六位', valueMinus: '不能小于零', valueWhole: '以“{1}”计数，应为整数',
    valueOver: '超过了 100%，请核对', valueFell: '累计数比上季度的 {1} 还小，请核对；确实减少的，请在说明里写明原因',
    tableEmpty: '表格是空的，请从表格软件里复制粘贴，或删去', tableRagged: '第 {1} 行有 {2} 格，表头有 {3} 格', tableBig: '表格最多 500 行、20 列',
    pictureTitle: '请写出图片说明',
    notXml: '这个文件不是完好的 XML，打不开', notReport: '这个文件不是季度报送', doctype: '这个文件带有文档类型声明（DOCTYPE），不能打开',
    otherUnit: '文件里的单位“{1}”不在方案的单位表里', otherQuarter: '这份文件是 {1} 的，本表只能填 {2}',
    withdrawn: '原文件写了“撤回”，这里按正常报送打开', otherPlan: '原文件的方案文号是“{1}”，已换成现行方案的文号'
  };
  var PARTS = {progress: '工作推进情况', results: '取得成效', highlights: '亮点经验'};
  var CATEGORIES = ['政策', '资金', '项目', '人员', '数据', '协调', '其他'];
  var GRADES = ['一般', '较大', '重大'];
  var STATES = ['新增', '整改中', '已销号'];
  var WHOLE = '人 人次 名 次 场 场次 期 户 个 家 件 起 例 宗 条 批 份 篇 处 座 所 套 辆 项'.split(' ');
  var LONGEST = 20000;
  /* XML 1.0 2.2 leaves these out; lone halves of a pair are no characters */
  var BAD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/;

  function say(key) {
    var args = arguments;
    return SAY[key].replace(/\{(\d)\}/g, function (all, n) { return args[+n]; });
  }
  function trim(s) { return String(s == null ? '' : s).replace(/^[\s\u3000\ufeff]+|[\s\u3000\ufeff]+$/g, ''); }
  function filled(list) { return list.map(trim).filter(function (s) { return s !== ''; }); }
  function find(list, key, value) {
    for (var i = 0; list && i < list.length; i++) if (list[i][key] === value) return list[i];
    return null;
  }

  /* ---- dates and numbers ---- */

  /* 2022年12月5日, 2022.12.5, 2022/12/5 → 2022-12-05; anything else stays as it is */
  function tidyDate(s) {
    var t = trim(s), m = /^(\d{4})(?:[\-.\/](\d{1,2})[\-.\/](\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/.exec(t);
    function two(n) { return ('0' + n).slice(-2); }
    return m ? m[1] + '-' + two(m[2] || m[4]) + '-' + two(m[3] || m[5]) : t;
  }
  /* '' or the key of what is wrong */
  function dateFault(s) {
    var m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(tidyDate(s));
    if (!m) return 'dateForm';
    var d = new Date(+m[1], +m[2] - 1, +m[3]);
    return d.getFullYear() === +m[1] && d.getMonth() === +m[2] - 1 && d.getDate() === +m[3] ? '' : 'dateNone';
  }
  function quarterStart(data) { return data['年度'] + '-' + ('0' + ((+data['季'] - 1) * 3 + 1)).slice(-2) + '-01'; }
  function quarterEnd(data) { return data['年度'] + ['', '-03-31', '-06-30', '-09-30', '-12-31'][+data['季']]; }

  /* Full-width digits and thousands separators, converted before the clerk's eyes when the field is left. */
  function tidyNumber(s) {
    var t = trim(s).replace(/[\uff10-\uff19\uff0c\uff0e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); });
    return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(t) ? t.replace(/,/g, '') : t;
  }

  /* ---- a fresh report ---- */

  function newItem(no, duty) {
    var problems = (duty && duty['问题'] || []).map(function (p) {
      return {id: p['编号'], category: p['分类'], grade: p['等级'], text: p['描述'], remedy: p['整改措施'], person: p['责任人'],
              due: p['期限'], state: '整改中'};
    });
    return {no: no, on: true, progress: [''], results: [''], highlights: [''], noHighlights: false, problems: problems,
            noProblems: false, promises: [{text: '', due: ''}], values: {}, tables: [], pictures: []};
  }
  function newForm(data, unit) {
    return {unit: unit['代码'], version: 1, docno: '', filer: '', signer: '', title: '', phone: '', date: '', notes: [''],
            items: (unit['事项'] || []).map(function (d) { return newItem(d['序号'], d); })};
  }
  function newProblem() {
    return {id: '', category: '', grade: '', text: '', remedy: '', person: '', due: '', state: '新增'};
  }

  /* ---- checks: [{key, level, text}], key names the field ---- */

  function check(data, form) {
    var out = [], unit = find(data['单位'], '代码', form.unit);
    function fault(key, text) { out.push({key: key, level: '错误', text: text}); }
    function warn(key, text) { out.push({key: key, level: '警告', text: text}); }
    function line(key, s, missing) {
      if (trim(s) === '') { if (missing) fault(key, say(missing)); }
      else if (BAD.test(s)) fault(key, say('bad'));
      else if (s.length > LONGEST) fault(key, say('long'));
      else return true;
      return false;
    }
    function date(key, s, missing) {
      var f = trim(s) === '' ? missing : dateFault(s);
      if (f) fault(key, say(f));
      return !f && trim(s) !== '';
    }
    function paras(key, list, name, missing) {
      list.forEach(function (s, i) { line(key + '.' + i, s); });
      var some = filled(list);
      if (!some.length) fault(key + '.0', missing || say('part', name));
      else if (some.join('').length < 10) warn(key + '.0', say('short', name));
    }
    function head() {
      if (!unit) fault('unit', say('noUnit'));
      line('filer', form.filer, 'filer');
      line('signer', form.signer, 'signer');
      line('title', form.title);
      line('docno', form.docno);
      if (line('phone', form.phone, 'phone') && !/^[0-9+()（） 转,，、\-—]{7,60}$/.test(trim(form.phone))) warn('phone', say('phoneForm'));
      if (date('date', form.date, 'date')) {
        if (tidyDate(form.date) < quarterStart(data)) warn('date', say('dateEarly'));
        if (tidyDate(form.date) > data['期限']) warn('date', say('dateLate', data['期限说明']));
      }
      form.notes.forEach(function (s, i) { line('notes.' + i, s); });
    }
    function problem(key, p) {
      ['category', 'grade', 'text', 'remedy', 'person', 'state'].forEach(function (f) { line(key + '.' + f, p[f], f); });
      date(key + '.due', p.due, '');
    }
    function problems(key, it, duty) {
      if (!it.noProblems && !it.problems.length) fault(key + '.problems', say('problems'));
      if (!it.noProblems) it.problems.forEach(function (p, i) { problem(key + '.problem.' + i, p); });
      (duty && duty['问题'] || []).forEach(function (was) {
        if (it.noProblems || !find(it.problems, 'id', was['编号'])) warn(key + '.problems', say('lost', was['编号']));
      });
    }
    function promises(key, it) {
      if (!it.promises.length) fault(key + '.promises', say('promise'));
      it.promises.forEach(function (p, i) {
        var k = key + '.promise.' + i;
        line(k + '.text', p.text, it.promises.length > 1 ? 'promiseText' : 'promise');
        if (date(k + '.due', p.due, '') && tidyDate(p.due) <= quarterEnd(data)) warn(k + '.due', say('promiseEarly'));
      });
    }
    function value(key, ind, s) {
      var t = tidyNumber(s);
      if (t === '') { if (ind['必填'] === '是') fault(key, say('value')); return; }
      if (/^-/.test(t)) return fault(key, say('valueMinus'));
      if (!/^\d{1,12}(\.\d{1,6})?$/.test(t)) return fault(key, say('valueForm'));
      if (WHOLE.indexOf(ind['单位']) >= 0 && /\.\d*[1-9]/.test(t)) return fault(key, say('valueWhole', ind['单位']));
      if (ind['单位'] === '%' && +t > 100) (ind['满分'] === '是' ? fault : warn)(key, say('valueOver'));
      if (ind['可比'] === '是' && ind['上季'] !== '' && +t < +ind['上季']) warn(key, say('valueFell', ind['上季']));
    }
    function tables(key, it) {
      it.tables.forEach(function (t, i) {
        var k = key + '.table.' + i;
        line(k + '.title', t.title);
        if (!t.rows.length) return fault(k, say('tableEmpty'));
        if (t.rows.length > 500 || t.rows[0].length > 20) return fault(k, say('tableBig'));
        t.rows.forEach(function (r, n) {
          if (r.length !== t.rows[0].length) fault(k, say('tableRagged', n + 1, r.length, t.rows[0].length));
          if (BAD.test(r.join(''))) fault(k, say('bad'));
        });
      });
      it.pictures.forEach(function (p, i) { line(key + '.picture.' + i, p.title, 'pictureTitle'); });
    }
    function item(it) {
      var key = 'i' + it.no, duty = unit && find(unit['事项'], '序号', it.no);
      if (!it.on) return warn(key, say('off'));
      if (!duty) fault(key, say('foreign'));
      paras(key + '.progress', it.progress, PARTS.progress);
      paras(key + '.results', it.results, PARTS.results);
      if (!it.noHighlights) paras(key + '.highlights', it.highlights, PARTS.highlights, say('highlights'));
      problems(key, it, duty);
      promises(key, it);
      (duty && duty['指标'] || []).forEach(function (ind) { value(key + '.value.' + ind['代码'], ind, it.values[ind['代码']]); });
      tables(key, it);
    }
    head();
    form.items.forEach(item);
    if (!form.items.some(function (it) { return it.on; })) fault('unit', say('nothing'));
    return out;
  }

  /* ---- writing ---- */

  function escape(s) {
    return String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  }
  /* The report as XML. A draft keeps empty places, so that it can be opened again; a report has none. */
  function toXml(data, form, draft) {
    var out = [], depth = 0, unit = find(data['单位'], '代码', form.unit);
    function attrs(a) {
      var s = '';
      for (var k in a) if (a[k] !== '' && a[k] != null) s += ' ' + k + '="' + escape(a[k]) + '"';
      return s;
    }
    function put(s) { out.push(new Array(depth + 1).join('  ') + s); }
    function leaf(name, s, a) { put('<' + name + attrs(a) + '>' + escape(trim(s)) + '</' + name + '>'); }
    function optional(name, s) { if (trim(s) !== '') leaf(name, s); }
    function open(name, a) { put('<' + name + attrs(a) + '>'); depth++; }
    function close(name) { depth--; put('</' + name + '>'); }
    function paras(name, list, none) {
      var some = filled(list);
      open(name);
      if (none) put('<无/>');
      else if (some.length) some.forEach(function (s) { leaf('段', s); });
      else if (draft) put('<段></段>');
      close(name);
    }
    function problem(p) {
      open('问题', {'编号': p.id});
      leaf('分类', p.category);
      leaf('等级', p.grade);
      leaf('描述', p.text);
      leaf('整改措施', p.remedy);
      leaf('责任人', p.person);
      optional('期限', tidyDate(p.due));
      leaf('状态', p.state);
      close('问题');
    }
    function table(t) {
      open('表格');
      optional('表题', t.title);
      t.rows.forEach(function (r) {
        put('<行>' + r.map(function (c) { return '<格>' + escape(c) + '</格>'; }).join('') + '</行>');
      });
      close('表格');
    }
    function item(it) {
      if (!it.on) return;
      var plan = find(data['事项'], '序号', it.no), duty = unit && find(unit['事项'], '序号', it.no), known = {};
      if (plan) put('<!-- 第' + it.no + '项「' + plan['名称'].replace(/--/g, '－－') + '」 -->');
      open('事项', {'序号': it.no});
      paras('工作推进情况', it.progress);
      paras('取得成效', it.results);
      paras('亮点经验', it.highlights, it.noHighlights);
      open('存在问题');
      if (it.noProblems) put('<无/>');
      else it.problems.forEach(problem);
      close('存在问题');
      open('下步打算');
      it.promises.forEach(function (p) {
        open('打算');
        leaf('内容', p.text);
        optional('期限', tidyDate(p.due));
        close('打算');
      });
      close('下步打算');
      (duty && duty['指标'] || []).forEach(function (ind) {
        var s = tidyNumber(it.values[ind['代码']]);
        known[ind['代码']] = true;
        if (s !== '') leaf('指标值', s, {'指标': ind['代码'], '单位': ind['单位']});
      });
      for (var code in it.values) if (!known[code] && trim(it.values[code]) !== '') leaf('指标值', it.values[code], {'指标': code});
      it.tables.forEach(table);
      it.pictures.forEach(function (p) { leaf('图片', p.data, {'说明': p.title, '类型': p.media}); });
      close('事项');
    }
    out.push('<?xml version="1.0" encoding="UTF-8"?>');
    if (draft) put('<!--草稿：还没有填完，不能报送-->');
    open('季度报送', {'格式版本': '1'});
    leaf('单位', unit ? unit['简称'] : '');
    leaf('年度', data['年度']);
    leaf('季度', data['季']);
    leaf('方案', data['方案']);
    optional('发文字号', form.docno);
    leaf('填报人', form.filer);
    leaf('审签人', form.signer, {'职务': trim(form.title)});
    leaf('联系电话', form.phone);
    leaf('填报日期', tidyDate(form.date));
    leaf('版次', String(form.version));
    if (filled(form.notes).length) paras('说明', form.notes);
    form.items.forEach(item);
    close('季度报送');
    return out.join('\n') + '\n';
  }
  function fileName(data, form, draft) {
    var unit = find(data['单位'], '代码', form.unit);
    return (unit ? unit['简称'] : '').replace(/[\\\/:*?"<>|\s]/g, '_') + '-' + data['季度'] + (draft ? '-草稿' : '-第' + form.version + '版') + '.xml';
  }

  /* ---- reading a file written before (doc: a parsed XML document) ---- */

  function kids(node, name) {
    var v = [];
    for (var n = node ? node.firstChild : null; n; n = n.nextSibling)
      if (n.nodeType === 1 && n.nodeName === name) v.push(n);
    return v;
  }
  function kid(node, name) { return kids(node, name)[0] || null; }
  function textOf(node) { return node ? trim(node.textContent) : ''; }
  function at(node, name) { return node && node.getAttribute(name) || ''; }
  function parasOf(node) {
    var v = kids(node, '段').map(textOf);
    return v.length ? v : [''];
  }

  function findUnit(data, name) {
    function bare(s) { return s.replace(/[\s\u3000]/g, ''); }
    function core(s) { return bare(s).replace(/^.{1,8}?[县市区](?=..)/, '').replace(/^县(?=..)/, ''); }
    function spellings(u) {
      return [u['代码'], u['全称'], u['简称']].concat((u['别名'] || []).map(function (a) { return a['名']; }));
    }
    function search(form) {
      return (data['单位'] || []).filter(function (u) {
        return spellings(u).some(function (s) { return form(s) === form(name); });
      })[0] || null;
    }
    return search(bare) || search(core);
  }
  /* 第四季度, 4, ４, Q4, 2022Q4, 2022年第四季度 → 4; 0 if none of these */
  function quarterNo(s) {
    var m = /[1-4１-４一二三四]/.exec(s.replace(/^\s*[0-9０-９]{4}/, ''));
    return m ? '1234１２３４一二三四'.indexOf(m[0]) % 4 + 1 : 0;
  }

  function readItem(node, it) {
    function each(part, name, read) { return kids(kid(node, part), name).map(read); }
    it.on = true;
    it.progress = parasOf(kid(node, '工作推进情况'));
    it.results = parasOf(kid(node, '取得成效'));
    it.highlights = parasOf(kid(node, '亮点经验'));
    it.noHighlights = !!kid(kid(node, '亮点经验'), '无');
    it.noProblems = !!kid(kid(node, '存在问题'), '无');
    it.problems = each('存在问题', '问题', function (p) {
      return {id: at(p, '编号'), category: textOf(kid(p, '分类')), grade: textOf(kid(p, '等级')), text: textOf(kid(p, '描述')),
              remedy: textOf(kid(p, '整改措施')), person: textOf(kid(p, '责任人')), due: tidyDate(textOf(kid(p, '期限'))),
              state: textOf(kid(p, '状态'))};
    });
    it.promises = each('下步打算', '打算', function (p) {
      return {text: textOf(kid(p, '内容')), due: tidyDate(textOf(kid(p, '期限')))};
    });
    if (!it.promises.length) it.promises = [{text: '', due: ''}];
    it.values = {};
    kids(node, '指标值').forEach(function (v) { it.values[at(v, '指标')] = tidyNumber(textOf(v)); });
    it.tables = kids(node, '表格').map(function (t) {
      return {title: textOf(kid(t, '表题')), rows: kids(t, '行').map(function (r) {
        return kids(r, '格').map(function (c) { return c.textContent; });
      })};
    });
    it.pictures = kids(node, '图片').map(function (p) {
      return {title: at(p, '说明'), media: at(p, '类型'), data: p.textContent.replace(/\s/g, '')};
    });
    return it;
  }

  /* {form, notes} or {error}. A draft keeps its 版次; a report that was sent gets the next one. */
  function fromDocument(data, doc) {
    var root = doc && doc.documentElement, notes = [], draft = false;
    if (!root || root.nodeName !== '季度报送') return {error: say('notReport')};
    for (var n = doc.firstChild; n; n = n.nextSibling) draft = draft || (n.nodeType === 8 && /^草稿/.test(n.nodeValue));
    var name = textOf(kid(root, '单位')), unit = findUnit(data, name);
    if (!unit) return {error: say('otherUnit', name)};
    var year = tidyNumber(textOf(kid(root, '年度')).replace(/年$/, '')), q = quarterNo(textOf(kid(root, '季度')));
    if (year !== data['年度'] || q !== +data['季']) return {error: say('otherQuarter', year + '年第' + (q || '？') + '季度', data['季度说明'])};
    if (kid(root, '撤回')) notes.push(say('withdrawn'));
    if (textOf(kid(root, '方案')) !== data['方案']) notes.push(say('otherPlan', textOf(kid(root, '方案'))));
    var form = newForm(data, unit), signer = kid(root, '审签人');
    form.docno = textOf(kid(root, '发文字号'));
    form.filer = textOf(kid(root, '填报人'));
    form.signer = textOf(signer);
    form.title = at(signer, '职务');
    form.phone = textOf(kid(root, '联系电话'));
    form.date = tidyDate(textOf(kid(root, '填报日期')));
    form.version = (parseInt(textOf(kid(root, '版次')), 10) || (draft ? 1 : 0)) + (draft ? 0 : 1);
    form.notes = parasOf(kid(root, '说明'));
    form.items.forEach(function (it) { it.on = false; }); /* what is not in the file was not reported */
    kids(root, '事项').forEach(function (node) {
      var no = tidyNumber(at(node, '序号')), it = find(form.items, 'no', no);
      if (!it) form.items.push(it = newItem(no, null));
      readItem(node, it);
    });
    return {form: form, unit: unit, draft: draft, notes: notes};
  }

  return {SAY: SAY, PARTS: PARTS, CATEGORIES: CATEGORIES, GRADES: GRADES, STATES: STATES, say: say, trim: trim, find: find,
          tidyDate: tidyDate, dateFault: dateFault, tidyNumber: tidyNumber, newForm: newForm, newItem: newItem, newProblem: newProblem,
          check: check, toXml: toXml, fileName: fileName, fromDocument: fromDocument, quarterNo: quarterNo, findUnit: findUnit};
}());
