<?xml version="1.0" encoding="UTF-8"?>
<!-- 任务清单台账：随通知印发给各责任单位。一个事项一行，横放（GB/T 9704 第 8 章）。没有参数。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="exsl">
  <xsl:include href="公用.xsl"/>
  <xsl:variable name="滞后线" select="/*/指标表/@滞后线"/>
  <xsl:variable name="慢" select="$事项[@灯 = '滞后' or @灯 = '逾期']"/>

  <xsl:template match="/">
    <xsl:call-template name="下行文">
      <xsl:with-param name="文种" select="'任务清单台账'"/>
      <xsl:with-param name="标题" select="concat('关于印发', $季度工作, '任务清单台账的通知')"/>
      <xsl:with-param name="正文">
        <xsl:call-template name="通知正文"/>
      </xsl:with-param>
      <xsl:with-param name="附件">
        <附件 标题="{concat($季度/@名称, '任务清单台账')}">
          <xsl:call-template name="台账说明"/>
          <xsl:call-template name="行动一览"/>
          <xsl:call-template name="台账"/>
        </附件>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ==== 通知 ==== -->

  <xsl:template name="通知正文">
    <段>
      <xsl:call-template name="依据"/>
      <xsl:value-of select="concat('，我办汇总各单位报送情况，对', $方案/@行动数, '项行动、', $方案/@事项数, '项工作逐项评定，编制了《', $季度/@名称, '任务清单台账》（以下简称《台账》）。现印发给你们，并就有关事项通知如下。')"/>
    </段>
    <一级标题>一、总体进度</一级标题>
    <段>
      <xsl:text>截至</xsl:text>
      <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@截至"/></xsl:call-template>
      <xsl:value-of select="concat('，', $方案/@事项数, '项工作中，')"/>
      <xsl:call-template name="数灯"><xsl:with-param name="项" select="$事项"/></xsl:call-template>
      <xsl:text>。</xsl:text>
      <xsl:call-template name="指标数"/>
      <xsl:value-of select="concat('正在整改的问题', $总体/问题/@在办, '个')"/>
      <xsl:if test="$总体/问题/@未再提及 &gt; 0"><xsl:value-of select="concat('，没有报告整改结果的问题', $总体/问题/@未再提及, '个')"/></xsl:if>
      <xsl:text>。</xsl:text>
    </段>
    <xsl:if test="$慢">
      <一级标题>二、需要加快推进的工作</一级标题>
      <xsl:for-each select="$慢">
        <段><xsl:value-of select="concat(position(), '.第', @序号, '项', @名称, '（', 责任单位/单位[@主责 = '是']/@简称, '牵头）：')"/><xsl:call-template name="慢在哪里"/>。</段>
      </xsl:for-each>
    </xsl:if>
    <一级标题><xsl:choose><xsl:when test="$慢">三</xsl:when><xsl:otherwise>二</xsl:otherwise></xsl:choose>、有关要求</一级标题>
    <段><二级标题>（一）核对进度。</二级标题>各主责单位要对照《台账》逐项核对进度和数据，与实际不符的，自收到本通知之日起5个工作日内书面反馈我办。</段>
    <xsl:if test="$慢">
      <段><二级标题>（二）加快推进。</二级标题>进度滞后和逾期的工作，由主责单位会同责任单位查明原因，明确完成时限和责任人，自收到本通知之日起10个工作日内将措施报我办。</段>
    </xsl:if>
    <段>
      <二级标题><xsl:choose><xsl:when test="$慢">（三）</xsl:when><xsl:otherwise>（二）</xsl:otherwise></xsl:choose>按期对账。</二级标题>
      <xsl:value-of select="concat('各责任单位在', $季度/@下季度名称, '报送时，要对照《台账》说明进展，已完成的附佐证材料，正在整改的问题沿用原编号报送。')"/>
    </段>
  </xsl:template>

  <!-- 为什么滞后、逾期，逐条说；没有关系的不说。当前节点是〈事项〉 -->
  <xsl:template name="慢在哪里">
    <xsl:variable name="条">
      <xsl:for-each select="$指标[@事项 = current()/@序号][@灯 = '滞后' or @灯 = '逾期']"><条><xsl:call-template name="指标半句"/></条></xsl:for-each>
      <xsl:if test="not(责任单位/单位[@主责 = '是'][@报了本项 = '是'])"><条>主责单位没有报告</条></xsl:if>
      <xsl:call-template name="过期问题"><xsl:with-param name="们" select="存在问题/问题[@跟踪 = '逾期']"/><xsl:with-param name="话" select="'没有整改到位'"/></xsl:call-template>
      <xsl:call-template name="过期问题"><xsl:with-param name="们" select="存在问题/问题[@跟踪 = '未再提及'][@已过期限 = '是']"/><xsl:with-param name="话" select="'没有报告整改结果'"/></xsl:call-template>
    </xsl:variable>
    <xsl:call-template name="分号连"><xsl:with-param name="列" select="$条"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="过期问题">
    <xsl:param name="们"/>
    <xsl:param name="话"/>
    <xsl:if test="$们">
      <条>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$报送单位[@代码 = $们/@单位代码]/@简称"/></xsl:call-template>
        <xsl:value-of select="concat('反映的', count($们), '个问题整改期限已过，', $话)"/>
      </条>
    </xsl:if>
  </xsl:template>

  <xsl:template name="分号连">
    <xsl:param name="列"/>
    <xsl:for-each select="exsl:node-set($列)/*">
      <xsl:if test="position() &gt; 1"><xsl:text>；</xsl:text></xsl:if>
      <xsl:value-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <!-- 几类加起来正好是总数；数为零的不写 -->
  <xsl:template name="指标数">
    <xsl:variable name="数" select="$总体/指标"/>
    <xsl:if test="$数/@总数 &gt; 0">
      <xsl:value-of select="concat($数/@总数, '项指标中，达到目标', $数/@完成, '项')"/>
      <xsl:if test="$数/@正常 &gt; 0"><xsl:value-of select="concat('，按进度推进', $数/@正常, '项')"/></xsl:if>
      <xsl:if test="$数/@滞后 &gt; 0"><xsl:value-of select="concat('，进度滞后', $数/@滞后, '项')"/></xsl:if>
      <xsl:if test="$数/@逾期 &gt; 0"><xsl:value-of select="concat('，逾期未完成', $数/@逾期, '项')"/></xsl:if>
      <xsl:if test="$数/@不评 &gt; 0"><xsl:value-of select="concat('，目标为文字表述、不作评定', $数/@不评, '项')"/></xsl:if>
      <xsl:text>。</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- ==== 附件 ==== -->

  <xsl:template name="台账说明">
    <段>1.数据取自各单位报送材料，进展摘自主责单位报告。</段>
    <段>2.评定按下列次序对照，以先符合的为准。▲逾期：有指标期限已过没有达到目标，或有问题整改期限已过没有销号。△滞后：有指标进度滞后、超出目标或没有数据，或主责单位没有报告。●完成：有量化指标且全部达到目标，没有未销号的问题。○正常（按进度推进）：其他情况，可有整改期限未过的问题。</段>
    <段>
      <xsl:text>3.指标前的符号：●达到目标；○没有达到目标，完成率不低于时间进度（已过天数占全部天数的比例）</xsl:text>
      <xsl:if test="$滞后线 &lt; 100"><xsl:value-of select="concat('的', $滞后线, '%')"/></xsl:if>
      <xsl:text>；△达不到上述进度、超出目标或没有数据；▲期限已过没有达到目标。目标为文字表述的指标不作评定、不加符号。</xsl:text>
    </段>
    <段>4.各项工作按方案次序排列，各行动进度见下表。</段>
  </xsl:template>

  <xsl:template name="行动一览">
    <表格 字号="小五">
      <列 宽="10" 对齐="中"/><列 宽="83.5"/><列 宽="12.5" 对齐="中"/><列 宽="12.5" 对齐="中"/><列 宽="12.5" 对齐="中"/><列 宽="12.5" 对齐="中"/><列 宽="12.5" 对齐="中"/>
      <表头><行><格>序号</格><格>行动</格><格>项数</格><格>●完成</格><格>○正常</格><格>△滞后</格><格>▲逾期</格></行></表头>
      <xsl:for-each select="/*/行动">
        <行>
          <格><xsl:value-of select="@序号"/></格>
          <格><xsl:value-of select="@名称"/></格>
          <格><xsl:value-of select="count(事项)"/></格>
          <格><xsl:value-of select="count(事项[@灯 = '完成'])"/></格>
          <格><xsl:value-of select="count(事项[@灯 = '正常'])"/></格>
          <格><xsl:value-of select="count(事项[@灯 = '滞后'])"/></格>
          <格><xsl:value-of select="count(事项[@灯 = '逾期'])"/></格>
        </行>
      </xsl:for-each>
      <行>
        <格 跨列="2" 对齐="中">合计</格>
        <格><xsl:value-of select="count($事项)"/></格>
        <格><xsl:value-of select="count($事项[@灯 = '完成'])"/></格>
        <格><xsl:value-of select="count($事项[@灯 = '正常'])"/></格>
        <格><xsl:value-of select="count($事项[@灯 = '滞后'])"/></格>
        <格><xsl:value-of select="count($事项[@灯 = '逾期'])"/></格>
      </行>
    </表格>
  </xsl:template>

  <!-- 宽：横放一共 225 毫米 -->
  <xsl:template name="台账">
    <表格 字号="小五" 横排="是">
      <列 宽="9" 对齐="中"/><列 宽="18"/><列 宽="61"/><列 宽="38"/><列 宽="37"/><列 宽="44"/><列 宽="18"/>
      <表头><行><格>序号</格><格>事项</格><格>任务内容</格><格>责任单位</格><格>指标</格><格>本季度进展</格><格>评定</格></行></表头>
      <xsl:for-each select="/*/行动">
        <行>
          <格 跨列="7" 对齐="左">
            <xsl:call-template name="中文数"><xsl:with-param name="数" select="@序号"/></xsl:call-template>
            <xsl:value-of select="concat('、', @名称)"/>
          </格>
        </行>
        <xsl:apply-templates select="事项"/>
      </xsl:for-each>
    </表格>
  </xsl:template>

  <xsl:template match="事项">
    <行>
      <格><xsl:value-of select="@序号"/></格>
      <格><xsl:value-of select="@名称"/></格>
      <格><xsl:value-of select="内容"/></格>
      <格>
        <段><xsl:value-of select="concat('主责：', 责任单位/单位[@主责 = '是']/@简称)"/></段>
        <xsl:variable name="配合" select="责任单位/单位[@责任单位 = '是'][@主责 = '否']"/>
        <xsl:if test="$配合">
          <段><xsl:text>责任：</xsl:text><xsl:call-template name="并列"><xsl:with-param name="列" select="$配合/@简称"/></xsl:call-template></段>
        </xsl:if>
        <xsl:if test="责任主体/@文字"><段><xsl:value-of select="concat('主体：', 责任主体/@文字)"/></段></xsl:if>
      </格>
      <格>
        <xsl:variable name="本" select="$指标[@事项 = current()/@序号]"/>
        <xsl:for-each select="$本">
          <段>
            <xsl:call-template name="灯号"/>
            <xsl:value-of select="concat(@名称, '：')"/>
            <xsl:choose>
              <xsl:when test="@各数"><xsl:value-of select="concat(@各数, @单位)"/></xsl:when>
              <xsl:when test="@值"><xsl:value-of select="concat(@值, @单位)"/></xsl:when>
              <xsl:otherwise>没有报送</xsl:otherwise>
            </xsl:choose>
            <xsl:text>（目标</xsl:text>
            <xsl:choose>
              <xsl:when test="@目标 and @关系 = '≥'">不低于</xsl:when>
              <xsl:when test="@目标 and @关系 = '≤'">不超过</xsl:when>
              <xsl:when test="not(@目标)">：</xsl:when>
            </xsl:choose>
            <xsl:choose>
              <xsl:when test="@目标"><xsl:value-of select="concat(@目标, @单位)"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="@目标说明"/></xsl:otherwise>
            </xsl:choose>
            <xsl:text>）</xsl:text>
            <xsl:if test="@冲突 = '是'">
              <xsl:text>（各单位数据不一致，待核对</xsl:text>
              <xsl:if test="@待核对 = '是'"><xsl:value-of select="concat('，暂按', @评定值, @单位, '评定')"/></xsl:if>
              <xsl:text>）</xsl:text>
            </xsl:if>
          </段>
        </xsl:for-each>
        <xsl:if test="not($本)">没有量化指标</xsl:if>
      </格>
      <格>
        <xsl:variable name="主责" select="责任单位/单位[@主责 = '是']/@代码"/>
        <xsl:variable name="话" select="工作推进情况/述[单位/@代码 = $主责][1]/段[1]"/>
        <xsl:choose>
          <xsl:when test="$话"><xsl:call-template name="首句"><xsl:with-param name="文" select="$话"/></xsl:call-template></xsl:when>
          <xsl:otherwise>主责单位没有报告</xsl:otherwise>
        </xsl:choose>
      </格>
      <格>
        <段><xsl:call-template name="灯"><xsl:with-param name="灯" select="@灯"/></xsl:call-template></段>
        <xsl:variable name="办" select="存在问题/问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期']"/>
        <xsl:if test="$办"><段><xsl:value-of select="concat('正在整改的问题', count($办), '个')"/></段></xsl:if>
        <xsl:if test="$办[@跟踪 = '逾期']"><段><xsl:value-of select="concat('其中逾期', count($办[@跟踪 = '逾期']), '个')"/></段></xsl:if>
        <xsl:variable name="静" select="存在问题/问题[@跟踪 = '未再提及']"/>
        <xsl:if test="$静"><段><xsl:value-of select="concat('未报告整改结果', count($静), '个')"/></段></xsl:if>
      </格>
    </行>
  </xsl:template>

  <!-- 指标前的符号，不带文字；不评的不写 -->
  <xsl:template name="灯号">
    <xsl:variable name="带字"><xsl:call-template name="灯"><xsl:with-param name="灯" select="@灯"/></xsl:call-template></xsl:variable>
    <xsl:if test="@灯 != '不评'"><xsl:value-of select="substring($带字, 1, 1)"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
