<?xml version="1.0" encoding="UTF-8"?>
<!--
  汇总报告：领导小组办公室一个季度报上级的报告。没有参数。
  总体情况、指标、问题和打算几节在 汇总报告-总述.xsl，两张附表在 汇总报告-附表.xsl；这里是框架和各行动推进情况。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:include href="汇总报告-总述.xsl"/>
  <xsl:include href="汇总报告-附表.xsl"/>

  <xsl:variable name="文种" select="'汇总报告'"/>
  <xsl:variable name="总体" select="/*/总体"/>
  <xsl:variable name="指标" select="/*/指标表/指标"/>
  <xsl:variable name="问题" select="/*/行动/事项/存在问题/问题"/>
  <xsl:variable name="报送单位" select="/*/报送情况/单位"/>

  <xsl:template match="/">
    <公文 格式="文件" 行文方向="上行">
      <发文机关标志 后缀="文件"><机关><xsl:value-of select="$机关/名称"/></机关></发文机关标志>
      <xsl:call-template name="发文字号"><xsl:with-param name="文种" select="$文种"/></xsl:call-template>
      <xsl:for-each select="$机关/签发人"><签发人><xsl:value-of select="."/></签发人></xsl:for-each>
      <标题><xsl:value-of select="concat($机关/名称, '关于', $季度工作, '推进情况的报告')"/></标题>
      <xsl:call-template name="主送机关"><xsl:with-param name="文种" select="$文种"/></xsl:call-template>
      <正文>
        <段>
          <xsl:call-template name="依据"/>
          <xsl:value-of select="concat('，现将', $季度工作, '推进情况报告如下。')"/>
        </段>
        <xsl:call-template name="总体情况"/>
        <一级标题>二、各行动推进情况</一级标题>
        <xsl:apply-templates select="/*/行动"/>
        <xsl:call-template name="指标情况"/>
        <xsl:call-template name="问题情况"/>
        <xsl:call-template name="下步打算"/>
        <段>特此报告。</段>
      </正文>
      <署名><xsl:value-of select="$机关/名称"/></署名>
      <成文日期><xsl:value-of select="$季度/@今日"/></成文日期>
      <xsl:call-template name="本机关印章"/>
      <xsl:call-template name="本机关附注"/>
      <附件 标题="指标完成情况表"><xsl:call-template name="指标附表"/></附件>
      <附件 标题="报送情况表"><xsl:call-template name="报送附表"/></附件>
      <xsl:call-template name="版记">
        <xsl:with-param name="抄送" select="string($机关/文种表/文种[@名称 = $文种]/抄送)"/>
        <xsl:with-param name="印发机关" select="$机关/印发机关"/>
        <xsl:with-param name="印发日期" select="$季度/@今日"/>
      </xsl:call-template>
    </公文>
  </xsl:template>

  <!-- ==== 行动和事项 ==== -->

  <xsl:template match="行动">
    <二级标题>
      <xsl:text>（</xsl:text>
      <xsl:call-template name="中文数"><xsl:with-param name="数" select="@序号"/></xsl:call-template>
      <xsl:value-of select="concat('）', @名称)"/>
    </二级标题>
    <xsl:call-template name="行动概述"/>
    <xsl:apply-templates select="事项"/>
  </xsl:template>

  <xsl:template name="行动概述">
    <xsl:variable name="本" select="$指标[@事项 = current()/事项/@序号]"/>
    <xsl:variable name="在办" select="事项/存在问题/问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期']"/>
    <段>
      <xsl:value-of select="concat('本行动共', count(事项), '项工作')"/>
      <xsl:choose>
        <xsl:when test="not(事项[@有报 = '否'])">，均已报告进展</xsl:when>
        <xsl:otherwise><xsl:value-of select="concat('，其中', count(事项[@有报 = '是']), '项报告了进展')"/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$本">
        <xsl:value-of select="concat('；涉及指标', count($本), '项，已完成', count($本[@灯 = '完成']), '项')"/>
        <xsl:variable name="慢" select="count($本[@灯 = '滞后' or @灯 = '逾期'])"/>
        <xsl:if test="$慢 &gt; 0"><xsl:value-of select="concat('，滞后和逾期', $慢, '项')"/></xsl:if>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="$在办"><xsl:value-of select="concat('；正在整改的问题', count($在办), '个')"/></xsl:when>
        <xsl:otherwise>；没有正在整改的问题</xsl:otherwise>
      </xsl:choose>
      <xsl:text>。</xsl:text>
    </段>
  </xsl:template>

  <!-- 序号照工作方案的统一编号，从 1 排到底 -->
  <xsl:template match="行动/事项">
    <三级标题><xsl:value-of select="concat(@序号, '.', @名称)"/></三级标题>
    <xsl:call-template name="责任分工"/>
    <xsl:if test="@有报 = '是'">
      <!-- 没有内容的部分不写，编号接着往下排 -->
      <xsl:variable name="部分" select="工作推进情况[述] | 取得成效[述] | 亮点经验[述] | 存在问题[问题] | 下步打算[述]"/>
      <xsl:for-each select="$部分">
        <四级标题><xsl:value-of select="concat('（', position(), '）', local-name())"/></四级标题>
        <xsl:apply-templates/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template name="责任分工">
    <xsl:variable name="主" select="责任单位/单位[@主责 = '是']"/>
    <xsl:variable name="配合" select="责任单位/单位[@责任单位 = '是'][@主责 = '否']"/>
    <xsl:variable name="缺" select="责任单位/单位[@责任单位 = '是'][@报了本项 = '否']"/>
    <段>
      <xsl:choose>
        <xsl:when test="$配合">
          <xsl:value-of select="concat('由', $主/@简称, '牵头，')"/>
          <xsl:call-template name="并列"><xsl:with-param name="列" select="$配合/@简称"/></xsl:call-template>
          <xsl:text>配合。</xsl:text>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="concat('由', $主/@简称, '负责。')"/></xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="@有报 = '否'">本季度各责任单位均未报送本项进展。</xsl:when>
        <xsl:when test="$缺">
          <xsl:call-template name="并列"><xsl:with-param name="列" select="$缺/@简称"/></xsl:call-template>
          <xsl:text>未报送本项进展。</xsl:text>
        </xsl:when>
      </xsl:choose>
    </段>
  </xsl:template>

  <!-- 述：几个单位说的同一些话。第一段前写单位名 -->
  <xsl:template match="述">
    <xsl:for-each select="段 | 打算">
      <段>
        <xsl:if test="position() = 1">
          <楷体>
            <xsl:call-template name="并列"><xsl:with-param name="列" select="../单位/@简称"/></xsl:call-template>
            <xsl:text>：</xsl:text>
          </楷体>
        </xsl:if>
        <xsl:choose>
          <xsl:when test="self::打算"><xsl:call-template name="打算文字"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
        </xsl:choose>
      </段>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="存在问题/问题">
    <段>
      <楷体><xsl:value-of select="concat(@单位, '：')"/></楷体>
      <xsl:if test="@跟踪 = '未再提及'">上季度反映，</xsl:if>
      <xsl:call-template name="问题文字"/>
    </段>
  </xsl:template>
</xsl:stylesheet>
