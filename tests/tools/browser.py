"""A page of ours in headless Chromium: with a script of the test's appended, what it leaves in the page, and what went wrong.

    page = browse(html_path, script=..., size=(1280, 900))
    page.dom       the document when all was quiet
    page.result    what the script left with give(value), decoded from JSON
    page.console   messages of the console (errors of scripts, refused loads)
    page.requests  addresses that the page asked for beside itself
"""
import html, json, os, re, subprocess, tempfile

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars',
         '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-default-apps',
         '--disable-extensions', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND', '--enable-logging=stderr', '--v=0']
GIVE = '''
<pre id="the-result" hidden></pre>
<script>
var given = false;
function give(v) { given = true; document.getElementById('the-result').textContent = encodeURIComponent(JSON.stringify(v)); }
/* The browser's clock runs ahead of its other processes, which read files and blobs: real work holds it back until the result is there. */
(function hold(left) {
  for (var i = 0, x = 1; i < 4e6; i++) x = x * 31 % 65521;
  if (left && !given && x) setTimeout(hold, 50, left - 1);
}(1000));
window.onerror = function (m) { give({error: m}); };
</script>
'''


class Page:
    pass


def asked(net):
    """What the page asked for; the browser's own calls home have no initiator (and no network)."""
    found = set()
    for line in open(net, encoding='utf-8', errors='replace'):
        m = re.search(r'"initiator":"([^"]*)".*?"url":"([^"]+)"', line)
        if m and m.group(1) != 'not an origin' and not m.group(2).startswith(('file:', 'data:', 'blob:', 'chrome')):
            found.add(m.group(2))
    return sorted(found)


def browse(path, script='', size=(1280, 900), shot=None):
    with tempfile.TemporaryDirectory() as tmp:
        source = open(path, encoding='utf-8').read()
        if script:
            assert '</body>' in source
            # the page's own policy may allow no script at all; the copy allows the test's
            if 'script-src' not in source:
                source = source.replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'", 1)
            source = source.replace('</body>', GIVE + '<script>\n' + script + '\n</script></body>')
            # beside the page itself, so that its links mean the same
            copy = os.path.join(os.path.dirname(os.path.abspath(path)), '.browser-test.html')
            open(copy, 'w', encoding='utf-8').write(source)
        else:
            copy = os.path.abspath(path)
        net = os.path.join(tmp, 'net.json')
        try:
            run = subprocess.run(['chromium', *FLAGS, '--user-data-dir=' + os.path.join(tmp, 'profile'), '--log-net-log=' + net,
                                  '--window-size=%d,%d' % size, '--virtual-time-budget=60000']
                                 + (['--screenshot=' + shot] if shot else ['--dump-dom']) + ['file://' + copy],
                                 capture_output=True, timeout=120)
        finally:
            if script:
                os.unlink(copy)
        page = Page()
        page.dom = run.stdout.decode('utf-8', 'replace')
        page.console = [l for l in run.stderr.decode('utf-8', 'replace').splitlines() if ':CONSOLE' in l]
        page.requests = asked(net)
        got = re.search(r'<pre id="the-result"[^>]*>([^<]*)</pre>', page.dom)
        page.result = None
        if got and got.group(1):
            from urllib.parse import unquote
            page.result = json.loads(unquote(html.unescape(got.group(1))))
        return page
