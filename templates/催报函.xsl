<?xml version="1.0" encoding="UTF-8"?>
<!--
  催报函：期限已过，应报而没有报送、或者退回后没有更正的单位，一个单位一份。信函格式（GB/T 9704 10.1）。
  信函首页的正文只有 14 行，落款、附注占 5 行：话写得短，一页放得下。联系人和电话在附注里，“至今”是成文日期那天。
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
        <段>
          <xsl:call-template name="事由"/>
          <xsl:call-template name="承担事项"/>
        </段>
        <xsl:call-template name="补报要求"/>
      </正文>
      <署名><xsl:value-of select="$机关/名称"/></署名>
      <成文日期><xsl:value-of select="$季度/@今日"/></成文日期>
      <xsl:call-template name="本机关印章"/>
      <xsl:call-template name="本机关附注"/>
    </公文>
  </xsl:template>

  <xsl:template name="事由">
    <xsl:call-template name="依据"/>
    <xsl:text>，各责任单位应于</xsl:text>
    <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@期限"/></xsl:call-template>
    <xsl:value-of select="concat('前报送', substring-after($季度/@名称, '年'), '工作推进情况')"/>
    <xsl:choose>
      <xsl:when test="$缺/@状态 = '退回'">
        <xsl:variable name="件" select="/*/报送情况/来件[@单位代码 = $单位][@结论 = '退回']"/>
        <xsl:value-of select="concat('。贵单位报送的材料因填报有误退回', $缺/@退回次数, '次（最近一次')"/>
        <xsl:call-template name="月日"><xsl:with-param name="日" select="$件[last()]/@到件日期"/></xsl:call-template>
        <xsl:value-of select="concat('到件，回执号', format-number($件[last()]/@回执号, '000000'), '），我办至今没有收到更正后的材料。')"/>
      </xsl:when>
      <xsl:when test="$缺/@撤回 = '是'">。贵单位的报送已经撤回，我办至今没有收到重新报送的材料。</xsl:when>
      <xsl:otherwise>，我办至今没有收到贵单位的材料。</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 一行半写得下各项的名称就写名称；写不下只写序号；再写不下只写主责的序号。免得多出一页 -->
  <xsl:template name="承担事项">
    <xsl:variable name="最多" select="44"/>
    <xsl:variable name="各项">
      <xsl:for-each select="$承担">
        <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
        <xsl:value-of select="concat('第', @序号, '项', @名称)"/>
        <xsl:call-template name="主责"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="序号们">
      <xsl:text>第</xsl:text>
      <xsl:for-each select="$承担">
        <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
        <xsl:value-of select="@序号"/>
        <xsl:call-template name="主责"/>
      </xsl:for-each>
      <xsl:text>项</xsl:text>
    </xsl:variable>
    <xsl:variable name="主责" select="$承担[责任单位/单位[@代码 = $单位][@主责 = '是']]"/>
    <xsl:value-of select="concat('贵单位承担方案确定的', count($承担), '项工作')"/>
    <xsl:choose>
      <xsl:when test="string-length($各项) &lt;= $最多"><xsl:value-of select="concat('：', $各项)"/></xsl:when>
      <xsl:when test="string-length($序号们) &lt;= $最多"><xsl:value-of select="concat('：', $序号们)"/></xsl:when>
      <xsl:when test="$主责">
        <xsl:text>，主责第</xsl:text>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$主责/@序号"/></xsl:call-template>
        <xsl:text>项</xsl:text>
      </xsl:when>
    </xsl:choose>
    <xsl:text>。</xsl:text>
  </xsl:template>

  <!-- 当前节点是〈事项〉 -->
  <xsl:template name="主责">
    <xsl:if test="责任单位/单位[@代码 = $单位]/@主责 = '是'">（主责）</xsl:if>
  </xsl:template>

  <xsl:template name="补报要求">
    <段>
      <xsl:text>请贵单位在收到本函后3个工作日内，</xsl:text>
      <xsl:choose>
        <xsl:when test="$缺/@状态 = '退回'">按照回执列明的问题逐条更正，<xsl:call-template name="上季度的"/>版次加1后重新报送。</xsl:when>
        <xsl:otherwise>按照工作推进情况、取得成效、亮点经验、存在问题、下步打算五个部分如实填报，<xsl:call-template name="上季度的"/>经单位领导签字、单位盖章后报送我办。确无进展的，也请书面说明。</xsl:otherwise>
      </xsl:choose>
    </段>
  </xsl:template>

  <!-- 以前的问题和打算；没有的不写 -->
  <xsl:template name="上季度的">
    <xsl:if test="$旧题 or $旧打算">
      <xsl:text>对</xsl:text>
      <xsl:if test="$旧题"><xsl:value-of select="concat('尚未销号的', count($旧题), '个问题')"/></xsl:if>
      <xsl:if test="$旧题 and $旧打算">和</xsl:if>
      <xsl:if test="$旧打算"><xsl:value-of select="concat('上季度提出的', count($旧打算), '条打算')"/></xsl:if>
      <xsl:text>逐条说明进展，</xsl:text>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
