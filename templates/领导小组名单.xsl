<?xml version="1.0" encoding="UTF-8"?>
<!-- 领导小组名单：人员取自机关配置的〈领导小组〉；没有写的不出这份公文。没有参数。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:variable name="组" select="$机关/领导小组"/>

  <xsl:template match="/">
    <xsl:if test="not($组)"><xsl:message terminate="yes">机关配置里没有〈领导小组〉</xsl:message></xsl:if>
    <xsl:call-template name="下行文">
      <xsl:with-param name="文种" select="'领导小组名单'"/>
      <xsl:with-param name="标题" select="concat('关于印发', $组/@名称, '成员名单的通知')"/>
      <xsl:with-param name="正文">
        <段>
          <xsl:value-of select="concat('为加强', $机关/工作名称, '的组织领导，现将', $组/@名称, '成员名单印发给你们。')"/>
          <xsl:text>成员因工作变动需要调整的，由所在单位接任的同志自然递补，并书面告知我办。</xsl:text>
        </段>
        <xsl:if test="$组/办公室"><段><xsl:value-of select="$组/办公室"/></段></xsl:if>
      </xsl:with-param>
      <xsl:with-param name="附件">
        <附件 标题="{concat($组/@名称, '成员名单')}">
          <名单>
            <xsl:for-each select="$组/组">
              <组 称谓="{@称谓}"><xsl:for-each select="人"><人 姓名="{@姓名}" 职务="{@职务}"/></xsl:for-each></组>
            </xsl:for-each>
          </名单>
        </附件>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
