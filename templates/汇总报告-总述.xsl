<?xml version="1.0" encoding="UTF-8"?>
<!-- 汇总报告的总体情况：用句子和一张表把总体数字说清楚。数为零的一句不写。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="exsl">

  <!-- ==== 一、总体情况 ==== -->

  <xsl:template name="总体情况">
    <一级标题>一、总体情况</一级标题>
    <xsl:call-template name="报送总述"/>
    <xsl:call-template name="进度总述"/>
    <xsl:call-template name="行动一览"/>
    <xsl:call-template name="指标总述"/>
    <xsl:call-template name="问题总述"/>
    <xsl:call-template name="打算总述"/>
  </xsl:template>

  <xsl:template name="报送总述">
    <xsl:variable name="数" select="$总体/报送"/>
    <段>
      <xsl:text>从报送看，截至</xsl:text>
      <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@今日"/></xsl:call-template>
      <xsl:value-of select="concat('，应报送的', $数/@应报, '个责任单位中，已报送', $数/@已报, '个，报送率', $数/@报送率, '%')"/>
      <xsl:value-of select="concat('。其中，按时报送', $数/@按时, '个')"/>
      <xsl:call-template name="报送一类"><xsl:with-param name="状态" select="'逾期'"/><xsl:with-param name="话" select="'，逾期报送'"/></xsl:call-template>
      <xsl:call-template name="报送一类"><xsl:with-param name="状态" select="'退回'"/><xsl:with-param name="话" select="'；报送有误、退回后尚未更正'"/></xsl:call-template>
      <xsl:call-template name="报送一类"><xsl:with-param name="状态" select="'未报'"/><xsl:with-param name="话" select="'；尚未报送'"/></xsl:call-template>
      <xsl:text>。</xsl:text>
      <xsl:if test="$数/@自愿报送 &gt; 0">
        <xsl:variable name="自愿" select="$报送单位[@应报 = '否'][@状态 = '按时' or @状态 = '逾期']"/>
        <xsl:text>另有</xsl:text>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$自愿/@简称"/></xsl:call-template>
        <xsl:value-of select="concat($数/@自愿报送, '个')"/>
        <xsl:choose><xsl:when test="$自愿[@类型 != '乡镇']">单位</xsl:when><xsl:otherwise>乡镇</xsl:otherwise></xsl:choose>
        <xsl:text>主动报送。</xsl:text>
      </xsl:if>
      <xsl:text>各单位报送情况见附件2。</xsl:text>
    </段>
  </xsl:template>

  <!-- ，逾期报送2个（县林业局、县水务局）；尚未报送1个（县司法局）。数为零时不写 -->
  <xsl:template name="报送一类">
    <xsl:param name="状态"/>
    <xsl:param name="话"/>
    <xsl:variable name="们" select="$报送单位[@应报 = '是'][@状态 = $状态]"/>
    <xsl:if test="$们">
      <xsl:value-of select="concat($话, count($们), '个（')"/>
      <xsl:call-template name="并列"><xsl:with-param name="列" select="$们/@简称"/></xsl:call-template>
      <xsl:text>）</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="进度总述">
    <xsl:variable name="项" select="$总体/事项"/>
    <段>
      <xsl:value-of select="concat('从进度看，方案确定的', $方案/@行动数, '项行动、', $项/@总数, '项工作')"/>
      <xsl:choose>
        <xsl:when test="$项/@有报 = $项/@总数">均有单位报告进展；经逐项评定，</xsl:when>
        <xsl:otherwise><xsl:value-of select="concat('中，有单位报告进展的', $项/@有报, '项；经逐项评定，')"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="数灯"><xsl:with-param name="项" select="$事项"/></xsl:call-template>
      <xsl:text>。</xsl:text>
      <xsl:variable name="慢" select="$事项[@灯 = '滞后' or @灯 = '逾期']"/>
      <xsl:if test="$慢">
        <!-- 没有指标的事项是因为问题才评为逾期的：只说问题 -->
        <xsl:value-of select="concat('进度滞后或者逾期的', count($慢), '项是：')"/>
        <xsl:for-each select="$慢">
          <xsl:variable name="因" select="translate(@理由, '；', '，')"/>
          <xsl:if test="position() &gt; 1"><xsl:text>；</xsl:text></xsl:if>
          <xsl:value-of select="concat('第', @序号, '项', @名称, '（', 责任单位/单位[@主责 = '是']/@简称, '牵头），')"/>
          <xsl:variable name="过" select="存在问题/问题[@跟踪 = '逾期']"/>
          <xsl:variable name="静" select="存在问题/问题[@跟踪 = '未再提及'][@已过期限 = '是']"/>
          <xsl:choose>
            <!-- 只因为问题：说清楚是哪个单位的 -->
            <xsl:when test="@灯 = '逾期' and ($过 or $静) and 责任单位/单位[@主责 = '是']/@报了本项 = '是' and not($指标[@事项 = current()/@序号][@灯 = '滞后' or @灯 = '逾期'])">
              <xsl:call-template name="过期问题"><xsl:with-param name="们" select="$过"/><xsl:with-param name="话" select="'没有整改到位'"/></xsl:call-template>
              <xsl:if test="$过 and $静"><xsl:text>，</xsl:text></xsl:if>
              <xsl:call-template name="过期问题"><xsl:with-param name="们" select="$静"/><xsl:with-param name="话" select="'没有报告整改结果'"/></xsl:call-template>
            </xsl:when>
            <xsl:when test="starts-with($因, '没有量化指标，')"><xsl:value-of select="substring-after($因, '没有量化指标，')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$因"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </xsl:if>
      <xsl:text>各项行动的进度、指标和问题见下表。</xsl:text>
    </段>
  </xsl:template>

  <xsl:template name="指标总述">
    <xsl:variable name="数" select="$总体/指标"/>
    <xsl:if test="$数/@总数 &gt; 0">
      <段>
        <xsl:value-of select="concat('从指标看，方案确定的', $数/@总数, '项指标中，已完成', $数/@完成, '项')"/>
        <xsl:variable name="略" select="count($指标[@灯 = '正常'][@进度 = '略低于时间进度'])"/>
        <xsl:variable name="疑" select="count($指标[@灯 = '滞后' or @灯 = '逾期'][@待核对 = '是'])"/>
        <xsl:if test="$数/@正常 &gt; $略"><xsl:value-of select="concat('，按进度推进', $数/@正常 - $略, '项')"/></xsl:if>
        <xsl:if test="$略 &gt; 0"><xsl:value-of select="concat('，略低于时间进度', $略, '项')"/></xsl:if>
        <xsl:if test="$数/@滞后 &gt; 0"><xsl:value-of select="concat('，进度滞后', $数/@滞后, '项')"/></xsl:if>
        <xsl:if test="$数/@逾期 &gt; 0"><xsl:value-of select="concat('，逾期未完成', $数/@逾期, '项')"/></xsl:if>
        <xsl:if test="$疑 &gt; 0"><xsl:value-of select="concat('（其中各单位数据不一致、暂按未达到目标的数评定的', $疑, '项）')"/></xsl:if>
        <xsl:if test="$数/@不评 &gt; 0"><xsl:value-of select="concat('；另有', $数/@不评, '项目标为文字表述，只列数据、不作评定')"/></xsl:if>
        <xsl:text>。各项指标的目标和数据见附件1。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <xsl:template name="问题总述">
    <xsl:variable name="数" select="$总体/问题"/>
    <段>
      <xsl:choose>
        <xsl:when test="$数/@在办 &gt; 0">
          <xsl:value-of select="concat('从问题看，正在整改的问题', $数/@在办, '个，')"/>
          <xsl:if test="$数/@新增 = $数/@在办">均为本季度新增</xsl:if>
          <xsl:if test="$数/@新增 != $数/@在办">其中</xsl:if>
          <xsl:call-template name="几类">
            <xsl:with-param name="列"><类 数="{$数/@新增 * number($数/@新增 != $数/@在办)}">本季度新增</类><类 数="{count($在办问题[@跟踪 = '整改中'][@历时季数 = 1])}">本季度反映并着手整改</类><类 数="{count($在办问题[@跟踪 = '整改中'][@历时季数 &gt; 1])}">以前季度反映继续整改</类><类 数="{$数/@逾期}">逾期未整改到位</类></xsl:with-param>
          </xsl:call-template>
          <xsl:text>；按程度分，</xsl:text>
          <xsl:call-template name="几类">
            <xsl:with-param name="列"><类 数="{$数/@重大}">重大</类><类 数="{$数/@较大}">较大</类><类 数="{$数/@一般}">一般</类></xsl:with-param>
          </xsl:call-template>
          <xsl:text>。</xsl:text>
        </xsl:when>
        <xsl:otherwise>从问题看，各单位没有报告正在整改的问题。</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$数/@已销号 &gt; 0"><xsl:value-of select="concat('本季度整改销号', $数/@已销号, '个。')"/></xsl:if>
      <xsl:if test="$数/@未再提及 &gt; 0">
        <xsl:value-of select="concat('另有以前季度反映的', $数/@未再提及, '个问题本季度没有报告整改结果')"/>
        <xsl:call-template name="其中已过"><xsl:with-param name="总" select="$数/@未再提及"/><xsl:with-param name="过" select="$数/@过期未报"/></xsl:call-template>
        <xsl:text>。</xsl:text>
      </xsl:if>
    </段>
  </xsl:template>

  <!-- 1个问题整改期限已过、没有报告整改结果（县农业农村局） -->
  <xsl:template name="过期问题">
    <xsl:param name="们"/>
    <xsl:param name="话"/>
    <xsl:if test="$们">
      <xsl:value-of select="concat(count($们), '个问题整改期限已过、', $话, '（')"/>
      <xsl:call-template name="并列"><xsl:with-param name="列" select="$报送单位[@代码 = $们/@单位代码]/@简称"/></xsl:call-template>
      <xsl:text>）</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- ，其中2个整改期限已过；全是的，整改期限均已过 -->
  <xsl:template name="其中已过">
    <xsl:param name="总"/>
    <xsl:param name="过"/>
    <xsl:choose>
      <xsl:when test="not($过 &gt; 0)"/>
      <xsl:when test="$过 = $总 and $总 = 1">，整改期限已过</xsl:when>
      <xsl:when test="$过 = $总">，整改期限均已过</xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('，其中', $过, '个整改期限已过')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 上季度的打算，和本季度报告写的对照。报告里看不出已经落实，不等于没有做。我办怎样办，和报送情况通报要求的一样 -->
  <xsl:template name="打算总述">
    <xsl:variable name="数" select="$总体/上季度打算"/>
    <xsl:variable name="到" select="$数/@到期未落实 - $数/@到期未提及"/>
    <xsl:variable name="没说" select="$事项/上季度打算/单位[@本季度已报 = '是']/打算[@状态 = '未提及']"/>
    <xsl:variable name="没报" select="$事项/上季度打算/单位[@本季度已报 = '否']/打算[@状态 = '未提及']"/>
    <xsl:if test="$数/@条数 &gt; 0">
      <段>
        <xsl:value-of select="concat('从打算落实看，', $季度/@上季度名称, '各单位提出的', $数/@条数, '条打算，经对照本季度报告，写明已经落实的', $数/@已落实, '条')"/>
        <xsl:if test="$数/@推进中 &gt; $到"><xsl:value-of select="concat('、正在推进的', $数/@推进中 - $到, '条')"/></xsl:if>
        <xsl:variable name="待">
          <xsl:if test="$到 &gt; 0"><xsl:value-of select="concat('；期限已到、报告有相关内容但尚不能认定落实的', $到, '条，由我办督促下次报送时写明结果')"/></xsl:if>
          <xsl:if test="$没说">
            <xsl:value-of select="concat('；报告中没有对照到相应内容的', count($没说), '条')"/>
            <xsl:choose>
              <xsl:when test="count($没说[@已到期限 = '是']) = count($没说)">（期限均已到），由我办请提出单位补充说明</xsl:when>
              <xsl:when test="$没说[@已到期限 = '是']"><xsl:value-of select="concat('，其中期限已到的', count($没说[@已到期限 = '是']), '条由我办请提出单位补充说明')"/></xsl:when>
            </xsl:choose>
          </xsl:if>
          <xsl:if test="$没报"><xsl:value-of select="concat('；单位没有报送本项工作的', count($没报), '条，由我办督促补报')"/></xsl:if>
        </xsl:variable>
        <xsl:value-of select="$待"/>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- 行动、评定、指标、问题一张表。指标一栏的条：达到目标的占多少 -->
  <xsl:template name="行动一览">
    <表格 字号="小五">
      <列 宽="59"/><列 宽="10" 对齐="中"/><列 宽="12.5" 对齐="中"/><列 宽="12.5" 对齐="中"/><列 宽="12.5" 对齐="中"/><列 宽="12.5" 对齐="中"/><列 宽="10" 对齐="中"/><列 宽="12"/><列 宽="15" 对齐="中"/>
      <表头><行><格>行动</格><格>项数</格><格>●完成</格><格>○正常</格><格>△滞后</格><格>▲逾期</格><格 跨列="2">指标达到目标</格><格>正在整改的问题</格></行></表头>
      <xsl:for-each select="/*/行动">
        <xsl:call-template name="一览行">
          <xsl:with-param name="名" select="concat(@序号, '.', @名称)"/>
          <xsl:with-param name="项" select="事项"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:call-template name="一览行"><xsl:with-param name="名" select="'合计'"/><xsl:with-param name="项" select="$事项"/></xsl:call-template>
    </表格>
  </xsl:template>

  <xsl:template name="一览行">
    <xsl:param name="名"/>
    <xsl:param name="项"/>
    <xsl:variable name="本" select="$指标[@事项 = $项/@序号][@灯 != '不评']"/>
    <xsl:variable name="达" select="count($本[@灯 = '完成'])"/>
    <行>
      <格><xsl:value-of select="$名"/></格>
      <格><xsl:value-of select="count($项)"/></格>
      <格><xsl:value-of select="count($项[@灯 = '完成'])"/></格>
      <格><xsl:value-of select="count($项[@灯 = '正常'])"/></格>
      <格><xsl:value-of select="count($项[@灯 = '滞后'])"/></格>
      <格><xsl:value-of select="count($项[@灯 = '逾期'])"/></格>
      <xsl:choose>
        <xsl:when test="$本">
          <格><xsl:value-of select="concat($达, '/', count($本))"/></格>
          <格><条 百分="{round(1000 * $达 div count($本)) div 10}"/></格>
        </xsl:when>
        <xsl:otherwise><格 跨列="2" 对齐="中">无量化指标</格></xsl:otherwise>
      </xsl:choose>
      <格><xsl:value-of select="count($项/存在问题/问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期'])"/></格>
    </行>
  </xsl:template>
</xsl:stylesheet>
