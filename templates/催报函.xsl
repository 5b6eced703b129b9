<?xml version="1.0" encoding="UTF-8"?>
<!--
  催报函：期限已过，应报而没有报送、或者退回后没有更正的单位，一个单位一份。信函格式（GB/T 9704 10.1）。
  参数 单位：单位代码。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:param name="单位"/>

  <xsl:variable name="缺" select="$报送单位[@代码 = $单位]"/>
  <xsl:variable name="承担" select="$事项[责任单位/单位[@代码 = $单位][@责任单位 = '是']]"/>
  <xsl:variable name="旧题" select="$问题[@跟踪 = '未再提及'][@单位代码 = $单位]"/>
  <xsl:variable name="旧打算" select="$事项/上季度打算/单位[@代码 = $单位]/打算"/>

  <xsl:template match="/">
    <xsl:if test="not($缺)">
      <xsl:message terminate="yes">单位“<xsl:value-of select="$单位"/>”不用催报</xsl:message>
    </xsl:if>
    <公文 格式="信函" 行文方向="平行">
      <发文机关标志><机关><xsl:value-of select="$机关/名称"/></机关></发文机关标志>
      <xsl:call-template name="发文字号"><xsl:with-param name="文种" select="'催报函'"/><xsl:with-param name="单位" select="$单位"/></xsl:call-template>
      <标题><xsl:value-of select="concat('关于催报', $季度工作, '推进情况的函')"/></标题>
      <主送机关><xsl:value-of select="concat($缺/@全称, '：')"/></主送机关>
      <正文>
        <xsl:call-template name="事由"/>
        <xsl:call-template name="承担事项"/>
        <xsl:call-template name="补报要求"/>
        <段>专此函达。</段>
      </正文>
      <署名><xsl:value-of select="$机关/名称"/></署名>
      <成文日期><xsl:value-of select="$季度/@今日"/></成文日期>
      <xsl:call-template name="本机关印章"/>
      <xsl:call-template name="本机关附注"/>
    </公文>
  </xsl:template>

  <xsl:template name="事由">
    <段>
      <xsl:call-template name="依据"/>
      <xsl:text>，各责任单位应于</xsl:text>
      <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@期限"/></xsl:call-template>
      <xsl:value-of select="concat('前报送', $季度/@名称, '工作推进情况。')"/>
      <xsl:choose>
        <xsl:when test="$缺/@状态 = '退回'">
          <xsl:variable name="件" select="/*/报送情况/来件[@单位代码 = $单位][@结论 = '退回']"/>
          <xsl:value-of select="concat('贵单位报送的材料因填报有误退回', $缺/@退回次数, '次（最近一次')"/>
          <xsl:call-template name="月日"><xsl:with-param name="日" select="$件[last()]/@到件日期"/></xsl:call-template>
          <xsl:value-of select="concat('到件，回执号', format-number($件[last()]/@回执号, '000000'), '），截至')"/>
          <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@今日"/></xsl:call-template>
          <xsl:text>，我办没有收到更正后的材料。</xsl:text>
        </xsl:when>
        <xsl:otherwise>
          <xsl:text>截至</xsl:text>
          <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@今日"/></xsl:call-template>
          <xsl:choose>
            <xsl:when test="$缺/@撤回 = '是'">，贵单位的报送已经撤回，我办没有收到重新报送的材料。</xsl:when>
            <xsl:otherwise>，我办没有收到贵单位的报送材料。</xsl:otherwise>
          </xsl:choose>
        </xsl:otherwise>
      </xsl:choose>
    </段>
  </xsl:template>

  <xsl:template name="承担事项">
    <段>
      <xsl:value-of select="concat('贵单位承担其中', count($承担), '项工作：')"/>
      <xsl:for-each select="$承担">
        <xsl:if test="position() &gt; 1"><xsl:text>；</xsl:text></xsl:if>
        <xsl:value-of select="concat('第', @序号, '项', @名称)"/>
        <xsl:if test="责任单位/单位[@代码 = $单位]/@主责 = '是'">（主责）</xsl:if>
      </xsl:for-each>
      <xsl:text>。</xsl:text>
      <xsl:if test="$旧题 or $旧打算">
        <xsl:text>贵单位</xsl:text>
        <xsl:if test="$旧题"><xsl:value-of select="concat('以前反映的问题中尚未销号的有', count($旧题), '个')"/></xsl:if>
        <xsl:if test="$旧题 and $旧打算">，</xsl:if>
        <xsl:if test="$旧打算"><xsl:value-of select="concat($季度/@上季度名称, '提出的下步打算有', count($旧打算), '条')"/></xsl:if>
        <xsl:text>，请在报送时逐条说明进展。</xsl:text>
      </xsl:if>
    </段>
  </xsl:template>

  <xsl:template name="补报要求">
    <段>
      <xsl:text>请贵单位自收到本函之日起3个工作日内，</xsl:text>
      <xsl:choose>
        <xsl:when test="$缺/@状态 = '退回'">按照回执列明的问题逐条更正，版次加1后重新报送。</xsl:when>
        <xsl:otherwise>按照工作推进情况、取得成效、亮点经验、存在问题、下步打算五个部分如实填报，经单位领导签字、单位盖章后报送我办。确无进展的，也请书面说明。</xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="concat('空白表和填报中的问题，可与我办联系（', $机关/联系人, '，', $机关/电话, '）。')"/>
    </段>
  </xsl:template>
</xsl:stylesheet>
