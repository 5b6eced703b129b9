<?xml version="1.0" encoding="UTF-8"?>
<!-- 报送情况通报：哪些单位按时、逾期、退回、未报，报送质量怎样。发各责任单位。没有参数。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="exsl">
  <xsl:include href="公用.xsl"/>
  <xsl:include href="公用-附表.xsl"/>

  <xsl:variable name="应报" select="$报送单位[@应报 = '是']"/>
  <xsl:variable name="已报" select="$应报[@状态 = '按时' or @状态 = '逾期']"/>
  <xsl:variable name="未报" select="$应报[@状态 = '未报']"/>
  <xsl:variable name="退回" select="$应报[@状态 = '退回']"/>
  <xsl:variable name="逾期" select="$应报[@状态 = '逾期']"/>
  <xsl:variable name="漏项" select="$已报[@实报事项 &lt; @应报事项]"/>
  <xsl:variable name="返工" select="$已报[@首报退回 &gt; 0]"/>
  <xsl:variable name="再改" select="$已报[@更正退回 &gt; 0][@更正未重报 = '否']"/>
  <xsl:variable name="待改" select="$已报[@更正未重报 = '是']"/>
  <xsl:variable name="提醒" select="$已报[@代码 = /*/报送情况/来件[@现行 = '是'][@警告 &gt; 0]/@单位代码]"/>
  <xsl:variable name="静" select="$问题[@跟踪 = '未再提及'][@原因 = '本季度报送未再提及']"/>
  <!-- 期限已到、单位自己写明没有落实的打算；和在报送里没有查到的打算：后一种是程序对照文字得来的，只请单位说明，不点名批评 -->
  <xsl:variable name="到期打算" select="$事项/上季度打算/单位[@代码 = $已报/@代码]/打算[@已到期限 = '是'][@状态 != '已落实']"/>
  <xsl:variable name="未落实" select="$到期打算[starts-with(@依据, '单位写明')]"/>
  <xsl:variable name="查不到" select="$到期打算[@状态 = '未提及'][not(starts-with(@依据, '单位写明'))]"/>
  <xsl:variable name="没写明" select="$到期打算[@状态 = '推进中']"/>
  <!-- 本该是同一个数，几个责任单位报得不一样；乡镇报的只是参考，不列 -->
  <xsl:variable name="不一致的">
    <xsl:for-each select="$指标[@冲突 = '是']">
      <xsl:variable name="责任" select="$事项[@序号 = current()/@事项]/责任单位/单位[@责任单位 = '是']/@代码"/>
      <标 名称="{@名称}" 单位="{@单位}">
        <xsl:for-each select="单位值[@值][@代码 = $责任]"><数 代码="{@代码}" 简称="{@简称}" 值="{@值}" 同主责="{boolean(@值 = ../单位值[@主责 = '是']/@值)}"/></xsl:for-each>
      </标>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="不一致" select="exsl:node-set($不一致的)/*"/>
  <!-- 表扬的单位，后面一处也不点到；“好的单位”里一条一条写明的，就是这里的条件 -->
  <xsl:variable name="全优" select="$应报[@状态 = '按时'][@退回次数 = 0][@实报事项 &gt;= @应报事项][not(@代码 = $提醒/@代码)][not(@代码 = $静/@单位代码)]
    [not(@代码 = $未落实/../@代码)][not(@代码 = $查不到/../@代码)][not(@代码 = $不一致/数/@代码)]"/>
  <xsl:variable name="过期" select="$季度/@已过期限 = '是'"/>

  <xsl:template match="/">
    <xsl:call-template name="下行文">
      <xsl:with-param name="文种" select="'报送情况通报'"/>
      <xsl:with-param name="标题" select="concat('关于', $季度工作, '推进情况报送情况的通报')"/>
      <xsl:with-param name="正文"><xsl:call-template name="通报正文"/></xsl:with-param>
      <xsl:with-param name="附件">
        <附件 标题="{concat($季度/@名称, '报送情况表')}"><xsl:call-template name="报送附表"/></附件>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="通报正文">
    <段>
      <xsl:call-template name="依据"/>
      <xsl:text>，各责任单位应于</xsl:text>
      <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@期限"/></xsl:call-template>
      <xsl:value-of select="concat('前将', $季度/@名称, '工作推进情况形成书面报告，经单位领导签字、单位盖章后报送我办。现将报送情况通报如下。')"/>
    </段>
    <xsl:call-template name="总体情况"/>
    <xsl:call-template name="好的单位"/>
    <xsl:call-template name="存在问题"/>
    <xsl:call-template name="有关要求"/>
  </xsl:template>

  <xsl:template name="总体情况">
    <一级标题>一、总体情况</一级标题>
    <段>
      <xsl:text>截至</xsl:text>
      <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@今日"/></xsl:call-template>
      <xsl:value-of select="concat('，应报送的', count($应报), '个责任单位中，已报送', count($已报), '个，报送率', $总体/报送/@报送率, '%')"/>
      <xsl:value-of select="concat('；其中按时报送', count($应报[@状态 = '按时']), '个，按时报送率', $总体/报送/@按时率, '%')"/>
      <xsl:if test="$逾期"><xsl:value-of select="concat('，逾期报送', count($逾期), '个')"/></xsl:if>
      <xsl:if test="$退回"><xsl:value-of select="concat('；退回后没有更正的', count($退回), '个')"/></xsl:if>
      <xsl:if test="$未报"><xsl:value-of select="concat('；没有报送的', count($未报), '个')"/></xsl:if>
      <xsl:text>。</xsl:text>
      <xsl:if test="not($过期) and ($未报 or $退回)">报送期限未到，请尚未报送的单位抓紧报送。</xsl:if>
    </段>
    <段>
      <xsl:value-of select="concat($方案/@事项数, '项工作按责任单位分解为', $总体/事项/@应报份数, '项次，已报送', $总体/事项/@实报份数, '项次。')"/>
      <xsl:variable name="乡镇" select="$报送单位[@应报 = '否'][@状态 = '按时' or @状态 = '逾期']"/>
      <xsl:if test="$乡镇">
        <xsl:text>另有</xsl:text>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$乡镇/@简称"/></xsl:call-template>
        <xsl:value-of select="concat(count($乡镇), '个单位主动报送。')"/>
      </xsl:if>
      <xsl:if test="$总体/报送/@未识别件 &gt; 0"><xsl:value-of select="concat('另有', $总体/报送/@未识别件, '件来件认不出是哪个单位报的，已退回。')"/></xsl:if>
    </段>
  </xsl:template>

  <xsl:template name="好的单位">
    <xsl:if test="$全优">
      <一级标题>二、报送及时规范的单位</一级标题>
      <段>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$全优/@简称"/></xsl:call-template>
        <xsl:value-of select="concat(count($全优), '个单位按时报送、一次合格，承担的事项没有遗漏，报送内容没有需要核实之处')"/>
        <xsl:if test="$季度/@上季度有报送 = '是'">，前期问题均有整改反馈，到期打算均有反映且没有写明尚未落实的</xsl:if>
        <xsl:if test="$指标">，指标数据与主责单位一致</xsl:if>
        <xsl:text>，予以表扬。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- ==== 存在问题 ==== -->

  <xsl:template name="存在问题">
    <xsl:variable name="条">
      <xsl:if test="$未报 and $过期">
        <条 题="没有报送">
          <xsl:call-template name="并列"><xsl:with-param name="列" select="$未报/@简称"/></xsl:call-template>
          <xsl:value-of select="concat(count($未报), '个单位至今没有报送')"/>
          <xsl:variable name="撤" select="$未报[@撤回 = '是']"/>
          <xsl:if test="$撤">
            <xsl:text>，其中</xsl:text>
            <xsl:call-template name="并列"><xsl:with-param name="列" select="$撤/@简称"/></xsl:call-template>
            <xsl:text>报送后又撤回</xsl:text>
          </xsl:if>
          <xsl:variable name="旧题" select="$问题[@跟踪 = '未再提及'][@单位代码 = $未报/@代码]"/>
          <xsl:if test="$旧题"><xsl:value-of select="concat('，以前季度反映的', count($旧题), '个问题也未反馈整改结果')"/></xsl:if>
          <xsl:text>。</xsl:text>
        </条>
      </xsl:if>
      <xsl:if test="$退回">
        <条 题="退回没有更正">
          <xsl:for-each select="$退回">
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, '（退回', @退回次数, '次）')"/>
          </xsl:for-each>
          <xsl:text>报送的材料有误，退回后没有更正重报。</xsl:text>
        </条>
      </xsl:if>
      <xsl:if test="$逾期">
        <条 题="报送逾期">
          <xsl:for-each select="$逾期">
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, '（')"/>
            <xsl:call-template name="月日"><xsl:with-param name="日" select="@首次到件"/></xsl:call-template>
            <xsl:text>）</xsl:text>
          </xsl:for-each>
          <xsl:text>逾期报送。</xsl:text>
        </条>
      </xsl:if>
      <xsl:if test="$漏项">
        <条 题="事项有遗漏">
          <xsl:for-each select="$漏项">
            <xsl:if test="position() &gt; 1"><xsl:text>，</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, '承担', @应报事项, '项、报送', @实报事项, '项')"/>
          </xsl:for-each>
          <xsl:text>。</xsl:text>
        </条>
      </xsl:if>
      <xsl:if test="$返工 or $再改">
        <条 题="审核把关不严">
          <xsl:for-each select="$返工">
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, '（', @首报退回, '次）')"/>
          </xsl:for-each>
          <xsl:if test="$返工">首次报送的材料有误被退回，经更正后接收。</xsl:if>
          <xsl:for-each select="$再改">
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, '（', @更正退回, '次）')"/>
          </xsl:for-each>
          <xsl:if test="$再改">报送后又报的更正材料有误被退回，重报后接收。</xsl:if>
        </条>
      </xsl:if>
      <xsl:if test="$待改">
        <条 题="更正材料退回后没有重报">
          <xsl:for-each select="$待改">
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, '（现以第', @版次, '版为准）')"/>
          </xsl:for-each>
          <xsl:text>报送已经接收，后来报的更正材料有误被退回，尚未重报。</xsl:text>
        </条>
      </xsl:if>
      <xsl:if test="$提醒">
        <条 题="内容需要核实">
          <xsl:call-template name="并列"><xsl:with-param name="列" select="$提醒/@简称"/></xsl:call-template>
          <xsl:text>报送的材料虽已接收，但有需要核实、说明之处，具体见回执。</xsl:text>
        </条>
      </xsl:if>
      <xsl:if test="$静">
        <条 题="前期问题未反馈整改结果">
          <xsl:for-each select="$报送单位[@代码 = $静/@单位代码]">
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, count($静[@单位代码 = current()/@代码]), '个')"/>
          </xsl:for-each>
          <xsl:text>，</xsl:text>
          <xsl:if test="count($静) &gt; 1">均</xsl:if>
          <xsl:text>为以前季度反映、尚未销号的问题，本季度报送未反馈整改结果</xsl:text>
          <xsl:variable name="过" select="count($静[@已过期限 = '是'])"/>
          <xsl:choose>
            <xsl:when test="$过 = count($静)">，整改期限已过</xsl:when>
            <xsl:when test="$过 &gt; 0"><xsl:value-of select="concat('，其中整改期限已过的', $过, '个')"/></xsl:when>
          </xsl:choose>
          <xsl:text>。</xsl:text>
        </条>
      </xsl:if>
      <xsl:if test="$未落实">
        <条 题="到期打算尚未落实">
          <xsl:for-each select="$报送单位[@代码 = $未落实/../@代码]">
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, count($未落实[../@代码 = current()/@代码]), '条')"/>
          </xsl:for-each>
          <xsl:value-of select="concat('，单位在报送中写明，', $季度/@上季度名称, '提出、期限已到的打算尚未落实到位。')"/>
        </条>
      </xsl:if>
      <xsl:if test="$不一致">
        <条 题="数据不一致">
          <xsl:for-each select="$不一致">
            <xsl:if test="position() &gt; 1"><xsl:text>；</xsl:text></xsl:if>
            <xsl:value-of select="concat('指标“', @名称, '”，')"/>
            <xsl:for-each select="数">
              <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
              <xsl:value-of select="concat(@简称, '报', @值, ../@单位)"/>
            </xsl:for-each>
          </xsl:for-each>
          <xsl:text>，请有关单位会同主责单位核准。</xsl:text>
        </条>
      </xsl:if>
    </xsl:variable>
    <xsl:variable name="条们" select="exsl:node-set($条)/*"/>
    <一级标题><xsl:choose><xsl:when test="$全优">三</xsl:when><xsl:otherwise>二</xsl:otherwise></xsl:choose>、存在的主要问题</一级标题>
    <xsl:for-each select="$条们">
      <段>
        <二级标题>
          <xsl:text>（</xsl:text>
          <xsl:call-template name="中文数"><xsl:with-param name="数" select="position()"/></xsl:call-template>
          <xsl:value-of select="concat('）', @题, '。')"/>
        </二级标题>
        <xsl:value-of select="."/>
      </段>
    </xsl:for-each>
    <xsl:if test="not($条们)"><段>本季度报送没有发现突出问题。</段></xsl:if>
  </xsl:template>

  <xsl:template name="有关要求">
    <一级标题><xsl:choose><xsl:when test="$全优">四</xsl:when><xsl:otherwise>三</xsl:otherwise></xsl:choose>、有关要求</一级标题>
    <xsl:variable name="缺" select="$未报 | $退回"/>
    <xsl:variable name="条">
      <xsl:if test="$缺">
        <条 题="尽快补报">
          <xsl:call-template name="并列"><xsl:with-param name="列" select="$缺/@简称"/></xsl:call-template>
          <xsl:choose>
            <xsl:when test="$过期">
              <xsl:text>自收到本通报之日起3个工作日内完成</xsl:text>
              <xsl:if test="$未报">补报</xsl:if>
              <xsl:if test="$未报 and $退回">或者</xsl:if>
              <xsl:if test="$退回">更正</xsl:if>
              <xsl:text>，并说明原因。</xsl:text>
            </xsl:when>
            <xsl:otherwise>
              <xsl:text>按期限要求完成报送</xsl:text>
              <xsl:if test="$退回">或者更正</xsl:if>
              <xsl:text>。</xsl:text>
            </xsl:otherwise>
          </xsl:choose>
        </条>
      </xsl:if>
      <xsl:if test="$待改">
        <条 题="重报更正材料">
          <xsl:call-template name="并列"><xsl:with-param name="列" select="$待改/@简称"/></xsl:call-template>
          <xsl:text>自收到本通报之日起3个工作日内，按回执列明的问题改好更正材料重新报送；不再更正的，说明情况。</xsl:text>
        </条>
      </xsl:if>
      <xsl:if test="$查不到">
        <条 题="补充说明">
          <xsl:value-of select="concat('各责任单位', $季度/@上季度名称, '提出、期限已到的打算，本季度报送中没有对照到相应内容的有', count($查不到), '条，请下列单位自收到本通报之日起5个工作日内，逐条补充说明落实情况：')"/>
          <xsl:for-each select="$报送单位[@代码 = $查不到/../@代码]">
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:value-of select="concat(@简称, count($查不到[../@代码 = current()/@代码]), '条')"/>
          </xsl:for-each>
          <xsl:text>。</xsl:text>
        </条>
      </xsl:if>
      <条 题="严格审核">各单位要对照空白报送表逐项填写，指标数据与主责单位核对一致，经单位领导审签后再报；被退回的，按回执列明的问题逐条更正后重新报送。</条>
      <条 题="闭环管理">
        <xsl:text>尚未销号的问题</xsl:text>
        <xsl:if test="$没写明">、期限已到还没有写明落实的打算</xsl:if>
        <xsl:value-of select="concat('和本季度提出的打算，下次报送时要逐条说明整改和落实情况。', $季度/@下季度名称, '报送情况我办将继续通报。')"/>
      </条>
    </xsl:variable>
    <xsl:for-each select="exsl:node-set($条)/*">
      <段>
        <二级标题>
          <xsl:text>（</xsl:text>
          <xsl:call-template name="中文数"><xsl:with-param name="数" select="position()"/></xsl:call-template>
          <xsl:value-of select="concat('）', @题, '。')"/>
        </二级标题>
        <xsl:value-of select="."/>
      </段>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
