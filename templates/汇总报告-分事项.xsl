<?xml version="1.0" encoding="UTF-8"?>
<!--
  汇总报告附件3：每个事项一张表，五个部分、每个单位的原文都在；几个单位说的同样的话只写一遍，单位并列。
  单位次序：主责在前，其余照方案。没有内容的部分不列；一个部分的几行合用一格，写部分的名称，跨页的在下一页再写一遍。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template name="分事项">
    <段>
      <xsl:text>本附件按工作方案的次序，照录各单位报告的内容；几个单位相同的只录一遍。</xsl:text>
      <xsl:if test="$事项/上季度打算/单位">
        <xsl:value-of select="concat('“上季打算”是', $季度/@上季度名称, '提出的打算，破折号后面是对照本季度报告文字的结果：待核实，是有相关内容、尚不能认定落实；未提及，是没有对照到相应内容，也待核实。')"/>
      </xsl:if>
    </段>
    <xsl:for-each select="/*/行动">
      <一级标题>
        <xsl:call-template name="中文数"><xsl:with-param name="数" select="@序号"/></xsl:call-template>
        <xsl:value-of select="concat('、', @名称)"/>
      </一级标题>
      <xsl:apply-templates select="事项" mode="分项"/>
    </xsl:for-each>
    <xsl:if test="/*/方案外/问题">
      <一级标题>方案已调整出去的工作上没有销号的问题</一级标题>
      <表格 字号="五号">
        <列 宽="18" 对齐="中"/><列 宽="25"/><列 宽="113"/>
        <表头><行><格>事项</格><格>单位</格><格>内容</格></行></表头>
        <xsl:for-each select="/*/方案外/问题">
          <行>
            <格><xsl:call-template name="问题事项"/></格>
            <格><xsl:value-of select="@单位"/></格>
            <格><xsl:call-template name="问题文字"/></格>
          </行>
        </xsl:for-each>
      </表格>
    </xsl:if>
  </xsl:template>

  <xsl:template match="事项" mode="分项">
    <三级标题><xsl:value-of select="concat(@序号, '.', @名称)"/></三级标题>
    <表格 字号="五号">
      <列 宽="11" 对齐="中"/><列 宽="25"/><列 宽="120"/>
      <表头><行><格>部分</格><格>单位</格><格>内容</格></行></表头>
      <行>
        <格>分工</格>
        <格 跨列="2">
          <xsl:variable name="缺" select="责任单位/单位[@责任单位 = '是'][@报了本项 = '否']"/>
          <xsl:call-template name="分工"/>
          <xsl:choose>
            <xsl:when test="@有报 = '否'">本季度各责任单位均未报送本项进展。</xsl:when>
            <xsl:when test="$缺">
              <xsl:call-template name="并列"><xsl:with-param name="列" select="$缺/@简称"/></xsl:call-template>
              <xsl:text>未报送本项进展。</xsl:text>
            </xsl:when>
          </xsl:choose>
          <xsl:text>进度评定：</xsl:text>
          <xsl:call-template name="灯"><xsl:with-param name="灯" select="@灯"/></xsl:call-template>
          <xsl:value-of select="concat('。', translate(@理由, '；', '，'), '。')"/>
        </格>
      </行>
      <xsl:call-template name="部分行"><xsl:with-param name="名" select="'工作推进情况'"/><xsl:with-param name="们" select="工作推进情况/述"/></xsl:call-template>
      <xsl:call-template name="部分行"><xsl:with-param name="名" select="'取得成效'"/><xsl:with-param name="们" select="取得成效/述"/></xsl:call-template>
      <xsl:call-template name="部分行"><xsl:with-param name="名" select="'亮点经验'"/><xsl:with-param name="们" select="亮点经验/述"/></xsl:call-template>
      <xsl:call-template name="部分行"><xsl:with-param name="名" select="'存在问题'"/><xsl:with-param name="们" select="存在问题/问题"/></xsl:call-template>
      <xsl:call-template name="部分行"><xsl:with-param name="名" select="'下步打算'"/><xsl:with-param name="们" select="下步打算/述"/></xsl:call-template>
      <xsl:call-template name="部分行"><xsl:with-param name="名" select="'上季打算'"/><xsl:with-param name="们" select="上季度打算/单位"/></xsl:call-template>
    </表格>
  </xsl:template>

  <!-- 一个部分：一个单位（或者说得一样的几个单位）一行 -->
  <xsl:template name="部分行">
    <xsl:param name="名"/>
    <xsl:param name="们"/>
    <xsl:for-each select="$们">
      <行>
        <xsl:if test="position() = 1"><格 跨行="{last()}"><xsl:value-of select="$名"/></格></xsl:if>
        <xsl:apply-templates select="." mode="分项"/>
      </行>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="述" mode="分项">
    <格><xsl:call-template name="并列"><xsl:with-param name="列" select="单位/@简称"/></xsl:call-template></格>
    <格>
      <xsl:for-each select="段"><段><xsl:value-of select="."/></段></xsl:for-each>
      <xsl:for-each select="打算"><段><xsl:call-template name="打算文字"/></段></xsl:for-each>
    </格>
  </xsl:template>

  <!-- 上季度的打算和原来的期限，写明对照的结果 -->
  <xsl:template match="上季度打算/单位" mode="分项">
    <格><xsl:value-of select="@简称"/></格>
    <格>
      <xsl:for-each select="打算">
        <xsl:variable name="话"><xsl:call-template name="打算文字"/></xsl:variable>
        <段>
          <xsl:call-template name="去句号"><xsl:with-param name="文" select="string($话)"/></xsl:call-template>
          <xsl:text>——</xsl:text>
          <xsl:call-template name="打算结果"/>
          <xsl:text>。</xsl:text>
        </段>
      </xsl:for-each>
    </格>
  </xsl:template>

  <!-- 报告里看不出已经落实，不等于没有做：只说报告怎样写，话的意思写在附件开头。当前节点是〈打算〉 -->
  <xsl:template name="打算结果">
    <xsl:choose>
      <xsl:when test="@状态 = '已落实' and starts-with(@依据, '对应的问题')">对应的问题已整改销号</xsl:when>
      <xsl:when test="@状态 = '已落实'">已落实</xsl:when>
      <xsl:when test="starts-with(@依据, '单位写明') and contains(@依据, '未落实')">单位写明尚未落实</xsl:when>
      <xsl:when test="starts-with(@依据, '单位写明')">单位写明正在推进</xsl:when>
      <xsl:when test="@依据 = '本季度没有报送本项'">未报送本项</xsl:when>
      <xsl:when test="starts-with(@依据, '打算写得笼统')">写得笼统，无法对照</xsl:when>
      <xsl:when test="@状态 = '推进中' and @已到期限 = '是'">待核实</xsl:when>
      <xsl:when test="@状态 = '推进中'">正在推进</xsl:when>
      <xsl:otherwise>未提及</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="问题" mode="分项">
    <格><xsl:value-of select="@单位"/></格>
    <格><xsl:call-template name="问题文字"/></格>
  </xsl:template>
</xsl:stylesheet>
