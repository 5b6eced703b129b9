<?xml version="1.0" encoding="UTF-8"?>
<!--
  总览：一个季度一页，静态网页，不联网、不用脚本，电脑、手机都能看，能打印。颜色之外都有文字，黑白打印也看得懂。
  数据只来自报告数据（templates/schema/报告数据.md）。参数 文件：这个季度已经写出的文件，|部门报告/县民政局.pdf|回执/000012-县民政局.txt| 这样连起来；
  没有生成：这次该写而没有写成的公文，部门报告/县林业局、汇总报告 这样连起来。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:param name="文件" select="'|'"/>
  <xsl:param name="没有生成" select="''"/>
  <xsl:variable name="机关" select="/*/机关"/>
  <xsl:variable name="季度" select="/*/季度"/>
  <xsl:variable name="总体" select="/*/总体"/>
  <!-- 方案外：方案已经没有的事项、单位上没有销号的问题，和公文里一样算在内 -->
  <xsl:variable name="问题们" select="/*/行动/事项/存在问题/问题 | /*/方案外/问题"/>

  <xsl:template match="/">
    <html lang="zh-CN">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title><xsl:value-of select="concat($季度/@名称, $机关/工作名称, '总览')"/></title>
        <style><xsl:call-template name="样式"/></style>
      </head>
      <body>
        <a class="skip" href="#main">跳到正文</a>
        <header>
          <p class="issuer"><xsl:value-of select="$机关/名称"/></p>
          <h1><xsl:value-of select="concat($季度/@名称, '总览')"/></h1>
          <p class="about"><xsl:value-of select="concat($机关/工作名称, '　截至', $季度/@今日, '　报送期限', $季度/@期限)"/></p>
        </header>
        <nav aria-label="本页内容"><ul>
          <li><a href="#filing">报送</a></li><li><a href="#items">事项</a></li><li><a href="#targets">指标</a></li>
          <li><a href="#problems">问题</a></li><li><a href="#papers">公文</a></li><li><a href="#received">来件</a></li>
        </ul></nav>
        <main id="main">
          <xsl:call-template name="要点"/>
          <xsl:call-template name="报送"/>
          <xsl:call-template name="事项表"/>
          <xsl:call-template name="指标"/>
          <xsl:call-template name="问题"/>
          <xsl:call-template name="公文"/>
          <xsl:call-template name="来件"/>
        </main>
        <footer><p>本页由 jibao 根据各单位报送生成，数字可用 <code>jibao explain 指标代码</code> 查到出处。</p></footer>
      </body>
    </html>
  </xsl:template>

  <!-- ==== 零件 ==== -->

  <!-- 状态标签：形状和文字一起说话，不单靠颜色 -->
  <xsl:template name="标签">
    <xsl:param name="文"/>
    <span>
      <xsl:attribute name="class">
        <xsl:text>tag </xsl:text>
        <xsl:choose>
          <xsl:when test="$文 = '完成' or $文 = '按时' or $文 = '已销号' or $文 = '接收'">good</xsl:when>
          <xsl:when test="$文 = '正常' or $文 = '整改中' or $文 = '新增'">plain</xsl:when>
          <xsl:when test="$文 = '滞后' or $文 = '未再提及' or $文 = '退回'">warn</xsl:when>
          <xsl:when test="$文 = '逾期' or $文 = '期限已过' or $文 = '未报'">bad</xsl:when>
          <xsl:otherwise>none</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:choose>
        <xsl:when test="$文 = '完成' or $文 = '按时' or $文 = '已销号' or $文 = '接收'">✓ </xsl:when>
        <xsl:when test="$文 = '滞后' or $文 = '未再提及' or $文 = '退回'">△ </xsl:when>
        <xsl:when test="$文 = '逾期' or $文 = '期限已过' or $文 = '未报'">✕ </xsl:when>
      </xsl:choose>
      <xsl:value-of select="$文"/>
    </span>
  </xsl:template>

  <xsl:template name="格">
    <xsl:param name="题"/><xsl:param name="数"/><xsl:param name="注"/>
    <div class="tile"><dt><xsl:value-of select="$题"/></dt><dd><xsl:value-of select="$数"/><xsl:if test="$注"><small><xsl:value-of select="$注"/></small></xsl:if></dd></div>
  </xsl:template>

  <!-- 链接：文件已经写出才有 -->
  <xsl:template name="链接">
    <xsl:param name="路径"/><xsl:param name="文"/>
    <xsl:choose>
      <xsl:when test="contains($文件, concat('|', $路径, '|'))"><a href="{$路径}"><xsl:value-of select="$文"/></a></xsl:when>
      <xsl:otherwise><xsl:value-of select="$文"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="回执">
    <xsl:param name="号"/><xsl:param name="文"/>
    <xsl:variable name="头" select="concat('|回执/', format-number($号, '000000'), '-')"/>
    <xsl:choose>
      <xsl:when test="contains($文件, $头)">
        <a href="{concat('回执/', format-number($号, '000000'), '-', substring-before(substring-after($文件, $头), '|'))}"><xsl:value-of select="$文"/></a>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$文"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 进度条：实的是完成率，竖线是时间进度 -->
  <xsl:template name="进度条">
    <xsl:variable name="长"><xsl:choose><xsl:when test="@完成率 &gt; 100">100</xsl:when><xsl:otherwise><xsl:value-of select="@完成率"/></xsl:otherwise></xsl:choose></xsl:variable>
    <svg class="bar" viewBox="0 0 104 12" role="img" preserveAspectRatio="none" aria-label="{concat('完成率', @完成率, '%，时间进度', @时间进度, '%')}">
      <rect x="2" y="2" width="100" height="8" class="frame"/>
      <rect x="2" y="2" width="{$长}" height="8" class="fill"/>
      <xsl:if test="@时间进度"><line x1="{2 + @时间进度}" x2="{2 + @时间进度}" y1="0" y2="12" class="time"/></xsl:if>
    </svg>
  </xsl:template>

  <!-- 走势：每季度一根柱，高是完成率（到 100 为止），本季度的是实心；没有数的季度空着 -->
  <xsl:template name="走势">
    <xsl:variable name="末" select="count(走势/季)"/>
    <svg class="trend" viewBox="0 0 {16 * $末 + 4} 30" role="img">
      <xsl:attribute name="aria-label"><xsl:for-each select="走势/季[@值]"><xsl:if test="position() &gt; 1">，</xsl:if><xsl:value-of select="concat(@名称, @值, ../../@单位)"/></xsl:for-each></xsl:attribute>
      <line x1="0" x2="{16 * $末 + 4}" y1="29" y2="29" class="base"/>
      <xsl:for-each select="走势/季">
        <xsl:variable name="高"><xsl:choose><xsl:when test="not(@完成率)">0</xsl:when><xsl:when test="@完成率 &gt; 100">27</xsl:when><xsl:otherwise><xsl:value-of select="@完成率 * 0.27"/></xsl:otherwise></xsl:choose></xsl:variable>
        <xsl:if test="@完成率"><rect x="{16 * (position() - 1) + 4}" y="{29 - $高}" width="12" height="{$高}"><xsl:attribute name="class"><xsl:choose><xsl:when test="position() = $末">fill</xsl:when><xsl:otherwise>frame</xsl:otherwise></xsl:choose></xsl:attribute></rect></xsl:if>
      </xsl:for-each>
    </svg>
  </xsl:template>

  <!-- ==== 各节 ==== -->

  <xsl:template name="要点">
    <dl class="tiles">
      <xsl:call-template name="格"><xsl:with-param name="题">已报送的单位</xsl:with-param><xsl:with-param name="数" select="concat($总体/报送/@已报, '/', $总体/报送/@应报)"/>
        <xsl:with-param name="注" select="concat('按时', $总体/报送/@按时, '　逾期', $总体/报送/@逾期)"/></xsl:call-template>
      <xsl:call-template name="格"><xsl:with-param name="题">没有报送的单位</xsl:with-param><xsl:with-param name="数" select="$总体/报送/@未报 + $总体/报送/@退回"/>
        <xsl:with-param name="注" select="concat('未报', $总体/报送/@未报, '　退回', $总体/报送/@退回)"/></xsl:call-template>
      <xsl:call-template name="格"><xsl:with-param name="题">有单位报告进展的事项</xsl:with-param><xsl:with-param name="数" select="concat($总体/事项/@有报, '/', $总体/事项/@总数)"/></xsl:call-template>
      <xsl:call-template name="格"><xsl:with-param name="题">达到目标的指标</xsl:with-param><xsl:with-param name="数" select="concat($总体/指标/@完成, '/', $总体/指标/@总数 - $总体/指标/@不评)"/>
        <xsl:with-param name="注" select="concat('正常', $总体/指标/@正常, '　滞后', $总体/指标/@滞后, '　逾期', $总体/指标/@逾期, '　不评', $总体/指标/@不评)"/></xsl:call-template>
      <xsl:call-template name="格"><xsl:with-param name="题">正在整改的问题</xsl:with-param><xsl:with-param name="数" select="$总体/问题/@在办"/>
        <xsl:with-param name="注" select="concat('新增', $总体/问题/@新增, '　逾期', $总体/问题/@逾期, '　已销号', $总体/问题/@已销号)"/></xsl:call-template>
      <xsl:call-template name="格"><xsl:with-param name="题">没有报告整改结果的问题</xsl:with-param><xsl:with-param name="数" select="$总体/问题/@未再提及"/>
        <xsl:with-param name="注" select="concat('其中期限已过', $总体/问题/@过期未报)"/></xsl:call-template>
    </dl>
  </xsl:template>

  <xsl:template name="报送">
    <section aria-labelledby="filing"><h2 id="filing">报送情况</h2>
      <p class="hint">首次到件日期：按时、逾期照它评定；退回后更正、又报新版的，现行一版的到件日期见“来件”。</p>
      <div class="wide" role="region" aria-labelledby="c-filing" tabindex="0"><table>
        <caption id="c-filing">各单位报送情况（<xsl:value-of select="count(/*/报送情况/单位)"/>个单位）</caption>
        <thead><tr><th scope="col">单位</th><th scope="col">状态</th><th scope="col">首次到件日期</th><th scope="col" class="n">版次</th><th scope="col" class="n">事项</th><th scope="col" class="n">退回</th><th scope="col">联系人</th><th scope="col">回执</th></tr></thead>
        <tbody>
          <xsl:for-each select="/*/报送情况/单位[@应报 = '是' and @状态 = '未报']"><xsl:call-template name="报送行"/></xsl:for-each>
          <xsl:for-each select="/*/报送情况/单位[@应报 = '是' and @状态 = '退回']"><xsl:call-template name="报送行"/></xsl:for-each>
          <xsl:for-each select="/*/报送情况/单位[@应报 = '是' and @状态 = '逾期']"><xsl:call-template name="报送行"/></xsl:for-each>
          <xsl:for-each select="/*/报送情况/单位[@应报 = '是' and @状态 = '按时']"><xsl:call-template name="报送行"/></xsl:for-each>
          <xsl:for-each select="/*/报送情况/单位[@应报 != '是']"><xsl:call-template name="报送行"/></xsl:for-each>
        </tbody>
      </table></div>
      <xsl:variable name="待改" select="/*/报送情况/单位[@更正未重报 = '是']"/>
      <xsl:if test="$待改"><p class="fault">更正材料退回后没有重报，仍以以前那一版为准：<xsl:for-each select="$待改"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:value-of select="concat(@简称, '（第', @版次, '版）')"/></xsl:for-each>。</p></xsl:if>
      <xsl:variable name="不明" select="/*/报送情况/未识别来件"/>
      <xsl:if test="$不明"><p class="fault"><xsl:value-of select="concat('认不出是哪个单位报的、已退回的来件', count($不明), '件：')"/><xsl:for-each select="$不明"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:call-template name="回执"><xsl:with-param name="号" select="@回执号"/><xsl:with-param name="文" select="format-number(@回执号, '000000')"/></xsl:call-template><xsl:value-of select="concat('（', @文件, '，', @到件日期, '到）')"/></xsl:for-each>。请问清是谁报的。</p></xsl:if>
    </section>
  </xsl:template>
  <xsl:template name="报送行">
    <xsl:variable name="码" select="@代码"/>
    <xsl:variable name="文件名"><xsl:value-of select="@文件名"/><xsl:if test="not(@文件名)"><xsl:value-of select="@简称"/></xsl:if></xsl:variable>
    <tr>
      <th scope="row"><xsl:call-template name="链接"><xsl:with-param name="路径" select="concat('部门报告/', $文件名, '.pdf')"/><xsl:with-param name="文" select="@简称"/></xsl:call-template>
        <xsl:if test="@应报 != '是'"><small>（主动报送）</small></xsl:if></th>
      <td><xsl:call-template name="标签"><xsl:with-param name="文" select="@状态"/></xsl:call-template></td>
      <td class="d"><xsl:value-of select="@首次到件"/></td>
      <td class="n"><xsl:value-of select="@版次"/></td>
      <td class="n"><xsl:if test="@实报事项"><xsl:value-of select="@实报事项"/><xsl:if test="@应报事项 &gt; 0"><xsl:value-of select="concat('/', @应报事项)"/></xsl:if></xsl:if></td>
      <td class="n"><xsl:if test="@退回次数 &gt; 0"><xsl:value-of select="@退回次数"/></xsl:if></td>
      <td><xsl:value-of select="concat(@填报人, ' ', @电话)"/></td>
      <td><xsl:for-each select="/*/报送情况/来件[@单位代码 = $码]"><xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
        <xsl:call-template name="回执"><xsl:with-param name="号" select="@回执号"/><xsl:with-param name="文" select="format-number(@回执号, '000000')"/></xsl:call-template></xsl:for-each></td>
    </tr>
  </xsl:template>

  <xsl:template name="事项表">
    <section aria-labelledby="items"><h2 id="items">事项</h2>
      <xsl:for-each select="/*/行动">
        <div class="wide" role="region" aria-labelledby="a-{@序号}" tabindex="0"><table>
          <caption id="a-{@序号}"><xsl:value-of select="concat('行动', @序号, '　', @名称)"/></caption>
          <thead><tr><th scope="col" class="n">序号</th><th scope="col">事项</th><th scope="col">主责单位</th><th scope="col">评定</th><th scope="col">理由</th><th scope="col" class="n">报送</th><th scope="col">指标</th><th scope="col" class="n">正在整改的问题</th></tr></thead>
          <tbody><xsl:for-each select="事项">
            <xsl:variable name="号" select="@序号"/>
            <tr>
              <td class="n"><xsl:value-of select="@序号"/></td>
              <th scope="row"><xsl:value-of select="@名称"/></th>
              <td><xsl:value-of select="责任单位/单位[@主责 = '是']/@简称"/></td>
              <td><xsl:call-template name="标签"><xsl:with-param name="文" select="@灯"/></xsl:call-template></td>
              <td><xsl:value-of select="@理由"/></td>
              <td class="n"><xsl:value-of select="concat(count(责任单位/单位[@责任单位 = '是' and @报了本项 = '是']), '/', count(责任单位/单位[@责任单位 = '是']))"/></td>
              <td><xsl:for-each select="/*/指标表/指标[@事项 = $号]"><a class="quiet" href="#t-{@代码}" title="{@名称}"><xsl:call-template name="标签"><xsl:with-param name="文" select="@灯"/></xsl:call-template></a><xsl:text> </xsl:text></xsl:for-each></td>
              <td class="n"><xsl:variable name="办" select="存在问题/问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期']"/><xsl:if test="$办"><xsl:value-of select="count($办)"/></xsl:if></td>
            </tr>
          </xsl:for-each></tbody>
        </table></div>
      </xsl:for-each>
    </section>
  </xsl:template>

  <xsl:template name="指标">
    <section aria-labelledby="targets"><h2 id="targets">指标</h2>
      <p class="hint">进度：条里实的是完成率，竖线是时间进度。走势：每季度一根柱，高是完成率，实心的是本季度。</p>
      <div class="wide" role="region" aria-labelledby="c-targets" tabindex="0"><table>
        <caption id="c-targets">指标完成情况</caption>
        <thead><tr><th scope="col">代码</th><th scope="col">指标</th><th scope="col" class="n">目标</th><th scope="col" class="n">上季度</th><th scope="col" class="n">本季度</th><th scope="col">进度</th><th scope="col">走势</th><th scope="col">评定</th><th scope="col">理由</th></tr></thead>
        <tbody><xsl:for-each select="/*/指标表/指标">
          <tr id="t-{@代码}">
            <td><xsl:value-of select="@代码"/></td>
            <th scope="row"><xsl:value-of select="@名称"/><small><xsl:value-of select="concat('（', @单位, '，', @口径, '，', @汇总方式, '）')"/></small></th>
            <td class="n"><xsl:if test="@目标"><xsl:value-of select="concat(@关系, @目标)"/></xsl:if></td>
            <td class="n"><xsl:value-of select="@上季度值"/></td>
            <td class="n"><strong><xsl:value-of select="@值[not(../@各数)] | @各数"/></strong><xsl:if test="not(@各数) and @增减 and @增减 != '0'"><small><xsl:if test="not(starts-with(@增减, '-'))">+</xsl:if><xsl:value-of select="@增减"/></small></xsl:if></td>
            <td><xsl:if test="@完成率"><xsl:call-template name="进度条"/></xsl:if></td>
            <td><xsl:if test="count(走势/季[@完成率]) &gt; 1"><xsl:call-template name="走势"/></xsl:if></td>
            <td><xsl:call-template name="标签"><xsl:with-param name="文" select="@灯"/></xsl:call-template></td>
            <td><xsl:value-of select="理由"/><xsl:if test="@冲突 = '是'"><br/>各单位数据不一致：<xsl:for-each select="单位值[@值]"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:value-of select="concat(@简称, @值)"/></xsl:for-each></xsl:if></td>
          </tr>
        </xsl:for-each></tbody>
      </table></div>
    </section>
  </xsl:template>

  <xsl:template name="问题">
    <section aria-labelledby="problems"><h2 id="problems">问题</h2>
      <xsl:call-template name="问题表"><xsl:with-param name="号">1</xsl:with-param><xsl:with-param name="题">逾期的</xsl:with-param><xsl:with-param name="集" select="$问题们[@跟踪 = '逾期']"/></xsl:call-template>
      <xsl:call-template name="问题表"><xsl:with-param name="号">2</xsl:with-param><xsl:with-param name="题">以前季度反映、没有报告整改结果的</xsl:with-param><xsl:with-param name="集" select="$问题们[@跟踪 = '未再提及']"/></xsl:call-template>
      <xsl:call-template name="问题表"><xsl:with-param name="号">3</xsl:with-param><xsl:with-param name="题">本季度新增的</xsl:with-param><xsl:with-param name="集" select="$问题们[@跟踪 = '新增']"/></xsl:call-template>
      <xsl:call-template name="问题表"><xsl:with-param name="号">4</xsl:with-param><xsl:with-param name="题">整改中的（以前季度反映继续整改、本季度反映并着手整改）</xsl:with-param><xsl:with-param name="集" select="$问题们[@跟踪 = '整改中']"/></xsl:call-template>
      <details><summary>本季度整改销号的（<xsl:value-of select="count($问题们[@跟踪 = '已销号'])"/>个）</summary>
        <xsl:call-template name="问题表"><xsl:with-param name="号">5</xsl:with-param><xsl:with-param name="题">已销号</xsl:with-param><xsl:with-param name="集" select="$问题们[@跟踪 = '已销号']"/></xsl:call-template>
      </details>
    </section>
  </xsl:template>
  <xsl:template name="问题表">
    <xsl:param name="号"/><xsl:param name="题"/><xsl:param name="集"/>
    <xsl:if test="$集">
      <div class="wide" role="region" aria-labelledby="p-{$号}" tabindex="0"><table>
        <caption id="p-{$号}"><xsl:value-of select="concat($题, '（', count($集), '个）')"/></caption>
        <thead><tr><th scope="col" class="n">事项</th><th scope="col">单位</th><th scope="col">问题</th><th scope="col">整改措施</th><th scope="col">责任人</th><th scope="col">整改期限</th><th scope="col">状态</th></tr></thead>
        <tbody><xsl:for-each select="$集">
          <tr>
            <td class="n"><xsl:choose><xsl:when test="ancestor::事项"><xsl:value-of select="ancestor::事项/@序号"/></xsl:when><xsl:when test="@事项 &gt; 0"><xsl:value-of select="concat('原', @事项)"/></xsl:when><xsl:otherwise>方案外</xsl:otherwise></xsl:choose></td><td><xsl:value-of select="@单位"/></td>
            <th scope="row" class="long"><xsl:value-of select="描述"/><small><xsl:value-of select="concat('（', @分类, '，', @等级, '，', @编号, '）')"/></small></th>
            <td class="long"><xsl:value-of select="整改措施"/></td><td><xsl:value-of select="@责任人"/></td><td class="d"><xsl:value-of select="@期限"/></td>
            <td>
              <xsl:choose>
                <xsl:when test="@跟踪 = '未再提及' and @已过期限 = '是'"><xsl:call-template name="标签"><xsl:with-param name="文">期限已过</xsl:with-param></xsl:call-template><small><xsl:value-of select="@原因"/></small></xsl:when>
                <xsl:when test="@跟踪 = '未再提及'"><xsl:call-template name="标签"><xsl:with-param name="文">未再提及</xsl:with-param></xsl:call-template><small><xsl:value-of select="@原因"/></small></xsl:when>
                <xsl:otherwise><xsl:call-template name="标签"><xsl:with-param name="文" select="@跟踪"/></xsl:call-template></xsl:otherwise>
              </xsl:choose>
            </td>
          </tr>
        </xsl:for-each></tbody>
      </table></div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="公文">
    <section aria-labelledby="papers"><h2 id="papers">公文</h2>
      <xsl:if test="$没有生成 != ''"><p class="fault"><xsl:value-of select="concat('没有生成：', translate($没有生成, '/', '：'), '。原因见运行时的提示；改正后重新运行。')"/></p></xsl:if>
      <ul class="papers"><xsl:call-template name="公文项"><xsl:with-param name="余" select="substring-after($文件, '|')"/></xsl:call-template></ul>
    </section>
  </xsl:template>
  <xsl:template name="公文项">
    <xsl:param name="余"/>
    <xsl:if test="contains($余, '|')">
      <xsl:variable name="名" select="substring-before($余, '|')"/>
      <xsl:if test="contains($名, '.pdf')"><li><a href="{$名}"><xsl:value-of select="translate(substring-before($名, '.pdf'), '/', '：')"/></a></li></xsl:if>
      <xsl:call-template name="公文项"><xsl:with-param name="余" select="substring-after($余, '|')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="来件">
    <section aria-labelledby="received"><h2 id="received">来件</h2>
      <details><summary>全部来件（<xsl:value-of select="count(/*/报送情况/来件)"/>件）</summary>
        <div class="wide" role="region" aria-labelledby="c-received" tabindex="0"><table>
          <caption id="c-received">来件和回执</caption>
          <thead><tr><th scope="col">回执</th><th scope="col">文件</th><th scope="col">到件日期</th><th scope="col">结论</th><th scope="col" class="n">版次</th><th scope="col">现行</th><th scope="col" class="n">错误</th><th scope="col" class="n">警告</th></tr></thead>
          <tbody><xsl:for-each select="/*/报送情况/来件"><tr>
            <td><xsl:call-template name="回执"><xsl:with-param name="号" select="@回执号"/><xsl:with-param name="文" select="format-number(@回执号, '000000')"/></xsl:call-template></td>
            <th scope="row"><xsl:value-of select="@文件"/></th><td class="d"><xsl:value-of select="@到件日期"/></td>
            <td><xsl:call-template name="标签"><xsl:with-param name="文" select="@结论"/></xsl:call-template></td>
            <td class="n"><xsl:value-of select="@版次"/></td><td><xsl:value-of select="@现行"/></td>
            <td class="n"><xsl:value-of select="@错误"/></td><td class="n"><xsl:value-of select="@警告"/></td>
          </tr></xsl:for-each></tbody>
        </table></div>
      </details>
    </section>
  </xsl:template>

  <xsl:template name="样式"><xsl:text disable-output-escaping="yes">
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; color: #1c1c1c; background: #f4f5f7; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: #fff; padding: 4px 8px; }
header, main, nav ul, footer { max-width: 1180px; margin: 0 auto; padding: 0 16px; }
.issuer { margin: 20px 0 0; color: #8c1414; font-weight: bold; } h1 { margin: 0; font-size: 26px; } .about { margin: 4px 0 8px; color: #4a4a4a; }
nav { position: sticky; top: 0; background: #fff; border-bottom: 1px solid #d7dade; z-index: 1; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; } nav a { display: inline-block; padding: 8px 0; }
a { color: #0b4f9c; } a.quiet { text-decoration: none; } a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid #d08a00; outline-offset: 2px; }
h2 { margin: 28px 0 8px; font-size: 20px; scroll-margin-top: 56px; } tr[id] { scroll-margin-top: 56px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; margin: 16px 0; }
.tile { background: #fff; border: 1px solid #d7dade; border-radius: 6px; padding: 10px 14px; } .tile dt { color: #4a4a4a; } .tile dd { margin: 0; font-size: 28px; font-weight: bold; } .tile small { display: block; font-size: 14px; font-weight: normal; color: #4a4a4a; }
.wide { overflow-x: auto; margin: 0 0 16px; background: #fff; border: 1px solid #d7dade; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 15px; } caption { text-align: left; padding: 8px 12px; font-weight: bold; }
th, td { padding: 6px 10px; border-top: 1px solid #e3e5e8; text-align: left; vertical-align: top; } thead th { background: #eef0f3; white-space: nowrap; } tbody th { font-weight: normal; min-width: 9em; }
td.n, th.n { text-align: right; white-space: nowrap; } td.long, th.long { min-width: 16em; } small { color: #4a4a4a; font-size: 13px; margin-left: 4px; }
.tag { display: inline-block; padding: 0 8px; border-radius: 10px; border: 1px solid; white-space: nowrap; font-size: 14px; }
.good { color: #14532d; background: #e7f5ec; border-color: #14532d; } .plain { color: #1f3b63; background: #eaf1fb; border-color: #1f3b63; }
.warn { color: #6b4200; background: #fdf3dd; border-color: #6b4200; } .bad { color: #8c1414; background: #fdecec; border-color: #8c1414; } .none { color: #4a4a4a; background: #f1f1f1; border-color: #777; }
.bar { width: 120px; height: 14px; } .bar .frame { fill: #fff; stroke: #555; stroke-width: 1; } .bar .fill { fill: #3f6fae; } .bar .time { stroke: #000; stroke-width: 1.5; }
.trend { height: 30px; } .trend .base { stroke: #555; stroke-width: 1; } .trend .frame { fill: #fff; stroke: #555; stroke-width: 1; } .trend .fill { fill: #3f6fae; stroke: #3f6fae; stroke-width: 1; }
td.d { white-space: nowrap; } .fault { margin: 0 0 8px; color: #8c1414; font-weight: bold; } .hint { margin: 0 0 8px; color: #4a4a4a; } .papers { columns: 3 220px; padding-left: 20px; } summary { cursor: pointer; padding: 6px 0; } footer { color: #4a4a4a; padding-bottom: 32px; }
@media (max-width: 640px) { body { font-size: 15px; } table { font-size: 14px; } th, td { padding: 5px 7px; } h1 { font-size: 22px; } }
@media print { body { background: #fff; font-size: 10.5pt; } nav, .skip { display: none; } .wide { overflow: visible; border: 0; } thead { display: table-header-group; } tr { break-inside: avoid; } .bar .fill, .trend .fill { fill: #000; } @page { size: A4 landscape; margin: 12mm; } }
</xsl:text></xsl:template>
</xsl:stylesheet>
