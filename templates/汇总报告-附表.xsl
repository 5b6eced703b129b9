<?xml version="1.0" encoding="UTF-8"?>
<!-- 汇总报告的两张附表。宽：毫米；竖放一共 156，横放一共 225。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <!-- 附件1：列宽之和 156 毫米，与版心等宽 -->
  <xsl:template name="指标附表">
    <表格 字号="小五" 横排="否">
      <列 宽="11" 对齐="中"/><列 宽="30"/><列 宽="10" 对齐="中"/><列 宽="24" 对齐="中"/><列 宽="13" 对齐="数"/><列 宽="13" 对齐="数"/>
      <列 宽="12" 对齐="数"/><列 宽="9.5" 对齐="中"/><列 宽="14.5"/><列 宽="19"/>
      <表头><行>
        <格 对齐="中">代码</格><格 对齐="中">指标</格><格 对齐="中">单位</格><格 对齐="中">目标</格><格 对齐="中">上季度</格><格 对齐="中">本季度</格>
        <格 对齐="中">完成率（%）</格><格 对齐="中">评定</格><格 对齐="中">主责单位</格><格 对齐="中">说明</格>
      </行></表头>
      <xsl:for-each select="$指标">
        <行>
          <格><xsl:value-of select="@代码"/></格>
          <格><xsl:value-of select="@名称"/><xsl:if test="@口径 = '累计'">（累计）</xsl:if></格>
          <格><xsl:value-of select="@单位"/></格>
          <格><xsl:call-template name="目标"/></格>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@上季度值"/></xsl:call-template></格>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@值"/></xsl:call-template></格>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@完成率"/></xsl:call-template></格>
          <格><xsl:value-of select="@灯"/></格>
          <格><xsl:value-of select="@主责单位"/></格>
          <格>
            <xsl:value-of select="理由"/>
            <xsl:if test="@冲突 = '是'">；各单位数据不一致</xsl:if>
            <xsl:if test="@回落 = '是'">；累计数比上季度减少</xsl:if>
          </格>
        </行>
      </xsl:for-each>
      <xsl:if test="not($指标)"><行><格 跨列="10" 对齐="中">工作方案没有设指标</格></行></xsl:if>
    </表格>
  </xsl:template>

  <!-- 附件2 -->
  <xsl:template name="报送附表">
    <表格 字号="五号">
      <列 宽="11" 对齐="中"/><列 宽="47"/><列 宽="14" 对齐="中"/><列 宽="21" 对齐="中"/><列 宽="14" 对齐="中"/><列 宽="14" 对齐="中"/><列 宽="16" 对齐="中"/><列 宽="19" 对齐="中"/>
      <表头><行>
        <格 对齐="中">序号</格><格 对齐="中">单位</格><格 对齐="中">状态</格><格 对齐="中">到件日期</格><格 对齐="中">回执号</格><格 对齐="中">退回次数</格><格 对齐="中">实报/应报事项</格><格 对齐="中">填报人</格>
      </行></表头>
      <xsl:for-each select="$报送单位">
        <行>
          <格><xsl:value-of select="position()"/></格>
          <格><xsl:value-of select="@简称"/><xsl:if test="@应报 = '否'">（主动报送）</xsl:if></格>
          <格>
            <xsl:choose>
              <xsl:when test="@撤回 = '是'">已撤回</xsl:when>
              <xsl:otherwise><xsl:value-of select="@状态"/></xsl:otherwise>
            </xsl:choose>
          </格>
          <格>
            <xsl:choose>
              <xsl:when test="@到件日期"><xsl:call-template name="月日"><xsl:with-param name="日" select="@到件日期"/></xsl:call-template></xsl:when>
              <xsl:otherwise>—</xsl:otherwise>
            </xsl:choose>
          </格>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@回执号"/></xsl:call-template></格>
          <格><xsl:value-of select="@退回次数"/></格>
          <格>
            <xsl:value-of select="concat(@实报事项, '/')"/>
            <xsl:call-template name="数值"><xsl:with-param name="值" select="self::*[@应报 = '是']/@应报事项"/></xsl:call-template>
          </格>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@填报人"/></xsl:call-template></格>
        </行>
      </xsl:for-each>
    </表格>
  </xsl:template>
</xsl:stylesheet>
