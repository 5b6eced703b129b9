<?xml version="1.0" encoding="UTF-8"?>
<!-- 亮点经验汇编：各单位报送的亮点经验，原文照录，按行动、事项编排，随通知印发。没有参数。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:variable name="述们" select="$事项/亮点经验/述"/>

  <xsl:template match="/">
    <xsl:call-template name="下行文">
      <xsl:with-param name="文种" select="'亮点经验汇编'"/>
      <xsl:with-param name="标题" select="concat('关于印发', $季度工作, '亮点经验汇编的通知')"/>
      <xsl:with-param name="正文">
        <段>
          <xsl:value-of select="concat('为总结推广各单位在', $机关/工作名称, '中的好做法，我办从', $季度/@名称, '各单位报送的材料中整理形成《', $季度/@名称, '亮点经验汇编》，收录')"/>
          <xsl:value-of select="concat(count($报送单位[@代码 = $述们/单位/@代码]), '个单位在', count($事项[亮点经验/述]), '项工作中的做法', count($述们/段), '条。现印发给你们，请结合实际学习借鉴。')"/>
        </段>
        <段>
          <xsl:text>各单位要注意总结可复制、可推广的经验，写明做法、成效和适用条件，</xsl:text>
          <xsl:value-of select="concat('在', $季度/@下季度名称, '报送时一并报送。')"/>
        </段>
      </xsl:with-param>
      <xsl:with-param name="附件">
        <附件 标题="{concat($季度/@名称, '亮点经验汇编')}"><xsl:apply-templates select="/*/行动[事项/亮点经验/述]"/></附件>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="行动">
    <一级标题>
      <xsl:call-template name="中文数"><xsl:with-param name="数" select="position()"/></xsl:call-template>
      <xsl:value-of select="concat('、', @名称)"/>
    </一级标题>
    <xsl:apply-templates select="事项[亮点经验/述]"/>
  </xsl:template>

  <xsl:template match="事项">
    <二级标题>
      <xsl:text>（</xsl:text>
      <xsl:call-template name="中文数"><xsl:with-param name="数" select="position()"/></xsl:call-template>
      <xsl:value-of select="concat('）', @名称, '（第', @序号, '项）')"/>
    </二级标题>
    <xsl:variable name="几个" select="count(亮点经验/述)"/>
    <xsl:for-each select="亮点经验/述">
      <xsl:variable name="号" select="position()"/>
      <xsl:for-each select="段">
        <段>
          <xsl:if test="position() = 1">
            <xsl:if test="$几个 &gt; 1"><xsl:value-of select="concat($号, '.')"/></xsl:if>
            <xsl:call-template name="并列"><xsl:with-param name="列" select="../单位/@简称"/></xsl:call-template>
            <xsl:text>：</xsl:text>
          </xsl:if>
          <xsl:value-of select="."/>
        </段>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
