<?xml version="1.0" encoding="UTF-8"?>
<!-- 问题台账：随通知印发给各责任单位，对账销号用。一个问题一行，横放（GB/T 9704 第 8 章）。没有参数。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:variable name="静" select="$问题[@跟踪 = '未再提及']"/>
  <xsl:variable name="销" select="$问题[@跟踪 = '已销号']"/>
  <xsl:variable name="数" select="$总体/问题"/>

  <xsl:template match="/">
    <xsl:call-template name="下行文">
      <xsl:with-param name="文种" select="'问题台账'"/>
      <xsl:with-param name="标题" select="concat('关于印发', $季度工作, '问题台账的通知')"/>
      <xsl:with-param name="正文"><xsl:call-template name="通知正文"/></xsl:with-param>
      <xsl:with-param name="附件">
        <附件 标题="{concat($季度/@名称, '问题台账')}">
          <xsl:call-template name="台账说明"/>
          <xsl:call-template name="台账"><xsl:with-param name="题" select="'正在整改的问题'"/><xsl:with-param name="们" select="$在办问题"/></xsl:call-template>
          <xsl:call-template name="台账"><xsl:with-param name="题" select="'以前季度反映、本季度没有报告整改结果的问题'"/><xsl:with-param name="们" select="$静"/></xsl:call-template>
          <xsl:call-template name="台账"><xsl:with-param name="题" select="'本季度整改销号的问题'"/><xsl:with-param name="们" select="$销"/></xsl:call-template>
        </附件>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ==== 通知 ==== -->

  <xsl:template name="通知正文">
    <段>
      <xsl:call-template name="依据"/>
      <xsl:value-of select="concat('，我办对各单位', $季度/@名称, '反映的问题')"/>
      <xsl:if test="$季度/@上季度有报送 = '是'">和以前问题的整改情况</xsl:if>
      <xsl:value-of select="concat('逐个核对，编制了《', $季度/@名称, '问题台账》（以下简称《台账》）。现印发给你们，并就有关事项通知如下。')"/>
    </段>
    <一级标题>一、基本情况</一级标题>
    <段>
      <xsl:choose>
        <xsl:when test="$在办问题">
          <xsl:value-of select="concat('正在整改的问题', $数/@在办, '个。按状态分，')"/>
          <xsl:call-template name="几类">
            <xsl:with-param name="列"><类 数="{$数/@新增}">新增</类><类 数="{$数/@整改中}">整改中</类><类 数="{$数/@逾期}">逾期</类></xsl:with-param>
          </xsl:call-template>
          <xsl:text>；按程度分，</xsl:text>
          <xsl:call-template name="几类">
            <xsl:with-param name="列"><类 数="{$数/@重大}">重大</类><类 数="{$数/@较大}">较大</类><类 数="{$数/@一般}">一般</类></xsl:with-param>
          </xsl:call-template>
          <xsl:text>。</xsl:text>
        </xsl:when>
        <xsl:otherwise>各单位没有报告正在整改的问题。</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$销"><xsl:value-of select="concat('本季度整改销号', $数/@已销号, '个。')"/></xsl:if>
    </段>
    <xsl:variable name="复" select="$在办问题[@复发 = '是']"/>
    <xsl:variable name="推" select="$在办问题[@推迟次数 &gt; 0]"/>
    <xsl:if test="$复 or $推">
      <段>
        <xsl:text>需要关注的是，</xsl:text>
        <xsl:if test="$复"><xsl:value-of select="concat('曾经销号、本季度重又出现的问题', count($复), '个')"/></xsl:if>
        <xsl:if test="$复 and $推"><xsl:text>；</xsl:text></xsl:if>
        <xsl:if test="$推"><xsl:value-of select="concat('整改期限推迟过的问题', count($推), '个')"/></xsl:if>
        <xsl:text>，已在《台账》“状态和备注”栏注明。</xsl:text>
      </段>
    </xsl:if>
    <xsl:if test="$静">
      <段>
        <xsl:value-of select="concat('以前季度反映、本季度没有报告整改结果的问题', count($静), '个，涉及')"/>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$报送单位[@代码 = $静/@单位代码]/@简称"/></xsl:call-template>
        <xsl:variable name="过" select="count($静[@已过期限 = '是'])"/>
        <xsl:choose>
          <xsl:when test="$过 = count($静)">，整改期限<xsl:if test="$过 &gt; 1">均</xsl:if>已过</xsl:when>
          <xsl:when test="$过 &gt; 0"><xsl:value-of select="concat('，其中整改期限已过的', $过, '个')"/></xsl:when>
        </xsl:choose>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
    <一级标题>二、有关要求</一级标题>
    <段><二级标题>（一）对账整改。</二级标题>各单位要按《台账》列明的措施、责任人和期限抓好整改，整改到位的及时提出销号；确需推迟期限的，说明原因，由单位主要负责人审签。</段>
    <xsl:if test="$静">
      <段><二级标题>（二）补报结果。</二级标题>没有报告整改结果的问题，由反映单位自收到本通知之日起5个工作日内补报；已经整改到位的附佐证材料，尚未到位的明确新的期限。</段>
    </xsl:if>
    <段>
      <二级标题><xsl:choose><xsl:when test="$静">（三）</xsl:when><xsl:otherwise>（二）</xsl:otherwise></xsl:choose>接续编号。</二级标题>
      <xsl:value-of select="concat($季度/@下季度名称, '报送时，尚未销号的问题一律沿用原编号继续报送，直至销号；不得更换名目重新填报，不得不报。')"/>
    </段>
  </xsl:template>

  <!-- ==== 附件 ==== -->

  <xsl:template name="台账说明">
    <段>1.《台账》分三部分：正在整改的、没有报告整改结果的、本季度整改销号的，各部分按方案事项次序排列。问题和整改措施为各单位原文。几个单位反映同一问题的，分别列出、分别计数。</段>
    <段>2.状态。新增：本季度首次反映；整改中：以前反映过或者已着手整改；▲逾期：单位报告了进展，期限已过尚未销号；▲期限已过：以前季度反映、本季度没有报告整改结果，期限已过；已销号：单位报告整改到位。期限推迟过的，注明原期限。</段>
    <段>3.编号由年度和季度、单位代码、事项序号、顺序号组成，一个问题一个编号，直到销号不变。</段>
    <xsl:if test="$在办问题">
      <段>
        <xsl:text>4.正在整改的问题</xsl:text>
        <xsl:if test="$静"><xsl:value-of select="concat('（不含没有报告整改结果的', count($静), '个）')"/></xsl:if>
        <xsl:text>按分类、程度统计，结果见下表。</xsl:text>
      </段>
      <xsl:call-template name="统计表"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="统计表">
    <表格 字号="小五">
      <列 宽="36" 对齐="中"/><列 宽="24" 对齐="中"/><列 宽="24" 对齐="中"/><列 宽="24" 对齐="中"/><列 宽="24" 对齐="中"/><列 宽="24" 对齐="中"/>
      <表头><行><格>分类</格><格>重大</格><格>较大</格><格>一般</格><格>合计</格><格>其中逾期</格></行></表头>
      <xsl:for-each select="$在办问题[not(@分类 = preceding::问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期'][ancestor::行动 or parent::方案外]/@分类)]">
        <xsl:sort select="count($在办问题[@分类 = current()/@分类])" data-type="number" order="descending"/>
        <xsl:variable name="类" select="$在办问题[@分类 = current()/@分类]"/>
        <xsl:call-template name="统计行"><xsl:with-param name="名" select="@分类"/><xsl:with-param name="们" select="$类"/></xsl:call-template>
      </xsl:for-each>
      <xsl:call-template name="统计行"><xsl:with-param name="名" select="'合计'"/><xsl:with-param name="们" select="$在办问题"/></xsl:call-template>
    </表格>
  </xsl:template>

  <xsl:template name="统计行">
    <xsl:param name="名"/>
    <xsl:param name="们"/>
    <行>
      <格><xsl:value-of select="$名"/></格>
      <格><xsl:value-of select="count($们[@等级 = '重大'])"/></格>
      <格><xsl:value-of select="count($们[@等级 = '较大'])"/></格>
      <格><xsl:value-of select="count($们[@等级 = '一般'])"/></格>
      <格><xsl:value-of select="count($们)"/></格>
      <格><xsl:value-of select="count($们[@跟踪 = '逾期'])"/></格>
    </行>
  </xsl:template>

  <!-- 宽：横放一共 225 毫米 -->
  <xsl:template name="台账">
    <xsl:param name="题"/>
    <xsl:param name="们"/>
    <xsl:if test="$们">
      <表格 字号="小五" 横排="是">
        <表题><xsl:value-of select="concat($题, '（', count($们), '个）')"/></表题>
        <列 宽="9" 对齐="中"/><列 宽="34"/><列 宽="22"/><列 宽="12" 对齐="中"/><列 宽="41"/><列 宽="38"/><列 宽="13" 对齐="中"/><列 宽="26" 对齐="中"/><列 宽="30"/>
        <表头><行><格>序号</格><格>反映单位</格><格>事项</格><格>分类和程度</格><格>问题</格><格>整改措施</格><格>责任人</格><格>整改期限</格><格>状态和备注</格></行></表头>
        <xsl:for-each select="$们">
          <行>
            <格><xsl:value-of select="position()"/></格>
            <格><xsl:value-of select="@单位"/></格>
            <格>
              <xsl:call-template name="问题事项"/>
              <xsl:if test="ancestor::事项/@名称 or @事项名称"><xsl:value-of select="concat('：', ancestor::事项/@名称, @事项名称)"/></xsl:if>
            </格>
            <格><段><xsl:value-of select="@分类"/></段><段><xsl:value-of select="@等级"/></段></格>
            <格><xsl:value-of select="描述"/></格>
            <格><xsl:value-of select="整改措施"/></格>
            <格><xsl:value-of select="@责任人"/></格>
            <格>
              <xsl:choose>
                <xsl:when test="@期限"><xsl:call-template name="日期"><xsl:with-param name="日" select="@期限"/></xsl:call-template></xsl:when>
                <xsl:otherwise>—</xsl:otherwise>
              </xsl:choose>
            </格>
            <xsl:call-template name="状态备注"/>
          </行>
        </xsl:for-each>
      </表格>
    </xsl:if>
  </xsl:template>

  <xsl:template name="状态备注">
    <格>
      <段>
        <xsl:if test="@跟踪 = '逾期'">▲</xsl:if>
        <xsl:choose>
          <xsl:when test="@跟踪 = '未再提及'">
            <xsl:if test="@已过期限 = '是'">▲期限已过，</xsl:if>
            <xsl:value-of select="@原因"/>
          </xsl:when>
          <xsl:otherwise><xsl:value-of select="@跟踪"/></xsl:otherwise>
        </xsl:choose>
      </段>
      <xsl:if test="@复发 = '是'"><段>曾经销号，重又出现</段></xsl:if>
      <xsl:if test="@历时季数 &gt; 2"><段><xsl:value-of select="concat('已历', @历时季数, '个季度')"/></段></xsl:if>
      <xsl:if test="@推迟次数 &gt; 0 and @原期限">
        <段>
          <xsl:text>推迟</xsl:text>
          <xsl:if test="@推迟次数 &gt; 1"><xsl:value-of select="concat(@推迟次数, '次')"/></xsl:if>
          <xsl:text>，原期限：</xsl:text>
        </段>
        <段><xsl:call-template name="日期"><xsl:with-param name="日" select="@原期限"/></xsl:call-template></段>
      </xsl:if>
      <段><xsl:value-of select="@编号"/></段>
    </格>
  </xsl:template>
</xsl:stylesheet>
