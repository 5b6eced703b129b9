<?xml version="1.0" encoding="UTF-8"?>
<!--
  汇总报告：领导小组办公室一个季度报上级的报告。没有参数。

  正文精炼：总体情况，再照方案规定的五个部分（工作推进情况、取得成效、亮点经验、存在问题、下步打算）逐个行动写；文字取自主责单位
  报告的头一两句。各单位在每个事项上的五个部分全文在附件3，一句不少。
  总体情况在 汇总报告-总述.xsl，五个部分在 汇总报告-五部分.xsl，附件3 在 汇总报告-分事项.xsl，两张附表在 公用-附表.xsl。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:include href="公用-附表.xsl"/>
  <xsl:include href="汇总报告-总述.xsl"/>
  <xsl:include href="汇总报告-五部分.xsl"/>
  <xsl:include href="汇总报告-分事项.xsl"/>

  <xsl:variable name="文种" select="'汇总报告'"/>

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
          <xsl:value-of select="concat('，我办汇总各责任单位报送情况，现将', $季度工作, '推进情况报告如下。')"/>
        </段>
        <xsl:call-template name="总体情况"/>
        <xsl:call-template name="推进情况"/>
        <xsl:call-template name="取得成效"/>
        <xsl:call-template name="亮点经验"/>
        <xsl:call-template name="存在问题"/>
        <xsl:call-template name="下步打算"/>
        <段>特此报告。</段>
      </正文>
      <署名><xsl:value-of select="$机关/名称"/></署名>
      <成文日期><xsl:value-of select="$季度/@今日"/></成文日期>
      <xsl:call-template name="本机关印章"/>
      <xsl:call-template name="本机关附注"/>
      <附件 标题="指标完成情况表"><xsl:call-template name="指标附表"/></附件>
      <附件 标题="报送情况表"><xsl:call-template name="报送附表"/></附件>
      <附件 标题="分事项推进情况"><xsl:call-template name="分事项"/></附件>
      <xsl:call-template name="版记">
        <xsl:with-param name="抄送" select="string($机关/文种表/文种[@名称 = $文种]/抄送)"/>
        <xsl:with-param name="印发机关" select="$机关/印发机关"/>
        <xsl:with-param name="印发日期" select="$季度/@今日"/>
      </xsl:call-template>
    </公文>
  </xsl:template>

  <!-- （一）搬迁群众“就业增收”专项行动。当前节点是〈行动〉 -->
  <xsl:template name="行动标题">
    <xsl:text>（</xsl:text>
    <xsl:call-template name="中文数"><xsl:with-param name="数" select="@序号"/></xsl:call-template>
    <xsl:value-of select="concat('）', @名称)"/>
  </xsl:template>
</xsl:stylesheet>
