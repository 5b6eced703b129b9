<?xml version="1.0" encoding="UTF-8"?>
<!--
  部门报告：一个单位一个季度的书面报告，由单位领导签字、单位盖章后报领导小组办公室。
  参数 单位：单位代码。单位写的段落一字不动、次序不变；这里只加标题、编号和表格。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:param name="单位"/>

  <xsl:variable name="报" select="/*/单位报送/单位[@代码 = $单位]"/>
  <!-- 只承担一项工作的单位不设事项标题，五个部分就是一、二、三、四、五 -->
  <xsl:variable name="单项" select="count($报/事项) = 1"/>

  <xsl:template match="/">
    <xsl:if test="not($报)">
      <xsl:message terminate="yes">单位“<xsl:value-of select="$单位"/>”本季度没有可以成文的报送</xsl:message>
    </xsl:if>
    <公文 格式="文件" 行文方向="上行">
      <发文机关标志 后缀="文件"><机关><xsl:value-of select="$报/@全称"/></机关></发文机关标志>
      <发文字号>
        <xsl:choose>
          <xsl:when test="$报/@发文字号"><xsl:value-of select="$报/@发文字号"/></xsl:when>
          <!-- 前面空三字填机关代字，后面空一字填序号 -->
          <xsl:otherwise><xsl:value-of select="concat('　　　〔', substring($报/@填报日期, 1, 4), '〕　号')"/></xsl:otherwise>
        </xsl:choose>
      </发文字号>
      <签发人><xsl:value-of select="$报/@审签人"/></签发人>
      <标题><xsl:value-of select="concat($报/@全称, '关于', $季度工作, '推进情况的报告')"/></标题>
      <主送机关><xsl:value-of select="concat($机关/名称, '：')"/></主送机关>
      <正文>
        <xsl:call-template name="开头"/>
        <xsl:apply-templates select="$报/事项"/>
        <xsl:apply-templates select="$报/说明[段]"/>
        <段>特此报告。</段>
        <签字栏 标签="单位领导签字：" 行高="2"/>
      </正文>
      <署名><xsl:value-of select="$报/@全称"/></署名>
      <成文日期><xsl:value-of select="$报/@填报日期"/></成文日期>
      <印章 方式="盖章" 章径="{$报/@章径}"/>
      <附注><xsl:value-of select="concat('（联系人：', $报/@填报人, '，电话：', $报/@电话, '）')"/></附注>
      <xsl:call-template name="版记">
        <xsl:with-param name="印发机关" select="$报/@全称"/>
        <xsl:with-param name="印发日期" select="$报/@填报日期"/>
      </xsl:call-template>
    </公文>
  </xsl:template>

  <xsl:template name="开头">
    <段>
      <xsl:call-template name="依据"/>
      <xsl:text>，现将</xsl:text>
      <xsl:call-template name="自称"><xsl:with-param name="单位" select="$报"/></xsl:call-template>
      <xsl:value-of select="$季度/@名称"/>
      <xsl:choose>
        <xsl:when test="$单项">
          <xsl:value-of select="concat('承担的第', $报/事项/@序号, '项工作（', $报/事项/@名称, '）推进情况报告如下。')"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="concat('承担的', count($报/事项), '项工作推进情况报告如下。')"/></xsl:otherwise>
      </xsl:choose>
    </段>
  </xsl:template>

  <!-- ==== 事项：标题，然后五个部分 ==== -->

  <xsl:template match="单位报送/单位/事项">
    <xsl:if test="not($单项)">
      <一级标题>
        <xsl:call-template name="中文数"><xsl:with-param name="数" select="position()"/></xsl:call-template>
        <xsl:value-of select="concat('、', @名称, '（第', @序号, '项）')"/>
      </一级标题>
    </xsl:if>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="1"/><xsl:with-param name="名" select="'工作推进情况'"/></xsl:call-template>
    <xsl:apply-templates select="工作推进情况/段"/>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="2"/><xsl:with-param name="名" select="'取得成效'"/></xsl:call-template>
    <xsl:apply-templates select="取得成效/段"/>
    <xsl:call-template name="指标数据"/>
    <xsl:apply-templates select="表格 | 图片"/>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="3"/><xsl:with-param name="名" select="'亮点经验'"/></xsl:call-template>
    <xsl:apply-templates select="亮点经验/段"/>
    <xsl:if test="not(亮点经验/段)"><段>暂无。</段></xsl:if>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="4"/><xsl:with-param name="名" select="'存在问题'"/></xsl:call-template>
    <xsl:apply-templates select="存在问题/问题"/>
    <xsl:if test="not(存在问题/问题)"><段>暂无。</段></xsl:if>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="5"/><xsl:with-param name="名" select="'下步打算'"/></xsl:call-template>
    <xsl:apply-templates select="下步打算/打算"/>
  </xsl:template>

  <xsl:template name="部分标题">
    <xsl:param name="数"/>
    <xsl:param name="名"/>
    <xsl:variable name="序"><xsl:call-template name="中文数"><xsl:with-param name="数" select="$数"/></xsl:call-template></xsl:variable>
    <xsl:choose>
      <xsl:when test="$单项"><一级标题><xsl:value-of select="concat($序, '、', $名)"/></一级标题></xsl:when>
      <xsl:otherwise><二级标题><xsl:value-of select="concat('（', $序, '）', $名)"/></二级标题></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="段"><段><xsl:value-of select="."/></段></xsl:template>

  <!-- 只有一条的不编号 -->
  <xsl:template match="问题">
    <段>
      <xsl:if test="last() &gt; 1"><xsl:value-of select="concat(position(), '.')"/></xsl:if>
      <xsl:call-template name="问题文字"/>
    </段>
  </xsl:template>

  <xsl:template match="打算">
    <段>
      <xsl:if test="last() &gt; 1"><xsl:value-of select="concat(position(), '.')"/></xsl:if>
      <xsl:call-template name="打算文字"/>
    </段>
  </xsl:template>

  <!-- 需要说明的情况：报送时写在〈说明〉里的话 -->
  <xsl:template match="说明">
    <段><xsl:text>需要说明的情况：</xsl:text><xsl:value-of select="段[1]"/></段>
    <xsl:apply-templates select="段[position() &gt; 1]"/>
  </xsl:template>

  <!-- ==== 指标、表格、图片：排在“取得成效”之后 ==== -->

  <xsl:template name="指标数据">
    <xsl:if test="指标值">
      <段>本项工作指标数据如下表。</段>
      <表格 字号="五号">
        <列 宽="58"/><列 宽="16" 对齐="中"/><列 宽="42" 对齐="中"/><列 宽="20" 对齐="数"/><列 宽="20" 对齐="数"/>
        <表头><行>
          <格 对齐="中">指标</格><格 对齐="中">单位</格><格 对齐="中">目标</格><格 对齐="中">上季度</格><格 对齐="中">本季度</格>
        </行></表头>
        <xsl:for-each select="指标值">
          <行>
            <格><xsl:value-of select="@名称"/><xsl:if test="@口径 = '累计'">（累计）</xsl:if></格>
            <格><xsl:value-of select="@单位"/></格>
            <格><xsl:call-template name="目标"/></格>
            <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@上季度值"/></xsl:call-template></格>
            <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@值"/></xsl:call-template></格>
          </行>
        </xsl:for-each>
      </表格>
    </xsl:if>
  </xsl:template>

  <!-- 第一行是表头；列太多放不下时横放 -->
  <xsl:template match="表格">
    <表格 字号="五号" 横排="自动">
      <xsl:if test="表题"><表题><xsl:value-of select="表题"/></表题></xsl:if>
      <xsl:for-each select="行[1]/格"><列 对齐="中"/></xsl:for-each>
      <xsl:choose>
        <xsl:when test="count(行) &gt; 1">
          <表头><xsl:apply-templates select="行[1]"/></表头>
          <xsl:apply-templates select="行[position() &gt; 1]"/>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="行"/></xsl:otherwise>
      </xsl:choose>
    </表格>
  </xsl:template>
  <xsl:template match="行"><行><xsl:for-each select="格"><格><xsl:value-of select="."/></格></xsl:for-each></行></xsl:template>

  <xsl:template match="图片[@类型 = 'PNG']">
    <图 替代文字="{@说明}" 数据="{.}"><图题><xsl:value-of select="@说明"/></图题></图>
  </xsl:template>
  <!-- 公文只排 PNG 图片 -->
  <xsl:template match="图片"><段><xsl:value-of select="concat('（图片“', @说明, '”见随本报告报送的电子件。）')"/></段></xsl:template>
</xsl:stylesheet>
