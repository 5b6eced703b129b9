<?xml version="1.0" encoding="UTF-8"?>
<!--
  上报：把本县一个季度的汇总写成给上一级的一份季度报送（templates/schema/季度报送.xsd），上一级用同一个程序收件。
  各单位说的话照录，前面写明单位；几个单位说同样的话只写一遍，单位并列。指标写汇总出来的数。
  本级和上级的单位名、方案文号、事项和指标的对应写在机关配置的〈上报〉里；没有写的，事项序号和指标代码两级相同。
  参数 版次：第几版；日期：填报日期。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>
  <xsl:param name="版次" select="'1'"/>
  <xsl:variable name="上报" select="$机关/上报"/>

  <xsl:template match="/">
    <季度报送 格式版本="1">
      <单位>
        <xsl:choose>
          <xsl:when test="$上报/@单位"><xsl:value-of select="$上报/@单位"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$机关/名称"/></xsl:otherwise>
        </xsl:choose>
      </单位>
      <年度><xsl:value-of select="$季度/@年"/></年度>
      <季度><xsl:value-of select="$季度/@季"/></季度>
      <方案>
        <xsl:choose>
          <xsl:when test="$上报/@方案"><xsl:value-of select="$上报/@方案"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$方案/@文号"/></xsl:otherwise>
        </xsl:choose>
      </方案>
      <填报人><xsl:value-of select="$机关/联系人"/></填报人>
      <审签人>
        <xsl:if test="$机关/签发人[1]/@职务"><xsl:attribute name="职务"><xsl:value-of select="$机关/签发人[1]/@职务"/></xsl:attribute></xsl:if>
        <xsl:value-of select="$机关/签发人[1]"/>
      </审签人>
      <联系电话><xsl:value-of select="$机关/电话"/></联系电话>
      <填报日期><xsl:value-of select="$季度/@今日"/></填报日期>
      <版次><xsl:value-of select="$版次"/></版次>
      <xsl:call-template name="说明"/>
      <xsl:apply-templates select="/*/行动/事项[@有报 = '是']"/>
    </季度报送>
  </xsl:template>

  <!-- 说明：没有报的事项、没有数的指标、各单位报数不一致的指标，逐条写明 -->
  <xsl:template name="说明">
    <xsl:variable name="没报" select="/*/行动/事项[@有报 != '是']"/>
    <xsl:variable name="缺数" select="/*/指标表/指标[not(@值) and @目标]"/>
    <xsl:variable name="冲突" select="/*/指标表/指标[@冲突 = '是']"/>
    <xsl:if test="$没报 or $缺数 or $冲突 or /*/总体/报送/@未报 &gt; 0">
      <说明>
        <xsl:if test="/*/总体/报送/@未报 &gt; 0">
          <段><xsl:value-of select="concat('本级应报', /*/总体/报送/@应报, '个单位，已报', /*/总体/报送/@已报, '个，没有报送的：')"/>
            <xsl:for-each select="/*/报送情况/单位[@应报 = '是' and (@状态 = '未报' or @状态 = '退回')]"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:value-of select="@简称"/></xsl:for-each>。</段>
        </xsl:if>
        <xsl:for-each select="$没报"><段>第<xsl:call-template name="上级事项"/>项“<xsl:value-of select="@名称"/>”本季度没有单位报送。</段></xsl:for-each>
        <xsl:for-each select="$缺数"><段>指标<xsl:call-template name="上级指标"/>“<xsl:value-of select="@名称"/>”本季度没有单位报数，原因正在核实。</段></xsl:for-each>
        <xsl:for-each select="$冲突"><段>指标<xsl:call-template name="上级指标"/>“<xsl:value-of select="@名称"/>”各单位报数不一致：<xsl:for-each select="单位值[@值]"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:value-of select="concat(@简称, @值, ../@单位)"/></xsl:for-each>，按<xsl:value-of select="@汇总方式"/>上报。</段></xsl:for-each>
      </说明>
    </xsl:if>
  </xsl:template>

  <xsl:template name="上级事项">
    <xsl:variable name="号" select="@序号"/>
    <xsl:choose>
      <xsl:when test="$上报/事项[@本级 = $号]"><xsl:value-of select="$上报/事项[@本级 = $号]/@上级"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$号"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="上级指标">
    <xsl:variable name="码" select="@代码"/>
    <xsl:choose>
      <xsl:when test="$上报/指标[@本级 = $码]"><xsl:value-of select="$上报/指标[@本级 = $码]/@上级"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$码"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="事项">
    <xsl:variable name="号" select="@序号"/>
    <事项>
      <xsl:attribute name="序号"><xsl:call-template name="上级事项"/></xsl:attribute>
      <工作推进情况><xsl:call-template name="各单位"><xsl:with-param name="部分" select="工作推进情况"/></xsl:call-template></工作推进情况>
      <取得成效><xsl:call-template name="各单位"><xsl:with-param name="部分" select="取得成效"/></xsl:call-template></取得成效>
      <亮点经验>
        <xsl:choose>
          <xsl:when test="亮点经验/述"><xsl:call-template name="各单位"><xsl:with-param name="部分" select="亮点经验"/></xsl:call-template></xsl:when>
          <xsl:otherwise><无/></xsl:otherwise>
        </xsl:choose>
      </亮点经验>
      <存在问题>
        <xsl:choose>
          <xsl:when test="存在问题/问题"><xsl:apply-templates select="存在问题/问题"/></xsl:when>
          <xsl:otherwise><无/></xsl:otherwise>
        </xsl:choose>
      </存在问题>
      <下步打算>
        <xsl:for-each select="下步打算/述/打算">
          <打算>
            <内容><xsl:call-template name="谁"><xsl:with-param name="单位" select="../单位"/></xsl:call-template><xsl:value-of select="."/></内容>
            <xsl:if test="@期限"><期限><xsl:value-of select="@期限"/></期限></xsl:if>
          </打算>
        </xsl:for-each>
        <xsl:if test="not(下步打算/述/打算)"><打算><内容>各单位没有写下步打算，下季度继续按方案推进。</内容></打算></xsl:if>
      </下步打算>
      <xsl:for-each select="/*/指标表/指标[@事项 = $号 and @值]">
        <指标值 单位="{@单位}">
          <xsl:attribute name="指标"><xsl:call-template name="上级指标"/></xsl:attribute>
          <xsl:value-of select="@值"/>
        </指标值>
      </xsl:for-each>
    </事项>
  </xsl:template>

  <!-- 各单位的话：一段一段照录，段前写明单位 -->
  <xsl:template name="各单位">
    <xsl:param name="部分"/>
    <xsl:for-each select="$部分/述/段">
      <段><xsl:call-template name="谁"><xsl:with-param name="单位" select="../单位"/></xsl:call-template><xsl:value-of select="."/></段>
    </xsl:for-each>
    <xsl:if test="not($部分/述/段)"><段>本季度各单位没有写这一部分。</段></xsl:if>
  </xsl:template>
  <xsl:template name="谁">
    <xsl:param name="单位"/>
    <xsl:for-each select="$单位"><xsl:if test="position() &gt; 1">、</xsl:if><xsl:value-of select="@简称"/></xsl:for-each>
    <xsl:text>：</xsl:text>
  </xsl:template>

  <!-- 问题：编号前加本级的代码，上一级一个一个跟踪；单位没有再提的，仍作整改中上报 -->
  <xsl:template match="问题">
    <问题>
      <xsl:attribute name="编号"><xsl:if test="$上报/@代码"><xsl:value-of select="concat($上报/@代码, '-')"/></xsl:if><xsl:value-of select="@编号"/></xsl:attribute>
      <分类><xsl:value-of select="@分类"/></分类>
      <等级><xsl:value-of select="@等级"/></等级>
      <描述><xsl:value-of select="concat(@单位, '：', 描述)"/></描述>
      <整改措施>
        <xsl:value-of select="整改措施"/>
        <xsl:if test="@跟踪 = '未再提及'">（<xsl:value-of select="@原因"/>，正在核实。）</xsl:if>
      </整改措施>
      <责任人><xsl:value-of select="@责任人"/></责任人>
      <xsl:if test="@期限"><期限><xsl:value-of select="@期限"/></期限></xsl:if>
      <状态>
        <xsl:choose>
          <xsl:when test="@跟踪 = '未再提及'">整改中</xsl:when>
          <xsl:otherwise><xsl:value-of select="@状态"/></xsl:otherwise>
        </xsl:choose>
      </状态>
    </问题>
  </xsl:template>
</xsl:stylesheet>
