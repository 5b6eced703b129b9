<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/">
    <xsl:message terminate="yes">数据不全</xsl:message><公文><正文><段>一</段></正文></公文>
  </xsl:template>
</xsl:stylesheet>
